import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// No sequence of imports, objections, erasures, tidying and resumed mailings ever admits somebody who objected, unless they
/// signed up again themselves and confirmed it later. On seeds, so that a failure can be run again.
@Suite struct RightsPropertyTests {
    private static let spellings = [
        ["ada@example.org", "Ada@example.org", "ada+news@example.org"], ["b.o.b@gmail.com", "bob@googlemail.com"],
        ["cy@example.org", "CY+x@example.org"], ["éve@example.org", "E\u{301}ve@example.org"],
    ]
    private static let days = ["2025-03-01", "2025-09-15", "2026-02-10", "2026-06-20", "2026-10-05", "2026-11-20"]

    /// What has been said, as the ledger should remember it.
    private final class World {
        let books: Books
        var ledger: Ledger
        var random: SeededGenerator
        /// Loosest keys with the day of an objection or erasure.
        var objections: [(loosest: String, day: CivilDate)] = []
        /// The sign-ups that were ever handed in: strict form, confirmed on.
        var signUps: [(normal: String, confirmed: CivilDate)] = []
        var steps: [String] = []
        private var files = 0

        init(seed: UInt64) throws {
            books = try Books()
            ledger = try Ledger.open(path: books.path)
            random = SeededGenerator(seed: seed)
        }

        deinit { ledger.close() }

        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }
        func address() -> String { pick(pick(RightsPropertyTests.spellings)) }

        func record() -> IntakeRecord {
            var addresses = [address()]
            // Seldom two people's addresses on one row: contacts then grow together.
            if Int.random(in: 0..<6, using: &random) == 0 { addresses.append(address()) }
            let url = Int.random(in: 0..<3, using: &random) == 0 ? pick(["ada", "bob", "cy", "eve"]) : nil
            let (first, on) = (addresses[0], pick(RightsPropertyTests.days))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return row(addresses, url: url)
            case 1: return row(addresses, url: url, card(first, on: on))
            case 2:
                let confirmed = pick(RightsPropertyTests.days)
                signUps.append((spec(first).normalForm, day(confirmed)))
                return row(addresses, url: url, signUp(first, on: min(on, confirmed), confirmed: confirmed))
            default: return linkedInRow(url ?? pick(["ada", "bob"]), first)
            }
        }

        func step() throws {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3:
                files += 1
                let rows = (0..<Int.random(in: 1...3, using: &random)).map { _ in record() }
                steps.append("import \(rows.map(\.addresses))")
                let source = ImportSource(
                    kind: rows.contains { $0.claims.contains { $0.kind == .linkedInConnection } } ? .linkedIn : .cards,
                    fileName: "file.csv", sha256: "\(files)", exportedOn: day("2026-11-22"),
                    recordedBy: "you@example.org")
                _ = try ledger.importing(source, key: key, now: at(Int64(files))) {
                    for row in rows { try $0.add(row) }
                }
            case 4, 5:
                let (target, on, kind) = (
                    address(), pick(RightsPropertyTests.days), pick([ObjectionKind.objected, .complained])
                )
                steps.append("object \(target) \(on)")
                let request = ObjectionRequest(target: target, kind: kind, on: when(on), because: "")
                _ = try ledger.object(request, key: key, now: at(1))
                objections.append((spec(target).loosestKey, day(on)))
            case 6, 7:
                let (target, on) = (address(), pick(RightsPropertyTests.days))
                steps.append("erase \(target) \(on)")
                let done = try ledger.erase(.address(spec(target)), on: day(on), key: key, now: at(2), keep: true)
                for address in done.own.flatMap(\.addresses) + [target] {
                    objections.append((spec(address).loosestKey, day(on)))
                }
            case 8:
                let days = pick([0, 200, 700, 1200, 2000])
                steps.append("tidy \(days)")
                let now = Instant(milliseconds: at(0).milliseconds + Int64(days) * 86_400_000)
                _ = try ledger.tidy(
                    Retention(logMaxAgeDays: 300), key: key, today: CivilDate(dayNumber: today.dayNumber + days),
                    now: now)
            default:
                steps.append("close and open")
                ledger.close()
                ledger = try Ledger.open(path: books.path)
            }
        }

        func isHeard(_ spec: AddrSpec) -> Bool {
            objections.filter { $0.loosest == spec.loosestKey }.allSatisfy { objection in
                signUps.contains { $0.normal == spec.normalForm && $0.confirmed > objection.day }
            }
        }
    }

    @Test(arguments: UInt64(1)...UInt64(60)) func whoObjectedIsNeverAdmitted(_ seed: UInt64) throws {
        let world = try World(seed: seed)
        var mailings = ["autumn"]
        for round in 0..<25 {
            try world.step()
            let rehearsal = try Rehearsal(world.books, letter: world.pick(mailings))
            if round % 8 == 7 { mailings.append("letter-\(round)") }
            for decision in try rehearsal.judge().decisions where decision.isAdmitted {
                let spec = try #require(decision.spec)
                #expect(world.isHeard(spec), "\(spec) after \(world.steps)")
            }
            // A mailing that is begun, and taken up again; nobody is mailed twice by the same letter.
            for enrolled in try rehearsal.enrol().enrolled {
                #expect(world.isHeard(enrolled.clearance.address), "\(enrolled.clearance.address) after \(world.steps)")
                if Bool.random(using: &world.random) { try rehearsal.carry(enrolled.recipient, to: .accepted) }
            }
        }
        for letter in mailings {
            var handed: [String] = []
            for line in try world.books.logLines(.init(letter: letter)) where line.contains("\"state\":\"accepted\"") {
                let subject = line.range(of: "\"subject\":\"").map { String(line[$0.upperBound...].prefix(24)) }
                handed.append(try #require(subject))
            }
            #expect(Set(handed).count == handed.count, "\(letter): \(world.steps)")
        }
        #expect(try world.books.raw().read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }.isEmpty)
    }
}
