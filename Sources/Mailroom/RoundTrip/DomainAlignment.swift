/// Whether two domains belong to one organisation, as the relaxed alignment of DMARC asks (RFC 7489 §3.1).
///
/// Receivers look that up in a list of public suffixes. Here, a domain of two labels is an organisation's, and one of three where its
/// second label from the right is one that registries share out below a country (`co.uk`, `asso.fr`).
package enum DomainAlignment {
    private static let sharedOut: Set<String> = [
        "ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "net", "nom", "or", "org", "prd", "tm",
    ]

    /// Both in lower case.
    package static func isRelaxed(_ one: String, _ other: String) -> Bool {
        one == other || organization(of: one) == organization(of: other)
    }

    static func organization(of domain: String) -> String {
        let labels = domain.split(separator: ".")
        guard labels.count > 2 else { return domain }
        let isShared = labels[labels.count - 1].utf8.count == 2 && sharedOut.contains(String(labels[labels.count - 2]))
        return labels.suffix(isShared ? 3 : 2).joined(separator: ".")
    }
}
