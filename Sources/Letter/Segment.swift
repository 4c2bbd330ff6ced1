import Vocabulary

/// How a value is written where it lands.
enum Landing: Hashable, Sendable {
    case html
    /// A whole link target: only http, https and mailto may stand there.
    case linkTarget
    /// Somewhere inside a link target.
    case linkPart
    case text
    /// A header's text; encoded as a whole afterwards.
    case header
}

/// A piece of a compiled template: what does not change is bytes already.
indirect enum Segment: Hashable, Sendable {
    case bytes([UInt8])
    case field(String, fallback: String?, Landing)
    case section(String, isInverted: Bool, [Segment])
}

/// The values that a message is filled in with; nil where one is lacking.
struct FieldValues {
    let lookUp: (String) -> String?

    /// Fills the segments in.
    func render(_ segments: [Segment], into bytes: inout [UInt8], item: String? = nil) {
        for segment in segments {
            switch segment {
            case .bytes(let constant): bytes += constant
            case .field(let name, let fallback, let landing):
                guard let value = (name == "." ? item : lookUp(name)) ?? fallback else { continue }
                Landing.write(value, landing, to: &bytes)
            case .section(let name, let isInverted, let inner):
                let value = lookUp(name)
                if (value != nil) != isInverted { render(inner, into: &bytes, item: value ?? item) }
            }
        }
    }
}

extension Landing {
    /// Writes a value so that it can be nothing but data where it lands.
    static func write(_ value: String, _ landing: Landing, to bytes: inout [UInt8]) {
        switch landing {
        case .html: writeHTML(value, to: &bytes)
        case .text, .header: bytes += Array(value.withoutControls.utf8)
        case .linkTarget:
            guard isSafeTarget(value) else {
                bytes.append(UInt8(ascii: "#"))
                return
            }
            writeHTML(value.withoutControls, to: &bytes)
        case .linkPart:
            for byte in value.withoutControls.utf8 {
                if isUnreserved(byte) {
                    bytes.append(byte)
                } else {
                    bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                }
            }
        }
    }

    private static let hex = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || "-._~".utf8.contains(byte)
    }

    /// A web or mail address; everything else (`javascript:` above all) is no target that data may choose.
    private static func isSafeTarget(_ value: String) -> Bool {
        let lowered = value.prefix(8).lowercased()
        return ["https://", "http://", "mailto:"].contains { lowered.hasPrefix($0) }
            && !value.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
    }

    /// HTML's text and attribute values alike; controls and line breaks become blanks.
    static func writeHTML(_ value: String, to bytes: inout [UInt8]) {
        for byte in value.withoutControls.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            // Should a value hold braces, no later step may take them for a template.
            case UInt8(ascii: "{"): bytes += "&#123;".utf8
            case UInt8(ascii: "}"): bytes += "&#125;".utf8
            default: bytes.append(byte)
            }
        }
    }
}
