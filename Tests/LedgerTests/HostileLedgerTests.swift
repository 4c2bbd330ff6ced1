// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import GRDB
import Gate
import Mailroom
import TestSupport
import Testing
import Vocabulary

@testable import Ledger

/// Somebody edited the file with a tool of their own, its schema included: whatever stands in a cell then, whatever reads it
/// gives findings or a fault, and never ends the program.
@Suite struct HostileLedgerTests {
    /// What may stand in a cell, as SQL.
    private static let extremes = [
        "9223372036854775807", "9223372036854775806", "-9223372036854775808", "-1", "0", "1", "4611686018427387904",
        "1e300", "-0.5", "NULL", "''", "'x'", "' '", "char(0)", "x'ff00fe'", "zeroblob(0)", "zeroblob(32)",
        "CAST(x'c328a0' AS TEXT)", "hex(zeroblob(200000))", "replace(hex(zeroblob(60000)), '00', '[')", "'{}'", "'[]'",
        "'{\"a\":'", "'9999-12-31T23:59:60.999+23:59'", "'0001-01-01T00:00:00-23:59'", "'0000-00-00'", "'2026-13'",
        "'accepted'", "'attempting'", "'deferred'", "'erased'", "'form-opt-in'", "'linkedin-connection'", "'import'",
        "'decision'", "'run'", "'erasure'", "'?'", "'a@b'", "'\"@\"@example.org'", "char(10) || '{\"forged\":1}'",
    ]
    /// What may stand for a member of an entry's payload, or of its record.
    private static let members = [
        "9223372036854775807", "9223372036854775806", "-9223372036854775808", "-1", "0", "1.5", "NULL", "'x'",
        "json('[]')", "json('{}')", "json('[[9223372036854775806,9223372036854775807],[-9223372036854775808,-1]]')",
        "json('[[1,9223372036854775807]]')", "json('[9223372036854775807,9223372036854775807]')",
        "json('[{\"code\":\"objected\",\"evidence\":9223372036854775807}]')",
        "json('[{\"entry\":9223372036854775807,\"digest\":\"\"}]')", "'9999-12-31'", "'autumn'",
    ]

    private struct Damage {
        let table, column, value: String
        let row: Int
        /// A member of the JSON in that column; nil for the whole.
        let member: String?
    }

    /// A ledger that was closed, and the columns of its tables.
    private struct Original {
        let folder: TemporaryFolder
        let path: String
        let tables: [(name: String, columns: [String])]

        init() throws {
            let books = try TamperTests.filled()
            books.ledger.close()
            (folder, path) = (books.folder, books.path)
            let database = try DatabaseQueue(path: path)
            tables = try database.read { db in
                try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                    .filter { !$0.hasPrefix("sqlite_") }.map { ($0, try db.columns(in: $0).map(\.name)) }
            }
            try database.close()
        }
    }

