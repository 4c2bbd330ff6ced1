import Vocabulary

extension Landing {
    /// Writes a value, or what stands in for it, so that it can be nothing but data where it lands. Values come
    /// without control characters.
    func write(_ value: String?, _ fallback: String?, to bytes: inout [UInt8]) {
        if let value {
            write(value, to: &bytes)
        } else if let fallback {
            // The author's own word for a target may be any: a page of the same site, a telephone number.
            let clean = fallback.withoutHiddenControls
            switch self {
            case .linkTarget: Landing.writeHTML(clean, to: &bytes)
            case .shownTarget: bytes += clean.utf8
            default: write(clean, to: &bytes)
            }
        }
    }

    /// Writes a value.
    func write(_ value: String, to bytes: inout [UInt8]) {
        switch self {
        case .html: Landing.writeHTML(value, to: &bytes)
        case .text, .header: bytes += value.utf8
        case .linkTarget:
            if Landing.isSafeTarget(value) { Landing.writeHTML(value, to: &bytes) } else { bytes.append(0x23) }
        case .shownTarget:
            if Landing.isSafeTarget(value) { bytes += value.utf8 } else { bytes.append(0x23) }
        case .linkPart: Landing.writePercent(value, to: &bytes, keeping: 0)
        case .addressPart: Landing.writePercent(value, to: &bytes, keeping: 0x40)
        }
    }

    private static let hex = Array("0123456789ABCDEF".utf8)

    private static func writePercent(_ value: String, to bytes: inout [UInt8], keeping kept: UInt8) {
        for byte in value.utf8 {
            if isUnreserved(byte) || byte == kept {
                bytes.append(byte)
            } else {
                bytes.append(0x25)
                bytes.append(hex[Int(byte >> 4)])
                bytes.append(hex[Int(byte & 15)])
            }
        }
    }

    /// RFC 3986 §2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    /// A web or mail address; everything else (`javascript:` above all) is no target that data may choose.
    private static func isSafeTarget(_ value: String) -> Bool {
        if let isSafe = isSafeASCIITarget(value) { return isSafe }
        let lowered = value.prefix(8).lowercased()
        return ["https://", "http://", "mailto:"].contains { lowered.hasPrefix($0) }
            && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E }
    }

    /// The same without any thought of Unicode; nil where the value is not ASCII.
    private static func isSafeASCIITarget(_ value: String) -> Bool? {
        var value = value
        return value.withUTF8 { value -> Bool? in
            guard OctetRuns.isPrintable(value) else { return nil }
            let isKnown = safeStarts.contains { start in
                value.count >= start.count
                    && zip(value, start).allSatisfy { one, other in
                        (0x41...0x5A ~= one ? one | 0x20 : one) == other
                    }
            }
            return isKnown && !value.contains { $0 == 0x20 || $0 == 0x3C || $0 == 0x3E }
        }
    }

    private static let safeStarts = ["https://", "http://", "mailto:"].map { Array($0.utf8) }

    /// HTML's text and attribute values alike.
    static func writeHTML(_ value: String, to bytes: inout [UInt8]) {
        var value = value
        value.withUTF8 { value in
            var start = 0
            for index in 0..<value.count {
                guard let entity = entity(value[index]) else { continue }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[start..<index]))
                bytes += entity.utf8
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[start...]))
        }
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        case 0x22: "&quot;"
        case 0x27: "&#39;"
        // Should a value hold braces, no later step may take them for a template.
        case 0x7B: "&#123;"
        case 0x7D: "&#125;"
        default: nil
        }
    }
}

extension String {
    /// Without line breaks and control characters, and without the marks that turn the writing direction of all that
    /// follows (UAX #9: embeddings, overrides, isolates), as one left open in a name would do to the rest of a line.
    var withoutHiddenControls: String {
        if lacksHiddenControls { return self }
        let clean = withoutControls
        guard clean.unicodeScalars.contains(where: \.turnsDirection) else { return clean }
        return String(String.UnicodeScalarView(clean.unicodeScalars.filter { !$0.turnsDirection }))
    }

    /// True where a look at the octets shows that there are none; what they leave open is for the scalars to tell.
    private var lacksHiddenControls: Bool {
        var text = self
        return text.withUTF8 { text in
            if OctetRuns.isPrintable(text) { return true }
            for index in 0..<text.count {
                switch text[index] {
                case 0x00..<0x20, 0x7F: return false
                // U+0080 to U+009F.
                case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: return false
                case 0xE2 where index + 2 < text.count && text[index + 1] <= 0x81:
                    // U+2028 to U+202E; U+2066 to U+2069.
                    let range: ClosedRange<UInt8> = text[index + 1] == 0x80 ? 0xA8...0xAE : 0xA6...0xA9
                    if range ~= text[index + 2] { return false }
                default: continue
                }
            }
            return true
        }
    }
}

extension Unicode.Scalar {
    fileprivate var turnsDirection: Bool { 0x202A...0x202E ~= value || 0x2066...0x2069 ~= value }
}
