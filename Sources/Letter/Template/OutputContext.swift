import Vocabulary

/// Where a value stands in what is written, which says how it is written there.
enum OutputContext: Hashable, Sendable {
    case html
    /// The start of a link target in HTML: a web or mail address, completed where its scheme is missing.
    case linkTarget
    /// The same right behind `https://`, where nothing but a path follows.
    case linkHost
    /// Further inside a link target.
    case linkPart
    /// The address of a `mailto:` target.
    case addressPart
    case text
    /// The start of a link target that is shown in plain text.
    case shownTarget
    /// The same right behind `https://`.
    case shownHost
    /// A header's text; encoded as a whole afterwards.
    case header
}

extension OutputContext {
    /// Writes a value, or what stands in for it, so that it can be nothing but data where it lands. Values come
    /// without control characters.
    func write(_ value: String?, _ fallback: String?, to bytes: inout [UInt8]) {
        if let value {
            write(value, to: &bytes)
        } else if let fallback {
            // The author's own word for a target was judged when the letter was compiled.
            let clean = fallback.withoutHiddenControls
            switch self {
            case .linkTarget: OutputContext.writeHTML(LinkTarget.percentEncoded(clean), to: &bytes)
            case .shownTarget: bytes += LinkTarget.percentEncoded(clean).utf8
            default: write(clean, to: &bytes)
            }
        }
    }

    /// Writes a value.
    func write(_ value: String, to bytes: inout [UInt8]) {
        switch self {
        case .html: OutputContext.writeHTML(value, to: &bytes)
        case .text, .header: bytes += value.utf8
        case .linkTarget: OutputContext.writeTarget(value, isHTML: true, to: &bytes)
        case .shownTarget: OutputContext.writeTarget(value, isHTML: false, to: &bytes)
        case .linkHost: OutputContext.writeHost(value, isHTML: true, to: &bytes)
        case .shownHost: OutputContext.writeHost(value, isHTML: false, to: &bytes)
        case .linkPart: OutputContext.writePercent(value, to: &bytes, keeping: 0)
        case .addressPart: OutputContext.writePercent(LinkTarget.addressWithALabels(value), to: &bytes, keeping: 0x40)
        }
    }

    /// A target made whole; `#` where the value is none, so that nothing is followed.
    private static func writeTarget(_ value: String, isHTML: Bool, to bytes: inout [UInt8]) {
        var value = value
        if value.withUTF8({ LinkTarget.isPlainlyWhole($0) }) {
            bytes += value.utf8
        } else if let whole = LinkTarget.completed(value) {
            if isHTML { writeHTML(whole, to: &bytes) } else { bytes += whole.utf8 }
        } else {
            bytes.append(0x23)
        }
    }

    /// A web address behind `https://`: its own scheme is not said twice. What is none is percent-encoded.
    private static func writeHost(_ value: String, isHTML: Bool, to bytes: inout [UInt8]) {
        let whole = LinkTarget.completed(value)
        guard let whole, whole.prefix(4).lowercased() == "http", let start = whole.firstIndex(of: "/") else {
            return writePercent(value, to: &bytes, keeping: 0)
        }
        let host = String(whole[whole.index(start, offsetBy: 2)...])
        if isHTML { writeHTML(host, to: &bytes) } else { bytes += host.utf8 }
    }

    static func writePercent(_ value: String, to bytes: inout [UInt8], keeping kept: UInt8) {
        for byte in value.utf8 {
            if isUnreserved(byte) || byte == kept {
                bytes.append(byte)
            } else {
                Hex.appendPercent(byte, to: &bytes)
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
        // Should a value hold braces, no later step may take them for a template.
        case 0x7B: "&#123;"
        case 0x7D: "&#125;"
        default: HTMLEscape.reference(byte)
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
