/// Looks at octets eight at a time.
enum OctetRuns {
    /// How many of the octets from a place on, at most so many, stand for themselves within a quoted-printable line:
    /// printable ASCII other than `=`, and tabs.
    @inline(__always)
    static func plain(_ octets: UnsafeBufferPointer<UInt8>, from start: Int, atMost most: Int) -> Int {
        var length = 0
        while length < most {
            if length + 8 <= most, allPlain(word(octets, start + length)) {
                length += 8
                continue
            }
            let end = min(length + 8, most)
            while length < end {
                guard isPlain(octets[start + length]) else { return length }
                length += 1
            }
        }
        return length
    }

    /// True for printable ASCII alone.
    @inline(__always)
    static func isPrintable(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index + 8 <= octets.count {
            guard allPrintable(word(octets, index)) else { return false }
            index += 8
        }
        while index < octets.count {
            guard octets[index] >= 0x20, octets[index] < 0x7F else { return false }
            index += 1
        }
        return true
    }

    @inline(__always)
    static func isPlain(_ octet: UInt8) -> Bool { octet >= 0x20 && octet < 0x7F && octet != 0x3D || octet == 0x09 }

    @inline(__always)
    private static func word(_ octets: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64 {
        UnsafeRawBufferPointer(octets).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }

    private static let each: UInt64 = 0x0101_0101_0101_0101

    /// The high bit of an octet shows what is wrong with it. Carries reach only octets above one that is wrong itself.
    @inline(__always)
    private static func allPrintable(_ word: UInt64) -> Bool {
        let low = word &- 0x20 &* each
        let high = word &+ each
        return (low | high | word) & (0x80 &* each) == 0
    }

    @inline(__always)
    private static func allPlain(_ word: UInt64) -> Bool {
        let equals = (word ^ (0x3D &* each)) &- each
        return allPrintable(word) && equals & ~(word ^ (0x3D &* each)) & (0x80 &* each) == 0
    }
}
