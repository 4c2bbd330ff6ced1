import Crypto
import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// The erasure of a person: all of them goes, the log stays whole, and nothing brings them back unknowingly.
@Suite struct ErasureTests {
    private let ada = SubjectName.address(spec("ada@example.org"))

    /// A network in which Ada has left traces everywhere, and a mailing that reached her and Bob.
    private func network() throws -> (Books, Rehearsal) {
        let books = try Books()
        try books.take(
            .linkedIn, exportedOn: "2026-11-01",
            linkedInRow("ada", "Ada@Example.org", name: "Ada Lovelace", company: "Engines", dated: "2026-11-01"),
            linkedInRow("bob", "bob@example.org", name: "Bob Bernoulli"))
        try books.take(.cards, row(["countess@example.com", "ada@example.org"], card("countess@example.com")))
        try books.take(
            .signups,
            row(
                ["cy@example.org"], name: "Cy Young",
                signUp("cy@example.org", on: "2026-05-01", confirmed: "2026-05-02")))
        _ = try books.ledger.heardFrom(spec("countess@example.com"), on: when("2026-10-01"), key: key, now: at(1))
        let rehearsal = try Rehearsal(books)
        for enrolled in try rehearsal.enrol().enrolled.prefix(2) {
            try rehearsal.carry(enrolled.recipient, to: .accepted)
        }
        try books.object("ada+old@example.org")
        return (books, rehearsal)
    }

    @discardableResult
    private func erase(_ books: Books, _ name: SubjectName? = nil, on day: CivilDate = today, keep: Bool = true) throws
        -> SubjectErasure
    {
        let done = try books.ledger.erase(name ?? ada, on: day, key: key, now: at(30), keep: keep)
        if keep { try books.ledger.scrub() }
        return done
    }

    /// The bytes of the ledger and of all that SQLite keeps beside it.
    private func bytes(_ books: Books) throws -> Data {
        var all = Data()
        for name in try FileManager.default.contentsOfDirectory(atPath: books.folder.path) {
            all += try books.folder.bytes(name)
        }
        return all
    }

    private static let traces = [
        "ada@example.org", "Ada@Example.org", "countess@example.com", "ada+old@example.org", "Lovelace", "lovelace",
        "linkedin.com/in/ada", "Engines",
    ]

