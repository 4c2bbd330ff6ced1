import Foundation
import Vocabulary

/// The files of rejected rows beside the ledger, from which an erasure takes a person's rows.
package struct RejectedFiles {
    private let folder: URL
    private let traces: Traces

    /// Those beside the ledger at a path, searched for a person.
    package init(beside ledger: String, _ traces: Traces) {
        folder = URL(fileURLWithPath: ledger).deletingLastPathComponent()
        self.traces = traces
    }

    /// A file that holds rows of the person.
    package struct Holding {
        package let path: String
        /// How many rows or cards go.
        package let rows: Int
        /// What stays; nil where nothing does.
        fileprivate let rest: [UInt8]?
    }

    /// Those that hold the person, with what would stay of them.
    package func holding() throws -> [Holding] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        return try names.filter(RejectedFiles.isOne).compactMap { name in
            let path = folder.appendingPathComponent(name).path
            guard let octets = FileManager.default.contents(atPath: path).map({ Array($0) }) else {
                throw Failure(
                    .inputOutput,
                    Phrase(
                        fr: "le fichier de lignes rejetées `\(path)` ne peut être lu",
                        en: "the file of rejected rows `\(path)` cannot be read"))
            }
            let isTable = (PrivateDraft.of(name) ?? name).hasSuffix(".csv")
            let pieces = isTable ? RejectedFiles.rows(octets) : RejectedFiles.cards(octets)
            let head = isTable ? 1 : 0
            let kept = pieces.dropFirst(head).filter { piece in
                !Readings.of(isTable ? RejectedFiles.unquoted(piece) : piece).contains(where: traces.areIn)
            }
            let rows = pieces.count - head - kept.count
            guard rows > 0 else { return nil }
            return Holding(
                path: path, rows: rows, rest: kept.isEmpty ? nil : Array((pieces.prefix(head) + kept).joined()))
        }
    }

    /// Takes the rows away; each file is as it was, or without them.
    package static func erase(_ holding: [Holding]) throws {
        for file in holding {
            do {
                guard let rest = file.rest else {
                    guard unlink(file.path) == 0 || errno == ENOENT else { throw PrivateFile.Fault(code: errno) }
                    continue
                }
                try PrivateFile.replace(file.path, rest)
            } catch {
                let why = Phrase(saying: error)
                throw Failure(
                    .inputOutput,
                    Phrase(
                        fr: "le fichier de lignes rejetées `\(file.path)` ne peut être récrit\u{A0}: \(why.fr)",
                        en: "the file of rejected rows `\(file.path)` cannot be written anew: \(why.en)"))
            }
        }
    }

    /// `NAME.rejected.csv`, `NAME.rejected-2.vcf`, and what a process that was ended left of one.
    private static func isOne(_ name: String) -> Bool {
        let name = PrivateDraft.of(name) ?? name
        guard name.hasSuffix(".csv") || name.hasSuffix(".vcf"),
            let mark = name.dropLast(4).range(of: ".rejected", options: .backwards)
        else { return false }
        let rest = name.dropLast(4)[mark.upperBound...]
        return rest.isEmpty || (rest.first == "-" && rest.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
    }

    /// The rows of a table as they stand, line ends included; cells in quotes may span lines (RFC 4180).
    private static func rows(_ octets: [UInt8]) -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var start = 0
        var isQuoted = false
        for at in octets.indices {
            if octets[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard octets[at] == 0x0A, !isQuoted else { continue }
            rows.append(Array(octets[start...at]))
            start = at + 1
        }
        if start < octets.count { rows.append(Array(octets[start...])) }
        return rows
    }

    private static func unquoted(_ row: [UInt8]) -> [UInt8] {
        Array(String(decoding: row, as: UTF8.self).replacingOccurrences(of: "\"\"", with: "\"").utf8)
    }

    /// The cards as they stand; what comes before the first one is one of its own.
    private static func cards(_ octets: [UInt8]) -> [[UInt8]] {
        var cards: [[UInt8]] = []
        for line in lines(octets) {
            let isBegin = String(decoding: line.prefix(11), as: UTF8.self).uppercased() == "BEGIN:VCARD"
            if isBegin || cards.isEmpty { cards.append([]) }
            cards[cards.count - 1] += line
        }
        return cards
    }

    private static func lines(_ octets: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < octets.count {
            let end = octets[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? octets.count
            lines.append(octets[start..<end])
            start = end
        }
        return lines
    }
}
