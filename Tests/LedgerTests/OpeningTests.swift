import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

@Suite struct OpeningTests {
    private func fault(path: String, create: Bool = false, readOnly: Bool = false) -> String {
        do throws(LedgerFault) {
            try Ledger.open(path: path, create: create, readOnly: readOnly).close()
            return "opened"
        } catch {
            switch error {
            case .missing: return "missing"
            case .cannotCreate: return "cannot create"
            case .folderNotWritable: return "folder not writable"
            case .cannotOpen: return "cannot open"
            case .notALedger: return "not a ledger"
            case .tooNew: return "too new"
            case .gone: return "gone"
            case .notALock: return "not a lock"
            case .damaged: return "damaged"
            case .inputOutput, .busy, .internalFault: return "\(error)"
            }
        }
    }

    @Test func theFileAndWhatStandsBesideItAreForTheOwnerAlone() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        let lock = try SendLock.take(beside: books.path, holder: "1 autumn")
        defer { lock.release() }
        for name in try FileManager.default.contentsOfDirectory(atPath: books.folder.path) {
            #expect(try books.folder.mode(name) == 0o600, "\(name)")
        }
        #expect(FileManager.default.fileExists(atPath: books.path + "-wal"))
    }

    @Test func whatIsNotThere() throws {
        let folder = try TemporaryFolder()
        #expect(fault(path: folder.file("x.sqlite")) == "missing")
        #expect(fault(path: folder.file("x.sqlite"), readOnly: true) == "missing")
        #expect(fault(path: folder.file("none/x.sqlite"), create: true) == "cannot create")
        #expect(fault(path: folder.path, create: true) == "not a ledger")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(arguments: [
        "", "no database", "SQLite format 3\u{0}", "SQLite format 3\u{0} and then something else entirely",
    ])
    func whatIsNoDatabaseIsLeftAsItIs(_ text: String) throws {
        let folder = try TemporaryFolder()
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("x.sqlite")))
        for (create, readOnly) in [(false, false), (true, false), (false, true)] {
            #expect(fault(path: folder.file("x.sqlite"), create: create, readOnly: readOnly) == "not a ledger")
        }
        #expect(try folder.bytes("x.sqlite") == Data(text.utf8))
    }

    /// Neither a pipe, which would keep the reader waiting, nor a device.
    @Test func whatIsNoFileIsNoLedger() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(fault(path: folder.file("pipe"), create: true) == "not a ledger")
        #expect(fault(path: "/dev/null", create: true) == "not a ledger")
    }

    @Test func aLedgerIsNeverHalfMade() throws {
        let folder = try TemporaryFolder()
        #expect(fault(path: folder.file("x.sqlite"), create: true) == "opened")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.sqlite"])
        #expect(fault(path: folder.file("x.sqlite"), create: true) == "opened")
        #expect(fault(path: folder.file("x.sqlite"), readOnly: true) == "opened")
    }

    @Test(arguments: ["DELETE", "WAL"]) func theDatabaseOfSomebodyElseIsLeftAsItIs(_ journal: String) throws {
        let folder = try TemporaryFolder()
        let other = try DatabaseQueue(path: folder.file("x.sqlite"))
        try other.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA journal_mode = \(journal); CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
        }
        try other.close()
        let before = try folder.bytes("x.sqlite")
        for (create, readOnly) in [(false, false), (true, false), (false, true)] {
            #expect(fault(path: folder.file("x.sqlite"), create: create, readOnly: readOnly) == "not a ledger")
            #expect(try folder.bytes("x.sqlite") == before)
        }
    }

    @Test func aLedgerOfANewerProgramIsRefused() throws {
        let books = try Books()
        try books.raw().write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v999')")
        }
        #expect(fault(path: books.path) == "too new")
        #expect(fault(path: books.path, readOnly: true) == "too new")
    }

    // MARK: Reading alone

    @Test func readingLeavesTheBytesAsTheyAre() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        books.ledger.close()
        let before = try books.folder.bytes("ledger.sqlite")
        let reader = try Ledger.open(path: books.path, readOnly: true)
        #expect(try reader.contactCount() == 1)
        #expect(throws: (any Error).self) { try reader.bind(Key()) }
        reader.close()
        #expect(try books.folder.bytes("ledger.sqlite") == before)
    }

    @Test func readingBesideAWriterSeesWhatIsInTheLogAndWritesNothing() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        let (file, wal) = (try books.folder.bytes("ledger.sqlite"), try books.folder.bytes("ledger.sqlite-wal"))
        #expect(!wal.isEmpty)
        let reader = try Ledger.open(path: books.path, readOnly: true)
        #expect(try reader.contactCount() == 1)
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        #expect(try reader.contactCount() == 2)
        reader.close()
        #expect(try books.folder.bytes("ledger.sqlite") == file)
        #expect(try books.folder.bytes("ledger.sqlite-wal").starts(with: wal))
    }

    @Test func aClosedLedgerIsWholeInOneFile() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        books.ledger.close()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: books.path, toPath: copy.file("copy.sqlite"))
        let opened = try Ledger.open(path: copy.file("copy.sqlite"), readOnly: true)
        #expect(try opened.contactCount() == 1)
        opened.close()
    }

    // MARK: Two at once

    @Test func anImportGoesOnDuringASend() throws {
        let books = try Books()
        try books.take(
            .cards, row(["a@example.org"], card("a@example.org")), row(["b@example.org"], card("b@example.org")))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        #expect(try rehearsal.claim(enrolled[0].recipient))
        let importer = try Ledger.open(path: books.path)
        let source = ImportSource(kind: .cards, fileName: "new.csv", sha256: "new", recordedBy: "you@example.org")
        _ = try importer.importing(source, key: key, now: at(5)) { session in
            try session.add(row(["c@example.org"], card("c@example.org")))
        }
        importer.close()
        #expect(
            try rehearsal.claim(enrolled[1].recipient, after: [rehearsal.outcome(enrolled[0].recipient, .accepted)]))
        #expect(try rehearsal.enrol().enrolled.map(\.clearance.address) == [spec("c@example.org")])
    }

    /// A chunk is read while a transaction is under way, and is of the moment before it.
    @Test func dossiersAreReadBesideATransaction() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        let source = ImportSource(kind: .cards, fileName: "new.csv", sha256: "new", recordedBy: "you@example.org")
        _ = try books.ledger.importing(source, key: key, now: at(5)) { session in
            try session.add(row(["b@example.org"], card("b@example.org")))
            #expect(try books.people() == ["- a@example.org"])
        }
        #expect(try books.people() == ["- a@example.org", "- b@example.org"])
        try books.object("b@example.org")
        var reader = DossierReader(books.ledger, key: key, letter: nil)
        #expect(try reader.next().map(\.objections.count) == [0, 1])
        #expect(reader.newestObjection == 1)
    }

    // MARK: Other tables

    /// The migrations begin anew, on tables that are there.
    @Test(arguments: ["v1", "v2", "v3", "v4", "frozen files", "address books"])
    func aLedgerThatForgotAMigrationIsDamaged(_ identifier: String) throws {
        let books = try Books()
        books.ledger.close()
        try books.raw().write {
            try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = ?", arguments: [identifier])
        }
        #expect(fault(path: books.path) == "damaged")
    }

    @Test(arguments: ["recipient", "mailing", "log", "log_record", "contact"])
    func aLedgerWithoutATableIsDamaged(_ table: String) throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        let rehearsal = try Rehearsal(books)
        _ = try rehearsal.enrol()
        try books.raw().writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA foreign_keys = OFF; DROP TABLE \(table)")
        }
        #expect {
            try books.ledger.forEachLogLine(Ledger.LogFilter(), key: key) { _ in }
            try books.ledger.forEachRecipient(of: rehearsal.letter) { _ in }
            _ = try books.dossiers()
        } throws: { if case LedgerFault.damaged = $0 { true } else { false } }
    }

    // MARK: Keys

    @Test func howAKeyStands() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(path: folder.file("x.sqlite"), create: true)
        defer { ledger.close() }
        #expect(try ledger.standing(of: key) == .unbound)
        #expect(try !ledger.hasKey())
        try ledger.bind(key)
        #expect(try ledger.standing(of: key) == .own)
        #expect(try ledger.standing(of: Key()) == .foreign)
        try ledger.bind(Key())
        #expect(try ledger.standing(of: key) == .own)
    }

    @Test func aKeyFileIsReadStrictly() throws {
        let made = Key()
        let token = made.unsubscribeToken(letter: "x", address: spec("a@example.org"))
        let text = made.fileText
        let read = try #require(Key(fileText: " " + text.uppercased() + "\r\n"))
        #expect(read.unsubscribeToken(letter: "x", address: spec("a@example.org")) == token)
        let digits = text.dropLast()
        for wrong in [
            "", String(digits.dropLast()), digits + "0", String(digits.dropLast(2)) + "+f",
            String(digits.dropLast(2)) + "zz",
        ] {
            #expect(Key(fileText: wrong) == nil)
        }
    }
}
