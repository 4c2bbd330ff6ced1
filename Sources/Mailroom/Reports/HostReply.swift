internal import Vocabulary

/// What a host said, found in the words around it: `host mx.example.org said: 550 5.1.1 no such user (in reply to RCPT TO command)`.
struct HostReply {
    var code: Int?
    var status: EnhancedStatusCode?
    /// From the code on; all words where there is none.
    var words: String
    /// True where a code or a status stood there.
    var isFound: Bool

    init(in text: String) {
        let bytes = Array(text.utf8.prefix(20_000))
        guard let start = Self.start(in: bytes) else {
            words = text.trimmingBlanks()
            isFound = false
            return
        }
        isFound = true
        let tail = String(decoding: bytes[start...], as: UTF8.self)
        // `Sorry, no such mailbox. (#5.1.1)`: the words come first.
        words =
            tail.utf8.count(where: { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }) < 4
            ? text.trimmingBlanks() : tail
        code = Int(digits: bytes[start...].prefix(3)).flatMap { 400...599 ~= $0 ? $0 : nil }
        status = Self.status(in: bytes, from: start)
    }

    /// Of a text: of the paragraph that holds the first reply, from its line on.
    init(amid lines: [String]) {
        let start = lines.firstIndex { Self.start(in: Array($0.utf8.prefix(20_000))) != nil } ?? lines.startIndex
        self.init(in: lines[start...].prefix { !$0.isBlank }.joined(separator: " "))
    }

    /// Where the first reply begins.
    static func start(in bytes: [UInt8]) -> Int? {
        var index = 0
        var status: Int?
        while index < bytes.count {
            guard isDigit(bytes[index]), index == 0 || isBoundary(bytes[index - 1]) else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
            let word = bytes[index..<end]
            let next = end < bytes.count ? bytes[end] : UInt8(ascii: " ")
            if isCode(word),
                next == UInt8(ascii: " ") || next == UInt8(ascii: "-") || next == UInt8(ascii: ":")
                    || next == UInt8(ascii: "\t")
                    || next == UInt8(ascii: ","),
                !(index > 0 && bytes[index - 1] == UInt8(ascii: ":") && index > 1 && isDigitOrHost(bytes[index - 2]))
            {
                return status ?? index
            }
            if status == nil, EnhancedStatusCode(prefixOf: String(decoding: word.prefix(11), as: UTF8.self)) != nil {
                status = index
            }
            index = max(end, index + 1)
        }
        return status
    }

    /// The first status behind `start` that says something, in the words of a reply: not in a version number further on.
    private static func status(in bytes: [UInt8], from start: Int) -> EnhancedStatusCode? {
        var vague: EnhancedStatusCode?
        for word in bytes[start...].prefix(400).split(whereSeparator: { !isDigit($0) && $0 != UInt8(ascii: ".") }) {
            let text = String(decoding: word.prefix(12), as: UTF8.self).trimming { $0 == "." }
            guard let status = EnhancedStatusCode(prefixOf: text), status.class != 2 else { continue }
            if status.subject != 0 { return status }
            vague = vague ?? status
        }
        return vague
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    /// A port behind a host or an address is no code.
    private static func isDigitOrHost(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "]") }

    private static func isBoundary(_ byte: UInt8) -> Bool { byte <= 0x20 || "(\"'#[:;<=>".utf8.contains(byte) }

    private static func isCode(_ word: ArraySlice<UInt8>) -> Bool {
        word.count == 3 && Int(digits: word).map { (400...459).contains($0) || (500...579).contains($0) } ?? false
    }
}
