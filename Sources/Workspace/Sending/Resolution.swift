package import Ledger
import Mailing
package import Vocabulary

/// The sender's word on recipients of whom the program cannot know: those in doubt, those rejected for what was the sender's
/// own fault, and those whose letter lies in a Maildir that no relay has. While this stands, nothing is sent.
package final class Resolution {
    /// Of whom the word is to be.
    package enum Scope: Sendable {
        /// The uncertain, and those rejected for the sender's fault.
        case uncertainAndSendersFaults
        /// The uncertain alone: what is settled is no longer in doubt.
        case uncertain
        /// Those whose letter lies in a Maildir.
        case maildir
    }

    /// The word itself.
    package enum Word: Sendable {
        /// They did not get it: they are queued again.
        case resend
        /// The matter is closed.
        case settle

        /// Where they stand then.
        package var state: RecipientState {
            switch self {
            case .resend: .queued
            case .settle: .settled
            }
        }
    }

    private let ledger: Ledger
    private let key: Key
    private let lock: SendLock
    private let mailing: MailingRecord
    private let scope: Scope
    /// Those in doubt, or in a Maildir.
    package let open: [RecipientRecord]
    /// Those who were rejected for a fault of the sender's.
    package let rejected: [RecipientRecord]

    /// Finds those who are to be decided on. What an earlier run left on the wire is uncertain from now on. Throws where
    /// somebody is sending, and where no mailing of that letter has begun.
    package init(of letter: String, _ scope: Scope, in workspace: Workspace) throws {
        let ledger = try workspace.ledger()
        var lock: SendLock?
        do {
            key = try workspace.key(for: ledger)
            let taken = try SendLock.taken(beside: ledger.path, for: "resolve \(letter)")
            lock = taken
            guard let mailing = try ledger.mailing(letter) else {
                throw Failure.unknownLetter(letter, known: try ledger.mailings().map(\.letter))
            }
            _ = try ledger.recover(mailing, key: key, now: Workspace.now())
            var open: [RecipientRecord] = []
            var rejected: [RecipientRecord] = []
            var faults = SendersFaults(sender: workspace.configuration.sender.address)
            try ledger.forEachRecipient(of: letter) {
                if scope == .maildir ? $0.isInMaildir : $0.state == .uncertain { open.append($0) }
                guard scope == .uncertainAndSendersFaults else { return }
                faults.add($0)
                if $0.state == .rejected { rejected.append($0) }
            }
            let contacts = faults.contacts
            (self.lock, self.mailing, self.scope, self.open) = (taken, mailing, scope, open)
            self.rejected = rejected.filter { contacts.contains($0.contact) }
        } catch {
            lock?.release()
            ledger.close()
            throw error
        }
        self.ledger = ledger
    }

    deinit {
        lock.release()
        ledger.close()
    }

    /// True where an address is among those who are to be decided on.
    package func knows(_ address: AddrSpec) -> Bool {
        (open + rejected).contains { (try? AddrSpec(parsing: $0.address)) == address }
    }

    /// Records the word, for `addresses` or for all where there are none. Gives the addresses of those who were in doubt and
    /// of those who had been rejected; that of somebody who was erased is empty.
    package func record(
        _ word: Word, for addresses: [AddrSpec]
    ) throws -> (open: [String], rejected: [String]) {
        let changed = try ledger.resolve(
            mailing, inMaildir: scope == .maildir, addresses: addresses, to: word.state, key: key, now: Workspace.now())
        let again = rejected.filter { one in
            addresses.isEmpty || addresses.contains { (try? AddrSpec(parsing: one.address)) == $0 }
        }
        let requeued = try ledger.requeue(Set(again.map(\.contact)), of: mailing, key: key, now: Workspace.now())
        return (changed, requeued)
    }
}
