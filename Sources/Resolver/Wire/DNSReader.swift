/// Reads the octets of an answer from front to back; nothing is read beyond their end.
struct DNSReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Sixteen bits; nil at the end.
    mutating func number() -> UInt16? {
        guard bytes.count - position >= 2 else { return nil }
        defer { position += 2 }
        return UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    /// False where fewer octets are left.
    mutating func skip(_ count: Int) -> Bool {
        guard bytes.count - position >= count else { return false }
        position += count
        return true
    }

    /// A name in lower case, its labels separated by full stops (RFC 1035 §4.1.4); the root is empty. Nil where it runs over
    /// the end or over 255 octets, or where a pointer does not point backwards: so no name leads round in a circle.
    mutating func name() -> String? {
        var name: [UInt8] = []
        var (place, octets, limit) = (position, 1, position)
        var isElsewhere = false
        while place < bytes.count {
            let size = Int(bytes[place])
            switch size & 0xC0 {
            case 0 where size == 0:
                if !isElsewhere { position = place + 1 }
                return String(decoding: name, as: UTF8.self)
            case 0:
                octets += size + 1
                guard place + size < bytes.count, octets <= 255 else { return nil }
                if !name.isEmpty { name.append(0x2E) }
                for byte in bytes[place + 1...place + size] { DNSReader.append(byte, to: &name) }
                place += size + 1
            case 0xC0:
                guard place + 1 < bytes.count else { return nil }
                let target = (size & 0x3F) << 8 | Int(bytes[place + 1])
                guard target < limit else { return nil }
                if !isElsewhere { position = place + 2 }
                (isElsewhere, limit, place) = (true, target, target)
            default: return nil
            }
        }
        return nil
    }

    /// What would be read as something else stands as its number (RFC 1035 §5.1).
    private static func append(_ byte: UInt8, to name: inout [UInt8]) {
        switch byte {
        case 0x41...0x5A: name.append(byte | 0x20)
        case 0x21..<0x7F where byte != 0x2E && byte != 0x5C: name.append(byte)
        default:
            name += [0x5C, 0x30 + byte / 100, 0x30 + byte / 10 % 10, 0x30 + byte % 10]
        }
    }
}
