import Courier
package import Foundation
package import Vocabulary

/// Where a secret is to be looked for: never in the configuration itself, which gets copied and shown.
package enum SecretPlace: Hashable, Sendable {
    case environment(String)
    /// A path, from the configuration's folder.
    case file(String)
    case command([String])

    var json: JSONValue {
        switch self {
        case .environment(let name): .object([.init("environment", .string(name))])
        case .file(let path): .object([.init("file", .string(path))])
        case .command(let words): .object([.init("command", .array(words.map { .string($0) }))])
        }
    }
}

/// What the sender says of the relay, and the member `relay` that it makes.
package struct RelayDraft: Sendable {
    /// The file, beside the configuration, that a password which was typed is kept in.
    package static let passwordFile = "relay.password"

    package var provider = Provider.none
    /// For a provider whose address has to be said.
    package var url: String?
    /// Nil for no login.
    package var username: String?
    package var secret = SecretPlace.environment("PORTILLON_SMTP_PASSWORD")
    /// The password, where it was typed; it goes into ``passwordFile`` and nowhere else.
    package var typed: Secret?
    /// True where the password is to be typed another time.
    package var isForLater = false

    /// No relay yet: a Maildir.
    package init() {}

    /// True where letters stay on this machine's disk.
    package var isMaildir: Bool { (try? RelayAddress(parsing: address))?.isMaildir ?? false }

    /// Its host; nil for a Maildir.
    var host: String? {
        guard case .smtp(let host, _, _)? = try? RelayAddress(parsing: address) else { return nil }
        return host
    }

    /// True for a relay that no connection to leaves this machine.
    var isOnThisMachine: Bool { (try? RelayAddress(parsing: address))?.isLoopback ?? false }

    private var address: String { url ?? provider.url ?? "" }

    /// Tries it before there is a configuration in `folder`; see ``RelayTrial``.
    package func trial(in folder: URL, environment: [String: String]) throws -> RelayTrial {
        try trial(keeping: nil, in: folder, environment: environment)
    }

    func trial(keeping old: JSONValue?, in folder: URL, environment: [String: String]) throws -> RelayTrial {
        let root = try ConfigurationReader(.object([.init("relay", json(keeping: old))]), path: "", known: ["relay"])
        let relay = try RelayConfiguration(root, folder: folder, environment: environment)
        return try RelayTrial(relay, typed: typed, environment)
    }

    /// The member `relay`; what `old` says and no question asks stays as it was. A server of one's own whose address stays
    /// keeps its rate, its connections and its authority as well.
    func json(keeping old: JSONValue? = nil) -> JSONValue {
        var kept: [JSONValue.Member] = []
        if case .object(let members)? = old { kept = members }
        let isSame = provider.rate == nil && old?["url"]?.text == address
        let lasting = ["messagesPerConnection", "retry"] + (isSame ? ["rate", "connections", "caFile"] : [])
        kept = kept.filter { $0.name.hasPrefix("//") || lasting.contains($0.name) }
        var members: [JSONValue.Member] = [.init("url", .string(address))]
        guard !isMaildir else { return .object(members + kept) }
        let isLocal = (try? RelayAddress(parsing: address))?.isLoopback ?? false
        let isImplicitTLS = address.lowercased().hasPrefix("smtps:")
        let usual = isImplicitTLS ? "tls" : isLocal ? "none" : "starttls"
        members.append(.init("security", isSame ? old?["security"] ?? .string(usual) : .string(usual)))
        if let username {
            members.append(.init("username", .string(username)))
            members.append(.init(provider.login == .token ? "oauth2Token" : "password", secret.json))
        }
        if !kept.contains(where: { $0.name == "connections" }) {
            members.append(.init("connections", .int(provider.connections)))
        }
        if let rate = provider.rate { members.append(.init("rate", rate.json)) }
        return .object(members + kept)
    }
}

extension Pacer.Rate {
    /// As `relay.rate` has it: one window, or a list of them.
    fileprivate var json: JSONValue {
        let each = windows.map {
            JSONValue.object([.init("messages", .int($0.messages)), .init("perSeconds", .int($0.perSeconds))])
        }
        return each.count == 1 ? each[0] : .array(each)
    }
}
