/// Base64 (RFC 4648 §4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output, count in
            bytes.withUnsafeBufferPointer { encode($0, to: output, &count) }
        }
    }

    /// Lines of 76 octets with CRLF (RFC 2045 §6.8).
    static func lines(_ bytes: [UInt8], to result: inout [UInt8]) {
        let rows = (bytes.count + 56) / 57
        result += [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4 + rows * 2) { output, count in
            bytes.withUnsafeBufferPointer { bytes in
                var start = 0
                while start < bytes.count {
                    let end = min(start + 57, bytes.count)
                    encode(UnsafeBufferPointer(rebasing: bytes[start..<end]), to: output, &count)
                    output[count] = 0x0D
                    output[count + 1] = 0x0A
                    count += 2
                    start = end
                }
            }
        }
    }

    private static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let first = bytes[index]
            let second = left > 1 ? bytes[index + 1] : 0
            let third = left > 2 ? bytes[index + 2] : 0
            output[count] = alphabet[Int(first >> 2)]
            output[count + 1] = alphabet[Int((first & 3) << 4 | second >> 4)]
            output[count + 2] = left > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : 0x3D
            output[count + 3] = left > 2 ? alphabet[Int(third & 63)] : 0x3D
            count += 4
            index += 3
        }
    }
}
