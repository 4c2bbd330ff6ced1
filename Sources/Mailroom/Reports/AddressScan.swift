/// Whatever has the form of an address in the prose of a report.
enum AddressScan {
    struct Hit {
        let address: String
        /// In octets of the text, with brackets or quotation marks around it.
        let range: Range<Int>
    }

    /// In their order; at most `limit`. Characters outside ASCII belong to an address (RFC 6531) only where they are asked for: in
    /// the prose of some languages, no blank stands before one.
    static func hits(in bytes: [UInt8], limit: Int = 50, outsideASCII: Bool = false) -> [Hit] {
        var hits: [Hit] = []
        var from = 0
        while hits.count < limit, let at = bytes[from...].firstIndex(of: UInt8(ascii: "@")) {
            let start = localStart(in: bytes, before: at, notBefore: from, outsideASCII)
            let end = domainEnd(in: bytes, after: at, outsideASCII)
            if start < at, end > at + 1 {
                let edge = edges(of: start..<end, in: bytes)
                hits.append(Hit(address: String(decoding: bytes[start..<end], as: UTF8.self), range: edge))
            }
            from = max(end, at + 1)
        }
        return hits
    }

    static func hits(in text: String, limit: Int = 50) -> [Hit] { hits(in: Array(text.utf8), limit: limit) }

    /// The longest local part that is looked at: longer ones are none (RFC 5321 §4.5.3.1.1), but may be in tests of others.
    private static let longestLocal = 128

    private static func localStart(in bytes: [UInt8], before at: Int, notBefore floor: Int, _ outsideASCII: Bool) -> Int
    {
        let floor = max(floor, at - longestLocal)
        var start = at
        if start > floor, bytes[start - 1] == UInt8(ascii: "\"") {
            let quote = bytes[floor..<(start - 1)].lastIndex(of: UInt8(ascii: "\""))
            return quote ?? at
        }
        while start > floor, isLocal(bytes[start - 1]) || (outsideASCII && bytes[start - 1] >= 0x80) { start -= 1 }
        while start < at,
            [UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "=")].contains(
                bytes[start])
        {
            start += 1
        }
        return start
    }

    private static func domainEnd(in bytes: [UInt8], after at: Int, _ outsideASCII: Bool) -> Int {
        var end = at + 1
        while end < bytes.count, end - at <= 254, isDomain(bytes[end]) || (outsideASCII && bytes[end] >= 0x80) {
            end += 1
        }
        while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
        return end
    }

    private static func edges(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, end < bytes.count, pairs(bytes[start - 1], bytes[end]) {
            start -= 1
            end += 1
        }
        return start..<end
    }

    private static func pairs(_ open: UInt8, _ close: UInt8) -> Bool {
        switch (open, close) {
        case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "("), UInt8(ascii: ")")),
            (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "\""), UInt8(ascii: "\"")),
            (UInt8(ascii: "'"), UInt8(ascii: "'")), (UInt8(ascii: "`"), UInt8(ascii: "'")):
            true
        default: false
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    /// atext and the dot (RFC 5322 §3.2.3), and what is outside ASCII (RFC 6531), as far as no prose uses it.
    private static func isLocal(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
