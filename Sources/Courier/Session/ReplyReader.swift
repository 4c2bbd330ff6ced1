package import Vocabulary
import Wire

/// Reads the replies of an SMTP server from bytes that come in any portions (RFC 5321 §4.2).
///
/// Tolerated: a bare LF as line end, a code without text, octets that are not UTF-8 (they become U+FFFD).
/// Not tolerated, because what follows could no longer be matched to what was asked: a line that does not begin with
/// a code, a multi-line reply whose codes differ, lines and replies beyond every measure. After such a fault the
/// reader reads nothing more.
package struct ReplyReader: Sendable {
    /// RFC 5321 §4.5.3.1.5 knows 512 octets; servers with long explanations go beyond.
    static let longestLine = 4096
    static let mostLines = 256

    private var line: [UInt8] = []
    private var code: Int?
    private var texts: [String] = []
    /// Why nothing more can be read; nil as long as all is well.
    package private(set) var fault: String?

    package init() {}

    /// Takes in the bytes; returns the replies that they complete, in order. Look at ``fault`` afterwards:
    /// replies before the fault count.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Reply] {
        var replies: [Reply] = []
        for byte in bytes {
            if fault != nil { break }
            if byte == 0x0A {
                if line.last == 0x0D { line.removeLast() }
                if let reply = endLine() { replies.append(reply) }
                line.removeAll(keepingCapacity: true)
            } else if line.count < ReplyReader.longestLine {
                line.append(byte)
            } else {
                fault = "a line longer than \(ReplyReader.longestLine) octets"
            }
        }
        return replies
    }

    private mutating func endLine() -> Reply? {
        guard line.count >= 3, 0x32...0x35 ~= line[0], 0x30...0x39 ~= line[1], 0x30...0x39 ~= line[2] else {
            fault = "`\(LineExcerpt.text(line))` does not begin with a reply code"
            return nil
        }
        let separator = line.count == 3 ? 0x20 : line[3]
        guard separator == 0x20 || separator == 0x2D else {
            fault = "`\(LineExcerpt.text(line))` does not begin with a reply code"
            return nil
        }
        let found = Int(line[0] - 0x30) * 100 + Int(line[1] - 0x30) * 10 + Int(line[2] - 0x30)
        guard code == nil || code == found else {
            fault = "the lines of one reply have different codes"
            return nil
        }
        guard texts.count < ReplyReader.mostLines else {
            fault = "a reply of more than \(ReplyReader.mostLines) lines"
            return nil
        }
        texts.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        if separator == 0x2D {
            code = found
            return nil
        }
        defer {
            code = nil
            texts.removeAll(keepingCapacity: true)
        }
        return Reply(code: found, lines: texts)
    }
}
