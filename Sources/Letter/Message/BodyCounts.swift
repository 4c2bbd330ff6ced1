/// What the choice of a body's encoding depends on. The counts of stretches of whole lines add up to those of the body.
struct BodyCounts: Hashable, Sendable {
    /// In octets, each line end being one.
    var size = 0
    /// The longest line.
    private var longest = 0
    /// Octets that quoted-printable escapes wherever they stand.
    private var escaped = 0
    /// What cannot be sent as it is, or should not.
    private var isRisky = false

    init() {}

    /// The counts of lines with LF line ends; the last one may lack its own.
    init(_ lines: [UInt8]) {
        lines.withUnsafeBufferPointer { lines in
            var start = 0
            while start < lines.count {
                let end = lines[start...].firstIndex(of: 0x0A) ?? lines.count
                add(line: UnsafeBufferPointer(rebasing: lines[start..<end]))
                if end < lines.count { size += 1 }
                start = end + 1
            }
        }
    }

    /// Adds a line without its line end.
    mutating func add(line: UnsafeBufferPointer<UInt8>) {
        size += line.count
        longest = max(longest, line.count)
        // Old relays put a `>` before an F. A line that begins with two hyphens could be taken for a boundary; so could
        // what one begins with, further below.
        if let first = line.first, first == 0x46 || first == 0x2D && line.count > 1 && line[1] == 0x2D {
            isRisky = true
        }
        var index = 0
        while index < line.count {
            index += OctetRuns.plain(line, from: index, atMost: line.count - index)
            guard index < line.count else { break }
            escaped += 1
            if line[index] != 0x3D || index + 1 < line.count && line[index + 1] == 0x5F { isRisky = true }
            index += 1
            // In many languages, one letter that is not ASCII follows another.
            while index < line.count, line[index] >= 0x80 {
                isRisky = true
                escaped += 1
                index += 1
            }
        }
    }

    mutating func add(_ other: BodyCounts) {
        size += other.size
        longest = max(longest, other.longest)
        escaped += other.escaped
        isRisky = isRisky || other.isRisky
    }

    /// The encoding that fits best.
    var best: BodyEncoding {
        if !isRisky, longest <= 78 { return .sevenBit }
        // Base64 grows every octet by a third and more; quoted-printable only the escaped ones, by two.
        return escaped * 6 > size ? .base64 : .quotedPrintable
    }
}
