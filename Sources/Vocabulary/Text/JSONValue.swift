/// A JSON value whose objects keep their order for reading, and which renders canonically for hashing (RFC 8785).
///
/// Numbers are integers, and decimals given as text: no floating point enters a commitment.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number in its final spelling, for seconds and the like; never hashed.
    case decimal(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue
        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no white space, shortest escapes.
    package var canonical: String {
        var bytes: [UInt8] = []
        write(to: &bytes, sorted: true, indent: nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One line, members in their order.
    package var compact: String {
        var bytes: [UInt8] = []
        write(to: &bytes, sorted: false, indent: nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Indented by two spaces, members in their order.
    package var pretty: String {
        var bytes: [UInt8] = []
        write(to: &bytes, sorted: false, indent: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], sorted: Bool, indent: Int?) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += String(value).utf8
        case .decimal(let text): bytes += text.utf8
        case .string(let text): JSONValue.write(text, to: &bytes)
        case .array(let values):
            JSONValue.writeList(values, "[", "]", to: &bytes, indent: indent) { value, bytes, inner in
                value.write(to: &bytes, sorted: sorted, indent: inner)
            }
        case .object(let members):
            let ordered = sorted ? members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) } : members
            JSONValue.writeList(ordered, "{", "}", to: &bytes, indent: indent) { member, bytes, inner in
                JSONValue.write(member.name, to: &bytes)
                bytes += (inner == nil ? ":" : ": ").utf8
                member.value.write(to: &bytes, sorted: sorted, indent: inner)
            }
        }
    }

    private static func writeList<Item>(
        _ items: [Item], _ open: String, _ close: String, to bytes: inout [UInt8], indent: Int?,
        item write: (Item, inout [UInt8], Int?) -> Void
    ) {
        bytes += open.utf8
        let inner = indent.map { $0 + 2 }
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            newLine(inner, &bytes)
            write(item, &bytes, inner)
        }
        if !items.isEmpty { newLine(indent, &bytes) }
        bytes += close.utf8
    }

    private static func newLine(_ indent: Int?, _ bytes: inout [UInt8]) {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes += repeatElement(0x20, count: indent)
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(0x22)
        text.withUTF8 { appendEscaped($0, to: &bytes) }
        bytes.append(0x22)
    }

    /// What stands between the quotes of a text: the shortest escapes, and nothing escaped that need not be (RFC 8785 §3.2.2.2).
    package static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        for octet in text {
            switch octet {
            case 0x22, 0x5C: bytes += [0x5C, octet]
            case 0x08: bytes += [0x5C, UInt8(ascii: "b")]
            case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
            case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
            case 0x0C: bytes += [0x5C, UInt8(ascii: "f")]
            case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
            case 0..<0x20: bytes += [0x5C, UInt8(ascii: "u"), 0x30, 0x30, Hex.digit(octet >> 4), Hex.digit(octet)]
            default: bytes.append(octet)
            }
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    package init(nilLiteral: ()) { self = .null }

    /// The text, or null where there is none.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}

extension JSONValue {
    /// The member of an object; nil where it has none of that name, and for anything else than an object.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text; nil for anything else.
    package var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The whole number; nil for anything else.
    package var integer: Int64? {
        if case .int(let number) = self { return Int64(number) }
        return nil
    }

    /// True or false; nil for anything else.
    package var flag: Bool? {
        if case .bool(let flag) = self { return flag }
        return nil
    }

    /// The values of an array; nil for anything else.
    package var values: [JSONValue]? {
        if case .array(let values) = self { return values }
        return nil
    }
}
