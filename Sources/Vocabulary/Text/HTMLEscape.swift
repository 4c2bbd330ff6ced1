/// What text must not hold as it is where it stands in an HTML element, or in an attribute's value in quotes.
package enum HTMLEscape {
    /// The character reference that stands for an octet; nil where it stands for itself.
    @inlinable
    package static func reference(_ octet: UInt8) -> String? {
        switch octet {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        case 0x22: "&quot;"
        case 0x27: "&#39;"
        default: nil
        }
    }
}

extension StringProtocol {
    /// The text as HTML writes it. Controls and the like stay: whoever shows a text takes care of them.
    package var htmlEscaped: String {
        var bytes: [UInt8] = []
        for octet in utf8 {
            if let reference = HTMLEscape.reference(octet) { bytes += reference.utf8 } else { bytes.append(octet) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
