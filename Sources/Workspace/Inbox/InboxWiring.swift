import Ledger
import Mailroom
import Postbox
package import Vocabulary

extension InboxReading {
    /// What stands in an account's place for files that were named: that they were read is remembered, too.
    static let byHand = ""

    /// A reading of the places that are named, or of the account of the configuration where none is: then the connection is
    /// opened, which takes as long as it takes. Throws a ``Failure``: of input where a place is missing, of configuration where none
    /// is named and no account is set, or what keeps the account from being opened. `isInterrupted`: true where nobody waits
    /// for the server any longer; asked from the thread that reads.
    package static func of(
        _ places: [String], in workspace: Workspace, since: CivilDate? = nil, isDry: Bool = false,
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> InboxReading {
        let sources: [any MailSource] =
            places.isEmpty
            ? try accountSources(workspace, isInterrupted) : try places.map { try FileMailSource(named: $0) }
        // Once the ledger forgets somebody, this is how their mail is found there.
        if !isDry { for place in places { workspace.knownOutputs.note(.mail, place) } }
        let own = Array(workspace.ownAddresses)
        let trustedResults = workspace.configuration.inbox?.trustedResults
        return InboxReading(workspace, sources: sources, since: since, isDry: isDry) { mail in
            var said = Understanding(
                of: ReceivedMail(parsing: mail.bytes), trustedResults: mail.isByItself ? trustedResults : nil,
                ownAddresses: own)
            // A request may stand in what was not fetched.
            said.leavesDoubt = said.leavesDoubt || mail.isTruncated
            return said
        }
    }

    /// The reading that comes before a letter is sent; nil where no inbox is configured. Throws as ``of(_:in:since:isDry:isInterrupted:)``.
    package static func beforeSending(
        _ workspace: Workspace, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> InboxReading? {
        guard workspace.inboxAccount != nil else { return nil }
        return try of([], in: workspace, isInterrupted: isInterrupted)
    }

    private static func accountSources(
        _ workspace: Workspace, _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws -> [any MailSource] {
        do {
            let account = try InboxAccess.open(
                workspace.configuration, environment: workspace.environment, isInterrupted: isInterrupted)
            let user = workspace.inboxAccount ?? ""
            return try account.chosen().folders.map { AccountMailSource(account, $0, user: user) }
        } catch let fault as PostboxFault { throw fault.failure }
    }
}

extension Workspace {
    /// The account whose inbox is configured, as the ledger knows it: user and server, nothing secret. Nil where none is.
    var inboxAccount: String? { configuration.inbox.map { "\($0.username), \($0.name)" } }
}

extension InboxReview {
    /// What is no number at all.
    package static func notANumber(_ text: String, known: [Int64]) -> Failure {
        let numbers = known.prefix(12).map(String.init).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
        return Failure(
            .usage,
            known.isEmpty
                ? Phrase(
                    fr: "`\(text)` n’est pas un numéro, et rien n’attend",
                    en: "`\(text)` is no number, and nothing waits")
                : Phrase(
                    fr: "`\(text)` n’est pas un numéro ; attendent : \(numbers)",
                    en: "`\(text)` is no number; waiting are: \(numbers)"))
    }
}
