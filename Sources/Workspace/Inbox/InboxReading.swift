import Ledger
package import Mailroom
package import Vocabulary

/// Hears what came back: reads sources, ties each mail to a letter, and acts on it (`interface.md` of the contract, "What comes
/// back"). Each batch is kept whole or not at all, with the place of its folder.
package struct InboxReading {
    /// How far a reading has come.
    package struct Progress: Sendable {
        package let source: String
        /// Mails of this source that were looked at.
        package let messages: Int
    }

    private let workspace: Workspace
    private let sources: [any MailSource]
    private let since: CivilDate?
    private let isDry: Bool
    private let understand: (FoundMail) -> Understanding

    /// `since` reads again from that day on; nil goes on where the last reading ended, and the first one begins with the first
    /// mailing. With `isDry`, nothing is kept. `understand` says what a mail is.
    package init(
        _ workspace: Workspace, sources: [any MailSource], since: CivilDate? = nil, isDry: Bool = false,
        understand: @escaping (FoundMail) -> Understanding
    ) {
        self.workspace = workspace
        self.sources = sources
        self.since = since
        self.isDry = isDry
        self.understand = understand
    }

    /// Reads every source. One that cannot be read to its end is a fault in the report, and the next one is read all the same.
    /// Throws what is wrong with the ledger or its key; without `isDry` the ledger must be there. `mustStop` is asked before each
    /// batch.
    package func run(
        mustStop: () -> Bool = { false }, progress: (Progress) -> Void = { _ in }
    ) throws -> InboxReport {
        throw LedgerFault.internalFault("not yet")
    }
}
