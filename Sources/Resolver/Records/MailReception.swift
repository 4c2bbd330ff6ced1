/// Whether a domain can be written to, by its DNS (RFC 5321 §5.1, RFC 7505).
package enum MailReception: Hashable, Sendable {
    /// Its mail hosts, the preferred first; `missing` are those of the first few that have no address.
    case hosts([String], missing: [String])
    /// No MX: mail goes to the address of the domain itself.
    case implicit
    /// It says that it takes no mail.
    case refused
    /// Neither mail hosts nor an address.
    case none
    case noDomain
    case failed(LookupFault)

    package init(of domain: String, from source: some RecordSource) {
        switch source.mailHosts(of: domain) {
        case .found(let found):
            let hosts = found.sorted { ($0.preference, $0.name) < ($1.preference, $1.name) }.map(\.name)
            if hosts.allSatisfy(\.isEmpty) {
                self = .refused
            } else {
                let named = hosts.filter { !$0.isEmpty }
                self = .hosts(named, missing: named.prefix(5).filter { source.addresses(of: $0).isVoid })
            }
        case .noData:
            switch source.addresses(of: domain) {
            case .found: self = .implicit
            case .noData, .noName: self = .none
            case .failed(let fault): self = .failed(fault)
            }
        case .noName: self = .noDomain
        case .failed(let fault): self = .failed(fault)
        }
    }
}
