import Vocabulary

/// A letter as it was handed over and as it arrived, held side by side: what the hosts on its way left of it, and what the last
/// one says.
package struct ArrivedLetter: Sendable {
    /// A field that did not arrive as it left.
    package struct FieldChange: Hashable, Sendable {
        package let name: String
        package let sent: String
        /// Nil where it is gone.
        package let arrived: String?
    }

    package enum BodyChange: Hashable, Sendable {
        case none
        /// The same text in other transfer encodings (RFC 2045 §6), the first of them: a signature made before does not hold.
        case reencoded(from: String, to: String)
        /// Other words, a line added perhaps.
        case text
        /// Other parts, something wrapped around it perhaps.
        case parts
    }

    package let fields: [FieldChange]
    package let body: BodyChange
    /// Those that can be read, the topmost first.
    package let signatures: [DKIMSignature]
    /// How many `DKIM-Signature` fields there are, readable or not.
    package let signatureCount: Int
    /// Nil where no host wrote what it made of it.
    package let verdict: ReceiverVerdict?

    /// The fields that a letter has for its readers and their programs; `Date` may be touched by none, either.
    private static let kept = [
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "Precedence", "Content-Language",
    ]

    /// `trusted`: the authserv-id of the sender's own provider; nil for whichever wrote last.
    package init(sent: [UInt8], arrived: [UInt8], trusted: String?) {
        let (before, after) = (ReceivedMail(parsing: sent), ReceivedMail(parsing: arrived))
        fields = ArrivedLetter.kept.compactMap { name in
            guard let sent = before.headers[name].map(ArrivedLetter.spaced) else { return nil }
            let arrived = after.headers[name].map(ArrivedLetter.spaced)
            return sent == arrived ? nil : FieldChange(name: name, sent: sent, arrived: arrived)
        }
        body = ArrivedLetter.bodyChange(before, after)
        let values = after.headers.allRaw("DKIM-Signature").prefix(50)
        signatureCount = values.count
        signatures = values.compactMap { DKIMSignature(parsing: $0) }
        verdict = ReceiverVerdict(after.headers, trusted: trusted)
    }

    /// True where the field arrived as it left.
    package func hasKept(_ name: String) -> Bool { !fields.contains { $0.name == name } }

    /// Folding may change: each run of blanks is one.
    private static func spaced(_ value: String) -> String {
        value.split { $0.isWhitespace }.joined(separator: " ")
    }

    private static func bodyChange(_ before: ReceivedMail, _ after: ReceivedMail) -> BodyChange {
        let (old, new) = (leaves(before), leaves(after))
        guard old.map(\.contentType.name) == new.map(\.contentType.name) else { return .parts }
        let pairs = zip(old, new)
        guard pairs.allSatisfy({ trimmed($0.content) == trimmed($1.content) }) else { return .text }
        let encodings = pairs.map { (encoding($0), encoding($1)) }
        guard let (from, to) = encodings.first(where: { $0 != $1 }) else { return .none }
        return .reencoded(from: from, to: to)
    }

    private static func leaves(_ mail: ReceivedMail) -> [MailPart] { mail.parts.filter { $0.children.isEmpty } }

    private static func encoding(_ part: MailPart) -> String {
        let named = part.headers.raw("Content-Transfer-Encoding").map { spaced($0).lowercased() }
        return named.flatMap { $0.isEmpty ? nil : $0 } ?? "7bit"
    }

    /// Blank lines at the end may come and go.
    private static func trimmed(_ content: [UInt8]) -> ArraySlice<UInt8> {
        var content = content[...]
        while content.last == 0x0A || content.last == 0x0D { content = content.dropLast() }
        return content
    }
}

extension ContentType {
    fileprivate var name: String { type + "/" + subtype }
}
