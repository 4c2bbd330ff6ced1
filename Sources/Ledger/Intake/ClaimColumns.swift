internal import Vocabulary

/// The columns of a claim, each as a Swift literal behind a unit separator: what its identity is made of.
struct ClaimColumns {
    private(set) var octets: [UInt8] = []
    /// True where one of the texts holds a NUL.
    private(set) var holdNUL = false

    /// Starts anew.
    mutating func begin(_ kind: EvidenceKind) {
        octets.removeAll(keepingCapacity: true)
        octets += kind.rawValue.utf8
        holdNUL = false
    }

    mutating func add(_ flag: Bool) {
        octets.append(0x1F)
        octets.append(flag ? 0x31 : 0x30)
    }

    mutating func add(_ text: String?) {
        octets.append(0x1F)
        guard var text else { return }
        if text.withUTF8(ClaimColumns.isLiteral) {
            octets.append(0x22)
            text.withUTF8 { octets.append(contentsOf: $0) }
            octets.append(0x22)
        } else {
            if text.utf8.contains(0) { holdNUL = true }
            octets += String(reflecting: text).utf8
        }
    }

    /// True where `String(reflecting:)` gives the text as it is, in quotes: for what needs no escape in ASCII, and the letters of
    /// Western and Central Europe (up to U+017F), which take two octets.
    private static func isLiteral(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < text.count {
            switch text[place] {
            case 0x22, 0x27, 0x5C: return false
            case 0x20...0x7E: place += 1
            case 0xC3...0xC5: place += 2
            default: return false
            }
        }
        return true
    }
}
