/// Addresses that need no closer look: ASCII alone, atoms with single dots between them, and a domain of letters, digits and
/// hyphens in at least two labels, none of them an A-label and the last one no number.
enum PlainAddress {
    /// Where the `@` of such an address stands; nil for any other text.
    static func at(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count <= 254 else { return nil }
        var at = 0
        var previous = dot
        while at < text.count, text[at] != UInt8(ascii: "@") {
            let octet = text[at]
            guard octet == dot ? previous != dot : octet < 0x80 && AddressParser.isAtext(octet) else { return nil }
            previous = octet
            at += 1
        }
        guard 1...64 ~= at, previous != dot, at < text.count else { return nil }
        return isDomain(UnsafeBufferPointer(rebasing: text[(at + 1)...])) ? at : nil
    }

    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")

    private static func isDomain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var (labels, length, isNumber) = (1, 0, true)
        var previous = dot
        for octet in text {
            switch octet {
            case dot:
                guard length > 0, previous != hyphen else { return false }
                (labels, length, isNumber) = (labels + 1, -1, true)
            case hyphen:
                // Two in a row may be those of an A-label.
                guard length > 0, previous != hyphen else { return false }
                isNumber = false
            case 0x30...0x39: break
            case 0x41...0x5A, 0x61...0x7A: isNumber = false
            default: return false
            }
            length += 1
            guard length <= 63 else { return false }
            previous = octet
        }
        return labels > 1 && length > 0 && previous != hyphen && !isNumber && text.count <= 253
    }
}

extension AddrSpec {
    /// True where the address was written as its ``normalForm`` and its ``loosestKey`` are: plain, in lower case, without a tag,
    /// and not Gmail's.
    package func isItsOwnKey(writtenAs text: String) -> Bool {
        guard domain != "gmail.com", domain != "googlemail.com" else { return false }
        var text = text
        return text.withUTF8 { octets in
            PlainAddress.at(octets) != nil && octets.allSatisfy { $0 != 0x2B && !(0x41...0x5A ~= $0) }
        }
    }
}
