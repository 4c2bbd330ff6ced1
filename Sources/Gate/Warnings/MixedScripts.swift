import Vocabulary

/// Letters of two of Latin, Greek and Cyrillic side by side: the mark of an address made to look like another one.
enum MixedScripts {
    private enum Script { case latin, greek, cyrillic }

    /// The local part or the first label that mixes scripts, as a person would read it; nil where none does.
    static func part(of spec: AddrSpec) throws(RuleFault) -> String? {
        if spec.needsSMTPUTF8, isMixed(spec.localPart) { return spec.localPart }
        // Most domains are ASCII through and through: one look at the hyphens tells.
        guard spec.domain.utf8.contains(UInt8(ascii: "-")) else { return nil }
        for label in spec.domain.split(separator: ".") where label.hasPrefix("xn--") {
            guard let decoded = Punycode.decoded(label.dropFirst(4)) else {
                throw RuleFault("the label `\(label)` is not punycode")
            }
            if isMixed(decoded) { return decoded }
        }
        return nil
    }

    private static func isMixed(_ text: String) -> Bool {
        var first: Script?
        for scalar in text.unicodeScalars {
            guard let script = script(of: scalar.value) else { continue }
            if let first, first != script { return true }
            first = script
        }
        return false
    }

    /// By the blocks of Unicode that hold letters of these scripts.
    private static func script(of scalar: UInt32) -> Script? {
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8, 0x1D00...0x1D25,
            0x1D2C...0x1D5C, 0x1D62...0x1D65, 0x1D6B...0x1D77, 0x1D79...0x1DBE, 0x1E00...0x1EFF, 0x2071, 0x207F,
            0x2090...0x209C, 0x212A, 0x212B, 0x2C60...0x2C7F, 0xA722...0xA787, 0xA78B...0xA7FF, 0xAB30...0xAB5A,
            0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            .latin
        case 0xB5, 0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F, 0x384, 0x386, 0x388...0x3E1, 0x3F0...0x3FF,
            0x1D26...0x1D2A, 0x1D5D...0x1D61, 0x1D66...0x1D6A, 0x1DBF, 0x1F00...0x1FFF, 0x2126, 0xAB65:
            .greek
        case 0x400...0x484, 0x487...0x52F, 0x1C80...0x1C8F, 0x1D2B, 0x1D78, 0x2DE0...0x2DFF, 0xA640...0xA69F:
            .cyrillic
        default: nil
        }
    }
}
