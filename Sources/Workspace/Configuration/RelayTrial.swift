package import Courier
import Foundation
package import Vocabulary

/// Connection, TLS and login at a relay, as a run would find them; no mail transaction is begun.
package struct RelayTrial: Sendable {
    package enum Outcome: Sendable {
        /// Letters are written into this folder: there is nothing to connect to.
        case maildir(String)
        /// It let the sender in; the user name is nil where no login is set.
        case accepted(username: String?, security: RelaySettings.Security)
        /// It did not, and what to do about that.
        case failed(RunFault, advice: Phrase)
    }

    /// A relay that takes longer is of no use to somebody who waits at a terminal.
    static let patience = RelayTimeouts(connect: .seconds(10), reply: .seconds(20))

    private let relay: RelayConfiguration
    private let settings: RelaySettings?

    /// The host and port, or the folder.
    package var name: String { settings?.name ?? relay.address.folder ?? "" }

    /// Throws a `Failure` where the secret or the authority cannot be read.
    init(_ relay: RelayConfiguration, typed: Secret? = nil, _ environment: [String: String]) throws {
        self.relay = relay
        guard case .smtp(let host, let port, _) = relay.address else {
            settings = nil
            return
        }
        var settings = try relay.settings(host: host, port: port, environment: environment, typed: typed)
        settings.timeouts = RelayTrial.patience
        self.settings = settings
    }

    /// Tries it: some seconds at most.
    package func run() -> Outcome {
        guard let settings else { return .maildir(relay.address.folder ?? "") }
        let carrier = SMTPCarrier(settings: settings)
        // Says QUIT.
        defer { carrier.close() }
        do throws(RunFault) {
            _ = try carrier.open()
            return .accepted(username: settings.username, security: settings.security)
        } catch {
            return .failed(error, advice: error.advice(at: relay.address))
        }
    }
}

extension RunFault {
    /// What to do about it at this very relay: some providers take a password of another kind, made on a page of theirs.
    package func advice(at address: RelayAddress) -> Phrase {
        guard kind == .loginRefused, let provider = Provider.running(address), let page = provider.passwordPage else {
            return advice
        }
        let (name, own) = (provider.name, advice)
        return Phrase(
            fr: "\(name.fr) ne prend pas le mot de passe du compte, mais un mot de passe d’application : créez-en un "
                + "(\(page.fr)), puis `portillon relay` ; sinon, \(own.fr)",
            en: "\(name.en) does not take the account’s password, but an application password: make one (\(page.en)), "
                + "then `portillon relay`; otherwise, \(own.en)")
    }
}
