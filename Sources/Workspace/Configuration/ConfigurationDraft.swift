import Courier
import Foundation
package import Vocabulary

/// What `init` knows of the sender, and the configuration that it makes of it.
package struct ConfigurationDraft {
    /// Where the relay's secret is kept.
    package enum SecretPlace {
        case environment(String)
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

    var language: Language
    var name: String
    /// The sender's own.
    package var address: AddrSpec
    package var organization = ""
    package var postalAddress = ""
    /// Since when the sender's address shows on LinkedIn; nil where it does not.
    package var visibleSince: When?
    package var provider = Provider.none
    /// For a provider whose address has to be said.
    package var relayURL: String?
    /// Nil for no login.
    package var username: String?
    package var secret = SecretPlace.environment("PORTILLON_SMTP_PASSWORD")

    /// The relay and all else stay those of the example until they are said.
    package init(language: Language, name: String, address: AddrSpec) {
        (self.language, self.name, self.address) = (language, name, address)
    }

    /// The text of the configuration: the starter's, with what is known in its place.
    package func text() throws -> String {
        var json: JSONValue
        do throws(JSONFault) {
            json = try JSONValue(parsing: StarterFiles.configuration)
        } catch {
            throw Failure(
                .internalFault,
                Phrase(fr: "configuration de départ : \(error.problem.fr)", en: "starter: \(error.problem.en)"))
        }
        json.set(["sender", "name"], .string(name))
        json.set(["sender", "address"], .string(address.spelling))
        json.set(["sender", "organization"], .string(organization))
        json.set(["sender", "postalAddress"], .string(postalAddress))
        json.set(["sender", "linkedInAddressVisibleSince"], JSONValue(visibleSince?.iso))
        json.set(["language"], .string(language.rawValue))
        json.set(["relay"], relay)
        json.set(["unsubscribe", "mailto"], .string(address.spelling))
        return json.pretty + "\n"
    }

    private var relay: JSONValue {
        let url = relayURL ?? provider.url ?? ""
        var members: [JSONValue.Member] = [.init("url", .string(url))]
        guard !url.hasPrefix("maildir:") else { return .object(members) }
        let isLocal = (try? RelayAddress(parsing: url))?.isLoopback ?? false
        let security = url.hasPrefix("smtps:") ? "tls" : isLocal ? "none" : "starttls"
        members.append(.init("security", .string(security)))
        if let username {
            members.append(.init("username", .string(username)))
            members.append(.init(provider.login == .token ? "oauth2Token" : "password", secret.json))
        }
        members.append(.init("connections", .int(provider.connections)))
        if let rate = provider.rate {
            members.append(
                .init(
                    "rate",
                    .object([.init("messages", .int(rate.messages)), .init("perSeconds", .int(rate.perSeconds))])))
        }
        return .object(members)
    }
}

extension JSONValue {
    /// Puts a value where a path of names leads; members on the way that are missing are made.
    fileprivate mutating func set(_ path: [String], _ value: JSONValue) {
        guard let name = path.first else {
            self = value
            return
        }
        guard case .object(var members) = self else { return }
        let index = members.firstIndex { $0.name == name }
        var inner = index.map { members[$0].value } ?? .object([])
        inner.set(Array(path.dropFirst()), value)
        if let index { members[index] = .init(name, inner) } else { members.append(.init(name, inner)) }
        self = .object(members)
    }
}
