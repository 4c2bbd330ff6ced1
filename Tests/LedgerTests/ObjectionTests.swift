import GRDB
import Gate
import Ledger
import Testing
import Vocabulary

@Suite struct ObjectionTests {
    @Test func isRecordedOnce() throws {
        let books = try Books()
        let request = ObjectionRequest(target: "Ada@example.org", kind: .objected, on: when("2026-01-01"), because: "")
        #expect(try books.ledger.object(request, key: key, now: at(0)))
        var same = request
        same.target = "  ada@EXAMPLE.org "
        #expect(try !books.ledger.object(same, key: key, now: at(1)))
        var later = request
        later.on = when("2026-01-02")
        #expect(try books.ledger.object(later, key: key, now: at(2)))
        var other = request
        other.kind = .complained
        #expect(try books.ledger.object(other, key: key, now: at(3)))
        #expect(try books.logLines().count == 3)
    }

    static let met = [
        ("ada@example.org", "ada@example.org", true), ("ADA@example.org", "ada@example.org", true),
        ("ada+news@example.org", "ada@example.org", true), ("ada@example.org", "Ada+x@Example.ORG", true),
        ("a.d.a@gmail.com", "ada@googlemail.com", true), ("a.d.a@example.org", "ada@example.org", false),
        ("e\u{301}ve@example.org", "\u{E9}ve@example.org", true), ("ÉVE@example.org", "éve@example.org", true),
        ("@example.org", "ada@example.org", true), ("@EXAMPLE.org", "ada@example.org", true),
        ("@googlemail.com", "ada@googlemail.com", true), ("@bücher.example", "a@xn--bcher-kva.example", true),
        ("@example.org", "ada@mail.example.org", false), ("bob@example.org", "ada@example.org", false),
        ("not an address", "ada@example.org", false),
    ]

    @Test(arguments: met) func isFoundByLooserKeysAndDomain(_ target: String, _ address: String, _ isMet: Bool) throws {
        let books = try Books()
        try books.object(target)
        try books.take(row([address]))
        #expect(try !books.ledger.objections(to: spec(address), key: key).isEmpty == isMet)
        #expect(try books.dossiers().first?.objections.isEmpty == !isMet)
    }

