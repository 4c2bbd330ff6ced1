/// Why a text is not an addr-spec.
package enum AddressFault: Error, Hashable, Sendable {
    case empty
    case noAtSign
    case emptyLocalPart
    case localPartTooLong
    case badLocalPart(String)
    case unclosedQuote
    case comment
    case displayName
    case addressLiteral
    case controlCharacter
    case invisibleCharacter
    /// U+FFFD stands where a byte could not be decoded, or a NUL stood: nobody knows what was meant.
    case undecodedCharacter
    case emptyDomain
    case singleLabel
    case badDomain(String)
    case tooLong
}

extension AddressFault: CustomStringConvertible {
    /// What is wrong, in English, without the text itself.
    package var description: String {
        switch self {
        case .empty: "it is empty"
        case .noAtSign: "it has no `@`"
        case .emptyLocalPart: "nothing stands before the `@`"
        case .localPartTooLong: "the part before the `@` is longer than 64 octets (RFC 5321 §4.5.3.1.1)"
        case .badLocalPart(let found): "`\(found)` may not stand before the `@` unquoted"
        case .unclosedQuote: "a quote is not closed"
        case .comment: "comments in parentheses are not read"
        case .displayName: "a name stands beside the address; only the address is read"
        case .addressLiteral: "an IP address stands in place of the domain"
        case .controlCharacter: "it holds a control character or a line break"
        case .invisibleCharacter: "it holds an invisible character"
        case .undecodedCharacter: "it holds a character that could not be decoded"
        case .emptyDomain: "nothing stands behind the `@`"
        case .singleLabel: "the domain has no dot"
        case .badDomain(let problem): "the domain is not one: \(problem)"
        case .tooLong: "it is longer than 254 octets (RFC 5321 §4.5.3.1.3)"
        }
    }
}
