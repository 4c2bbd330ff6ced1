import Vocabulary

/// The domain-spec of SPF's terms with its macros (RFC 7208 §7.1).
enum SPFDomain {
    /// True where it is filled in with what a message brings along: nobody can ask about it beforehand.
    static func hasMacros(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "%")) }

    /// True for visible characters in which every `%` begins a macro.
    static func isMacroString(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            guard 0x21...0x7E ~= bytes[place] else { return false }
            guard bytes[place] == 0x25 else {
                place += 1
                continue
            }
            guard let size = macro(bytes[place...]) else { return false }
            place += size
        }
        return true
    }

    /// A macro string that ends in a top label or in a macro, as a domain-spec must.
    static func isDomain(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 512, isMacroString(text) else { return false }
        if text.hasSuffix("}") { return true }
        let name = DNSName.normalized(text)
        guard let dot = name.lastIndex(of: "."), name.startIndex < dot else { return false }
        let top = name[name.index(after: dot)...].utf8
        let isTop =
            !top.isEmpty && !top.allSatisfy { 0x30...0x39 ~= $0 } && top.first != 0x2D && top.last != 0x2D
            && top.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
        return isTop && (hasMacros(text) || DNSName.canBeAsked(name))
    }

    /// An argument and the prefix lengths behind it: from the first slash outside a macro.
    static func splitPrefixes(_ argument: String) -> (domain: String, prefixes: String) {
        var isInMacro = false
        for index in argument.utf8.indices {
            switch argument.utf8[index] {
            case UInt8(ascii: "{"): isInMacro = true
            case UInt8(ascii: "}"): isInMacro = false
            case UInt8(ascii: "/") where !isInMacro:
                return (String(argument[..<index]), String(argument[index...]))
            default: break
            }
        }
        return (argument, "")
    }

    /// The size of the macro at the start: `%%`, `%_`, `%-`, or `%{` letter, digits, `r`, delimiters `}`.
    private static func macro(_ bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes.dropFirst()
        switch rest.popFirst() {
        case 0x25, 0x5F, 0x2D: return 2
        case 0x7B: break
        default: return nil
        }
        guard let letter = rest.popFirst(), "slodiphcrtv".utf8.contains(letter | 0x20) else { return nil }
        rest = rest.drop { 0x30...0x39 ~= $0 }
        if let first = rest.first, first | 0x20 == 0x72 { rest = rest.dropFirst() }
        rest = rest.drop { ".-+,/_=".utf8.contains($0) }
        guard rest.popFirst() == 0x7D else { return nil }
        return rest.startIndex - bytes.startIndex
    }
}

/// Networks as SPF writes them (RFC 7208 §5.6).
enum SPFNetwork {
    /// `192.0.2.0/24`, `2001:db8::/32`, with or without a prefix length.
    static func isNetwork(_ text: String, version: Int) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || isPrefix(parts[1], upTo: version == 4 ? 32 : 128) else {
            return false
        }
        return version == 4 ? isAddress4(parts[0]) : isAddress6(parts[0])
    }

    /// Nothing, `/24`, `//64` or `/24//64`.
    static func arePrefixes(_ text: String) -> Bool {
        if text.isEmpty { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 2: return isPrefix(parts[1], upTo: 32)
        case 3: return parts[1].isEmpty && isPrefix(parts[2], upTo: 128)
        case 4: return isPrefix(parts[1], upTo: 32) && parts[2].isEmpty && isPrefix(parts[3], upTo: 128)
        default: return false
        }
    }

    private static func isPrefix(_ text: Substring, upTo limit: Int) -> Bool {
        guard 1...3 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text) else {
            return false
        }
        return number <= limit && (number == 0 ? text == "0" : text.first != "0")
    }

    private static func isAddress4(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                1...3 ~= part.utf8.count && part.utf8.allSatisfy { 0x30...0x39 ~= $0 } && (Int(part) ?? 256) < 256
                    && (part.utf8.count == 1 || part.first != "0")
            }
    }

    /// RFC 4291 §2.2: eight groups, a run of which `::` may stand for, or an IPv4 address in the place of the last two.
    private static func isAddress6(_ text: Substring) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && place == parts.count - 1
                if isLast, part.utf8.contains(0x2E), isAddress4(part) {
                    groups += 2
                } else if 1...4 ~= part.utf8.count,
                    part.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 | 0x20 })
                {
                    groups += 1
                } else {
                    return false
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }
}
