import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary
import Workspace

/// The sender says yes, and the letter leaves later.
@Suite struct AgreementTests {
    private func agreement(_ folder: Folder, asPreviewed: String? = nil) throws -> Agreement {
        let session = try folder.session {
            $0.isConfirmed = false
            $0.asPreviewed = asPreviewed
        }
        defer { session.close() }
        _ = try session.survey { _ in }
        return session.agreement
    }

    private func digest(_ folder: Folder) throws -> String {
        let session = try folder.session()
        defer { session.close() }
        return try session.survey { _ in }.digest
    }

    private func object(_ address: String, _ folder: Folder) throws {
        let workspace = try folder.workspace
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let request = ObjectionRequest(target: address, kind: .objected, on: When(day: Workspace.today()), because: "")
        _ = try ledger.object(request, key: key, now: Workspace.now())
    }

    @Test func theGateJudgesWhenItLeaves() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let agreement = try agreement(folder)
        try object("bob@example.org", folder)
        let outcome = try folder.send { $0.agreement = agreement }
        #expect(outcome.tally.accepted == 1 && folder.outbox.count == 1)
    }

    @Test func nobodyIsAdded() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let agreement = try agreement(folder)
        try folder.meet("ada", "eve")
        let outcome = try folder.send { $0.agreement = agreement }
        #expect(outcome.tally.accepted == 1 && folder.outbox.count == 1)
        #expect(try folder.send().tally.accepted == 2, "the next one takes her up")
    }

    @Test func anotherLetterWasNotAgreedTo() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let agreement = try agreement(folder)
        try folder.files.write(Folder.letter.replacing("Hello {{", with: "Dear {{"), to: "letter.md")
        let refused = #expect(throws: SendSession.Refused.self) { try folder.send { $0.agreement = agreement } }
        #expect(refused?.refusals.map(\.code) == [.previewOutdated])
        #expect(folder.outbox.isEmpty)
    }

    @Test func anotherSenderWasNotAgreedTo() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let agreement = try agreement(folder)
        let text = try String(decoding: folder.files.bytes("config.json"), as: UTF8.self)
        try folder.files.write(text.replacing("Zoe Sender", with: "Eve Sender"), to: "config.json")
        #expect(throws: SendSession.Refused.self) { try folder.send { $0.agreement = agreement } }
    }

    /// Nobody is kept from sending, nor from trying the letter out, while it waits.
    @Test func theWayIsFreeMeanwhile() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let agreement = try agreement(folder)
        let ada = try AddrSpec(parsing: "ada@example.org")
        #expect(try folder.send { $0.only = [ada] }.tally.accepted == 1)
        #expect(try folder.send { $0.agreement = agreement }.tally.accepted == 2)
        #expect(folder.outbox.count == 2)
    }

    @Test func aNamedPreviewStillHolds() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let digest = try digest(folder)
        let agreement = try agreement(folder, asPreviewed: digest)
        try folder.meet("ada", "eve")
        let refused = #expect(throws: SendSession.Refused.self) {
            try folder.send {
                $0.agreement = agreement
                $0.asPreviewed = digest
            }
        }
        #expect(refused?.refusals.map(\.code) == [.previewOutdated])
    }
}
