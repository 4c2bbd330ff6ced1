import Courier
import Foundation
import Vocabulary

/// Where a secret is kept: never in the configuration itself, which gets copied, shown and backed up.
enum SecretSource {
    case environment(String, key: String)
    case file(String, key: String)
    case command([String], key: String)

    init?(_ reader: ConfigurationReader, key: String, folder: URL) throws {
        guard let value = reader.value(key) else { return nil }
        let path = reader.name(key)
        let forms = "`{\"environment\": \"NAME\"}`, `{\"file\": \"PATH\"}`, `{\"command\": [\"…\"]}`"
        // Whatever stands here may be a secret: it is not repeated.
        guard case .object(let members) = value else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(path)` : un secret ne s’écrit pas en clair dans la configuration, qui se copie et se "
                        + "montre ; attendu : \(forms)",
                    en: "`\(path)`: a secret does not belong in the configuration, which gets copied and shown; "
                        + "expected \(forms)"))
        }
        let known = ["environment", "file", "command"]
        let inner = try ConfigurationReader(value, path: path, known: known)
        guard members.filter({ known.contains($0.name) }).count == 1 else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(path)` : attendu exactement l’un de "
                        + "\(forms)", en: "`\(path)`: expected exactly one of \(forms)"))
        }
        if let name = try inner.text("environment") {
            self = .environment(name, key: path)
        } else if let file = try inner.path("file") {
            self = .file(FileNames.found(URL(fileURLWithPath: file, relativeTo: folder).path), key: path)
        } else if case .array(let words)? = inner.value("command"), !words.isEmpty {
            self = .command(
                try words.map {
                    guard case .string(let word) = $0 else {
                        throw inner.fault("command", expected: Phrase(fr: "une liste de textes", en: "a list of texts"))
                    }
                    return word
                }, key: path)
        } else {
            throw Failure(
                .configuration, Phrase(fr: "`\(path)` : attendu \(forms)", en: "`\(path)`: expected \(forms)"))
        }
    }

    /// The file that holds it; nil where none does.
    var path: String? {
        if case .file(let path, _) = self { return path }
        return nil
    }

    /// As the configuration has it; a file by its path.
    var place: SecretPlace {
        switch self {
        case .environment(let name, _): .environment(name)
        case .file(let path, _): .file(path)
        case .command(let words, _): .command(words)
        }
    }

    /// Reads the secret; one line end at its end is dropped.
    func read(environment: [String: String]) throws -> Secret {
        switch self {
        case .environment(let name, let key):
            guard let value = environment[name], !value.isEmpty else {
                throw Failure(
                    .configuration,
                    Phrase(
                        fr: "`\(key)` : la variable d’environnement `\(name)` n’est pas définie",
                        en: "`\(key)`: the environment variable `\(name)` is not set"))
            }
            return Secret(value)
        case .file(let path, let key):
            var information = stat()
            guard stat(path, &information) == 0 || errno != ENOENT else {
                throw Failure(
                    .configuration, Phrase(fr: "`\(key)` : `\(path)` manque", en: "`\(key)`: `\(path)` is missing"))
            }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Failure(
                    .configuration,
                    Phrase(fr: "`\(key)` : `\(path)` est illisible", en: "`\(key)`: `\(path)` cannot be read"))
            }
            guard information.st_mode & 0o077 == 0 else {
                throw Failure(
                    .configuration,
                    Phrase(
                        fr: "`\(key)` : `\(path)` est lisible par d’autres ; `chmod 600 \(path)`",
                        en: "`\(key)`: others can read `\(path)`; `chmod 600 \(path)`"))
            }
            return try SecretSource.secret(data, key: key)
        case .command(let words, let key): return try SecretSource.run(words, key: key)
        }
    }

    private static func run(_ words: [String], key: String) throws -> Secret {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch {
            throw Failure(
                .configuration,
                Phrase(fr: "`\(key)` : la commande ne démarre pas", en: "`\(key)`: the command does not start"))
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(key)` : la commande a échoué (code \(process.terminationStatus))",
                    en: "`\(key)`: the command failed (code \(process.terminationStatus))"))
        }
        return try secret(data, key: key)
    }

    private static func secret(_ data: Data, key: String) throws -> Secret {
        // An editor's byte order mark is no part of it.
        var text = String(decoding: data.withoutByteOrderMark, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(key)` : le secret "
                        + "est vide", en: "`\(key)`: the secret is empty"))
        }
        return Secret(text)
    }
}
