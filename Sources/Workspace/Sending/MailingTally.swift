package import Ledger
import Vocabulary

/// The counts of a mailing, as `send` and `status` give them.
package struct MailingTally {
    package let letter: String
    package let digest: String
    package let contacts: Int
    package let excluded: Int
    package let accepted: Int
    /// Those of the accepted whose letter lies in a Maildir: no relay has it.
    package let inMaildir: Int
    /// Those of the accepted whose letter came back for good: their address is dead.
    package let returned: Int
    package let deferred: Int
    package let rejected: Int
    package let uncertain: Int
    package let settled: Int
    package let left: Int

    package var admitted: Int { accepted + deferred + rejected + uncertain + settled + left }

    /// `excluded` and `contacts` of the run where one has just taken place, else those of the recorded decisions.
    /// While another process sends, what it attempts is left; otherwise nobody knows what became of it.
    package init(
        _ ledger: Ledger, _ mailing: MailingRecord, isSending: Bool = false, contacts: Int? = nil, excluded: Int? = nil
    ) throws {
        let counts = try ledger.counts(of: mailing.letter)
        letter = mailing.letter
        digest = mailing.digest
        accepted = counts[.accepted]
        inMaildir = counts.inMaildir
        returned = counts.returned
        deferred = counts[.deferred]
        rejected = counts[.rejected]
        uncertain = counts[.uncertain] + (isSending ? 0 : counts[.attempting])
        settled = counts[.settled]
        left = counts[.queued] + (isSending ? counts[.attempting] : 0)
        if let contacts, let excluded {
            (self.contacts, self.excluded) = (contacts, excluded)
            return
        }
        let recorded = try ledger.decisionCounts(of: mailing.letter)
        self.contacts = contacts ?? recorded.contacts
        self.excluded = excluded ?? max(0, recorded.entries - counts.admitted)
    }
}
