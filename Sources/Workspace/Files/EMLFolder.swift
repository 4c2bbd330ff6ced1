import Foundation
package import Gate
import Vocabulary

/// The folder that a preview writes its messages to.
package struct EMLFolder {
    private let folder: URL
    private var written: Set<String> = []

    /// Makes the folder where it is not there.
    package init(_ path: String) throws {
        folder = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .inputOutput,
                Phrase(fr: "le dossier `\(path)` ne peut être créé", en: "the folder `\(path)` cannot be made"))
        }
    }

    /// One file per recipient, named by the contact and what of the address is safe in a file name.
    package mutating func write(_ bytes: [UInt8], for clearance: Clearance) throws {
        let safe = clearance.address.spelling.unicodeScalars.map { scalar -> Character in
            let isSafe =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "@.-_".unicodeScalars.contains(scalar))
            return isSafe ? Character(scalar) : "_"
        }
        let name = "\(clearance.contact.rawValue)-\(String(safe.prefix(100))).eml"
        written.insert(name)
        let url = folder.appendingPathComponent(name)
        do {
            unlink(url.path)
            try PrivateFile.create(url.path, bytes, synced: false)
        } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "`\(url.path)` ne peut être écrit : \(why.fr)",
                    en: "`\(url.path)` cannot be written: \(why.en)"))
        }
    }

    /// The folder, as it was given.
    package var path: String { folder.relativePath }
    /// How many messages were written.
    package var count: Int { written.count }

    /// Messages of an earlier preview, to people who are not admitted any more, must not lie beside the others.
    package func removeTheOthers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where !written.contains(name) {
            let digits = name.prefix { $0.isASCII && $0.isNumber }
            let whole = PrivateDraft.of(name) ?? name
            guard !digits.isEmpty, name.dropFirst(digits.count).hasPrefix("-"), whole.hasSuffix(".eml") else {
                continue
            }
            unlink(folder.appendingPathComponent(name).path)
        }
    }
}
