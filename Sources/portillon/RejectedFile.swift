import Foundation
import Intake
import Vocabulary

/// The file of rejected rows, beside the ledger, for the sender's eyes alone; made when the first row is rejected.
final class RejectedFile {
    private let folder: URL
    private let source: InputFile
    private let columns: [String]?
    private var handle: FileHandle?
    private(set) var path: String?
    private(set) var rows: [RejectedRow] = []

    /// `columns` are those of a table; nil for cards, which are kept as they are.
    init(beside ledger: String, for source: InputFile, columns: [String]?) {
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
            if handle == nil { try begin() }
            if let columns {
                try handle?.write(contentsOf: Data(RejectedRowsFile.line(row, columns: columns, in: Speech.language)))
            } else {
                try handle?.write(contentsOf: Data(row.raw + (row.raw.last == 0x0A ? [] : [0x0D, 0x0A])))
            }
        } catch {
            let failure = PrivateFile.Fault(code: errno)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "le fichier des lignes rejetées ne peut être écrit : \(failure)",
                    en: "the file of rejected rows cannot be written: \(failure)"))
        }
    }

    private func begin() throws {
        let base = (source.name as NSString).deletingPathExtension
        let ending = columns == nil ? "vcf" : "csv"
        var number = 1
        while true {
            let name = "\(base).rejected\(number == 1 ? "" : "-\(number)").\(ending)"
            let candidate = folder.appendingPathComponent(name).path
            do {
                try PrivateFile.create(candidate, columns.map { RejectedRowsFile.header($0) } ?? [])
                path = candidate
                break
            } catch let fault as PrivateFile.Fault where fault.code == EEXIST && number < 10_000 {
                number += 1
            }
        }
        guard let path, let opened = FileHandle(forWritingAtPath: path) else { throw PrivateFile.Fault(code: errno) }
        try opened.seekToEnd()
        handle = opened
    }

    /// True for the name of a file of rejected cards, which has no column to tell it by.
    static func isOne(named name: String) -> Bool {
        name.split(separator: ".").dropFirst().contains { $0.hasPrefix("rejected") }
    }

    func close() {
        try? handle?.close()
        handle = nil
    }

    /// Nothing was imported: the original has all that this file would hold.
    func discard() {
        close()
        if let path { unlink(path) }
        path = nil
    }
}
