import Vocabulary

/// The separator of a CSV file.
struct CSVDialect: Equatable {
    /// The bytes at a file's start that are looked at.
    static let window = 64 * 1024
    /// Comma, semicolon, tab and bar.
    static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    var separator: UInt8
    /// Bytes before the header: `sep=;` and its line end, which spreadsheets write.
    var preamble = 0
    /// The physical lines of the preamble.
    var preambleLines = 0

    init(separator: UInt8) { self.separator = separator }

    /// The separator that a line `sep=` names, unless the header does without it; else the one that occurs most in the
    /// header, the first line that is not blank, quoted cells aside; a comma where none does. Another one of the header's
    /// where it alone makes cells of the addresses in the first rows.
    init(sniffing head: [UInt8]) {
        separator = 0x2C
        var lines = Array(PhysicalLines(head).prefix(LinkedInHeader.lineLimit))[...]
        func skipBlank() {
            lines = lines.drop { line in head[line.content].allSatisfy { $0 <= 0x20 } }
        }
        skipBlank()
        var named: UInt8?
        if let line = lines.first, let found = CSVDialect.named(in: head[line.content]) {
            named = found
            (preamble, preambleLines) = (line.end, lines.startIndex + 1)
            lines = lines.dropFirst()
            skipBlank()
        }
        guard let header = lines.first?.content.lowerBound else { return }
        let counts = CSVDialect.counts(in: head[header...])
        if let named, let index = Self.separators.firstIndex(of: named),
            counts[index] > 0 || counts.allSatisfy({ $0 == 0 })
        {
            separator = named
            return
        }
        // Strictly more: a comma wins a draw.
        var best = 0
        for index in counts.indices where counts[index] > counts[best] { best = index }
        separator = Self.separators[best]
        guard FirstRows(of: head, from: header, separator).addresses == 0 else { return }
        // `Nom, prénom;email`: the header holds as many of the wrong one.
        for index in counts.indices.sorted(by: { counts[$0] > counts[$1] }) where counts[index] > 0 {
            let rows = FirstRows(of: head, from: header, Self.separators[index])
            if rows.addresses > 0, rows.fitting * 2 > rows.count {
                separator = Self.separators[index]
                return
            }
        }
    }

    /// How often each separator stands in the row that the text begins with, quoted cells aside, which may hold line breaks.
    private static func counts(in text: ArraySlice<UInt8>) -> [Int] {
        var counts = separators.map { _ in 0 }
        var firstLine: [Int]?
        var isQuoted = false
        // The last one that is no blank; at first, a line's end.
        var before: UInt8 = 0x0A
        for byte in text {
            if byte == 0x0A || byte == 0x0D {
                if !isQuoted { return counts }
                if firstLine == nil { firstLine = counts }
            } else if byte == 0x22 {
                // Within a cell that does not begin with one, a quote is a character.
                if isQuoted || before == 0x22 || before == 0x0A || separators.contains(before) { isQuoted.toggle() }
            } else if !isQuoted, let index = separators.firstIndex(of: byte) {
                counts[index] += 1
            }
            if byte != 0x20 { before = byte }
        }
        // A quote that is never closed says nothing of the lines behind it.
        return isQuoted ? firstLine ?? counts : counts
    }

    /// What a separator makes of the rows that a file begins with.
    private struct FirstRows {
        /// The rows behind the first one, and those with as many cells as it.
        private(set) var count = 0, fitting = 0
        /// The rows, the first one included, in which a cell is an address.
        private(set) var addresses = 0

        init(of head: [UInt8], from header: Int, _ separator: UInt8) {
            var scanner = CSVScanner(separator: separator)
            var position = header
            var width: Int?
            while position < head.count, count < 20 {
                let cells: [String]? = head.withUnsafeBufferPointer { bytes in
                    let end = scanner.scan(bytes, from: position, isLast: head.count < CSVDialect.window)
                    guard case .complete = end else { return nil }
                    return scanner.cells.map { String(decoding: CSVScanner.content($0, in: bytes), as: UTF8.self) }
                }
                guard let cells else { return }
                position = scanner.next
                if cells.allSatisfy(\.isBlank) { continue }
                // 254 octets at most (RFC 5321 §4.5.3.1.3), and blanks.
                let isAddressed = cells.contains { cell in
                    cell.utf8.count < 320 && cell.utf8.contains(0x40) && (try? AddrSpec(parsing: cell)) != nil
                }
                if isAddressed { addresses += 1 }
                guard let width else {
                    width = cells.count
                    continue
                }
                count += 1
                if cells.count == width { fitting += 1 }
            }
        }
    }

    /// The separator of a line `sep=;`: Excel writes it bare; who opens and saves the file again puts it into quotes, and
    /// fills the row up with the separators of that other program, which are then the ones that count.
    private static func named(in line: ArraySlice<UInt8>) -> UInt8? {
        let text = line.filter { $0 != 0x22 && $0 != 0x20 }
        guard String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
        var rest = text.dropFirst(4)
        // Written out, as some programs do.
        if rest.starts(with: Array("\\t".utf8)) { rest = [0x09] + rest.dropFirst(2) }
        guard let first = rest.first, separators.contains(first) else { return nil }
        let filling = rest.dropFirst()
        guard let last = filling.last else { return first }
        return separators.contains(last) && filling.allSatisfy({ $0 == last }) ? last : nil
    }
}

/// The physical lines of bytes in memory, ended by LF, CRLF or CR.
struct PhysicalLines: Sequence, IteratorProtocol {
    struct Line {
        /// The line without its end.
        var content: Range<Int>
        /// Where the next line begins.
        var end: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Line? {
        guard position < bytes.count else { return nil }
        let start = position
        let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        position = end + 1
        if end < bytes.count, bytes[end] == 0x0D, end + 1 < bytes.count, bytes[end + 1] == 0x0A { position = end + 2 }
        position = Swift.min(position, bytes.count)
        return Line(content: start..<end, end: position)
    }
}
