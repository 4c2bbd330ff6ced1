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
    /// So many addresses, two at least, where one is expected.
    case severalAddresses(Int)
    case severalAtSigns
    /// An address, and this text before or behind it.
    case somethingBeside(String)
    /// A character outside ASCII that the local part of an address may not hold (RFC 8264 §4.2).
    case disallowedCharacter(String)
    case emptyDomain
    case singleLabel
    /// An ASCII character other than letters, digits, hyphens and full stops.
    case badDomainCharacter(String)
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
        case .badLocalPart("."): "the part before the `@` begins or ends with a full stop, or has two in a row"
        case .badLocalPart(" "): "a blank stands before the `@`, or a name beside the address"
        case .badLocalPart(let found): "`\(found)` may not stand before the `@` unquoted"
        case .unclosedQuote: "a quote is not closed"
        case .comment: "comments in parentheses are not read"
        case .displayName: "a name or angle brackets stand beside the address"
        case .addressLiteral: "an IP address stands in place of the domain"
        case .controlCharacter: "it holds a control character or a line break"
        case .invisibleCharacter: "it holds an invisible character"
        case .undecodedCharacter: "it holds a character that could not be decoded; save the file as UTF-8"
        case .severalAddresses(2): "there are two addresses where one belongs"
        case .severalAddresses(let count): "there are \(count) addresses where one belongs"
        case .severalAtSigns: "it has more than one `@`"
        case .somethingBeside(let text): "`\(text)` stands beside the address"
        case .disallowedCharacter(let found): "`\(found)` may not stand before the `@`"
        case .emptyDomain: "nothing stands behind the `@`"
        case .singleLabel: "the domain has no dot"
        case .badDomainCharacter(" "): "a blank stands in the domain"
        case .badDomainCharacter(let found): "`\(found)` may not stand in the domain"
        case .badDomain(let problem): "the domain is not one: \(problem)"
        case .tooLong: "it is longer than 254 octets (RFC 5321 §4.5.3.1.3)"
        }
    }
}
