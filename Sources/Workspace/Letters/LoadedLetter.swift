import Crypto
import Foundation
import Gate
import Ledger
package import Letter
package import Vocabulary

/// A letter's file as it stands on disk.
package struct LetterSource {
    let path: String
    let bytes: [UInt8]
    /// Octets that a letter may have.
    private static let limit = 8 << 20

    /// Throws a `Failure` where it is missing, unreadable, or too large to be a letter.
    package init(_ named: String) throws {
        path = FileNames.found(named)
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
                    fr: "\(path) : plus de 8 Mio, ce n’est pas une lettre ; joignez ce qui est gros (`Attach:`)",
                    en: "\(path): more than 8 MiB, this is no letter; attach what is large (`Attach:`)"))
        }
        bytes = Array(data)
    }
}

/// A letter, compiled with what stands around it in the working folder.
package struct LoadedLetter {
    package let file: LetterFile
    package let compiled: CompiledLetter
    /// SHA-256 of the letter with all that it pulls in.
    package let contentDigest: String
    /// The files of each recipient's own; nil where the letter has none.
    package let recipientFiles: RecipientFiles?

    package var id: String { file.id }
    package var purposeName: String { file.purpose }
    package var onBehalfOf: String? { file.onBehalfOf }
    package var partsWithoutWayOut: [String] { compiled.partsWithoutWayOut }
    package var faults: [Phrase] { compiled.faults.map(\.message) }
    package var needs: [FieldNeed] { compiled.needs }
    package var content: [UInt8] { compiled.content.bytes }

    /// True where a digest is that of this letter, by this program or by an earlier one, which took line ends to the letter.
    func isContent(_ digest: String) -> Bool {
        digest == contentDigest || digest == Array(SHA256.hash(data: Data(compiled.content.bytesAsRead))).hex
    }

    /// Throws a `Failure` where the file is no letter; what is wrong within one is among its ``faults``. `extraFields`: the
    /// columns that contacts have beside the built-in fields. `frozen`: what a letter was frozen as; nil where nobody was
    /// mailed it.
    package init(
        _ source: LetterSource, configuration: Configuration, extraFields: Set<String>,
        frozen: (_ letter: String) throws -> [UInt8]? = { _ in nil }
    ) throws {
        let url = URL(fileURLWithPath: source.path)
        do throws(LetterFault) {
            file = try LetterFile.parse(source.bytes, fileName: url.lastPathComponent)
        } catch {
            let place = error.line.map { "\(source.path):\($0)" } ?? source.path
            throw Failure(
                .badInput, Phrase(fr: "\(place) : \(error.problem.fr)", en: "\(place): \(error.problem.en)"))
        }
        var extraFields = extraFields
        // A column that came since takes no French name away from a letter that some have already.
        if extraFields.contains(where: { FieldAlias.field($0) != nil }), let begun = try frozen(file.id) {
            let meant = LetterContent.meanings(frozen: begun, letter: source.bytes)
            extraFields = extraFields.filter { !meant.contains(FieldAlias.key($0)) }
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
        contentDigest = Array(SHA256.hash(data: Data(compiled.content.bytes))).hex
        recipientFiles =
            compiled.recipientPaths.isEmpty
            ? nil : RecipientFiles(compiled.recipientPaths, folder: url.deletingLastPathComponent(), files: files)
    }
}
