/// Punycode, decoding only (RFC 3492 §6.2, with the parameters of §5).
enum Punycode {
    /// The text behind an A-label without its `xn--`; nil where it is no punycode.
    static func decoded(_ label: some StringProtocol) -> String? {
        let bytes = Array(label.utf8)
        // A label holds 63 octets (RFC 1035 §2.3.4); the bound keeps insertion, quadratic in the length, harmless.
        guard !bytes.isEmpty, bytes.count <= 63, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        var output: [UInt32] = []
        var position = 0
        if let delimiter = bytes.lastIndex(of: UInt8(ascii: "-")) {
            output = bytes[..<delimiter].map(UInt32.init)
            position = delimiter + 1
        }
        var (codePoint, insertion, bias) = (128, 0, 72)
        while position < bytes.count {
            let before = insertion
            guard let delta = variableLength(bytes, &position, bias) else { return nil }
            let (sum, overflow) = insertion.addingReportingOverflow(delta)
            guard !overflow else { return nil }
            let length = output.count + 1
            insertion = sum
            bias = adapted(insertion - before, length, isFirst: before == 0)
            codePoint += insertion / length
            insertion %= length
            guard codePoint <= 0x10FFFF, !(0xD800...0xDFFF).contains(codePoint) else { return nil }
            output.insert(UInt32(codePoint), at: insertion)
            insertion += 1
        }
        var text = String.UnicodeScalarView()
        for value in output {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            text.append(scalar)
        }
        return String(text)
    }

    /// A generalised variable-length integer (§3.3).
    private static func variableLength(_ bytes: [UInt8], _ position: inout Int, _ bias: Int) -> Int? {
        var (result, weight, threshold) = (0, 1, 0)
        var k = 36
        while true {
            guard position < bytes.count, let digit = digit(bytes[position]) else { return nil }
            position += 1
            let (product, tooLarge) = digit.multipliedReportingOverflow(by: weight)
            let (sum, tooLargeSum) = result.addingReportingOverflow(product)
            // Far above any code point, and far below where the sums of the caller could overflow.
            guard !tooLarge, !tooLargeSum, sum < 1 << 40 else { return nil }
            result = sum
            threshold = k <= bias ? 1 : min(k - bias, 26)
            if digit < threshold { return result }
            let (next, overflow) = weight.multipliedReportingOverflow(by: 36 - threshold)
            guard !overflow else { return nil }
            weight = next
            k += 36
        }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    /// Bias adaptation (§6.1).
    private static func adapted(_ delta: Int, _ length: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / length
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
