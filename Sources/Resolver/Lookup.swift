/// What asking for the records of a name came to.
package enum Lookup<Value: Sendable>: Sendable {
    /// At least one.
    case found([Value])
    /// The name is there, and has no such record (NODATA, RFC 2308 §2.2).
    case noData
    /// There is no such name (NXDOMAIN, RFC 8020).
    case noName
    case failed(LookupFault)
}

extension Lookup: Equatable where Value: Equatable {}

extension Lookup {
    /// The values; empty where there are none, and nil where nobody could say.
    package var values: [Value]? {
        switch self {
        case .found(let values): values
        case .noData, .noName: []
        case .failed: nil
        }
    }

    /// True where the answer holds nothing: what RFC 7208 §4.6.4 calls a void look-up.
    package var isVoid: Bool {
        switch self {
        case .noData, .noName: true
        case .found, .failed: false
        }
    }
}

/// Why nobody could say what stands in the DNS.
package enum LookupFault: Hashable, Sendable {
    /// No name server answered in time.
    case timedOut
    /// No name server can be reached.
    case unreachable
    /// SERVFAIL (RFC 1035 §4.1.1): the zone's own servers do not answer, or what they say does not hold.
    case serverFailed
    /// The name server answers no such question: REFUSED and the other codes.
    case refused
    /// What came is no answer.
    case malformed
    /// The name is none that could be asked about.
    case unaskable

    /// True where it is this machine's way to the DNS that is broken, so that no other question will fare better.
    package var isOurs: Bool { self == .timedOut || self == .unreachable }
}

/// A host that takes the mail of a domain (MX, RFC 5321 §5.1). The null MX (RFC 7505) has an empty name.
package struct MailHost: Hashable, Sendable {
    package let preference: Int
    /// In lower case, without a full stop at its end.
    package let name: String

    package init(preference: Int, name: String) {
        self.preference = preference
        self.name = name
    }
}

/// Where records come from: the DNS, or what a test says.
package protocol RecordSource {
    /// TXT, the strings of each record joined (RFC 7208 §3.3).
    func texts(at name: String) -> Lookup<String>
    func mailHosts(of name: String) -> Lookup<MailHost>
    /// A and AAAA.
    func addresses(of name: String) -> Lookup<String>
}
