import Foundation
import Resolver
import Vocabulary

extension RoundTripMeans {
    /// The environment's own name server: for networks whose own names another one than the world.
    static let nameServer = "PORTILLON_NAME_SERVER"

    /// The inbox of the configuration and the DNS. Throws a ``Failure`` where no inbox is configured, or where its settings are
    /// wrong. `pause` waits for so many milliseconds; `tell` is told for how many seconds the letter has been waited for, and nil at
    /// the end.
    package init(
        _ configuration: Configuration, environment: [String: String], pause: @escaping (Int64) -> Void,
        tell: @escaping (Int?) -> Void
    ) throws {
        let records = try RoundTripMeans.dns(environment)
        guard let inbox = configuration.inbox else {
            throw Failure(
                .configuration,
                Phrase(
                    fr:
                        "--round-trip cherche la lettre d’essai dans votre boîte, et aucune n’est configurée : mettez `inbox` "
                        + "dans `\(configuration.path)` (Docs/configuration.fr.md)",
                    en:
                        "--round-trip looks for the test letter in your mailbox, and none is configured: put `inbox` into "
                        + "`\(configuration.path)` (Docs/configuration.md)"))
        }
        self.init(
            records: records,
            // The server's day may be another one than this machine's.
            inbox: AccountSearch(
                configuration, environment: environment,
                since: CivilDate(dayNumber: Workspace.today().dayNumber - 1)),
            trustedResults: inbox.trustedResults, pause: pause, tell: tell)
    }

    private static func dns(_ environment: [String: String]) throws -> DNSClient {
        guard let named = environment[nameServer], !named.isBlank else { return DNSClient() }
        guard let server = DNSClient.Server(parsing: named.trimmingBlanks()) else {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(nameServer)` : trouvé `\(named)` ; attendu une adresse IPv4, avec ou sans port "
                        + "(`192.0.2.53`, `192.0.2.53:5353`)",
                    en: "`\(nameServer)`: found `\(named)`; expected an IPv4 address, with or without a port "
                        + "(`192.0.2.53`, `192.0.2.53:5353`)"))
        }
        return DNSClient(server: server)
    }
}