    @Test func leavesNoByteInTheFile() throws {
        let (books, _) = try network()
        for trace in ["Ada@Example.org", "countess@example.com", "Lovelace"] {
            #expect(try bytes(books).range(of: Data(trace.utf8)) != nil, "\(trace)")
        }
        try erase(books)
        for trace in ErasureTests.traces {
            #expect(try bytes(books).range(of: Data(trace.utf8)) == nil, "\(trace)")
        }
        #expect(try bytes(books).range(of: Data("Bernoulli".utf8)) != nil)
        #expect(try books.raw().read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }.isEmpty)
        // The full check of SQLite 3.40 finds NULLs where there are none, in tables without rowid.
        #expect(
            try books.raw().read { try String.fetchAll($0, sql: "PRAGMA quick_check") }.allSatisfy {
                $0 == "ok" || $0.hasPrefix("NULL value in ")
            })
        #expect(try books.people().count == 2)
    }

    @Test func aRehearsalChangesNothing() throws {
        let (books, _) = try network()
        books.ledger.close()
        let before = try books.folder.bytes("ledger.sqlite")
        let ledger = try Ledger.open(path: books.path)
        let planned = try ledger.erase(ada, on: today, key: key, now: at(30), keep: false)
        ledger.close()
        #expect(try books.folder.bytes("ledger.sqlite") == before)
        #expect(planned.own.map(\.addresses) == [["Ada@Example.org", "countess@example.com"]])
        #expect(planned.tally.evidence == 2 && planned.tally.heard == 1 && planned.tally.objections == 1)
        #expect(planned.tally.recipients == 1 && planned.tally.fingerprints == 3)
    }

    /// What Docs/erasure.md promises to whoever verifies: a missing record is named by a later erasure, and nothing else is.
    @Test func theLogStaysWholeAndNamesWhatWent() throws {
        let (books, _) = try network()
        let before = try entries(books)
        let done = try erase(books)
        let after = try entries(books)
        for (one, other) in zip(before, after) { #expect(one["hash"] == other["hash"]) }
        #expect(after.count == before.count + 1)
        let erasure = try #require(after.last)
        #expect(erasure["kind"] == .string("erasure"))
        guard case .object(let payload)? = erasure["payload"] else { throw Missing() }
        let named = ranges(payload.first { $0.name == "records" }?.value)
        let missing = after.filter { $0["record"] == .null }.compactMap { $0["seq"] }
        #expect(missing == named.map { .int($0) })
        #expect(missing.count == done.tally.records && !missing.isEmpty)
        #expect(ranges(payload.first { $0.name == "evidence" }?.value) == [1, 3])
        #expect(ranges(payload.first { $0.name == "heard" }?.value) == [1])
        // What stays, is about others.
        for entry in after where entry["record"] != .null && entry["kind"] == .string("decision") {
            #expect(entry["record"].map { "\($0)" }?.contains("bob@") == true || "\(entry)".contains("cy@"))
        }
    }

    private struct Missing: Error {}

    private func entries(_ books: Books) throws -> [[String: JSONValue]] {
        try books.logLines().map { line in
            guard case .object(let members) = try JSONValue(parsing: Array(line.utf8)) else { throw Missing() }
            return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
        }
    }

    private func ranges(_ value: JSONValue?) -> [Int] {
        guard case .array(let ranges)? = value else { return [] }
        return ranges.flatMap { range -> [Int] in
            guard case .array(let ends) = range, case .int(let first)? = ends.first, case .int(let last)? = ends.last
            else {
                return []
            }
            return Array(first...last)
        }
    }

    @Test func anErasedObjectionKeepsItsDigest() throws {
        let (books, _) = try network()
        try erase(books)
        guard case .object(let payload)? = try entries(books).last?["payload"],
            case .array(let objections)? = payload.first(where: { $0.name == "objections" })?.value
        else { throw Missing() }
        #expect(objections.count == 4)  // one of hers, and the fingerprints of two addresses and of a profile
        let rows = try books.raw().read { try Row.fetchAll($0, sql: "SELECT * FROM objection ORDER BY id") }
        for (row, objection) in zip(rows, objections) {
            let data = JSONValue.object([
                .init("exactPrint", .string(Array(row["exact_print"] as Data).hex)),
                .init("happened", .string(row["happened"])),
                .init("isDomain", .bool(row["is_domain"])), .init("kind", .string(row["kind"])),
                .init("loosestPrint", .string(Array(row["loosest_print"] as Data).hex)),
                .init("recordedAt", .string(row["recorded_at"])),
            ])
            let digest = sha256(data.canonical)
            #expect(objection == .object([.init("digest", .string(digest)), .init("entry", .int(row["id"]))]))
            if row["kind"] as String == "erased" { #expect(Array(row["commitment"] as Data).hex == digest) }
        }
    }

    // MARK: Afterwards

    static let imports: [(IntakeRecord, Bool)] = [
        (linkedInRow("ada", "", name: "Ada Lovelace"), false),
        (linkedInRow("ada", "new@example.net"), false),
        (row(["ada@example.org"], card("ada@example.org")), false),
        (row(["Countess+tag@example.com"]), false),
        (row(["ada@example.org"], signUp("ada@example.org", on: "2026-11-23", confirmed: "2026-11-23")), false),
        (row(["ada@example.org"], signUp("ada@example.org", on: "2026-11-24", confirmed: "2026-11-25")), true),
        (row(["dora@example.org"], url: "dora"), true),
    ]

    @Test(arguments: imports) func noImportStoresThePersonUnknowingly(_ record: IntakeRecord, _ isStored: Bool) throws {
        let (books, _) = try network()
        try erase(books)
        let tally = try books.take(.contacts, record)
        #expect(tally.contactsErased == (isStored ? 0 : 1))
        #expect(try books.people().count == (isStored ? 3 : 2))
    }

    @Test func anAddressThatNobodyHasIsKeptOutAllTheSame() throws {
        let books = try Books()
        let done = try erase(books, .address(spec("eve@example.org")))
        #expect(done.own.isEmpty && done.tally.fingerprints == 1)
        #expect(try books.take(.cards, row(["Eve@example.org"], card("Eve@example.org"))).contactsErased == 1)
        #expect(try bytes(books).range(of: Data("eve@example.org".utf8)) == nil)
        #expect(try books.logLines().count == 2)  // the erasure, and the import
    }

    @Test func onceIsEnough() throws {
        let (books, _) = try network()
        try erase(books)
        let lines = try books.logLines()
        #expect(try erase(books).tally.isNothing)
        #expect(try erase(books, .profile(ProfileURL(normalForm: "https://www.linkedin.com/in/ada"))).tally.isNothing)
        #expect(try books.logLines() == lines)
    }

    @Test func aProfileNamesAPersonToo() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "", name: "Ada Lovelace"))
        let done = try erase(books, .profile(ProfileURL(normalForm: "https://www.linkedin.com/in/ada")))
        #expect(done.tally.contacts == 1)
        #expect(try bytes(books).range(of: Data("Lovelace".utf8)) == nil)
        #expect(
            try books.take(.linkedIn, exportedOn: "2026-11-02", linkedInRow("ada", "ada@example.org")).contactsErased
                == 1)
    }

    @Test func whomOnlyALooserKeyFindsStays() throws {
        let (books, _) = try network()
        try books.take(row(["ada+shop@example.org"], name: "Adam Other"), row(["countess@example.com"], url: "family"))
        let done = try erase(books)
        #expect(
            done.near.map(\.match) == [
                .looserKey(address: "ada+shop@example.org"), .sharedAddress(address: "countess@example.com"),
            ])
        #expect(try books.people().contains("- ada+shop@example.org"))
        // Nothing is sent to them any more.
        let (decisions, _) = try Rehearsal(books, letter: "next").judge()
        for address in ["ada+shop@example.org", "countess@example.com"] {
            let decision = decisions.first { $0.address == address }
            #expect(decision?.findings.contains { $0.code == .erased } == true, "\(address)")
        }
    }

    @Test func twoContactsAtOneAddressAreBothThePerson() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], url: "ada"), row(["ADA@example.org"], url: "lovelace"))
        #expect(try erase(books).tally.contacts == 2)
        #expect(try books.people().isEmpty)
    }

    @Test func whatWasSaidAboutAnErasedPersonIsWrittenDownInPrintsAlone() throws {
        let (books, _) = try network()
        try erase(books)
        try books.object("ada@example.org", .complained)
        try books.object("Ada+x@example.org", .bounced)
        #expect(try books.ledger.objections(to: spec("ada@example.org"), key: key).map(\.kind).contains(.complained))
        #expect(try books.ledger.isForgotten(spec("ada@example.org"), key: key))
        for text in ["ada@example.org", "da+x@example.org", "said so"] {
            #expect(try bytes(books).range(of: Data(text.utf8)) == nil, "\(text)")
        }
        let lines = try books.logLines()
        #expect(lines.suffix(2).allSatisfy { $0.contains("\"printsOnly\":true") })
        try books.object("ada@example.org", .complained)
        #expect(try books.logLines() == lines, "the same objection is on record")
    }

    // MARK: In the middle of a mailing

    @Test func theMailingStandsWhereItStood() throws {
        let (books, rehearsal) = try network()
        let before = try rehearsal.ledger.counts(of: "autumn")
        try erase(books)
        #expect(try rehearsal.ledger.counts(of: "autumn") == before)
        #expect(
            try rehearsal.states().sorted() == [" accepted 1", "bob@example.org accepted 1", "cy@example.org queued 0"])
        // Cy was still to be mailed.
        let done = try erase(books, .address(spec("cy@example.org")))
        #expect(done.tally.withheld == 1)
        let after = try rehearsal.ledger.counts(of: "autumn")
        #expect(after.byState == [.accepted: 2, .withheld: 1])
        #expect(try rehearsal.enrol().enrolled.filter { !$0.state.mayHaveBeenMailed }.isEmpty)
        #expect(try rehearsal.ledger.recover(rehearsal.mailing, key: key, now: at(31)) == 0)
    }

    @Test(arguments: [RecipientState.accepted, .uncertain, .attempting, .rejected]) func nobodyWhoComesBackGetsItTwice(
        _ state: RecipientState
    ) throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        let rehearsal = try Rehearsal(books)
        try rehearsal.carry(try rehearsal.recipient("ada@example.org"), to: state)
        let token = key.unsubscribeToken(letter: "autumn", address: spec("ada@example.org"))
        #expect(try books.ledger.address(ofToken: token, key: key) == "ada@example.org")
        try erase(books, on: day("2026-05-01"))
        #expect(
            try books.ledger.address(ofToken: token, key: key) == nil && books.ledger.isOfSomebodyErased(token: token))
        try books.take(
            .signups, row(["Ada@example.org"], signUp("Ada@example.org", on: "2026-06-01", confirmed: "2026-06-01")))
        let (decisions, _) = try rehearsal.judge()
        #expect(decisions.map { $0.findings.map(\.code) } == [[.alreadyMailed]])
        #expect(try rehearsal.enrol().enrolled.isEmpty)
        // The next letter is another one.
        #expect(try Rehearsal(books, letter: "winter").enrol().enrolled.count == 1)
        // And they may go again.
        #expect(try erase(books).tally.contacts == 1)
        #expect(try books.people().isEmpty)
    }

    /// A run that was killed between an outcome and its entry leaves the entry to whoever comes next.
    @Test func whatIsNotInTheLogYetIsEnteredFirst() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        let rehearsal = try Rehearsal(books)
        let recipient = try rehearsal.recipient("ada@example.org")
        #expect(try rehearsal.commit(claims: [recipient]) == [true])
        _ = try rehearsal.commit([rehearsal.outcome(recipient, .accepted)], claims: [])
        #expect(try books.logLines().filter { $0.contains("\"kind\":\"outcome\"") }.isEmpty)
        try erase(books)
        let outcomes = try books.logLines().filter { $0.contains("\"kind\":\"outcome\"") }
        #expect(outcomes.count == 1 && outcomes[0].hasSuffix("\"record\":null}"))
        #expect(try bytes(books).range(of: Data("ada@example.org".utf8)) == nil)
        #expect(try rehearsal.states() == [" accepted 1"])
    }

    @Test func whoeverWasWithheldMayComeBack() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        let rehearsal = try Rehearsal(books)
        try rehearsal.enrol()
        try erase(books, on: day("2026-05-01"))
        try books.take(
            .signups, row(["ada@example.org"], signUp("ada@example.org", on: "2026-06-01", confirmed: "2026-06-01")))
        #expect(try rehearsal.enrol().enrolled.count == 1)
        #expect(try rehearsal.states() == [" withheld 0", "ada@example.org queued 0"])
        let token = key.unsubscribeToken(letter: "autumn", address: spec("ada@example.org"))
        #expect(try books.ledger.address(ofToken: token, key: key) == "ada@example.org")
        try erase(books)
        #expect(try rehearsal.states() == [" withheld 0", " withheld 0"])
    }

    @Test func theUncertainOneIsSettledAndNeverSentAgain() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        let rehearsal = try Rehearsal(books)
        try rehearsal.carry(try rehearsal.recipient("ada@example.org"), to: .uncertain)
        try erase(books)
        func resolve(_ state: RecipientState) throws -> [String] {
            try books.ledger.resolve(rehearsal.mailing, addresses: [], to: state, key: key, now: at(40))
        }
        #expect(try resolve(.queued).isEmpty)
        #expect(try resolve(.settled) == [""])
    }

    // MARK: Names of files

    static let files: [(String, Bool)] = [
        ("Ada Lovelace.vcf", true), ("lovelace-ada.csv", true), ("ada.vcf", true), ("from ada@example.org.csv", true),
        ("cards.csv", false), ("adage.csv", false),
    ]

    @Test(arguments: files) func aFileNamedAfterThePersonLosesItsName(_ name: String, _ isLost: Bool) throws {
        let books = try Books()
        func take(_ sha: String, _ rows: IntakeRecord...) throws {
            let source = ImportSource(kind: .cards, fileName: name, sha256: sha, recordedBy: "you@example.org")
            _ = try books.ledger.importing(source, key: key, now: at(0)) { for row in rows { try $0.add(row) } }
        }
        try take("1", row(["ada@example.org"], name: "Ada Lovelace", card("ada@example.org")))
        try erase(books)
        let kept = try books.raw().read { try String.fetchOne($0, sql: "SELECT file FROM import") }
        #expect(kept == (isLost ? "" : name))
        #expect(
            try bytes(books).range(of: Data(name.utf8)) == (isLost ? nil : try bytes(books).range(of: Data(name.utf8))))
        #expect(try books.logLines().first?.hasSuffix("\"record\":null}") == isLost)
    }

    /// A name without one word to look for is in no file's name.
    @Test func aNameOfShortWordsTakesNoFile() throws {
        let books = try Books()
        func take(_ file: String, _ row: IntakeRecord) throws {
            let source = ImportSource(kind: .cards, fileName: file, sha256: file, recordedBy: "you@example.org")
            _ = try books.ledger.importing(source, key: key, now: at(0)) { try $0.add(row) }
        }
        try take("salon.csv", row(["bo@example.org", "n/a"], name: "Bo Li", card("bo@example.org")))
        try take("fair n/a.csv", row(["cy@example.org"], name: "Cy Young", card("cy@example.org")))
        try take("bo@example.org.csv", row(["bo@example.org"], name: "Bo Li", card("bo@example.org")))
        try erase(books, .address(spec("bo@example.org")))
        #expect(
            try books.raw().read { try String.fetchAll($0, sql: "SELECT file FROM import ORDER BY id") }
                == ["salon.csv", "fair n/a.csv", ""])
        #expect(books.ledger.verifyLog(key: key).faults.isEmpty)
    }

    @Test func anExportNamedAfterThePersonKeepsItsSnapshot() throws {
        let books = try Books()
        let source = ImportSource(
            kind: .linkedIn, fileName: "Connections-Ada-Lovelace.csv", sha256: "1",
            exportedOn: day("2026-11-01"), recordedBy: "you@example.org")
        _ = try books.ledger.importing(source, key: key, now: at(0)) {
            try $0.add(linkedInRow("ada", "ada@example.org", name: "Ada Lovelace", dated: "2026-11-01"))
        }
        try erase(books)
        #expect(books.ledger.verifyLog(key: key).faults.isEmpty)
    }

    // MARK: All or nothing

    @Test func theTriggersHoldAgainAfterwards() throws {
        let (books, _) = try network()
        try books.object("zed@example.net")
        try erase(books)
        try books.raw().writeWithoutTransaction { db in
            for sql in [
                "DELETE FROM evidence_data", "DELETE FROM log_record", "DELETE FROM objection_data",
                "UPDATE import SET file = ''",
                "DELETE FROM objection WHERE kind = 'erased'", "UPDATE objection SET happened = '2030-01-01'",
            ] {
                #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql: sql) }
            }
            let left = try Int.fetchOne(db, sql: "SELECT count(*) FROM meta WHERE name = 'erasing'")
            #expect(left == 0)
        }
    }

    /// Whatever statement fails, nothing of the erasure stays.
    @Test(arguments: ["address", "holding", "contact", "log", "log_record", "objection", "recipient"])
    func aFailureLeavesEverything(_ table: String) throws {
        let (books, _) = try network()
        let verb =
            ["log", "objection"].contains(table)
            ? "INSERT" : ["contact", "recipient"].contains(table) ? "UPDATE" : "DELETE"
        try books.raw().writeWithoutTransaction {
            try $0.execute(
                sql: "CREATE TRIGGER broken BEFORE \(verb) ON \(table) BEGIN SELECT RAISE(ABORT, 'broken'); END")
        }
        let before = try books.raw().read { try String.fetchAll($0, sql: "SELECT text FROM address") }
        let lines = try books.logLines()
        #expect(throws: LedgerFault.self) { try books.ledger.erase(ada, on: today, key: key, now: at(30), keep: true) }
        #expect(try books.logLines() == lines)
        #expect(try books.raw().read { try String.fetchAll($0, sql: "SELECT text FROM address") } == before)
        try books.raw().writeWithoutTransaction { try $0.execute(sql: "DROP TRIGGER broken") }
        #expect(try erase(books).tally.contacts == 1)
    }
}

/// SHA-256 of a text, in hex.
func sha256(_ text: String) -> String { Array(SHA256.hash(data: Data(text.utf8))).hex }
