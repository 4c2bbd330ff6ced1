import Vocabulary

/// The content lines of a vCard file, unfolded as bytes: a fold can cut a character in two (RFC 6350 §3.2).
///
/// Lines and unfolded lines are kept up to 1 MiB; what goes beyond, photographs say, is of no use here.
final class CardLines {
    /// One unfolded line.
    struct Line {
        /// The physical line that it begins on, from 1.
        var number: Int
        /// Its bytes, unfolded.
        var bytes: [UInt8]
        /// Its bytes as they stand in the file, line ends as CRLF.
        var raw: [UInt8]
    }

    static let lineLimit = 1 << 20

    private let stream: ByteStream
    private var chunk: [UInt8] = []
    private var position = 0
    private var number = 0
    private var isBehindReturn = false
    private var peeked: [UInt8]?

    init(_ stream: ByteStream) { self.stream = stream }

    /// The next unfolded line; nil at the end.
    func next() throws(IntakeFault) -> Line? {
        guard var first = try physical() else { return nil }
        number += 1
        // Files put one behind the other keep their byte order marks.
        first.removeFirst(first.count - first.withoutByteOrderMark.count)
        var line = Line(number: number, bytes: first, raw: first + [0x0D, 0x0A])
        let isQuotedPrintable = CardProperty.isQuotedPrintable(first)
        while let following = try physical() {
            if isQuotedPrintable, let end = Self.softBreak(line.bytes), !Self.isCardLimit(following) {
                // The line goes on, without the `=`, and without the blank of a fold behind it.
                line.bytes.removeSubrange(end...)
                let isFolded = following.first == 0x20 || following.first == 0x09
                line.append(isFolded ? Array(following.dropFirst()) : following, raw: following)
            } else if following.first == 0x20 || following.first == 0x09 {
                line.append(Array(following.dropFirst()), raw: following)
            } else {
                peeked = following
                break
            }
            number += 1
        }
        return line
    }

    /// Where a line's soft break begins: `=` and blanks that somebody added on the way (RFC 2045 §6.7). Nil where it has none.
    private static func softBreak(_ line: [UInt8]) -> Int? {
        guard let last = line.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }), line[last] == UInt8(ascii: "=") else {
            return nil
        }
        return last
    }

    /// True for lines that begin or end a card, whatever stands before them.
    private static func isCardLimit(_ line: [UInt8]) -> Bool {
        let start = String(decoding: line.withoutByteOrderMark.prefix(11), as: UTF8.self).lowercased()
        return start.hasPrefix("end:vcard") || start == "begin:vcard"
    }

    /// The next physical line without its end; nil at the end of the file.
    private func physical() throws(IntakeFault) -> [UInt8]? {
        if let line = peeked {
            peeked = nil
            return line
        }
        var line: [UInt8]?
        while true {
            if position == chunk.count {
                guard let more = try stream.next() else { return line }
                (chunk, position) = (more, 0)
            }
            if isBehindReturn {
                isBehindReturn = false
                if chunk[position] == 0x0A {
                    position += 1
                    continue
                }
            }
            let end = chunk[position...].firstIndex { $0 == 0x0A || $0 == 0x0D }
            let part = chunk[position..<(end ?? chunk.count)]
            line = (line ?? []) + part.prefix(Self.lineLimit - (line?.count ?? 0))
            position = end ?? chunk.count
            if end != nil {
                isBehindReturn = chunk[position] == 0x0D
                position += 1
                return line
            }
        }
    }
}

extension CardLines.Line {
    fileprivate mutating func append(_ more: [UInt8], raw moreRaw: [UInt8]) {
        bytes += more.prefix(max(0, CardLines.lineLimit - bytes.count))
        guard raw.count < CardLines.lineLimit * 16 else { return }
        raw += moreRaw + [0x0D, 0x0A]
    }
}
