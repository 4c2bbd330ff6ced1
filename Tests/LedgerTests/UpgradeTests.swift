import Foundation
import GRDB
import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// Ledgers that earlier versions wrote, kept as SQL (`sqlite3 … .dump`): each later version must read and upgrade them.
@Suite struct UpgradeTests {
    /// A ledger as the fixture describes it.
    private func ledger(_ name: String, in folder: TemporaryFolder) throws -> Ledger {
        try write(name, in: folder)
        return try Ledger.open(path: folder.file("ledger.sqlite"))
    }

    private func write(_ name: String, in folder: TemporaryFolder) throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(name).sql")
        let database = try DatabaseQueue(path: folder.file("ledger.sqlite"))
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: String(contentsOf: url, encoding: .utf8))
        }
        try database.close()
    }

    /// What reads without writing says what a send would do: the ledger is upgraded before.
    @Test func readingUpgradesFirst() throws {
        let folder = try TemporaryFolder()
        try write("before-folding", in: folder)
        let old = try Ledger.open(path: folder.file("ledger.sqlite"), readOnly: true)
        #expect(try old.objections(to: spec("ΝΙΚΟΣ@example.org"), key: key).isEmpty, "as it is")
        old.close()
        for _ in 1...2 {
            let (ledger, isOutdated) = try Ledger.openToRead(path: folder.file("ledger.sqlite"))
            defer { ledger.close() }
            #expect(ledger.isReadOnly && !isOutdated)
            #expect(try ledger.objections(to: spec("ΝΙΚΟΣ@example.org"), key: key).map(\.kind) == [.objected])
        }
    }

    @Test func theFirstVersionIsReadWhole() throws {
        let folder = try TemporaryFolder()
        let ledger = try ledger("v1", in: folder)
        defer { ledger.close() }
        #expect(try ledger.standing(of: key) == .own)
        #expect(try ledger.contactCount() == 4)
        #expect(
            try ledger.counts(of: "autumn").byState == [.accepted: 1, .uncertain: 1, .queued: 1])
        #expect(try ledger.mailing("autumn")?.contentDigest == "content")
        #expect(try ledger.objections(to: spec("dora@example.org"), key: key).map(\.kind) == [.objected])
        var reader = DossierReader(ledger, key: key, letter: "autumn")
        let dossiers = try reader.next()
        #expect(
            dossiers.first?.contact.profile?.rawValue == "https://www.linkedin.com/in/ada",
            "one form for all addresses of a profile")
        #expect(
            dossiers.map(\.contact.fields.fullName) == ["Ada Example", "Bob Example", "Cy Example", "Dora Example"])
        #expect(
            dossiers.flatMap(\.evidence).map(\.claim.kind.rawValue) == [
                "linkedin-connection", "business-card", "form-opt-in", "business-card",
            ])
        var lines = 0
        try ledger.forEachLogLine(Ledger.LogFilter(), key: key) { _ in lines += 1 }
        #expect(lines == 13)
    }

    /// Before and after the upgrade, with the key and without; and the version that went on writing to it.
    @Test func theFirstVersionVerifies() throws {
        let folder = try TemporaryFolder()
        try ledger("v1", in: folder).close()
        let ledger = try Ledger.open(path: folder.file("ledger.sqlite"))
        defer { ledger.close() }
        #expect(ledger.verifyLog(key: key).faults == [] && ledger.verifyLog().faults == [])
        #expect(ledger.check(key: key).isSound)
        let mailing = try #require(try ledger.mailing("autumn"))
        #expect(try ledger.claim(3, after: [], in: mailing, key: key, now: at(60)))
        #expect(ledger.verifyLog(key: key).faults == [])
        // Fingerprints that no entry of that version commits to are recomputed with the key.
        let raw = try DatabaseQueue(path: folder.file("ledger.sqlite"))
        try raw.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER objection_no_update; UPDATE objection SET loosest_print = zeroblob(32)")
        }
        #expect(ledger.verifyLog(key: key).faults.map(\.seq) == [5])
        #expect(!ledger.check(key: key).isSound)
    }

    /// `before-folding.sql` was written by the version whose keys were lower-cased and not folded: cards of ΝΙΚΟΣ and straße, who
    /// was mailed, objections of νικος and groß, and μάρκος, who was erased.
    @Test func keysThatWereNotFoldedMeetFoldedOnes() throws {
        let folder = try TemporaryFolder()
        let ledger = try ledger("before-folding", in: folder)
        defer { ledger.close() }
        #expect(ledger.verifyLog(key: key).faults == [] && ledger.verifyLog().faults == [])
        #expect(ledger.check(key: key).isSound)
        // An objection meets the spellings that it did not meet before.
        for address in ["ΝΙΚΟΣ@example.org", "νικος@example.org", "νικοσ@example.org", "gross+x@example.org"] {
            #expect(try ledger.objections(to: spec(address), key: key).map(\.kind) == [.objected], "\(address)")
        }
        var reader = DossierReader(ledger, key: key, letter: "autumn")
        #expect(try reader.next().map { $0.objections.map(\.kind) } == [[.objected], []])
        // Whoever was mailed was mailed at each spelling, and the letter's token leads to them.
        #expect(try ledger.dossiers(near: spec("STRASSE@example.org"), key: key, letter: "autumn").count == 1)
        #expect(try ledger.participations(of: spec("strasse@example.org")).map(\.state) == [.accepted])
        #expect(
            try ledger.address(ofToken: "8568a39357bb78130fa375913e95c7ad", key: key) == "straße@example.org")
        let later = key.unsubscribeToken(letter: "autumn", address: spec("straße@example.org"))
        #expect(try ledger.address(ofToken: later, key: key) == "straße@example.org")
        // The same contact, and nobody who was erased, comes in again.
        let source = ImportSource(
            kind: .cards, fileName: "again.csv", sha256: "again", exportedOn: nil, isSupplement: false,
            recordedBy: "you@example.org")
        let tally = try ledger.importing(source, key: key, now: at(60)) { session in
            for address in ["straße@example.org", "μάρκος@example.org"] {
                try session.add(row([address], name: "Example", card(address, at: "Foire")))
            }
        }
        #expect(tally.contactsNew == 0 && tally.contactsErased == 1)
        for address in ["μάρκος@example.org", "ΜΆΡΚΟΣ@example.org", "μάρκοσ+x@example.org"] {
            #expect(try ledger.isForgotten(spec(address), key: key), "\(address)")
            #expect(try ledger.objections(to: spec(address), key: key).map(\.kind) == [.erased], "\(address)")
        }
        // Entries under the former pseudonym are found, and an erasure takes them along.
        var lines = 0
        try ledger.forEachLogLine(Ledger.LogFilter(address: spec("straße@example.org")), key: key) { _ in lines += 1 }
        #expect(lines == 2)
        lines = 0
        try ledger.forEachLogLine(Ledger.LogFilter(address: spec("ΝΙΚΟΣ@example.org")), key: key) { _ in lines += 1 }
        #expect(lines == 2, "the decision, and the objection of another spelling")
        for address in ["straße@example.org", "ΝΙΚΟΣ@example.org"] {
            _ = try ledger.erase(.address(spec(address)), on: today, key: key, now: at(61), keep: true)
        }
        try ledger.scrub()
        let left = String(decoding: try folder.bytes("ledger.sqlite"), as: UTF8.self)
        for trace in ["straße", "νικος", "νικοσ", "ΝΙΚΟΣ"] {
            let isLeft = left.contains(trace)
            #expect(!isLeft, "\(trace)")
        }
        #expect(
            try ledger.address(ofToken: "8568a39357bb78130fa375913e95c7ad", key: key) == nil
                && ledger.isOfSomebodyErased(token: "8568a39357bb78130fa375913e95c7ad"))
        #expect(try ledger.objections(to: spec("νικος@example.org"), key: key).contains { $0.kind == .objected })
        #expect(ledger.verifyLog(key: key).faults == [])
        #expect(ledger.check(key: key).isSound)
    }

    /// `before-retractions.sql` was written by the version before lists could be taken back: what was said again, by hand or by
    /// another list, was not written down beside what a list had said. So those lists stand; later ones can be taken back.
    @Test(arguments: ["before-retractions", "v1", "before-folding"])
    func listsOfAnEarlierVersionStand(_ fixture: String) throws {
        let folder = try TemporaryFolder()
        let ledger = try ledger(fixture, in: folder)
        defer { ledger.close() }
        let now = Instant(iso: "2026-11-29T08:00:00.000Z") ?? at(0)
        let before = try ledger.objectionLists()
        #expect(before.map(\.number) == (fixture == "before-retractions" ? [2, 3] : []))
        #expect(before.map(\.count) == (fixture == "before-retractions" ? [3, 1] : []))
        for list in before {
            guard case .settled = try ledger.takeBack(list.number, because: "wrong", key: key, now: now) else {
                Issue.record("\(list.number) was taken back")
                continue
            }
        }
        if fixture == "before-retractions" {
            #expect(try ledger.objections(to: spec("bob@example.org"), key: key).count == 2)
        }
        let source = ImportSource(kind: .objections, fileName: "new.csv", sha256: "new", recordedBy: "you@example.org")
        _ = try ledger.importing(source, key: key, now: now) { session in
            try session.add(
                ObjectionRecord(
                    line: 2, target: "new@example.org", kind: .objected, on: stated("2026-11-29"), because: ""))
        }
        let list = try #require(try ledger.objectionLists().last)
        guard case .revocable = try ledger.takeBack(list.number, because: "wrong", key: key, now: now) else {
            Issue.record("the new one stands")
            return
        }
        #expect(try ledger.objections(to: spec("new@example.org"), key: key).isEmpty)
        #expect(ledger.verifyLog(key: key).faults == [] && ledger.check(key: key).isSound)
    }

    /// `before-inbox.sql` was written by the version before mail that comes back was heard, by ``FixtureWriter``: a letter that it
    /// sent is tied by its token.
    @Test(arguments: ["before-inbox", "v1"]) func lettersOfAnEarlierVersionAreAnswered(_ fixture: String) throws {
        let folder = try TemporaryFolder()
        let ledger = try ledger(fixture, in: folder)
        defer { ledger.close() }
        #expect(ledger.check(key: key).isSound)
        let token = key.unsubscribeToken(letter: "autumn", address: spec("ada@example.org"))
        let mail = MailToHear(
            place: .file(path: "a.eml", index: 0), digest: Array(repeating: 1, count: 32),
            understanding: bounce(.dead, Clues(tokens: [token])))
        let heard = try Inbox.hearing(ledger).hear([mail], now: at(90))
        #expect(heard.map(\.action) == [.recorded] && heard[0].people.map(\.letter) == ["autumn"])
        #expect(try ledger.objections(to: spec("ada@example.org"), key: key).map(\.kind) == [.bounced])
        #expect(try ledger.counts(of: "autumn").returned == 1)
        #expect(ledger.verifyLog(key: key).faults == [] && ledger.check(key: key).isSound)
    }

    /// Before its upgrade, where nothing may be written, a ledger is read as one to which nothing came back.
    @Test func aLedgerBeforeItsUpgradeIsRead() throws {
        let folder = try TemporaryFolder()
        try write("before-inbox", in: folder)
        let ledger = try Ledger.open(path: folder.file("ledger.sqlite"), readOnly: true)
        defer { ledger.close() }
        #expect(try ledger.counts(of: "autumn").returned == 0 && ledger.waitingMail() == [])
        try ledger.forEachRecipient(of: "autumn") { #expect($0.returned == nil) }
        #expect(try ledger.cameBack(about: spec("ada@example.org")) == [] && ledger.lastCameBack() == [:])
        #expect(
            try ledger.inboxStanding(of: "you").hasMailedSince
                && ledger.bookmark(of: MailFolder(account: "", name: "")) == nil)
        #expect(try ledger.lapsed(Retention(), key: key, today: today, now: at(90)).messages == 0)
        #expect(try ledger.account(of: .address(spec("ada@example.org")), key: key).messages == [])
    }

    @Test func theFirstVersionTakesUpItsMailing() throws {
        let folder = try TemporaryFolder()
        let ledger = try ledger("v1", in: folder)
        defer { ledger.close() }
        let mailing = try #require(try ledger.mailing("autumn"))
        #expect(try ledger.recover(mailing, key: key, now: at(60)) == 0)
        #expect(try ledger.claim(3, after: [], in: mailing, key: key, now: at(60)))
    }
}

