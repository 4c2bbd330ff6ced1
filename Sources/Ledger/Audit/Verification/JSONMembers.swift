internal import Vocabulary

/// Octets of a row or of a JSON text, valid no longer than what they were taken from.
typealias Octets = UnsafeBufferPointer<UInt8>

/// The members of one JSON object as octets, without building their values: a log has them by the million.
///
/// What is read is canonical JSON where nobody tampered; anything else is read as far as it goes, and ``isObject`` says so.
struct JSONMembers {
    private var members: [(name: Octets, value: Octets)] = []
    private(set) var isObject = false

    /// Reads another text; the room of the one before is used again.
    mutating func read(_ text: Octets) {
        members.removeAll(keepingCapacity: true)
        isObject = walk(text)
    }

    /// The value of a member in its own spelling: a text stands in quotes. Nil where there is none.
    subscript(_ name: StaticString) -> Octets? {
        for member in members where member.name.isSame(as: name) { return member.value }
        return nil
    }

    /// What stands between the quotes of a text without escapes.
    func plainText(_ name: StaticString) -> Octets? {
        guard let value = self[name], value.count >= 2, value.first == 0x22 else { return nil }
        return Octets(rebasing: value[1..<value.count - 1])
    }

    func integer(_ name: StaticString) -> Int64? { self[name]?.integer }

    private mutating func walk(_ text: Octets) -> Bool {
        guard text.count >= 2, text[0] == UInt8(ascii: "{"), text[text.count - 1] == UInt8(ascii: "}") else {
            return false
        }
        let end = text.count - 1
        var place = 1
        while place < end {
            guard text[place] == 0x22, let quote = JSONMembers.endOfText(text, place), quote < end,
                text[quote] == UInt8(ascii: ":"), let next = JSONMembers.endOfValue(text, quote + 1), next <= end
            else { return false }
            members.append(
                (Octets(rebasing: text[place + 1..<quote - 1]), Octets(rebasing: text[quote + 1..<next])))
            if next == end { return true }
            guard text[next] == UInt8(ascii: ","), next + 1 < end else { return false }
            place = next + 1
        }
        return end == 1
    }

    /// The place behind the text that begins here.
    private static func endOfText(_ text: Octets, _ start: Int) -> Int? {
        var place = start + 1
        while place < text.count {
            switch text[place] {
            case 0x5C: place += 2
            case 0x22: return place + 1
            default: place += 1
            }
        }
        return nil
    }

    /// The place behind the value that begins here.
    private static func endOfValue(_ text: Octets, _ start: Int) -> Int? {
        guard start < text.count else { return nil }
        if text[start] == 0x22 { return endOfText(text, start) }
        var (place, depth) = (start, 0)
        while place < text.count {
            switch text[place] {
            case 0x22:
                guard let next = endOfText(text, place) else { return nil }
                place = next
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place > start ? place : nil }
                depth -= 1
                if depth == 0 { return place + 1 }
            case UInt8(ascii: ","):
                if depth == 0 { return place > start ? place : nil }
            default: break
            }
            place += 1
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    func isSame(as name: StaticString) -> Bool {
        name.withUTF8Buffer { count == $0.count && elementsEqual($0) }
    }

    func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool { count == other.count && elementsEqual(other) }
    func isSame(as other: [UInt8]) -> Bool { count == other.count && elementsEqual(other) }

    /// A number as canonical JSON writes it; nil for anything else, `007` and `-0` included.
    var integer: Int64? {
        guard !isEmpty, count <= 20, let number = Int64(text) else { return nil }
        return String(number).utf8.elementsEqual(self) ? number : nil
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
