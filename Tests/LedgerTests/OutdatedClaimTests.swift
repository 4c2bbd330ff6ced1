import Gate
import Testing
import Vocabulary

@testable import Ledger

/// Whoever was judged before another process changed the ledger is judged again in the transaction that claims them.
@Suite struct OutdatedClaimTests {
    /// What another process does between the judgement and the claim of Ada and Bob, and what the ledger says to them then.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ada: ClaimAnswer
        let happens: @Sendable (_ other: Ledger) throws -> Void

        init(_ name: String, _ ada: ClaimAnswer, _ happens: @escaping @Sendable (Ledger) throws -> Void) {
            (testDescription, self.ada, self.happens) = (name, ada, happens)
        }
    }

    private static func take(
        _ kind: ImportSource.Kind, exportedOn: String? = nil, _ rows: IntakeRecord..., into ledger: Ledger
    ) throws {
        let source = ImportSource(
            kind: kind, fileName: "other.csv", sha256: "other", exportedOn: exportedOn.map(day),
            recordedBy: "you@example.org")
        _ = try ledger.importing(source, key: key, now: at(2)) { session in
            for row in rows { try session.add(row) }
        }
    }

    private static let bob = linkedInRow("bob", "bob@example.org", name: "Bob", company: "Looms", dated: "2026-11-01")

    private static func ada(_ address: String, company: String = "Engines") -> IntakeRecord {
        linkedInRow("ada", address, name: "Ada", company: company, dated: "2026-11-01")
    }

    static let changes = [
        Change("nothing", .granted) { _ in },
        Change("something about others", .granted) { ledger in
            try take(.cards, row(["cleo@example.org"], card("cleo@example.org")), into: ledger)
        },
        Change("a newer export that says the same", .granted) { ledger in
            try take(.linkedIn, exportedOn: "2026-11-20", ada("ada@example.org"), bob, into: ledger)
        },
        Change("the connection is gone", .outdated) { ledger in
            try take(.linkedIn, exportedOn: "2026-11-20", bob, into: ledger)
        },
        Change("the address is hidden", .outdated) { ledger in
            try take(.linkedIn, exportedOn: "2026-11-20", ada(""), bob, into: ledger)
        },
        Change("the address is another one", .outdated) { ledger in
            try take(.linkedIn, exportedOn: "2026-11-20", ada("ada@example.net"), bob, into: ledger)
        },
        Change("what the letter is filled in with is another text", .outdated) { ledger in
            try take(
                .linkedIn, exportedOn: "2026-11-20",
                linkedInRow("ada", "ada@example.org", name: "Ada", company: "Clocks", dated: "2026-11-20"), bob,
                into: ledger)
        },
        Change("other evidence beside it", .granted) { ledger in
            try take(.cards, row(["ada@example.org"], url: "ada", card("ada@example.org")), into: ledger)
        },
        Change("an objection", .withheld) { ledger in
            let request = ObjectionRequest(
                target: "ada@example.org", kind: .objected, on: when("2026-11-23"), because: "said so")
            _ = try ledger.object(request, key: key, now: at(2))
        },
    ]

    @Test(arguments: changes) func whatHoldsAtTheClaimCounts(_ change: Change) throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", Self.ada("ada@example.org"), Self.bob)
        let rehearsal = try Rehearsal(books)
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        try #require(ids.count == 2)
        let other = try Ledger.open(path: books.path)
        defer { other.close() }
        try change.happens(other)
        #expect(try rehearsal.ask(ids) == [change.ada, .granted])
        // Whose claim was not granted stands where they stood, and the next judgement says what becomes of them.
        let queued = change.ada == .withheld ? "withheld" : "queued"
        let states = try rehearsal.states().filter { $0.hasPrefix("ada@example.org") }
        #expect(states == ["ada@example.org " + (change.ada == .granted ? "attempting 1" : queued + " 0")])
        try rehearsal.ledger.catchUp(key: key, now: at(8))
        let again = try rehearsal.enrol()
        if change.ada == .outdated, let ada = again.enrolled.first(where: { $0.recipient == ids[0] }) {
            #expect(try rehearsal.ask([ada.recipient]) == [.granted], "what they are admitted by now")
        }
        #expect(rehearsal.ledger.verifyLog(key: key).faults == [])
    }

    /// As long as nobody else writes, nobody is judged twice; what this process itself writes is no reason to.
    @Test func nobodyIsJudgedAgainWhereNothingChanged() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", Self.ada("ada@example.org"), Self.bob)
        let rehearsal = try Rehearsal(books)
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        try rehearsal.ledger.notePace(at(4), forgetBefore: at(1))
        #expect(try rehearsal.ask(ids) == [.granted, .granted])
        #expect(rehearsal.judgedAgain == 0)
    }

    /// Who turned out to be another contact is judged as that one.
    @Test func whoWasMergedIsJudgedAgain() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], url: "ada", card("ada@example.org")))
        try books.take(.cards, row(["lovelace@example.org"], card("lovelace@example.org")))
        let rehearsal = try Rehearsal(books)
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        try #require(ids.count == 2)
        let other = try Ledger.open(path: books.path)
        defer { other.close() }
        try Self.take(.contacts, row(["lovelace@example.org"], url: "ada"), into: other)
        #expect(try rehearsal.ask(ids).filter { $0 == .granted }.count <= 1)
        let again = try rehearsal.enrol().enrolled.map(\.recipient)
        _ = try rehearsal.ask(again)
        let states = try rehearsal.states()
        #expect(states.count == 1 && states[0].hasSuffix(" attempting 1"), "\(states)")
    }
}
