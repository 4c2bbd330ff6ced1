import Foundation
package import Gate
import Ledger
package import Letter
import Mailing
package import Vocabulary

/// The files that each recipient of a letter has of their own (`Attach: invoices/{{customer_id}}.pdf`): whether they are
/// there, what they hold, and that they stay what they were from the survey to the relay.
package final class RecipientFiles {
    private let paths: [RecipientPath]
    private let folder: URL
    private let files: LetterFiles
    /// Of each recipient whom the survey showed as admitted, the beginning of what all files together hash to: eight octets
    /// stand for them, so that a million recipients stay small. In the order of the contacts.
    private var marks: [(contact: Int64, mark: UInt64)] = []
    /// Octets that the files of one recipient take in a message, about, at most.
    private(set) var largest = 0

    init(_ paths: [RecipientPath], folder: URL, files: LetterFiles) {
        self.paths = paths
        self.folder = folder
        self.files = files
    }

    // MARK: Before the gate

    /// Lays before the gate which files cannot be had.
    package func noteMissing(in dossiers: inout [Dossier]) {
        for index in dossiers.indices {
            let fields = dossiers[index].contact.fields
            for place in dossiers[index].addresses.indices {
                guard let spec = dossiers[index].addresses[place].spec else { continue }
                dossiers[index].addresses[place].missingFiles = missing(fields, spec)
            }
        }
    }

    private func missing(_ fields: ContactFields, _ address: AddrSpec) -> [String] {
        paths.compactMap { path in
            switch path.outcome(fields, address: address) {
            case .nothing, .incomplete: nil
            case .hostile(let path): path
            case .path(let path): files.has(path, below: folder) ? nil : path
            }
        }
    }

    /// What a mailing froze for somebody and cannot be had any more, as faults of the letter: nobody who was admitted with a
    /// file is left out for want of it. The first few are named.
    func lacking(of letter: String, in ledger: Ledger, key: Key) throws -> [Phrase] {
        let chunks = DossierChunks.ahead(DossierReader(ledger, key: key, letter: letter))
        var paths: Set<String> = []
        while let chunk = try chunks.next() {
            for dossier in chunk.dossiers {
                for address in dossier.addresses.compactMap(\.spec) {
                    for path in missing(dossier.contact.fields, address) {
                        if try ledger.frozenFile(path, letter: letter, key: key) != nil { paths.insert(path) }
                    }
                }
            }
        }
        let isMore = paths.count > RecipientFiles.mostNamed
        let all =
            isMore ? Phrase(fr: " (\(paths.count) en tout)", en: " (\(paths.count) in all)") : Phrase(fr: "", en: "")
        return paths.sorted().prefix(RecipientFiles.mostNamed).map { path in
            Phrase(
                fr:
                    "la pièce jointe `\(path)`, qui fait partie de l’envoi `\(letter)` déjà commencé, manque\(all.fr) ; "
                    + "remettez-la",
                en:
                    "the attachment `\(path)`, part of the mailing `\(letter)` that has begun already, is missing\(all.en); "
                    + "put it back")
        }
    }

    private static let mostNamed = 5

    // MARK: In the survey

    /// What the files of an admitted recipient hash to, for the digest; what is seen here is what may be handed over.
    func survey(_ clearance: Clearance) throws -> [FileDigest] {
        let digests = try digests(for: clearance)
        // The survey sees everybody once, and begins anew when it is made again.
        if let last = marks.last, last.contact > clearance.contact.rawValue { marks = [] }
        let mark = RecipientFiles.mark(digests)
        if marks.last?.contact != clearance.contact.rawValue { marks.append((clearance.contact.rawValue, mark)) }
        largest = max(largest, digests.reduce(0) { $0 + (files.size($1.path, below: folder) ?? 0) / 3 * 4 })
        return digests
    }

    /// The same again when the recipient is enrolled: nobody agreed to anything else.
    func enrol(_ clearance: Clearance) throws -> [FileDigest] {
        let digests = try digests(for: clearance)
        try hold(clearance, RecipientFiles.mark(digests), path: digests.first?.path ?? "")
        return digests
    }

    /// What a mailing froze must be what is there, for those who were mailed too.
    func holdFrozen(_ dossier: Dossier, by ledger: Ledger, letter: String, key: Key) throws {
        for address in dossier.addresses.compactMap(\.spec) {
            for path in paths {
                guard case .path(let path) = path.outcome(dossier.contact.fields, address: address),
                    let frozen = try ledger.frozenFile(path, letter: letter, key: key)
                else { continue }
                guard let digest = files.digest(path, below: folder) else { throw RecipientFiles.changed(path) }
                if digest == frozen { continue }
                throw Failure(
                    .badInput,
                    Phrase(
                        fr: "la pièce jointe `\(path)` fait partie de la lettre `\(letter)`, déjà envoyée à quelqu’un, "
                            + "et elle a changé depuis ; remettez l’ancienne, ou donnez à la lettre une autre identité "
                            + "(`Letter:`)",
                        en: "the attachment `\(path)` is part of the letter `\(letter)`, which has been mailed to "
                            + "somebody already, and it has changed since; put the old one back, or give the letter "
                            + "another identity (`Letter:`)"))
            }
        }
    }

    // MARK: In a message

    /// The files for one message. A test to oneself goes without those that nobody laid down for it.
    func read(for clearance: Clearance) throws -> [RecipientFile] {
        var read: [RecipientFile] = []
        var digests: [FileDigest] = []
        for (place, path) in paths.enumerated() {
            guard let path = try self.path(path, clearance) else { continue }
            guard let content = files.read(path, below: folder) else {
                guard clearance.isTest else { throw RecipientFiles.changed(path) }
                continue
            }
            read.append(RecipientFile(place: place, path: path, content: content))
            if !clearance.isTest { digests.append(FileDigest(path: path, sha256: LetterFiles.digest(of: content))) }
        }
        if !clearance.isTest { try hold(clearance, RecipientFiles.mark(digests), path: digests.first?.path ?? "") }
        return read
    }

    /// The files for an author's look at a letter: those that are there, and the paths of those that are not.
    package func look(_ fields: ContactFields, _ address: AddrSpec) -> (files: [RecipientFile], missing: [String]) {
        var found: [RecipientFile] = []
        var missing: [String] = []
        for (place, path) in paths.enumerated() {
            switch path.outcome(fields, address: address) {
            case .nothing, .incomplete: continue
            case .hostile(let path): missing.append(path)
            case .path(let path):
                guard let content = files.read(path, below: folder) else {
                    missing.append(path)
                    continue
                }
                found.append(RecipientFile(place: place, path: path, content: content))
            }
        }
        return (found, missing)
    }

    // MARK: What stays the same

    private func digests(for clearance: Clearance) throws -> [FileDigest] {
        try paths.compactMap { path in
            guard let path = try self.path(path, clearance) else { return nil }
            guard let digest = files.digest(path, below: folder) else { throw RecipientFiles.changed(path) }
            return FileDigest(path: path, sha256: digest)
        }
    }

    /// Nil where no file goes along. Whoever is cleared has every field, and none that leads astray.
    private func path(_ path: RecipientPath, _ clearance: Clearance) throws -> String? {
        switch path.outcome(clearance.fields, address: clearance.address) {
        case .nothing: return nil
        case .path(let path): return path
        case .hostile(let path):
            guard !clearance.isTest else { return nil }
            throw RecipientFiles.changed(path)
        case .incomplete: return nil
        }
    }

    /// Throws where the survey saw other files.
    private func hold(_ clearance: Clearance, _ mark: UInt64, path: String) throws {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].contact < clearance.contact.rawValue { low = middle + 1 } else { high = middle }
        }
        guard low < marks.count, marks[low].contact == clearance.contact.rawValue else { return }
        guard marks[low].mark == mark else { throw RecipientFiles.changed(path) }
    }

    private static func mark(_ digests: [FileDigest]) -> UInt64 {
        let text = digests.map { $0.path + "\u{0}" + $0.sha256.hex }.joined(separator: "\u{0}")
        return LetterFiles.digest(of: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func changed(_ path: String) -> Failure {
        Failure(
            .badInput,
            Phrase(
                fr: "la pièce jointe `\(path)` a changé ou disparu pendant l’envoi, qui s’arrête là ; remettez-la et "
                    + "relancez",
                en:
                    "the attachment `\(path)` has changed or gone during the mailing, which stops here; put it back and "
                    + "run again"))
    }
}
