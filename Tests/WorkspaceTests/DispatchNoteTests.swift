import Ledger
import TestSupport
import Testing
import Vocabulary
import Workspace

/// What the sender looks at before a letter leaves, and whether it was tried out.
@Suite struct DispatchNoteTests {
    private func note(_ folder: Folder) throws -> DispatchNote? {
        let session = try folder.session { $0.isConfirmed = false }
        defer { session.close() }
        return try session.dispatchNote(try session.survey { _ in })
    }

    private func test(_ folder: Folder, to address: String = "zoe@example.org") throws {
        let prepared = try folder.prepared()
        defer { prepared.ledger.close() }
        _ = try TestLetter(of: prepared, to: AddrSpec(parsing: address), trace: nil) { _ in }
    }

    @Test func showsTheLetter() throws {
        let folder = try Folder()
        try folder.files.write(
            Folder.letter.replacing("Subject: Hello", with: "Subject: Hello {{first_name}}\nAttach: docs/plan.txt"),
            to: "letter.md")
        try folder.files.write(String(repeating: "x", count: 3000), to: "docs/plan.txt")
        try folder.meet("ada", "bob")
        let note = try #require(try note(folder))
        #expect(note.subject == "Hello Ada" && note.reader == "Ada")
        #expect(note.attachments.map(\.name) == ["plan.txt"] && note.attachments.map(\.octets) == [3000])
        #expect(note.octets > 4000 && note.octets < 12_000 && note.mostOctets == nil)
        #expect(note.count == 2 && note.later == 0 && note.seconds == 0 && note.departure == nil)
        #expect(note.test == .never)
        let message = try folder.send()
        #expect(message.tally.accepted == 2)
        let sizes = try folder.outbox.map { try folder.files.bytes("outbox/new/" + $0).count }
        #expect(sizes.contains { abs($0 - note.octets) < 20 }, "as it goes out: \(note.octets), \(sizes)")
    }

    @Test func oneSubjectForAll() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let note = try #require(try note(folder))
        #expect(note.subject == "Hello" && note.reader == nil && note.attachments.isEmpty)
    }

    @Test func nobodysTurn() throws {
        let folder = try Folder()
        try folder.meet("ada")
        _ = try folder.send()
        #expect(try note(folder) == nil)
    }

    @Test func aTestIsRemembered() throws {
        let folder = try Folder()
        try folder.meet("ada")
        #expect(try folder.prepared().testStanding() == .never)
        try test(folder)
        guard case .tested(let time) = try folder.prepared().testStanding() else {
            Issue.record("a test was sent")
            return
        }
        #expect(abs(time.day.days(since: Workspace.today())) <= 1)
        // An import changes nothing of it.
        try folder.meet("ada", "bob")
        #expect(try folder.prepared().testStanding() == .tested(time))
        try folder.files.write(Folder.letter.replacing("Hello {{", with: "Dear {{"), to: "letter.md")
        #expect(try folder.prepared().testStanding() == .outdated(time))
        try folder.files.write(Folder.letter.replacing("Letter: l1", with: "Letter: l2"), to: "letter.md")
        #expect(try folder.prepared().testStanding() == .never, "another letter")
        try folder.files.write(Folder.letter, to: "letter.md")
        #expect(try folder.prepared().testStanding() == .tested(time), "as it was")
        let text = try String(decoding: folder.files.bytes("config.json"), as: UTF8.self)
        try folder.files.write(text.replacing("Zoe Sender", with: "Eve Sender"), to: "config.json")
        #expect(try folder.prepared().testStanding() == .outdated(time), "it is signed by somebody else")
    }

    /// What the relay did not take is no test.
    @Test func aTestThatFailedIsNone() throws {
        let folder = try Folder(relay: #"{"url": "smtp://127.0.0.1:1", "security": "none"}"#)
        try folder.meet("ada")
        #expect(throws: Failure.self) { try test(folder) }
        #expect(try folder.prepared().testStanding() == .never)
    }

    @Test func aStrangerGetsNone() throws {
        let folder = try Folder()
        try folder.meet("ada")
        let failure = #expect(throws: Failure.self) { try test(folder, to: "ada@example.org") }
        #expect(failure?.kind == .usage && folder.outbox.isEmpty)
        #expect(try folder.prepared().testStanding() == .never)
    }
}
