import Vocabulary

/// What a `DKIM-Signature` field says of itself (RFC 6376 §3.5). Whether it holds is for the receiver to say: nothing is verified
/// here.
package struct DKIMSignature: Hashable, Sendable {
    /// The domain that vouches (`d=`), in lower case.
    package let domain: String
    /// Which of its keys (`s=`).
    package let selector: String
    package let algorithm: String
    /// The names of the fields that it covers (`h=`), in lower case and in its order.
    package let signedFields: [String]
    /// False where it covers the beginning of the body alone (`l=`), so that anybody can add to it.
    package let coversWholeBody: Bool

    /// The value of the field, unfolded; nil where it is none.
    package init?(parsing value: String) {
        guard let tags = TagList(parsing: value), tags["v"] == "1", tags.compact("b")?.isEmpty == false,
            let domain = tags.compact("d"), let selector = tags.compact("s"), let fields = tags.compact("h"),
            let algorithm = tags.compact("a"), !domain.isEmpty, !selector.isEmpty
        else { return nil }
        self.domain = domain.asciiLowercased()
        self.selector = selector
        self.algorithm = algorithm.asciiLowercased()
        signedFields = fields.asciiLowercased().split(separator: ":").map(String.init)
        coversWholeBody = tags["l"] == nil
    }

    /// True where a field of that name is covered; names compare without case.
    package func covers(_ name: String) -> Bool { signedFields.contains(name.asciiLowercased()) }
}
