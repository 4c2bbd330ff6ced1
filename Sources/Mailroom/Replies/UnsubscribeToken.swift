internal import Vocabulary

/// The form of a recipient's token in the links of a letter: 32 lower-case hexadecimal digits with none beside them.
enum UnsubscribeToken {
    static let length = 32

    static func isOne(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { 0x30...0x39 ~= octet || 0x61...0x66 ~= octet }

    /// Every token in some text, in its order.
    static func all(in octets: [UInt8], limit: Int) -> [String] {
        var tokens: [String] = []
        var start: Int?
        var isLower = true
        for index in 0...octets.count {
            if index < octets.count, Hex.value(octets[index]) != nil {
                if start == nil { (start, isLower) = (index, true) }
                if !isDigit(octets[index]) { isLower = false }
                continue
            }
            if let start, index - start == length, isLower {
                tokens.append(String(decoding: octets[start..<index], as: UTF8.self))
                if tokens.count >= limit { return tokens }
            }
            start = nil
        }
        return tokens
    }
}
