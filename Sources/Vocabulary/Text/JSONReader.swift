/// Why a text is not JSON, and where.
package struct JSONFault: Error, Hashable, Sendable {
    package let line: Int
    package let column: Int
    /// In lower case, without a full stop.
    package let problem: Phrase
}

extension JSONValue {
    /// Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no member twice, bounded depth.
    /// Numbers with a fraction or an exponent stay text (``decimal(_:)``).
    package init(parsing bytes: [UInt8]) throws(JSONFault) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.document()
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.withoutByteOrderMark.startIndex
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else {
            throw fault(Phrase(fr: "du texte suit la fin du document", en: "text follows the end of the document"))
        }
        return value
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth < 64 else { throw fault(Phrase(fr: "trop de niveaux imbriqués", en: "nested too deeply")) }
        skipBlanks()
        guard position < bytes.count else {
            throw fault(Phrase(fr: "une valeur manque ici", en: "a value is missing here"))
        }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault(Phrase(fr: "ce n’est pas une valeur JSON", en: "this is no JSON value"))
        }
    }

    private mutating func object(_ depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if skip(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault(Phrase(fr: "une clé entre guillemets manque ici", en: "a key in quotes is missing here"))
            }
            let name = try string()
            guard names.insert(name).inserted else {
                throw fault(Phrase(fr: "la clé `\(name)` figure deux fois", en: "the key `\(name)` stands here twice"))
            }
            guard skip(UInt8(ascii: ":")) else {
                throw fault(Phrase(fr: "`:` manque après `\(name)`", en: "`:` is missing after `\(name)`"))
            }
            members.append(.init(name, try value(depth: depth + 1)))
            if skip(UInt8(ascii: "}")) { return .object(members) }
            guard skip(UInt8(ascii: ",")) else {
                throw fault(Phrase(fr: "`,` ou `}` manque ici", en: "`,` or `}` is missing here"))
            }
        }
    }

    private mutating func array(_ depth: Int) throws(JSONFault) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return .array([]) }
        while true {
            values.append(try value(depth: depth + 1))
            if skip(UInt8(ascii: "]")) { return .array(values) }
            guard skip(UInt8(ascii: ",")) else {
                throw fault(Phrase(fr: "`,` ou `]` manque ici", en: "`,` or `]` is missing here"))
            }
        }
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault(Phrase(fr: "ce texte n’est pas en UTF-8", en: "this text is not UTF-8"))
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                throw fault(
                    Phrase(
                        fr: "un caractère de contrôle ou un guillemet fermant manquant",
                        en: "a control character, or a closing quote is missing"))
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault(Phrase(fr: "un guillemet fermant manque", en: "a closing quote is missing"))
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        position += 1
        guard position < bytes.count else {
            throw fault(Phrase(fr: "un guillemet fermant manque", en: "a closing quote is missing"))
        }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var value = try codeUnit()
            if 0xD800...0xDBFF ~= value, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try codeUnit()
                guard 0xDC00...0xDFFF ~= low else { throw badEscape() }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw badEscape() }
            text += Array(String(Character(scalar)).utf8)
        default: throw badEscape()
        }
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count,
            let octets = Hex.octets(bytes[position..<position + 4])
        else { throw badEscape() }
        position += 4
        return UInt32(octets[0]) << 8 | UInt32(octets[1])
    }

    private func badEscape() -> JSONFault {
        fault(Phrase(fr: "une séquence `\\` qui n’en est pas une", en: "a `\\` sequence that is none"))
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        let isPlain = digits.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        if isPlain, digits == "0" || !digits.hasPrefix("0"), let value = Int(text) { return .int(value) }
        guard !isPlain, JSONReader.isDecimal(digits.utf8) else {
            position = start
            throw fault(Phrase(fr: "`\(text)` n’est pas un nombre", en: "`\(text)` is no number"))
        }
        return .decimal(text)
    }

    /// `int [frac] [exp]` without its sign (RFC 8259 §6).
    private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
        var rest = Substring(text).utf8
        func digits() -> Int {
            let run = rest.prefix { 0x30...0x39 ~= $0 }.count
            rest = rest.dropFirst(run)
            return run
        }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || whole > 1 && !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else {
            throw fault(Phrase(fr: "ce n’est pas une valeur JSON", en: "this is no JSON value"))
        }
        position += word.utf8.count
        return value
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private func fault(_ problem: Phrase) -> JSONFault {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONFault(line: line, column: before.count - lineStart + 1, problem: problem)
    }
}