/// Writes the fixture anew while a version is being made: `PORTILLON_WRITE_FIXTURE=FILE swift test --filter FixtureWriter`,
/// then `sqlite3 FILE .dump`, with `PRAGMA application_id` before it. A released fixture is never written again.
@Suite struct FixtureWriter {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["PORTILLON_WRITE_FIXTURE"] != nil,
            "it makes a fixture where PORTILLON_WRITE_FIXTURE is set"))
    func write() throws {
        let books = try Books()
        try books.take(
            .linkedIn, sha: "linkedin", exportedOn: "2026-11-01",
            linkedInRow("ada", "ada@example.org", name: "Ada Example", company: "Example Ltd", dated: "2026-11-01"))
        try books.take(.cards, sha: "cards", row(["bob@example.org"], name: "Bob Example", card("bob@example.org")))
        try books.take(
            .signups, sha: "forms",
            row(
                ["cy@example.org"], name: "Cy Example",
                signUp("cy@example.org", on: "2026-05-01", confirmed: "2026-05-02")))
        try books.take(.cards, sha: "more", row(["dora@example.org"], name: "Dora Example", card("dora@example.org")))
        try books.object("dora@example.org")
        _ = try books.ledger.heardFrom(spec("bob@example.org"), on: when("2026-10-01"), key: key, now: at(1))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        try rehearsal.carry(enrolled[0].recipient, to: .accepted)
        try rehearsal.carry(enrolled[1].recipient, to: .uncertain)
        books.ledger.close()
        let file = try #require(ProcessInfo.processInfo.environment["PORTILLON_WRITE_FIXTURE"])
        try FileManager.default.copyItem(atPath: books.path, toPath: file)
    }
}
