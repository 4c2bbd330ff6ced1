/// An enhanced status code `class.subject.detail` (RFC 3463 §2).
package struct EnhancedStatusCode: Hashable, Sendable {
    package let `class`: Int
    package let subject: Int
    package let detail: Int

    package init(_ class: Int, _ subject: Int, _ detail: Int) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    /// Reads the code at the start of a reply's text; nil where there is none.
    package init?(prefixOf text: some StringProtocol) {
        let word = text.prefix { $0 != " " }
        let parts = word.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count <= 3 }),
            let first = Int(digits: parts[0]), let second = Int(digits: parts[1]), let third = Int(digits: parts[2]),
            first == 2 || first == 4 || first == 5
        else { return nil }
        self.init(first, second, third)
    }
}

extension EnhancedStatusCode: CustomStringConvertible {
    package var description: String { "\(`class`).\(subject).\(detail)" }
}
