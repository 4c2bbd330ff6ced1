/// Base64 as it arrives (RFC 2045 §6.8, RFC 4648 §4): with rubbish in it, cut short, in several pieces, or not base64 at all.
enum Base64Reading {
    /// The octets that are encoded. What is not of the alphabet is passed over, and so are lines of text. Padding ends the data,
    /// unless the line behind it looks like more of it: a footer that a list put there is text, a body whose every line was encoded by
    /// itself is not. Text that says to be base64 and mostly is not comes back as it stands: programs leave it that write a body anew
    /// and keep its fields.
    static func decode(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        if isLoneWord(octets) { return Array(octets) }
        var passedOver = 0
        var read = 0
        let result = [UInt8](unsafeUninitializedCapacity: octets.count / 4 * 3 + 3) { output, count in
            octets.withUnsafeBufferPointer { octets in
                var quantum = Quantum()
                var index = 0
                var lineEnd = 0
                while index < octets.count {
                    if index >= lineEnd {
                        lineEnd = octets[index...].firstIndex(of: LineEnds.lf).map { $0 + 1 } ?? octets.count
                        if isText(octets[index..<lineEnd]) {
                            passedOver += lineEnd - index
                            index = lineEnd
                            continue
                        }
                        read += lineEnd - index
                    }
                    let octet = octets[index]
                    index += 1
                    let value = values[Int(octet)]
                    if value < 64 {
                        quantum.take(value, output, &count)
                    } else if octet == UInt8(ascii: "="), quantum.held >= 2 {
                        quantum.flush(output, &count)
                        guard let next = nextLine(octets, from: index) else { break }
                        index = next
                    }
                }
                quantum.flush(output, &count)
            }
        }
        return passedOver > read ? Array(octets) : result
    }

    /// Up to four characters that hold up to three octets.
    private struct Quantum {
        var bits: UInt32 = 0
        var held = 0

        mutating func take(_ value: UInt8, _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
            bits = bits << 6 | UInt32(value)
            held += 1
            guard held == 4 else { return }
            output[count] = UInt8(truncatingIfNeeded: bits >> 16)
            output[count + 1] = UInt8(truncatingIfNeeded: bits >> 8)
            output[count + 2] = UInt8(truncatingIfNeeded: bits)
            count += 3
            (bits, held) = (0, 0)
        }

        /// Two characters hold an octet, three hold two; one holds nothing.
        mutating func flush(_ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
            defer { (bits, held) = (0, 0) }
            guard held >= 2 else { return }
            let left = bits << (6 * UInt32(4 - held))
            output[count] = UInt8(truncatingIfNeeded: left >> 16)
            count += 1
            guard held == 3 else { return }
            output[count] = UInt8(truncatingIfNeeded: left >> 8)
            count += 1
        }
    }

    /// True for a line with the blanks of a sentence, or with more that is not of the alphabet than is.
    private static func isText(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var (blanks, foreign, count) = (0, 0, 0)
        var blanksAtEnd = 0
        for octet in line {
            if octet == 0x20 || octet == 0x09 {
                if count > 0 { blanksAtEnd += 1 }
            } else if octet > 0x20 {
                count += 1 + blanksAtEnd
                blanks += blanksAtEnd
                blanksAtEnd = 0
                if values[Int(octet)] == 0xFF, octet != UInt8(ascii: "=") { foreign += 1 }
            }
        }
        return blanks * 12 > count || foreign * 2 > count
    }

    /// Where the data goes on behind padding: at a line of nothing but quanta of four.
    private static func nextLine(_ octets: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        var start = place
        while start < octets.count, octets[start] <= 0x20 || octets[start] == UInt8(ascii: "=") { start += 1 }
        var end = start
        while end < octets.count, values[Int(octets[end])] < 64 { end += 1 }
        let length = end - start
        while end < octets.count, end - start - length < 2, octets[end] == UInt8(ascii: "=") { end += 1 }
        guard length > 0, (end - start).isMultiple(of: 4), end == octets.count || octets[end] <= 0x20 else {
            return nil
        }
        return start
    }

    /// True for a single short line of letters whose number encodes nothing.
    private static func isLoneWord(_ octets: ArraySlice<UInt8>) -> Bool {
        guard octets.count <= 100 else { return false }
        let words = octets.split { $0 <= 0x20 }
        guard let word = words.first, words.count == 1 else { return false }
        return word.count % 4 == 1 && word.allSatisfy { values[Int($0)] < 64 }
    }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, octet) in alphabet.utf8.enumerated() { values[Int(octet)] = UInt8(value) }
        return values
    }()
}
