import Foundation
import Intake
import Vocabulary

/// The file of rejected rows, beside the ledger, for the sender's eyes alone; begun when the first row is rejected, and there
/// once it is whole.
package final class RejectedFile {
    private let folder: URL
    private let source: InputFile
    private let columns: [String]?
    private let language: Language
    private var draft: PrivateDraft?
    /// What was not written yet.
    private var pending: [UInt8] = []
    private(set) var path: String?
    private(set) var rows: [RejectedRow] = []

    /// `columns` are those of a table; nil for cards, which are kept as they are. `language`: what is wrong with a row is said in it.
    init(beside ledger: String, for source: InputFile, columns: [String]?, in language: Language) {
        self.language = language
        folder = URL(fileURLWithPath: ledger).deletingLastPathComponent()
        self.source = source
        self.columns = columns
    }

    /// `isKept` is false for a row about somebody who was erased: it is counted, and written down nowhere.
    func add(_ row: RejectedRow, isKept: Bool) throws {
        // The report names the first ones; the file has them all.
        if rows.count < 1000 { rows.append(row) }
        guard isKept else { return }
        do {
            if draft == nil {
                let first = candidate(1)
                for left in PrivateDraft.abandoned(beside: first) { unlink(left) }
                draft = try PrivateDraft(of: first)
                pending += columns.map { RejectedRowsFile.header($0) } ?? []
            }
            pending +=
                columns.map { RejectedRowsFile.line(row, columns: $0, in: language) }
                ?? row.raw + (row.raw.last == 0x0A ? [] : [0x0D, 0x0A])
            if pending.count >= 1 << 16 { try flush() }
        } catch { throw failure(error) }
    }

    private func flush() throws {
        try draft?.write(pending)
        pending = []
    }

    private func failure(_ error: any Error) -> Failure {
        let why = Phrase(saying: error)
        return Failure(
            .inputOutput,
            Phrase(
                fr: "le fichier des lignes rejetées ne peut être écrit : \(why.fr)",
                en: "the file of rejected rows cannot be written: \(why.en)"))
    }

    /// Gives it the first name that is free, where any row is kept.
    func publish() throws {
        guard let draft else { return }
        do {
            try flush()
            try publish(draft)
        } catch { throw failure(error) }
        self.draft = nil
    }

    private func publish(_ draft: PrivateDraft) throws {
        var number = 1
        while true {
            let candidate = candidate(number)
            do {
                try draft.publish(as: candidate)
                path = candidate
                return
            } catch let fault as PrivateFile.Fault where fault.code == EEXIST && number < 10_000 {
                number += 1
            }
        }
    }

    private func candidate(_ number: Int) -> String {
        let base = (source.name as NSString).deletingPathExtension
        let ending = columns == nil ? "vcf" : "csv"
        return folder.appendingPathComponent("\(base).rejected\(number == 1 ? "" : "-\(number)").\(ending)").path
    }

    /// True for the name of a file of rejected cards, which has no column to tell it by.
    package static func isOne(named name: String) -> Bool {
        name.split(separator: ".").dropFirst().contains { $0.hasPrefix("rejected") }
    }

    /// Nothing was imported: the original has all that this file would hold.
    func discard() {
        draft = nil
        if let path { unlink(path) }
        path = nil
    }
}
