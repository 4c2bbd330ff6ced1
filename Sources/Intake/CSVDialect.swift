/// The separator of a CSV file.
struct CSVDialect: Equatable {
    /// The bytes at a file's start that are looked at.
    static let window = 64 * 1024
    /// Comma, semicolon and tab.
    static let separators: [UInt8] = [0x2C, 0x3B, 0x09]

    var separator: UInt8
    /// Bytes before the header: `sep=;` and its line end, which spreadsheets write.
    var preamble = 0
    /// The physical lines of the preamble.
    var preambleLines = 0

    init(separator: UInt8) { self.separator = separator }

    /// The separator that occurs most in the first line that is not blank, quoted cells aside; a comma where none does.
    init(sniffing head: [UInt8]) {
        separator = 0x2C
        let lines = Array(PhysicalLines(head).prefix(LinkedInHeader.lineLimit))
        guard let number = lines.firstIndex(where: { line in !head[line.content].allSatisfy { $0 <= 0x20 } }) else {
            return
        }
        let line = lines[number]
        let bytes = head[line.content]
        if bytes.count == 5, bytes.starts(with: Array("sep=".utf8)), let last = bytes.last,
            Self.separators.contains(last)
        {
            separator = last
            (preamble, preambleLines) = (line.end, number + 1)
            return
        }
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, let index = Self.separators.firstIndex(of: byte) { counts[index] += 1 }
        }
        // Strictly more: a comma wins a draw.
        var best = 0
        for index in counts.indices where counts[index] > counts[best] { best = index }
        separator = Self.separators[best]
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
