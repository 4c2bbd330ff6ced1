package import Gate
package import Ledger
package import Vocabulary

extension Workspace {
    /// How the inbox stands; nil where none is configured and nothing was ever read by hand.
    package func inboxStanding(_ ledger: Ledger) throws -> InboxStanding? {
        let account = inboxAccount
        let standing = try ledger.inboxStanding(of: account ?? InboxReading.byHand)
        return account == nil && standing.lastRead == nil ? nil : standing
    }
}

extension InboxStanding {
    /// What a mailing is warned of; nil where no letter went out since the inbox was read. `now`: the moment of asking.
    package func warning(at now: Instant) -> Warning? {
        guard hasMailedSince else { return nil }
        let ago = lastRead.map { read in
            Phrase { Elapsed.ago(Double(now.milliseconds - read.milliseconds) / 1000, $0) }
        }
        return Warning.inboxNotRead(ago: ago)
    }
}
