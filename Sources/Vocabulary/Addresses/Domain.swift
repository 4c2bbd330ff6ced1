private import CIDN2

/// Domain names as mail uses them: lower case, A-labels, letters, digits and hyphens (RFC 5321 §4.1.2, RFC 5891).
package enum Domain {
    /// The normal form of a domain: lower case, A-labels.
    package static func normalized(_ text: String) throws(AddressFault) -> String {
        guard !text.isEmpty else { throw .emptyDomain }
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        let ascii = isPlain && !hasALabel(text) ? text.asciiLowercased() : try toALabels(text)
        try check(ascii)
        return ascii
    }

    /// A host with its labels outside ASCII as A-labels; the others, which may be no mail's (`_x`, one label alone), stay.
    package static func aLabels(_ host: String) throws(AddressFault) -> String {
        var labels: [String] = []
        for label in host.split(separator: ".", omittingEmptySubsequences: false) {
            labels.append(label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : try toALabels(String(label)))
        }
        return labels.joined(separator: ".")
    }

    private static func hasALabel(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 4 else { return false }
        return (0...(bytes.count - 4)).contains {
            bytes[$0] | 0x20 == 0x78 && bytes[$0 + 1] | 0x20 == 0x6E && bytes[$0 + 2] == 0x2D && bytes[$0 + 3] == 0x2D
        }
    }

    /// IDNA2008 with the mapping of UTS #46, non-transitional: `bücher.example` gives `xn--bcher-kva.example`.
    private static func toALabels(_ text: String) throws(AddressFault) -> String {
        // What the library says of such a character is not what a person would.
        for byte in text.asciiLowercased().utf8 where byte < 0x80 && byte != 0x2E && !isLetterDigitHyphen(byte) {
            throw .badDomainCharacter(String(Unicode.Scalar(byte)))
        }
        var output: UnsafeMutablePointer<CChar>?
        let flags = CInt(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let result = idn2_to_ascii_8z(text, &output, flags)
        defer { idn2_free(output) }
        guard result == CInt(IDN2_OK.rawValue), let output else {
            throw .badDomain(String(cString: idn2_strerror(result)))
        }
        return String(cString: output).asciiLowercased()
    }

    private static func check(_ domain: String) throws(AddressFault) {
        guard domain.utf8.count <= 253 else { throw .badDomain("longer than 253 octets") }
        let labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for label in labels {
            guard !label.isEmpty else {
                if domain.hasSuffix(".") { throw .badDomain("a full stop at its end") }
                throw .badDomain(domain.hasPrefix(".") ? "a full stop at its start" : "two full stops in a row")
            }
            guard label.count <= 63 else { throw .badDomain("a label longer than 63 octets") }
            if let bad = label.first(where: { !isLetterDigitHyphen($0) }) {
                throw .badDomainCharacter(String(Unicode.Scalar(bad)))
            }
            guard label.first != 0x2D, label.last != 0x2D else { throw .badDomain("a hyphen at a label's edge") }
        }
        guard labels.count > 1 else { throw .singleLabel }
        guard let top = labels.last, !top.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            if domain.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }) { throw .addressLiteral }
            throw .badDomain("its last label is a number")
        }
    }

    /// Letters in lower case.
    private static func isLetterDigitHyphen(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x2D
    }
}