    /// A copy without types, checks, constraints and triggers, in which some cells are something else.
    private func damaged(_ original: Original, _ damages: [Damage]) throws -> String {
        let path = original.folder.file(UUID().uuidString + ".sqlite")
        try FileManager.default.copyItem(atPath: original.path, toPath: path)
        try TamperTests.tamper(path) { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_master SET sql = replace(replace(replace(sql, ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT',
                        ')'), ' NOT NULL', '') WHERE type = 'table' AND name NOT LIKE 'sqlite_%';
                    PRAGMA writable_schema = RESET;
                    """)
        }
        // A new connection takes the schema as it is now.
        try TamperTests.tamper(path) { db in
            for damage in damages {
                let (table, column) = (damage.table.quotedDatabaseIdentifier, damage.column.quotedDatabaseIdentifier)
                let value = damage.member.map { "json_set(\(column), '$.\($0)', \(damage.value))" } ?? damage.value
                // A key that is taken, or that a table must have, stays as it is.
                try? db.execute(
                    sql: """
                        UPDATE OR REPLACE \(table) SET \(column) = \(value) WHERE \(column) IS (
                            SELECT \(column) FROM \(table) LIMIT 1 OFFSET \(damage.row))
                        """)
            }
        }
        return path
    }

    /// What reads a ledger, and what writes to it. Faults are what may come of it.
    private func useEverything(_ path: String) throws {
        let address = spec("ada@example.org")
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch is LedgerFault {} catch is DatabaseError {} catch is RowDecodingError {} catch {
                Issue.record("\(error)")
            }
        }
        attempt {
            let ledger = try Ledger.open(path: path, readOnly: true)
            defer { ledger.close() }
            _ = ledger.verifyLog(against: LogCheckpoint(size: 9, head: ""), key: key)
            _ = ledger.check(key: key)
            attempt { _ = try ledger.condition() }
            attempt { _ = try ledger.checkpoint() }
            attempt {
                let sender = Sender(name: "You", address: spec("you@example.org"), postalAddress: "")
                try ledger.forEachDecision(letter: nil, key: key) { decision in
                    _ = decision.at.iso
                    guard case .known(let known) = decision.basis else { return }
                    var brief = Brief(
                        letter: decision.letter, purpose: newsletter, needs: [], sender: sender,
                        policy: decision.run?.policy ?? Policy(), policyRevision: "",
                        today: decision.run?.today ?? today)
                    brief.sender.linkedInAddressVisibleSince = decision.run?.linkedInAddressVisibleSince
                    _ = Replay(
                        known.verdict, own: known.own, background: known.background, evidenceNow: known.evidenceNow,
                        under: ReplayBriefs(then: brief, withPolicyOfNow: brief, withSenderOfNow: brief))
                }
            }
            attempt {
                try ledger.forEachLogLine(Ledger.LogFilter(), key: key) { line in
                    let isJSON = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil
                    #expect(isJSON && !line.contains("\n"), "\(line.prefix(200))")
                }
                try ledger.forEachLogLine(Ledger.LogFilter(address: address), key: key) { _ in }
            }
            attempt { _ = try ledger.mailings().map(\.begunAt.iso) }
            attempt { _ = try (ledger.counts(of: "autumn").admitted, ledger.decisionCounts(of: "autumn")) }
            attempt { try ledger.forEachRecipient(of: "autumn") { _ = ($0.at.iso, $0.due?.iso, $0.shownAddress) } }
            attempt { _ = try (ledger.waiting(of: "autumn", until: at(1)), ledger.members(of: "autumn")) }
            attempt { _ = try ledger.pace(since: at(-9)).map(\.iso) }
            attempt { _ = try ledger.account(of: .address(address), key: key) }
            attempt { _ = try ledger.participations(of: address) }
            attempt { _ = try (ledger.waitingMail().map(\.choices), ledger.waitingMailCount()) }
            attempt { _ = try (ledger.cameBack(about: address), ledger.lastCameBack()) }
            attempt { _ = try ledger.troublesWithSending(since: at(-99)).map(\.at.iso) }
            let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
            attempt { _ = try (ledger.inboxStanding(of: folder.account), ledger.bookmark(of: folder)) }
            attempt { _ = try ledger.dossiers(near: address, key: key, letter: "autumn") }
            attempt { _ = try ledger.objections(to: address, key: key) }
            attempt { _ = try ledger.suppressions().map(\.line) }
            attempt {
                let found = try ledger.lapsed(Retention(), key: key, today: today, now: at(9))
                _ = (found.export?.lastDay.iso, found.soon.map(\.lastDay.iso))
            }
            attempt {
                if let mailing = try ledger.lastMailed(otherThan: "winter") {
                    _ = try ledger.forgottenRecipients(of: mailing)
                    var standings = EarlierStandings(ledger, of: mailing)
                    for id in [1, Int64.max, .min] { _ = try standings.standing(of: ContactID(id)) }
                }
            }
        }
        attempt {
            let ledger = try Ledger.open(path: path)
            defer { ledger.close() }
            attempt { try ledger.catchUp(key: key, now: at(8)) }
            attempt {
                let request = ObjectionRequest(
                    target: "n@example.org", kind: .objected, on: when("2026-11-01"), because: "")
                _ = try ledger.object(request, key: key, now: at(8))
            }
            attempt { _ = try ledger.heardFrom(address, on: when("2026-11-01"), key: key, now: at(8)) }
            attempt { try send(ledger) }
            attempt { try hear(ledger) }
            attempt {
                let source = ImportSource(
                    kind: .linkedIn, fileName: "f", sha256: "new", exportedOn: day("2026-11-20"), recordedBy: "you")
                _ = try ledger.importing(source, key: key, now: at(9)) { session in
                    try session.add(linkedInRow("ada", "ada@example.org"))
                    try session.add(linkedInRow("new", "new@example.org"))
                }
            }
            attempt { _ = try ledger.erase(.address(address), on: today, key: key, now: at(9), keep: true) }
            attempt { _ = try ledger.tidy(Retention(), key: key, today: today, now: at(9)) }
        }
    }

    /// As `inbox` goes about it.
    private func hear(_ ledger: Ledger) throws {
        let hearing = Inbox.hearing(ledger)
        let token = key.unsubscribeToken(letter: "autumn", address: spec("ada@example.org"))
        let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
        let mails = [
            bounce(.temporary, Clues(tokens: [token])), bounce(.dead, of: "x", Clues(addresses: ["cy@example.org"])),
            written(.reply, isAuthentic: true, Clues(tokens: [token])), written(.unsubscribe, isPlain: true, Clues()),
        ].enumerated().map { index, said in
            MailToHear(
                place: .folder(folder, uidValidity: 9, uid: UInt32(index)),
                digest: Array(repeating: UInt8(index), count: 32), understanding: said)
        }
        _ = try hearing.hear(mails, in: folder, upTo: FolderBookmark(uidValidity: 9, lastUID: 9), now: at(8))
        for number in [Int64(1), 2, 3, 4, .max] { _ = try? hearing.settle([number], as: .objected, now: at(9)) }
    }

    /// As `send` goes about it.
    private func send(_ ledger: Ledger) throws {
        let mailing = try ledger.beginMailing(
            letter: "autumn", purpose: "newsletter", digest: "d", contentDigest: "c", content: [1], now: at(8))
        _ = try ledger.recover(mailing, key: key, now: at(8))
        var reader = DossierReader(ledger, key: key, letter: "autumn")
        let sender = Sender(name: "You", address: spec("you@example.org"), postalAddress: "")
        let brief = Brief(
            letter: "autumn", purpose: newsletter, needs: [], sender: sender, policy: Policy(), policyRevision: "r",
            today: today)
        try ledger.logRun(brief, in: mailing, program: "test", now: at(8))
        var gate = Gate(brief: brief)
        while case let dossiers = try reader.next(), !dossiers.isEmpty {
            let enrolment = try ledger.enrol(
                dossiers.flatMap { gate.judge($0) }, in: mailing, key: key, policyRevision: "r", program: "test",
                mayAdd: { _ in true }, newestObjection: reader.newestObjection, now: at(8))
            let ids = enrolment.enrolled.map(\.recipient)
            _ = enrolment.enrolled.map { ($0.due?.iso, $0.attempts + 1) }
            // As if another process had changed the ledger, so that what stands in it is read once more.
            let claims = enrolment.enrolled.map {
                ClaimRequest(recipient: $0.recipient, clearance: $0.clearance, mark: nil)
            }
            let claimed = try ledger.commit(
                outcomes: [], claims: claims,
                judge: { Judge(brief: brief).decisions(on: $0) }, pacedAt: [at(8)], forgetPaceBefore: at(1), key: key,
                now: at(8))
            try ledger.enter(ids, key: key, now: at(8))
            let wasClaimed = zip(ids, claimed).filter { $0.1 == .granted }.map(\.0)
            try ledger.putBack(wasClaimed, in: mailing, because: "", key: key, now: at(8))
        }
    }

    @Test(arguments: 0..<30) func whateverStandsInACell(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let original = try Original()
        for _ in 0..<5 {
            let damages = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                let (table, columns) = original.tables.randomElement(using: &generator)!
                let column = columns.randomElement(using: &generator)!
                let names = HostileLedgerTests.names[column] ?? []
                let member = Bool.random(using: &generator) ? names.randomElement(using: &generator) : nil
                let values = member == nil ? HostileLedgerTests.extremes : HostileLedgerTests.members
                return Damage(
                    table: table, column: column, value: values.randomElement(using: &generator)!,
                    row: Int.random(in: 0..<30, using: &generator), member: member)
            }
            let path = try damaged(original, damages)
            try useEverything(path)
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
        }
    }

    /// The members of the JSON that columns hold.
    private static let names: [String: [String]] = [
        "payload": [
            "commitment", "entry", "entryCommitment", "evidence", "heard", "imports", "objections", "recipients",
            "records",
            "kind", "state", "verdict", "codes", "policy", "row", "rows", "printsOnly", "contentDigest",
        ],
        "data": [
            "import", "recipient", "attempts", "evidence", "contact", "entry", "lookedAt", "reasons", "objections",
            "snapshot", "policy.evidenceMaxAgeDays", "today", "address", "name", "purpose", "verdict", "state", "salt",
        ],
    ]

    /// The very edits that ended the program once.
    @Test(
        arguments: [
            ("log_record", "data", "9223372036854775807", "import", 0), ("log_record", "data", "-5", "import", 0),
            ("log", "seq", "9223372036854775807", nil, 3), ("log", "seq", "-9223372036854775808", nil, 3),
            ("log", "at", "NULL", nil, 2), ("log", "payload", "NULL", nil, 2),
            ("recipient", "due", "-9223372036854775808", nil, 0),
            ("recipient", "due", "9223372036854775807", nil, 0),
            ("recipient", "attempts", "9223372036854775807", nil, 0),
            ("recipient", "address", "NULL", nil, 0), ("recipient", "attempts", "'many'", nil, 0),
            ("mailing", "letter", "NULL", nil, 0), ("arrival", "day", "9223372036854775807", nil, 0),
            ("arrival", "day", "-9223372036854775808", nil, 0), ("contact", "full_name", "NULL", nil, 0),
            ("objection", "exact_print", "NULL", nil, 0), ("objection", "is_domain", "7", nil, 0),
            ("contact", "id", "9223372036854775807", nil, 0), ("address", "contact", "4611686018427387904", nil, 0),
        ] as [(String, String, String, String?, Int)])
    func aCellThatEndedTheProgram(
        _ table: String, _ column: String, _ value: String, _ member: String?, _ row: Int
    ) throws {
        let original = try Original()
        let path = try damaged(
            original, [Damage(table: table, column: column, value: value, row: row, member: member)])
        let ledger = try Ledger.open(path: path, readOnly: true)
        if TamperTests.protected[table] != nil { #expect(!ledger.verifyLog(key: key).isOK) }
        #expect(!ledger.check(key: key).isSound)
        ledger.close()
        try useEverything(path)
    }
}
