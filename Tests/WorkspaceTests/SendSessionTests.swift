import Gate
import Ledger
import Mailing
import TestSupport
import Testing
import Vocabulary
import Workspace

/// The order of a send, step by step and without a terminal.
@Suite struct SendSessionTests {
    private func isDone(_ outcome: SendSession.Outcome) -> Bool {
        if case .done = outcome.conclusion { return true }
        return false
    }

    @Test func everybodyAdmittedGetsItOnce() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let first = try folder.send()
        #expect(isDone(first) && first.tally.accepted == 2 && first.result.progress.accepted == 2)
        #expect(!first.foundNothingDue && folder.outbox.count == 2)
        let second = try folder.send()
        #expect(isDone(second) && second.tally.accepted == 2 && second.result.progress.accepted == 0)
        #expect(second.foundNothingDue && folder.outbox.count == 2)
        #expect(folder.notices.isEmpty)
    }

    @Test func oneAtATime() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let session = try folder.session()
        let failure = #expect(throws: Failure.self) { try folder.session() }
        #expect(failure?.kind == .temporary)
        withExtendedLifetime(session) {}
    }

    @Test func aSessionThatIsGivenUpLeavesTheWayFree() throws {
        let folder = try Folder()
        try folder.meet("ada")
        do { _ = try folder.session().survey { _ in } }
        #expect(folder.outbox.isEmpty)
        #expect(try folder.send().tally.accepted == 1)
    }

    @Test func theSurveySaysWhoIsInAndOutBeforeAnybodyIsWrittenTo() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let session = try folder.session { $0.limit = 1 }
        var seen: [String] = []
        let plan = try session.survey { seen += $0.map { "\($0.address ?? "-") \($0.isAdmitted)" } }
        #expect(seen == ["ada@example.org true", "bob@example.org true"])
        #expect(plan.survey.admitted == 2 && plan.workload.count == 1 && !plan.isForNobody)
        #expect(folder.outbox.isEmpty)
        let outcome = try session.run(hasAgreed: true, mustStop: { false }, progress: { _ in })
        session.close()
        #expect(isDone(outcome) && outcome.tally.accepted == 1 && outcome.tally.left == 1)
        #expect(folder.outbox.count == 1)
    }

    /// Without a number that the sender agreed to, the mailing is begun and nobody is written to.
    @Test func nobodyIsWrittenToUnlessItWasAgreed() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let session = try folder.session()
        _ = try session.survey { _ in }
        let outcome = try session.run(hasAgreed: false, mustStop: { false }, progress: { _ in })
        session.close()
        #expect(outcome.tally.accepted == 0 && outcome.tally.left == 1 && folder.outbox.isEmpty)
    }

    /// Whoever is imported behind the survey was not agreed to.
    @Test func theAgreementIsForThoseWhoWereShown() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let session = try folder.session()
        _ = try session.survey { _ in }
        try folder.meet("ada", "bob")
        let outcome = try session.run(hasAgreed: true, mustStop: { false }, progress: { _ in })
        session.close()
        #expect(outcome.tally.accepted == 1 && folder.outbox.count == 1)
    }

    @Test func aStopIsHeeded() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let session = try folder.session()
        _ = try session.survey { _ in }
        let outcome = try session.run(hasAgreed: true, mustStop: { true }, progress: { _ in })
        session.close()
        guard case .unfinished = outcome.conclusion else {
            Issue.record("\(outcome.conclusion)")
            return
        }
        #expect(outcome.tally.left == 2 && folder.outbox.isEmpty)
    }

    @Test func anotherPreviewIsRefused() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let refused = #expect(throws: SendSession.Refused.self) {
            try folder.send { $0.asPreviewed = String(repeating: "0", count: 64) }
        }
        #expect(refused?.refusals.map(\.code) == [.previewOutdated])
        #expect(folder.outbox.isEmpty)
        let digest = try folder.session().survey { _ in }.digest
        #expect(try folder.send { $0.asPreviewed = digest }.tally.accepted == 1)
    }

    @Test func namedAddressesThatAreNotToBeServed() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let stranger = try AddrSpec(parsing: "eve@example.org")
        let none = try folder.send { $0.only = [stranger] }
        guard case .nobodyAdmitted = none.conclusion else {
            Issue.record("\(none.conclusion)")
            return
        }
        #expect(none.servedNoneOfTheNamed && !none.servedTheNamedBefore)
        let ada = try AddrSpec(parsing: "ada@example.org")
        #expect(try folder.send { $0.only = [ada] }.tally.accepted == 1)
        let again = try folder.send { $0.only = [ada] }
        #expect(again.servedTheNamedBefore && isDone(again))
    }

    /// The example's sender writes to nobody but this machine.
    @Test func theExamplesSenderIsRefused() throws {
        let folder = try Folder(relay: #"{"url": "smtps://smtp.example.org"}"#, sender: "Your Name")
        try folder.meet("ada")
        let text = try String(decoding: folder.files.bytes("config.json"), as: UTF8.self)
        try folder.files.write(text.replacing("zoe@example.org", with: "you@example.org"), to: "config.json")
        let refused = #expect(throws: SendSession.Refused.self) { try folder.session() }
        #expect(refused?.refusals.map(\.code) == [.senderUnidentified])
        #expect(folder.notices.count == 1)
    }
}
