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
    /// header, the first line that is not blank, quoted cells aside; a comma where none does.
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
        let counts = lines.first.map { CSVDialect.counts(in: head[$0.content]) } ?? [0, 0, 0, 0]
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
    }

    /// How often each separator stands in a line, quoted cells aside.
    private static func counts(in line: ArraySlice<UInt8>) -> [Int] {
        var counts = separators.map { _ in 0 }
        var isQuoted = false
        for byte in line {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, let index = separators.firstIndex(of: byte) { counts[index] += 1 }
        }
        return counts
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
