import Crypto
import Foundation
import Gate
import Ledger
import Letter
import Vocabulary

/// A letter's file as it stands on disk.
struct LetterSource {
    let path: String
    let bytes: [UInt8]
    /// Octets that a letter may have.
    private static let limit = 8 << 20

    init(_ path: String) throws {
        self.path = path
        // One octet more than it may have tells that it has too many, even where it never ends.
        let file = FileHandle(forReadingAtPath: path)
        guard let data = try? file?.read(upToCount: LetterSource.limit + 1) ?? (file.map { _ in Data() }) else {
            throw Failure(
                .noInput,
                Phrase(
                    fr: "la lettre `\(path)` manque ou est illisible",
                    en: "the letter `\(path)` is missing or cannot be read"))
        }
        guard data.count <= LetterSource.limit else {
            throw Failure(
                .badInput,
                Phrase(
                    fr: "\(path) : plus de 8 Mio, ce n'est pas une lettre ; joignez ce qui est gros (`Attach:`)",
                    en: "\(path): more than 8 MiB, this is no letter; attach what is large (`Attach:`)"))
        }
        bytes = Array(data)
    }
}

/// A letter, compiled with what stands around it in the working folder.
struct LoadedLetter {
    let file: LetterFile
    let compiled: CompiledLetter
    /// SHA-256 of the letter with all that it pulls in.
    let contentDigest: String

    var id: String { file.id }
    var purposeName: String { file.purpose }
    var onBehalfOf: String? { file.onBehalfOf }
    var partsWithoutWayOut: [String] { compiled.partsWithoutWayOut }
    var faults: [Phrase] { compiled.faults.map(\.message) }
    var needs: [FieldNeed] { compiled.needs }
    var content: [UInt8] { compiled.content }

    init(_ source: LetterSource, configuration: Configuration, extraFields: Set<String>) throws {
        let url = URL(fileURLWithPath: source.path)
        do throws(LetterFault) {
            file = try LetterFile.parse(source.bytes, fileName: url.lastPathComponent)
        } catch {
            let place = error.line.map { "\(source.path):\($0)" } ?? source.path
            throw Failure(
                .badInput, Phrase(fr: "\(place) : \(error.problem.fr)", en: "\(place): \(error.problem.en)"))
        }
        let templates = configuration.folder.appendingPathComponent("Templates")
        let sibling = url.deletingPathExtension().appendingPathExtension("txt")
        let files = LetterFiles(configuration)
        let context = LetterContext(
            sender: configuration.sender, purpose: configuration.purposes[file.purpose],
            language: configuration.language, extraFields: extraFields,
            template: { name in files.read(templates.appendingPathComponent(name)) },
            textSibling: { files.read(sibling) },
            attachment: { path in
                // As written, else as a url writes it: `my%20logo.png`.
                let folder = url.deletingLastPathComponent()
                let names = [path, path.removingPercentEncoding ?? path]
                return names.lazy.compactMap { files.read(folder.appendingPathComponent($0)) }.first
            })
        compiled = CompiledLetter(file, source: source.bytes, context: context)
        contentDigest = Array(SHA256.hash(data: Data(compiled.content))).hex
    }

    /// The message for one cleared recipient.
    func message(for clearance: Clearance, workspace: Workspace, key: Key, at now: Instant) -> ClearedMessage {
        let way = WayOut(workspace.configuration, token: key.unsubscribeToken(letter: id, address: clearance.address))
        var generator = SystemRandomNumberGenerator()
        let unique = [generator.next() as UInt64, generator.next()].map { String($0, radix: 36) }.joined()
        let stamp = MessageStamp(
            date: now, utcOffsetMinutes: Workspace.utcOffsetMinutes(at: now), messageID: "\(id.prefix(40)).\(unique)",
            unsubscribeURL: way.url, isOneClick: way.isOneClick)
        return compiled.message(for: clearance, stamp: stamp)
    }
}

/// The way out of a letter for one recipient: the link with its token, else a mail with the token in its subject.
struct WayOut {
    let url: String
    /// RFC 8058: an https link that stands for this recipient alone.
    let isOneClick: Bool

    init(_ configuration: Configuration, token: String) {
        if let template = configuration.unsubscribeURL {
            url = template.replacingOccurrences(of: "{token}", with: token)
            isOneClick = template.lowercased().hasPrefix("https://") && template.contains("{token}")
            return
        }
        let address = configuration.unsubscribeMailto?.spelling ?? ""
        let safe = address.addingPercentEncoding(withAllowedCharacters: WayOut.allowed) ?? ""
        url = "mailto:\(safe)?subject=unsubscribe%20\(token)"
        isOneClick = false
    }

    private static let allowed = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@+")
}
