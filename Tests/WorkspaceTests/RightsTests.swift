import Foundation
import Ledger
import Mailing
import TestSupport
import Testing
import Vocabulary
import Workspace

/// Erasing and resolving in their two steps: what would change is shown, and changes once that is agreed to.
@Suite struct RightsTests {
    private func ada() throws -> SubjectName { .address(try AddrSpec(parsing: "ada@example.org")) }

    @Test func anErasureThatIsNotAgreedToChangesNothing() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let planned = try Erasure(ada(), in: folder.workspace).planned
        #expect(planned.own.count == 1 && planned.tally.evidence == 1)
        #expect(try folder.send().tally.accepted == 2)
    }

    @Test func anErasureForgetsThePersonForGood() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let outcome = try Erasure(ada(), in: folder.workspace).perform()
        #expect(outcome.erasure.own.count == 1 && !outcome.isOfOthers && outcome.rewriteFault == nil)
        #expect(outcome.heldIn.isEmpty)
        // Nor does another import store them.
        #expect(try folder.meet("ada", "bob").tally.contactsErased == 1)
        #expect(try folder.send().tally.accepted == 1)
        #expect(FileManager.default.fileExists(atPath: try folder.workspace.suppressionList.path))
    }

    /// Whoever reads "forgotten" and "busy" must know that the one does not take back the other.
    @Test func aFileThatIsNotWrittenAnewIsSaidBesideTheErasure() {
        let failure = Failure(notRewritten: .busy)
        #expect(failure.kind == .temporary)
        #expect(
            failure.message.en.hasPrefix("it is forgotten, but")
                && failure.message.en.hasSuffix(LedgerFault.busy.message.en))
        #expect(
            failure.message.fr.hasPrefix("c’est oublié, mais")
                && failure.message.fr.hasSuffix(LedgerFault.busy.message.fr))
    }

    @Test func whatStillHoldsThePersonIsNamed() throws {
        let folder = try Folder()
        try folder.meet("ada")
        #expect(try folder.send().tally.accepted == 1)
        let held = try Erasure(ada(), in: folder.workspace).perform().heldIn
        #expect(held.map(\.place.kind) == [.maildir] && held.map(\.files) == [1])
    }

    /// Nobody is erased, or decided on, in the middle of a run.
    @Test func whileSomebodySendsThereIsNoErasure() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let session = try folder.session()
        for attempt in [
            { _ = try Erasure(ada(), in: folder.workspace) },
            { _ = try Resolution(of: "l1", .uncertain, in: folder.workspace) },
        ] {
            let failure = #expect(throws: Failure.self) { try attempt() }
            #expect(failure?.kind == .temporary)
        }
        withExtendedLifetime(session) {}
    }

    /// After a restore, the list beside the ledger says what it has to forget again.
    @Test func aRestoredLedgerIsBroughtUpToDate() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let (ledger, copy) = (folder.files.file("portillon.sqlite"), folder.files.file("backup.sqlite"))
        try FileManager.default.copyItem(atPath: ledger, toPath: copy)
        _ = try Erasure(ada(), in: folder.workspace).perform()
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: ledger + ending) }
        try FileManager.default.moveItem(atPath: copy, toPath: ledger)
        #expect(throws: SendSession.Refused.self) { try folder.session() }
        do {
            let reapplication = try Reapplication(nil, in: folder.workspace)
            #expect(try reapplication.found.map(\.name) == [ada()])
            #expect(try reapplication.perform().contacts == 1)
        }
        #expect(try folder.send().tally.accepted == 1)
    }

    @Test func lettersInAMaildirAreQueuedAgainOnTheSendersWord() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        #expect(try folder.send().tally.inMaildir == 2)
        do {
            let resolution = try Resolution(of: "l1", .maildir, in: folder.workspace)
            let ada = try AddrSpec(parsing: "ada@example.org")
            #expect(resolution.open.count == 2 && resolution.knows(ada))
            #expect(try resolution.record(.resend, for: [ada]).open == ["ada@example.org"])
        }
        #expect(try folder.send().result.progress.accepted == 1)
        #expect(folder.outbox.count == 3)
        let failure = #expect(throws: Failure.self) { try Resolution(of: "l2", .maildir, in: folder.workspace) }
        #expect(failure?.kind == .usage)
    }
}
