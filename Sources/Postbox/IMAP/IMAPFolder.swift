/// A folder of an account, as LIST tells it (RFC 9051 §7.3.1).
package struct IMAPFolder: Hashable, Sendable {
    /// As people write it: `INBOX`, `Courrier indésirable`.
    package let name: String
    /// As the server writes it.
    let octets: [UInt8]
    /// In lower case, with their backslash: `\junk`, `\noselect`.
    let attributes: Set<String>

    /// INBOX is there without being listed.
    package static let inbox = IMAPFolder(octets: Array("INBOX".utf8), attributes: [])

    init(octets: [UInt8], attributes: Set<String>) {
        self.octets = octets
        self.attributes = attributes
        // A server that writes UTF-8 means it.
        name = ModifiedUTF7.decode(octets) ?? String(decoding: octets, as: UTF8.self)
    }

    /// Reads `(attributes) delimiter name`; nil for anything else.
    init?(_ tokens: ArraySlice<IMAPToken>) {
        var rest = tokens
        guard rest.popFirst() == .open else { return nil }
        var attributes: Set<String> = []
        while let token = rest.popFirst(), token != .close {
            if case .atom(let bytes) = token { attributes.insert(bytes.lowercased) }
        }
        // The delimiter, and the name behind it.
        guard rest.popFirst() != nil, let octets = rest.first?.text, !octets.isEmpty, octets.count <= 1024 else {
            return nil
        }
        self.init(octets: octets, attributes: attributes)
    }

    /// False for what is a step on the way to others alone, and for names that no command can hold.
    package var canBeRead: Bool {
        attributes.isDisjoint(with: ["\\noselect", "\\nonexistent"])
            && octets.allSatisfy { $0 != 0 && $0 != 0x0A && $0 != 0x0D }
    }

    /// True where it serves a special use (RFC 6154), given with its backslash in whatever letters: `\Junk`.
    package func serves(_ use: String) -> Bool { attributes.contains(use.utf8.lowercased) }

    /// INBOX in whatever letters, other names as they are (RFC 9051 §5.1).
    package func isNamed(_ other: String) -> Bool {
        name == other || Array(other.utf8) == octets
            || name.utf8.lowercased == "inbox" && other.utf8.lowercased == "inbox"
    }
}
