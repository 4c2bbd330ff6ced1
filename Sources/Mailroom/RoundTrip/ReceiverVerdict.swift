import Vocabulary

/// What the host that received a mail says of it in `Authentication-Results` (RFC 8601).
package struct ReceiverVerdict: Hashable, Sendable {
    package struct Result: Hashable, Sendable {
        /// `pass`, `fail`, `none` and the like, in lower case.
        package let result: String
        /// The domain that it is about; nil where the host does not say.
        package let domain: String?
    }

    package let authservID: String
    /// True where that is the provider that the sender trusts.
    package let isTrusted: Bool
    package let spf: [Result]
    package let dkim: [Result]
    package let dmarc: [Result]

    /// The fields of the trusted provider, or without one, those of whoever wrote the topmost. A host may write one for each method.
    /// Nil where there is none.
    init?(_ headers: MailHeaders, trusted: String?) {
        let fields = headers.allRaw("Authentication-Results").prefix(50).compactMap {
            AuthenticationResults(parsing: $0)
        }
        let trusted = trusted.flatMap { id in fields.first { $0.isOf(id) } }
        guard let first = trusted ?? fields.first else { return nil }
        authservID = first.authservID
        isTrusted = trusted != nil
        let results = fields.filter { $0.isOf(first.authservID) }.flatMap(\.results)
        func of(_ method: String, _ properties: [String]) -> [Result] {
            results.filter { $0.method == method }.map { result in
                let values = properties.lazy.compactMap { name in
                    result.properties.first { $0.name == name }?.value
                }
                let domain = values.first?.split(separator: "@", omittingEmptySubsequences: false).last
                return Result(result: result.result, domain: domain.map { String($0).asciiLowercased() })
            }
        }
        spf = of("spf", ["smtp.mailfrom", "smtp.mail", "smtp.helo"])
        dkim = of("dkim", ["header.d", "header.i"])
        dmarc = of("dmarc", ["header.from"])
    }
}
