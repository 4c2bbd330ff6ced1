import Resolver

/// A DNS of a test's own: what is not here is no name, and what ends in `.broken` cannot be said.
final class PretendedRecords: RecordSource {
    private let texts: [String: [String]]
    private let hosts: [String: [MailHost]]
    private let named: Set<String>
    nonisolated(unsafe) private(set) var asked: [String] = []

    /// `named`: names with an address.
    init(_ texts: [String: [String]] = [:], hosts: [String: [MailHost]] = [:], named: Set<String> = []) {
        (self.texts, self.hosts, self.named) = (texts, hosts, named)
    }

    private func isThere(_ name: String) -> Bool { texts[name] != nil || hosts[name] != nil || named.contains(name) }

    private func lookup<Value>(_ name: String, _ values: [Value]?) -> Lookup<Value> {
        asked.append(name)
        if name.hasSuffix(".broken") { return .failed(.serverFailed) }
        if name.hasSuffix(".silent") { return .failed(.timedOut) }
        guard isThere(name) else { return .noName }
        return (values ?? []).isEmpty ? .noData : .found(values ?? [])
    }

    func texts(at name: String) -> Lookup<String> { lookup(name, texts[name]) }
    func mailHosts(of name: String) -> Lookup<MailHost> { lookup(name, hosts[name]) }
    func addresses(of name: String) -> Lookup<String> { lookup(name, named.contains(name) ? ["192.0.2.1"] : nil) }
}
