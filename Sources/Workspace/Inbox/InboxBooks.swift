import Foundation
import Ledger
import Mailroom
package import Vocabulary

/// The ledger of a reading. A dry run asks it once, at the end, for all that was found: so that no other command waits while a
/// server is read, and what two sources share is known again.
final class InboxBooks {
    /// A mail, with what the report has to know of it.
    struct Found {
        let place: InboxReport.Origin
        let mail: MailToHear
    }

    let ledger: Ledger
    private let workspace: Workspace
    private let key: Key
    private let hearing: InboxHearing
    private let isDry: Bool
    private var kept: [Found] = []

    /// Nil for a dry run where there is no ledger yet: there is nothing to tie a mail by.
    init?(_ workspace: Workspace, isDry: Bool) throws {
        if isDry, !FileManager.default.fileExists(atPath: workspace.configuration.ledger) { return nil }
        ledger = try workspace.ledger()
        do { key = try InboxBooks.key(for: ledger, workspace, isDry: isDry) } catch {
            ledger.close()
            throw error
        }
        (self.workspace, self.isDry) = (workspace, isDry)
        hearing = workspace.hearing(ledger, key)
    }

    /// A dry run leaves undone what an interrupted send has left to do.
    private static func key(for ledger: Ledger, _ workspace: Workspace, isDry: Bool) throws -> Key {
        guard isDry else { return try workspace.key(for: ledger) }
        guard let key = try workspace.readableKey(for: ledger) else { throw Failure(.refused, workspace.keyFault) }
        return key
    }

    func close() { ledger.close() }

    func toHear(_ found: FoundMail, _ said: Understanding) -> MailToHear {
        MailToHear(
            place: found.place, digest: said.kind == .unrelated ? [] : key.digest(ofMail: found.bytes),
            understanding: said, receivedAt: found.receivedAt)
    }

    /// The day of the first mailing; today where there was none, as nothing can have come back.
    func firstMailing() throws -> CivilDate {
        try ledger.mailings().first.map { Workspace.day(of: $0.begunAt) } ?? Workspace.today()
    }

    func hear(
        _ found: [Found], in folder: MailFolder?, upTo bookmark: FolderBookmark?,
        _ note: (InboxReport.Origin, HeardMail) -> Void
    ) throws {
        guard !isDry else {
            kept += found
            return
        }
        let heard = try hearing.hear(found.map(\.mail), in: folder, upTo: bookmark, now: Workspace.now())
        for (one, heard) in zip(found, heard) { note(one.place, heard) }
    }

    /// Hears all that a dry run found, and keeps nothing of it.
    func settleDryRun(_ note: (InboxReport.Origin, HeardMail) -> Void) throws {
        guard isDry else { return }
        let heard = try hearing.hear(kept.map(\.mail), now: Workspace.now(), keep: false)
        let new = Set(heard.flatMap(\.people).filter { $0.action != .known }.compactMap(\.id))
        for (one, heard) in zip(kept, heard) { note(one.place, heard.without(new)) }
    }

    /// The list of objections beside the ledger follows what was recorded.
    func keepUp() throws { if !isDry { try workspace.suppressionList.keepUp(with: ledger, key) } }
}

extension HeardMail {
    /// As nothing of it is kept: what is new has no number, and neither has the same mail once more.
    fileprivate func without(_ numbers: Set<Int64>) -> HeardMail {
        var heard = self
        for index in heard.people.indices where heard.people[index].id.map(numbers.contains) == true {
            heard.people[index].id = nil
        }
        return heard
    }
}

extension Workspace {
    /// What hears mails in a ledger of this folder.
    func hearing(_ ledger: Ledger, _ key: Key) -> InboxHearing {
        InboxHearing(ledger, key: key, own: ownAddresses, language: language) { Workspace.day(of: $0) }
    }

    /// Every address of the sender's own that the configuration names.
    package var ownAddresses: Set<AddrSpec> {
        let sender = configuration.sender
        return Set(
            [sender.address, sender.replyTo, configuration.unsubscribeMailto].compactMap { $0 } + sender.formerAddresses
                + sender.testAddresses)
    }
}
