import Foundation
package import Ledger
import Mailing
package import Vocabulary

/// The erasure of one person (GDPR art. 17), in two steps: what would go is there to be shown, and goes once that was agreed
/// to. Nobody is erased in the middle of a run: while this stands, nothing is sent.
package final class Erasure {
    private let workspace: Workspace
    private let ledger: Ledger
    private let key: Key
    private let lock: SendLock
    private let name: SubjectName
    /// The day of the erasure, in this machine's zone.
    package let today: CivilDate
    /// What would go from the ledger.
    package let planned: SubjectErasure
    /// The files of rejected rows that hold the person.
    package let rejected: [RejectedFiles.Holding]

    /// Looks for the person and changes nothing. Throws where somebody is sending.
    package init(_ name: SubjectName, in workspace: Workspace) throws {
        let (ledger, key) = try workspace.ledgerOrNew()
        let today = Workspace.today()
        do {
            let lock = try SendLock.taken(beside: ledger.path, for: "subject erase")
            do {
                planned = try ledger.erase(name, on: today, key: key, now: Workspace.now(), keep: false)
                rejected = try RejectedFiles(beside: ledger.path, Traces(planned.traces)).holding()
            } catch {
                lock.release()
                throw error
            }
            self.lock = lock
        } catch {
            ledger.close()
            throw error
        }
        (self.workspace, self.ledger, self.key, self.name, self.today) = (workspace, ledger, key, name, today)
    }

    deinit {
        lock.release()
        ledger.close()
    }

    /// What was erased, and what still holds the person.
    package struct Outcome {
        package let erasure: SubjectErasure
        /// True where an import changed who has this address since it was planned.
        package let isOfOthers: Bool
        /// Files of the sender's that still hold the person.
        package let heldIn: [KnownOutputs.Holding]
        /// Says that the ledger's file could not be written anew without what went, and why; nil where it was.
        package let rewriteFault: Failure?
    }

    /// Erases. The files first: once the ledger has forgotten the name, nobody could find it in them. What still holds the
    /// person is told even where writing the ledger's file anew fails, as nobody could find it again.
    package func perform() throws -> Outcome {
        try RejectedFiles.erase(rejected)
        let done = try ledger.erase(name, on: today, key: key, now: Workspace.now(), keep: true)
        // The list before the file: writing that anew may have to wait for somebody who reads it.
        try workspace.suppressionList.keepUp(with: ledger, key)
        var rewriteFault: Failure?
        do throws(LedgerFault) { try ledger.scrub() } catch { rewriteFault = Failure(notRewritten: error) }
        var more: [KnownOutputs.Place] = []
        if let folder = workspace.configuration.relay.address.folder {
            more.append(KnownOutputs.Place(kind: .maildir, path: URL(fileURLWithPath: folder).standardizedFileURL.path))
        }
        let mailbox = done.mailbox.map { found in
            KnownOutputs.Holding(
                place: KnownOutputs.Place(kind: .mailbox, path: "\(found.folder.name) (\(found.folder.account))"),
                files: found.mails)
        }
        return Outcome(
            erasure: done, isOfOthers: done.own.map(\.id) != planned.own.map(\.id),
            heldIn: workspace.knownOutputs.holding(Traces(done.traces), inMail: Traces(done.inMail), and: more)
                + mailbox, rewriteFault: rewriteFault)
    }
}

extension Failure {
    /// What was to go is forgotten, and the ledger's file could not be written anew without it.
    package init(notRewritten fault: LedgerFault) {
        let failure = Failure(fault)
        self.init(
            failure.kind,
            Phrase(
                fr:
                    "c’est oublié, mais le fichier du registre n’a pas pu être réécrit et peut en garder des octets\u{A0}: "
                    + failure.message.fr,
                en: "it is forgotten, but the ledger's file could not be written anew and may keep octets of it: "
                    + failure.message.en))
    }
}
