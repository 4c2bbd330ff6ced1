import Courier
package import Foundation
import Ledger
package import Vocabulary

/// A working folder as `init` lays it out: configuration and key for the sender alone (0600), templates, a letter that shows
/// each of them, and an image. What is there stays as it is.
package struct FolderLayout {
    private let root: URL
    private let configuration: String
    private let language: Language
    /// A password that was typed, and the file that it belongs in.
    private let password: (file: String, secret: Secret)?

    /// What became of one of its files.
    package enum Piece: Sendable {
        case made(path: String)
        case wasThere(path: String)
        /// A ledger is there without its key: a new one would not be the one that it was made with.
        case keyIsMissing
    }

    /// Everything is known, and nothing is written yet: a configuration that would not do is found out here, and is the fault
    /// of what was typed. Without a `draft`, the configuration is the example's.
    package init(_ root: URL, draft: ConfigurationDraft?, language: Language) throws {
        self.root = root
        self.language = language
        if let typed = draft?.relay.typed, case .file(let file)? = draft?.relay.secret {
            password = (file, typed)
        } else {
            password = nil
        }
        guard let draft else {
            configuration = String(decoding: StarterFiles.configuration, as: UTF8.self)
                .replacingOccurrences(of: "LANGUAGE", with: language.rawValue)
            return
        }
        configuration = try draft.text()
        let json: JSONValue
        do throws(JSONFault) {
            json = try JSONValue(parsing: Array(configuration.utf8))
        } catch {
            throw Failure(.internalFault, error.problem)
        }
        do {
            let path = root.appendingPathComponent("config.json").path
            _ = try Configuration(json, path: path, folder: root, environment: [:])
        } catch let failure as Failure {
            throw Failure(.usage, failure.message)
        }
    }

    /// Lays it out, and tells of each piece as it comes.
    package func lay(_ told: (Piece) throws -> Void) throws {
        let templates = root.appendingPathComponent("Templates")
        do {
            try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "le dossier `\(templates.path)` ne peut être créé",
                    en: "the folder `\(templates.path)` cannot be made"))
        }
        func lay(_ name: String, _ bytes: [UInt8], in folder: URL, mode: mode_t = 0o600) throws {
            try told(try FolderLayout.lay(folder.appendingPathComponent(name).path, bytes, mode))
        }
        if let password { try lay(password.file, Array((password.secret.text + "\n").utf8), in: root) }
        try lay("config.json", Array(configuration.utf8), in: root)
        let (ledger, key) = ("portillon.sqlite", "portillon.key")
        func isThere(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: root.appendingPathComponent(name).path)
        }
        if isThere(ledger), !isThere(key) {
            try told(.keyIsMissing)
        } else {
            try lay(key, Array(Key().fileText.utf8), in: root)
        }
        for file in StarterFiles.templates { try lay(file.name, file.bytes, in: templates, mode: 0o644) }
        for file in StarterFiles.letters(language) { try lay(file.name, file.bytes, in: root, mode: 0o644) }
        let images = root.appendingPathComponent("images")
        try? FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
        for file in StarterFiles.images { try lay(file.name, file.bytes, in: images, mode: 0o644) }
    }

    private static func lay(_ path: String, _ bytes: [UInt8], _ mode: mode_t) throws -> Piece {
        do {
            try PrivateFile.create(path, bytes)
            chmod(path, mode)
            return .made(path: path)
        } catch let fault as PrivateFile.Fault where fault.code == EEXIST {
            return .wasThere(path: path)
        } catch let fault as PrivateFile.Fault {
            let why = Phrase(saying: fault)
            throw Failure(
                .cannotCreate,
                Phrase(fr: "`\(path)` ne peut être créé : \(why.fr)", en: "`\(path)` cannot be made: \(why.en)"))
        }
    }
}
