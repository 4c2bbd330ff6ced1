import Testing

/// What no message may break, whatever is in it (RFC 5321 §2.3.8, RFC 5322 §2.1.1, RFC 2045 §6.7, RFC 2047 §2).
func expectWireRules(_ bytes: [UInt8], isInternational: Bool = false, _ comment: Comment? = nil) {
    var previous: UInt8 = 0
    var bare = 0
    for byte in bytes {
        if byte == 0x0A ? previous != 0x0D : previous == 0x0D { bare += 1 }
        previous = byte
    }
    #expect(bare == 0 && previous == 0x0A, comment)
    #expect(!bytes.contains(0), comment)
    if !isInternational { #expect(bytes.allSatisfy { $0 < 0x80 }, comment) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.dropLast() }
    #expect(lines.allSatisfy { $0.count <= 998 }, comment)
    let words = lines.filter { $0.starts(with: " =?utf-8?B?".utf8) || $0.starts(with: "Subject: =?utf-8?B?".utf8) }
    #expect(words.allSatisfy { $0.count <= 76 }, comment)
    var isQuotedPrintable = false
    var longest = 0
    for line in lines {
        if line.starts(with: "Content-Transfer-Encoding: ".utf8) {
            isQuotedPrintable = line.reversed().starts(with: "elbatnirp-detouq".utf8)
        }
        if isQuotedPrintable { longest = max(longest, line.count) }
        if line.starts(with: "--=_".utf8) { isQuotedPrintable = false }
    }
    #expect(longest <= 76, comment)
}
