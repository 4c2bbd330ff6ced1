internal import Vocabulary

/// Canonical JSON (RFC 8785) as octets, for the records that are written by the million.
///
/// Whoever writes gives the members in their sorted order, by names in plain ASCII; the tests hold each shape against
/// ``JSONValue/canonical``, which sorts.
struct CanonicalJSON {
    private(set) var octets: [UInt8] = []

    init(_ body: (inout CanonicalJSON) -> Void = { _ in }) {
        octets.reserveCapacity(512)
        body(&self)
    }

    init(_ value: JSONValue) { octets = Array(value.canonical.utf8) }

    mutating func removeAll() { octets.removeAll(keepingCapacity: true) }

    /// Octets as they are: JSON that was written before, or what a hash covers beside it.
    mutating func raw(_ more: [UInt8]) { octets += more }
    mutating func raw(_ more: UnsafeBufferPointer<UInt8>) { octets.append(contentsOf: more) }

    mutating func object(_ members: (inout CanonicalJSON) -> Void) {
        octets.append(UInt8(ascii: "{"))
        members(&self)
        octets.append(UInt8(ascii: "}"))
    }

    mutating func member(_ name: StaticString, _ value: (inout CanonicalJSON) -> Void) {
        separate()
        octets.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { octets.append(contentsOf: $0) }
        octets.append(UInt8(ascii: "\""))
        octets.append(UInt8(ascii: ":"))
        value(&self)
    }

    mutating func member(_ name: StaticString, _ text: String?) { member(name) { $0.value(text) } }
    mutating func member(_ name: StaticString, _ number: Int64?) { member(name) { $0.value(number) } }
    mutating func member(_ name: StaticString, _ flag: Bool) { member(name) { $0.literal(flag ? "true" : "false") } }
    /// A text of plain letters and digits, such as hex: nothing in it needs an escape.
    mutating func member(_ name: StaticString, plain text: [UInt8]) {
        member(name) { json in
            json.octets.append(UInt8(ascii: "\""))
            json.octets += text
            json.octets.append(UInt8(ascii: "\""))
        }
    }

    mutating func member<Item>(
        _ name: StaticString, each items: [Item], _ write: (inout CanonicalJSON, Item) -> Void
    ) {
        member(name) { json in
            json.octets.append(UInt8(ascii: "["))
            for item in items {
                json.separate()
                write(&json, item)
            }
            json.octets.append(UInt8(ascii: "]"))
        }
    }

    mutating func value(_ text: String?) {
        guard var text else { return literal("null") }
        octets.append(UInt8(ascii: "\""))
        text.withUTF8 { escape($0) }
        octets.append(UInt8(ascii: "\""))
    }

    mutating func value(_ number: Int64?) {
        guard let number else { return literal("null") }
        var digits = String(number)
        digits.withUTF8 { octets.append(contentsOf: $0) }
    }

    /// A text as its octets, valid UTF-8 or not; null for nil.
    mutating func value(octets text: UnsafeBufferPointer<UInt8>?) {
        guard let text else { return literal("null") }
        octets.append(UInt8(ascii: "\""))
        escape(text)
        octets.append(UInt8(ascii: "\""))
    }

    mutating func member(_ name: StaticString, octets text: UnsafeBufferPointer<UInt8>?) {
        member(name) { $0.value(octets: text) }
    }

    private mutating func literal(_ word: StaticString) { word.withUTF8Buffer { octets.append(contentsOf: $0) } }

    /// A comma, except after an opening bracket: no value ends with one.
    private mutating func separate() {
        guard let last = octets.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        octets.append(UInt8(ascii: ","))
    }

    /// The shortest escapes, and nothing escaped that need not be.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
            octets.append(contentsOf: text)
            return
        }
        JSONValue.appendEscaped(text, to: &octets)
    }
}
