package import Courier
import Foundation
import Vocabulary

/// The settings under `relay`, with what the environment overrides. Secrets are not read before they are needed.
package struct RelayConfiguration {
    package var address: RelayAddress
    var security: RelaySettings.Security
    private var login: ServerLogin
    /// Nil for no login.
    package var username: String? { login.username }
    var caFile: String? { login.caFile }
    package var connections: Int
    var messagesPerConnection: Int
    var rate: Pacer.Rate?
    package var retry: RetrySchedule

    /// Where its secrets are.
    var secrets: [SecretPlace] { login.secrets }

    /// The files that hold secrets.
    package var secretFiles: [String] { login.secretFiles }

    private static let keys = [
        "url", "security", "username", "password", "oauth2Token", "caFile", "connections", "messagesPerConnection",
        "rate", "retry",
    ]

    init(_ root: ConfigurationReader, folder: URL, environment: [String: String]) throws {
        let reader = try root.object("relay", known: RelayConfiguration.keys)
        address = try RelayConfiguration.address(reader, folder: folder, environment: environment)
        security = try RelayConfiguration.security(reader, address)
        let overriding = environment["PORTILLON_RELAY_USERNAME"].flatMap { $0.isBlank ? nil : $0 }
        login = try ServerLogin(reader, "relay", folder: folder, overriding: overriding)
        connections = try reader?.wholeNumber("connections", 1...50) ?? 4
        messagesPerConnection = try reader?.wholeNumber("messagesPerConnection", 1...1_000_000) ?? 100
        rate = try RelayConfiguration.rate(reader)
        let retryReader = try reader?.object("retry", known: ["attempts", "firstDelaySeconds"])
        retry = RetrySchedule(
            attempts: try retryReader?.wholeNumber("attempts", 1...1000) ?? 5,
            firstDelaySeconds: try retryReader?.wholeNumber("firstDelaySeconds", 0...2_592_000) ?? 60)
        if !address.isMaildir { try login.checkSecret(example: "PORTILLON_SMTP_PASSWORD") }
    }

    private static func address(
        _ reader: ConfigurationReader?, folder: URL, environment: [String: String]
    ) throws -> RelayAddress {
        let overriding = environment["PORTILLON_RELAY_URL"].flatMap { $0.isBlank ? nil : $0 }
        let place = overriding == nil ? "relay.url" : "PORTILLON_RELAY_URL"
        let text = try overriding ?? reader?.text("url") ?? "maildir:outbox"
        let address: RelayAddress
        do throws(RelayAddressFault) {
            address = try RelayAddress(parsing: text)
        } catch {
            throw Failure(
                .configuration,
                Phrase(fr: "`\(place)` : \(error.phrase.fr)", en: "`\(place)`: \(error.phrase.en)"))
        }
        guard case .maildir(let path) = address else { return address }
        return .maildir(folder: URL(fileURLWithPath: path, relativeTo: folder).path)
    }

    private static func security(
        _ reader: ConfigurationReader?, _ address: RelayAddress
    ) throws -> RelaySettings.Security {
        guard case .smtp(_, _, let isImplicitTLS) = address else {
            return try reader?.word("security", RelaySettings.Security.self) ?? .startTLS
        }
        return try ConfigurationReader.security(
            reader, "relay", scheme: "smtps", isImplicitTLS: isImplicitTLS, isLoopback: address.isLoopback)
    }

    private static func rate(_ reader: ConfigurationReader?) throws -> Pacer.Rate? {
        guard let reader, let value = reader.value("rate") else { return nil }
        guard case .array(let values) = value else { return Pacer.Rate([try window(value, path: reader.name("rate"))]) }
        guard 1...10 ~= values.count else {
            throw reader.fault(
                "rate",
                expected: Phrase(fr: "une liste d’une à dix fenêtres", en: "a list of one to ten windows"))
        }
        return Pacer.Rate(
            try values.enumerated().map { try window($1, path: "\(reader.name("rate"))[\($0)]") })
    }

    private static func window(_ value: JSONValue, path: String) throws -> Pacer.Rate.Window {
        let rate = try ConfigurationReader(value, path: path, known: ["messages", "perSeconds"])
        let expected = Phrase(fr: "un nombre entier", en: "a whole number")
        guard let messages = try rate.wholeNumber("messages", 1...100_000_000) else {
            throw rate.missing("messages", expected: expected)
        }
        guard let seconds = try rate.wholeNumber("perSeconds", 1...31_536_000) else {
            throw rate.missing("perSeconds", expected: expected)
        }
        return Pacer.Rate.Window(messages: messages, perSeconds: seconds)
    }

    /// What a connection needs, secrets included: read now, not before. `typed`: a secret that is not kept yet.
    func settings(
        host: String, port: Int, environment: [String: String], typed: Secret? = nil
    ) throws -> RelaySettings {
        try login.checkAuthority()
        let credential = try login.credential(environment: environment, typed: typed)
        return RelaySettings(
            host: host, port: port, security: security, username: username, credential: credential, caFile: caFile,
            messagesPerConnection: messagesPerConnection, connections: connections)
    }
}

extension RelayAddress {
    package var isMaildir: Bool { folder != nil }

    /// The Maildir's folder; nil for a relay.
    package var folder: String? {
        if case .maildir(let folder) = self { return folder }
        return nil
    }
}
