/// Splits an addr-spec into its local part and domain (RFC 5321 §4.1.2, RFC 6531 §3.3).
enum AddressParser {
    struct Parts {
        var localPart: String
        var domain: String
    }

    static func parse(_ text: String) throws(AddressFault) -> Parts {
        let trimmed = text.trimmingUnseen()
        guard !trimmed.isEmpty else { throw .empty }
        for scalar in trimmed.unicodeScalars {
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { throw .controlCharacter }
            if scalar.value == 0x2028 || scalar.value == 0x2029 { throw .controlCharacter }
            if scalar.value == 0xFFFD { throw .undecodedCharacter }
            if scalar.value >= 0xA0, scalar.isInvisible { throw .invisibleCharacter }
        }
        let parts = trimmed.utf8.first == UInt8(ascii: "\"") ? try quoted(trimmed) : try dotAtom(trimmed)
        if let odd = IdentifierClass.firstDisallowed(in: parts.localPart) { throw .disallowedCharacter(String(odd)) }
        return parts
    }

    private static func dotAtom(_ text: String) throws(AddressFault) -> Parts {
        let bytes = text.utf8
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { throw .noAtSign }
        let local = bytes[..<at]
        guard !local.isEmpty else { throw .emptyLocalPart }
        guard !local.contains(UInt8(ascii: "(")) else { throw .comment }
        guard !local.contains(UInt8(ascii: "<")) else { throw .displayName }
        if !isDotAtom(local) {
            let bad = text[..<at].unicodeScalars.first { $0.isASCII && !isAtext(UInt8($0.value)) && $0 != "." }
            throw .badLocalPart(bad.map { String($0) } ?? ".")
        }
        return Parts(localPart: String(text[..<at]), domain: try domainText(text[bytes.index(after: at)...]))
    }

    private static func quoted(_ text: String) throws(AddressFault) -> Parts {
        var local = ""
        var rest = text.unicodeScalars.dropFirst()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let escaped = rest.popFirst() else { throw .unclosedQuote }
                local.unicodeScalars.append(escaped)
            case "\"":
                guard !local.isEmpty else { throw .emptyLocalPart }
                guard let at = rest.popFirst() else { throw .noAtSign }
                guard at == "@" else { throw at == " " || at == "<" ? .displayName : .badLocalPart("\"") }
                return Parts(localPart: local, domain: try domainText(Substring(rest)))
            default: local.unicodeScalars.append(scalar)
            }
        }
        throw .unclosedQuote
    }

    private static func domainText(_ text: Substring) throws(AddressFault) -> String {
        guard let first = text.utf8.first else { throw .emptyDomain }
        guard first != UInt8(ascii: "[") else { throw .addressLiteral }
        guard !text.utf8.contains(UInt8(ascii: "(")) else { throw .comment }
        guard !text.utf8.contains(UInt8(ascii: ">")) else { throw .displayName }
        guard !text.utf8.contains(UInt8(ascii: "@")) else { throw .severalAtSigns }
        return String(text)
    }

    /// atext, with every octet of a non-ASCII character counted in (RFC 5322 §3.2.3, RFC 6532 §3.2).
    static func isAtext(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"),
            UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// dot-atom-text: atoms with single dots between them (RFC 5322 §3.2.3).
    static func isDotAtom(_ bytes: some Sequence<UInt8>) -> Bool {
        var afterDot = true
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                if afterDot { return false }
                afterDot = true
            } else {
                guard isAtext(byte) else { return false }
                afterDot = false
            }
        }
        return !afterDot
    }
}
