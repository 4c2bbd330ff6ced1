/// What a response is made of (RFC 9051 §9).
enum IMAPToken: Hashable, Sendable {
    case open
    case close
    /// An atom, a flag, a number, or the name of a part: `BODY[HEADER]<0>`.
    case atom([UInt8])
    /// A quoted string, or what is kept of a literal.
    case string([UInt8])
    case `nil`

    /// An atom in capitals; nil for anything else.
    var keyword: String? {
        guard case .atom(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self).uppercased()
    }

    /// What stands for text: an atom or a string. NIL is a name like any other where a name is due.
    var text: [UInt8]? {
        switch self {
        case .atom(let bytes), .string(let bytes): bytes
        case .nil: Array("NIL".utf8)
        case .open, .close: nil
        }
    }

    var number: UInt32? {
        guard case .atom(let bytes) = self else { return nil }
        return UInt32(imap: bytes)
    }
}

extension UInt32 {
    /// A number of RFC 9051 §4.2, of digits alone; nil for anything else and for what is too large.
    init?(imap digits: some Collection<UInt8>) {
        guard !digits.isEmpty, digits.count <= 10 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard 0x30...0x39 ~= digit else { return nil }
            value = value * 10 + UInt64(digit - 0x30)
        }
        guard let value = UInt32(exactly: value) else { return nil }
        self = value
    }
}

/// Takes a stretch of a response between two literals apart: a literal stands between tokens, so that each stretch holds whole ones.
struct IMAPTokenizer {
    private var rest: ArraySlice<UInt8>

    init(_ stretch: ArraySlice<UInt8>) { rest = stretch }

    /// All tokens; nil where a quoted string does not end.
    static func tokens(_ stretch: ArraySlice<UInt8>) -> [IMAPToken]? {
        var tokenizer = IMAPTokenizer(stretch)
        var tokens: [IMAPToken] = []
        while let byte = tokenizer.rest.first {
            switch byte {
            case 0x20: tokenizer.rest.removeFirst()
            case 0x28, 0x29:
                tokens.append(byte == 0x28 ? .open : .close)
                tokenizer.rest.removeFirst()
            case 0x22:
                guard let string = tokenizer.quoted() else { return nil }
                tokens.append(.string(string))
            default:
                let atom = tokenizer.atom()
                tokens.append(atom.count == 3 && atom.lowercased == "nil" ? .nil : .atom(atom))
            }
        }
        return tokens
    }

    private mutating func quoted() -> [UInt8]? {
        rest.removeFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case 0x22: return bytes
            case 0x5C:
                guard let escaped = rest.popFirst() else { return nil }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// What stands in brackets belongs to it, blanks and parentheses too: `BODY[HEADER.FIELDS (DATE)]`.
    private mutating func atom() -> [UInt8] {
        var end = rest.startIndex
        var isInBrackets = false
        while end < rest.endIndex {
            let byte = rest[end]
            if !isInBrackets, byte == 0x20 || byte == 0x28 || byte == 0x29 || byte == 0x22 { break }
            if byte == 0x5B { isInBrackets = true }
            if byte == 0x5D { isInBrackets = false }
            end += 1
        }
        defer { rest = rest[end...] }
        return Array(rest[..<end])
    }
}

extension Collection<UInt8> {
    /// Letters of ASCII in lower case.
    var lowercased: String { String(decoding: map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self) }
}
