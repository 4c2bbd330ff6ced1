private import Vocabulary

/// What a part says that it is (RFC 2045 §5).
package struct ContentType: Hashable, Sendable {
    /// `text`, in lower case.
    package let type: String
    /// `plain`, in lower case.
    package let subtype: String
    /// By their names in lower case, decoded (RFC 2231, and encoded words, which are not allowed there and occur).
    package let parameters: [String: String]

    package init(type: String, subtype: String, parameters: [String: String] = [:]) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// The value of a `Content-Type` field, unfolded. What is none is `text/plain` (RFC 2045 §5.2).
    package init(parsing value: String) {
        let field = ParameterizedField(parsing: value)
        let halves = field.value.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        let isOne = halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
        self.init(
            type: isOne ? halves[0].trimmingBlanks() : "text", subtype: isOne ? halves[1].trimmingBlanks() : "plain",
            parameters: field.parameters)
    }

    package static let plainText = ContentType(type: "text", subtype: "plain")

    /// True for `text/plain`, asked as that.
    package func `is`(_ name: String) -> Bool {
        name.utf8.count == type.utf8.count + subtype.utf8.count + 1 && name.hasPrefix(type) && name.hasSuffix(subtype)
    }

    package var isMultipart: Bool { type == "multipart" }
}
