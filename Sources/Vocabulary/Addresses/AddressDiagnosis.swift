/// Says what a person would say of a text that is no address: not what a parser trips over first, but that there are two
/// addresses, or something beside one.
enum AddressDiagnosis {
    /// Texts that are longer are no addresses with something beside them.
    private static let limit = 4096

    /// A truer fault than the parser's own, where there is one.
    static func fault(_ fault: AddressFault, in text: String) -> AddressFault {
        guard fault != .empty, fault != .noAtSign, text.utf8.count <= limit else { return fault }
        let scalars = Array(text.trimmingUnseen().unicodeScalars)
        let parts = scalars.indices.split { isSeparator(scalars[$0]) }.filter { hasAtSignInside(scalars[$0]) }
        if parts.count > 1 { return .severalAddresses(parts.count) }
        switch fault {
        case .controlCharacter, .invisibleCharacter, .undecodedCharacter, .displayName, .comment: return fault
        default: break
        }
        guard let part = parts.first, AddrSpec.isAddress(String(scalars[part])) else { return fault }
        let behind = String(scalars[part.upperBound...]).trimmingUnseen()
        if !behind.isEmpty { return .somethingBeside(behind) }
        let before = String(scalars[..<part.lowerBound]).trimmingUnseen()
        return before.hasSuffix(":") ? .somethingBeside(before) : fault
    }

    /// What people set between two addresses, or around one; some of it may stand in a local part, too.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        ",;|/<>()[]{}:\"\\?".unicodeScalars.contains(scalar) || scalar.properties.isWhitespace || scalar.isInvisible
    }

    private static func hasAtSignInside(_ part: ArraySlice<Unicode.Scalar>) -> Bool {
        part.dropFirst().dropLast().contains("@")
    }
}

extension String {
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) { self = String(String.UnicodeScalarView(scalars)) }
}
