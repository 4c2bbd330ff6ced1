import Vocabulary

/// What a domain asks receivers to do with mail in its name that proves nothing (DMARC, RFC 7489 §6.3).
package struct DMARCPolicy: Hashable, Sendable {
    package enum Disposition: String, Hashable, Sendable {
        case none, quarantine, reject
    }

    package enum Alignment: String, Hashable, Sendable {
        case relaxed = "r"
        case strict = "s"
    }

    /// As it stands in the DNS.
    package let text: String
    package let disposition: Disposition
    /// For domains below the one it stands at.
    package let belowDisposition: Disposition
    package let dkimAlignment: Alignment
    package let spfAlignment: Alignment
    /// Of 100 messages, those that it is asked for.
    package let percent: Int
    /// Where reports go to (`rua`); blank for nowhere.
    package let reports: String

    /// True for a text that means to be such a record.
    package static func isMeant(by text: String) -> Bool {
        let tag = text.prefix { $0 != ";" }.filter { !$0.isWhitespace }
        return tag == "v=DMARC1"
    }

    /// Nil where it is none: no list of tags, or without a policy that is one.
    package init?(parsing text: String) {
        guard DMARCPolicy.isMeant(by: text), let tags = TagList(parsing: text),
            let policy = tags["p"].flatMap({ Disposition(rawValue: $0.asciiLowercased()) })
        else { return nil }
        self.text = text
        disposition = policy
        belowDisposition = tags["sp"].flatMap { Disposition(rawValue: $0.asciiLowercased()) } ?? policy
        dkimAlignment = tags["adkim"].flatMap { Alignment(rawValue: $0.asciiLowercased()) } ?? .relaxed
        spfAlignment = tags["aspf"].flatMap { Alignment(rawValue: $0.asciiLowercased()) } ?? .relaxed
        percent = tags["pct"].flatMap { Int($0) }.map { min(100, max(0, $0)) } ?? 100
        reports = tags["rua"] ?? ""
    }
}

/// The policy that holds for a domain: its own, or that of a domain above it. Without a list of public suffixes, the one above is
/// sought label by label, down to two.
package enum DMARCReport: Hashable, Sendable {
    case policy(DMARCPolicy, at: String, isInherited: Bool)
    case none
    /// Two or more, none of which then counts (RFC 7489 §6.6.3).
    case several(at: String)
    case malformed(text: String, at: String)
    case failed(LookupFault)

    package init(of domain: String, from source: some RecordSource) {
        for name in [domain] + DNSName.parents(of: domain).prefix(5) {
            let place = "_dmarc." + name
            let found = source.texts(at: place)
            if case .failed(let fault) = found {
                self = .failed(fault)
                return
            }
            let texts = (found.values ?? []).filter { DMARCPolicy.isMeant(by: $0) }
            guard let text = texts.first else { continue }
            if texts.count > 1 {
                self = .several(at: place)
            } else if let policy = DMARCPolicy(parsing: text) {
                self = .policy(policy, at: place, isInherited: name != domain)
            } else {
                self = .malformed(text: text, at: place)
            }
            return
        }
        self = .none
    }
}
