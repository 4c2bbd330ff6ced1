import Ledger
import Mailing
package import Vocabulary

/// What is done again after a ledger was restored that is older than some objections and erasures: those of a list outside it
/// are taken up, and the people erased once more.
package final class Reapplication {
    private let workspace: Workspace
    private let ledger: Ledger
    private let key: Key
    private let lock: SendLock
    private let suppressions: [Suppression]
    private let isOwn: Bool
    /// The people of the list whom the ledger knows, by their address or profile, with the day of their erasure.
    package let found: [(name: SubjectName, on: When)]

    /// Reads `list`, or the list beside the ledger, and changes nothing. Throws where somebody is sending.
    package init(_ list: String?, in workspace: Workspace) throws {
        let ledger = try workspace.ledger()
        isOwn = list == nil
        do {
            key = try workspace.key(for: ledger)
            suppressions = try (list.map { SuppressionList(path: $0) } ?? workspace.suppressionList).read(key)
            lock = try SendLock.taken(beside: ledger.path, for: "subject reapply")
        } catch {
            ledger.close()
            throw error
        }
        do { found = try ledger.erased(by: suppressions, key: key) } catch {
            lock.release()
            ledger.close()
            throw error
        }
        (self.workspace, self.ledger) = (workspace, ledger)
    }

    deinit {
        lock.release()
        ledger.close()
    }

    /// How many lines the list has, contacts were erased, and fingerprints were taken over.
    package struct Outcome {
        package let suppressions: Int
        package let contacts: Int
        package let takenOver: Int
    }

    /// Erases those who are found, and takes over all fingerprints.
    package func perform() throws -> Outcome {
        let today = Workspace.today()
        var contacts = 0
        for one in found {
            func erasure(keep: Bool) throws -> SubjectErasure {
                try ledger.erase(one.name, on: today, happened: one.on, key: key, now: Workspace.now(), keep: keep)
            }
            let rejected = RejectedFiles(beside: ledger.path, Traces(try erasure(keep: false).traces))
            try RejectedFiles.erase(try rejected.holding())
            contacts += try erasure(keep: true).tally.contacts
        }
        let taken = try ledger.takeOver(suppressions, isOwn: isOwn, on: today, key: key, now: Workspace.now())
        try workspace.suppressionList.keepUp(with: ledger, key)
        do throws(LedgerFault) { try ledger.scrub() } catch { throw Failure(notRewritten: error) }
        return Outcome(suppressions: suppressions.count, contacts: contacts, takenOver: taken)
    }
}