    /// After an erasure, the keyed fingerprint is all that is left.
    @Test(arguments: met) func isFoundByFingerprintAlone(_ target: String, _ address: String, _ isMet: Bool) throws {
        let books = try Books()
        try books.object(target)
        try books.take(row([address]))
        try books.raw().writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO meta VALUES ('erasing', '1')")
            try db.execute(sql: "DELETE FROM objection_data")
            try db.execute(sql: "DELETE FROM meta WHERE name = 'erasing'")
        }
        #expect(try !books.ledger.objections(to: spec(address), key: key).isEmpty == isMet)
        #expect(try books.dossiers().first?.objections.isEmpty == !isMet)
    }

    @Test func whatIsNoAddressMeetsTheSameText() throws {
        let books = try Books()
        try books.object("ada at example")
        try books.take(row(["Ada at example"]))
        #expect(try books.dossiers().first?.objections.count == 1)
    }

    @Test func aBounceWithoutItsPlainFormIsAboutItsOwnAddressAlone() throws {
        let books = try Books()
        try books.object("ada+old@example.org", .bounced)
        try books.raw().writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO meta VALUES ('erasing', '1')")
            try db.execute(sql: "DELETE FROM objection_data")
        }
        func targets(_ address: String) throws -> [String] {
            try books.ledger.objections(to: spec(address), key: key).map { objection in
                guard case .address(let normal, _) = objection.target else { return "domain" }
                return normal
            }
        }
        #expect(try targets("ada+old@example.org") == ["ada+old@example.org"])
        #expect(try targets("ada@example.org") == [""])
    }

    @Test func anUndatedRowOfTheSameListIsNotRecordedAgain() throws {
        let books = try Books()
        let record = ObjectionRecord(
            line: 2, target: "ada@example.org", kind: .objected, on: .unreadable("last week"), because: "")
        func take(_ sha: String, minute: Int64) throws -> ImportTally {
            let source = ImportSource(
                kind: .objections, fileName: "list.csv", sha256: sha, recordedBy: "you@example.org")
            return try books.ledger.importing(source, key: key, now: at(minute)) { try $0.add(record) }
        }
        let (day, first) = (Int64(24 * 60), try take("1", minute: 0))
        #expect(first.objectionsNew == 1)
        #expect(try books.ledger.objections(to: spec("ada@example.org"), key: key).map(\.on.iso) == ["2026-11-23"])
        let again = try take("1", minute: day)
        #expect(again.changedNothing)
        #expect(again.objectionsUnchanged == 1)
        #expect(try take("2", minute: day).objectionsNew == 1)
    }

    // MARK: Erasures

    static let imports: [(IntakeRecord, Bool)] = [
        (row(["ada@example.org"], card("ada@example.org")), false),
        (row(["ADA+x@example.org"], url: "ada", card("ADA+x@example.org")), false),
        (row(["other@example.org", "ada@example.org"], card("other@example.org")), false),
        (row(["ada@example.org"], signUp("ada@example.org", on: "2026-06-01", confirmed: "2026-06-01")), false),
        (row(["ada@example.org"], signUp("ada@example.org", on: "2026-05-01", confirmed: "2026-06-02")), true),
        (row(["ada@example.org"], signUp("ada@example.org", on: "2026-07-01", confirmed: nil)), false),
        (row(["ada@example.org"], signUp("ada+x@example.org", on: "2026-07-01", confirmed: "2026-07-01")), false),
        (row(["bob@example.org"], card("bob@example.org")), true),
    ]

    @Test(arguments: imports) func erasedPeopleAreNotStoredAgain(_ record: IntakeRecord, _ isStored: Bool) throws {
        let books = try Books()
        try books.object("ada@example.org", .erased, on: "2026-06-01")
        let tally = try books.take(.cards, record)
        #expect(tally.contactsErased == (isStored ? 0 : 1))
        #expect(try books.ledger.contactCount() == (isStored ? 1 : 0))
        #expect(
            try books.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM evidence") } == (isStored ? 1 : 0))
    }

    // MARK: Heard from

    @Test func theLatestContactFromThePersonCounts() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], url: "ada"), row(["b@example.org"], url: "ada"))
        for (date, isNew) in [("2026-03-01", true), ("2026-09-01", true), ("2026-05-01", true), ("2026-09-01", false)] {
            #expect(
                try books.ledger.heardFrom(spec("B@example.org"), on: when(date), key: key, now: at(0)) == isNew)
        }
        #expect(try books.dossiers().first?.lastHeardFrom == when("2026-09-01"))
        #expect(try books.logLines().count == 4)  // the import, and each contact once
    }

    // MARK: Tokens

    @Test func aTokenLeadsToItsAddress() throws {
        let books = try Books()
        try books.take(.cards, row(["Ada@example.org"], card("Ada@example.org")))
        try Rehearsal(books).enrol()
        let token = key.unsubscribeToken(letter: "autumn", address: spec("ada@example.org"))
        #expect(token.count == 32)
        #expect(try books.ledger.address(ofToken: token, key: key) == "Ada@example.org")
        #expect(try books.ledger.address(ofToken: token.uppercased(), key: key) == "Ada@example.org")
        #expect(try books.ledger.address(ofToken: String(token.dropLast()) + "g", key: key) == nil)
        let elsewhere = key.unsubscribeToken(letter: "winter", address: spec("ada@example.org"))
        #expect(try books.ledger.address(ofToken: elsewhere, key: key) == nil)
        #expect(Key().unsubscribeToken(letter: "autumn", address: spec("ada@example.org")) != token)
    }
}
