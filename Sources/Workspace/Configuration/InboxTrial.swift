import Foundation
package import Postbox
package import Vocabulary

/// Connection, TLS, login and folders of an inbox, as reading it would find them; nothing is read.
package struct InboxTrial: Sendable {
    package enum Outcome: Sendable {
        /// It let the sender in, and has these folders; `absent` are uses that none serves.
        case accepted(username: String, security: ConnectionSecurity, folders: [String], absent: [String])
        /// It did not, or a folder is not there; and what to do about that.
        case failed(PostboxFault, advice: Phrase)
    }

    /// A server that takes longer is of no use to somebody who waits at a terminal.
    static let patience = MailboxTimeouts(connect: .seconds(10), silence: .seconds(20), command: .seconds(40))

    private let settings: MailboxSettings

    /// The host and port.
    package var name: String { settings.name }

    /// Throws a `Failure` where the secret or the authority cannot be read.
    init(_ inbox: InboxConfiguration, typed: Secret? = nil, _ environment: [String: String]) throws {
        var settings = try inbox.settings(environment: environment, typed: typed)
        settings.timeouts = InboxTrial.patience
        self.settings = settings
    }

    /// Tries it: some seconds at most.
    package func run() -> Outcome {
        do throws(PostboxFault) {
            let account = try IMAPAccount(settings)
            defer { account.close() }
            let choice = try account.chosen()
            return .accepted(
                username: settings.username, security: settings.security, folders: choice.folders.map(\.name),
                absent: choice.absent)
        } catch {
            return .failed(error, advice: error.advice(at: settings.host))
        }
    }
}
