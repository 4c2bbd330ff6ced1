import Wire

/// Reads the responses of an IMAP server from bytes that come in any portions (RFC 9051 §2.2.2, RFC 3501).
///
/// What a mail holds comes as a literal whose length is said before it: whatever stands in it is counted, never read as a
/// response. Of a literal that is longer than anything asked for, the beginning is kept and the rest passed over.
///
/// Tolerated: a bare LF as line end. Not tolerated, because what follows could no longer be told apart: a line that is no
/// response, a string that does not end, numbers, lines and literals beyond every measure. After such a fault the reader
/// reads nothing more.
struct IMAPReader: Sendable {
    /// In octets. The longest lines are those of SEARCH: some million messages.
    static let longestLine = 16 << 20
    /// What else may stand in a line, a folder's name above all.
    static let longestOther = 1 << 20
    /// What is kept of a literal, in octets.
    static let mostKept = MailLength.text
    /// A literal that is longer belongs to no mail: RFC 9051 §4.3 allows for 4 GB, and no provider takes a mail of one.
    static let longestLiteral = 1 << 30
    private static let mostLiterals = 16
    private static let mostTokens = 10_000

    private var line: [UInt8] = []
    private var tokens: [IMAPToken] = []
    private var literals = 0
    private var literal: Literal?
    /// Why nothing more can be read; nil as long as all is well.
    private(set) var fault: String?

    private struct Literal {
        var left: Int
        var kept: [UInt8] = []
    }

    /// Takes in the bytes; returns the responses that they complete, in order. Look at ``fault`` afterwards: responses
    /// before the fault count.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [IMAPResponse] {
        var responses: [IMAPResponse] = []
        var rest = bytes
        while fault == nil, !rest.isEmpty || literal?.left == 0 {
            if literal != nil {
                takeLiteral(&rest)
                continue
            }
            guard let end = rest.firstIndex(of: 0x0A) else {
                append(rest)
                break
            }
            append(rest[..<end])
            rest = rest[(end + 1)...]
            if fault == nil, let response = endLine() { responses.append(response) }
        }
        return responses
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        line += bytes
        guard line.count > IMAPReader.longestOther else { return }
        if line.count > IMAPReader.longestLine || !tokens.isEmpty || !IMAPResponse.isSearch(line) {
            fault = "a line of more than \(line.count) octets"
        }
    }

    private mutating func takeLiteral(_ rest: inout ArraySlice<UInt8>) {
        guard var current = literal else { return }
        // Or what is kept of it would be copied with each portion.
        literal = nil
        let portion = rest.prefix(current.left)
        current.kept += portion.prefix(IMAPReader.mostKept - current.kept.count)
        current.left -= portion.count
        rest = rest.dropFirst(portion.count)
        guard current.left == 0 else {
            literal = current
            return
        }
        tokens.append(.string(current.kept))
    }

    /// The response, where the line is its last; nil where a literal follows.
    private mutating func endLine() -> IMAPResponse? {
        defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }
        if line.last == 0x0D { line.removeLast() }
        if tokens.isEmpty {
            if let whole = IMAPResponse(withoutLiterals: line) { return whole }
            guard line.starts(with: "* ".utf8) else {
                fault = "`\(LineExcerpt.text(line))` is no response"
                return nil
            }
        }
        let (stretch, length) = IMAPReader.announcement(line[...])
        guard let found = IMAPTokenizer.tokens(stretch), tokens.count + found.count <= IMAPReader.mostTokens else {
            fault = "`\(LineExcerpt.text(line))` is not made as a response is"
            return nil
        }
        tokens += found
        if let length {
            literals += 1
            guard length <= IMAPReader.longestLiteral, literals <= IMAPReader.mostLiterals else {
                fault = "a literal of \(length) octets"
                return nil
            }
            literal = Literal(left: length)
            return nil
        }
        defer {
            tokens = []
            literals = 0
        }
        return IMAPResponse(tokens)
    }

    /// What stands before the announcement of a literal at a line's end, and the literal's length; nil for none.
    private static func announcement(_ line: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int?) {
        guard line.last == 0x7D, let open = line.suffix(24).lastIndex(of: 0x7B) else { return (line, nil) }
        var digits = line[(open + 1)..<(line.endIndex - 1)]
        if digits.last == 0x2B { digits.removeLast() }
        guard !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return (line, nil) }
        // Nineteen digits and more are beyond every measure, and so is what stands in for them.
        let length = digits.count > 18 ? Int.max : Int(String(decoding: digits, as: UTF8.self)) ?? Int.max
        var stretch = line[..<open]
        // A literal of octets (RFC 3516) has a tilde before it.
        if stretch.last == 0x7E { stretch.removeLast() }
        return (stretch, length)
    }
}
