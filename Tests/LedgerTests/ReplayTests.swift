import Foundation
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// What a decision looked at gives the same decision again, whatever has come since.
@Suite struct ReplayTests {
    /// The causes of each decision that would be another one, by its address.
    private func differences(_ books: Books, _ brief: Brief) throws -> [String: [ReplayCause]] {
        var found: [String: [ReplayCause]] = [:]
        var count = 0
        try books.ledger.forEachDecision(letter: "autumn", key: key) { decision in
            count += 1
            guard case .known(let known) = decision.basis else { return }
            let replay = Replay(
                known.verdict, own: known.own, background: known.background, evidenceNow: known.evidenceNow,
                under: ReplayBriefs(then: brief, withPolicyOfNow: brief, withSenderOfNow: brief))
            if !replay.causes.isEmpty { found[known.address ?? "-"] = replay.causes }
        }
        #expect(count > 0)
        return found
    }

    @Test func everyKindOfDecisionIsHadAgain() throws {
        let books = try TamperTests.filled()
        #expect(try differences(books, Rehearsal(books).brief) == [:])
    }

    /// People with several addresses and pieces of every kind, objections and exports in any order before the mailing;
    /// objections and contacts from the person after it, which change no decision.
    @Test(arguments: Array(UInt64(0)..<12) + [16, 26, 33, 40, 54]) func whateverHasComeSince(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &generator)] }
        let addresses =
            (0..<12).map { "person\($0)@example.org" } + ["noreply@example.org", "no address", "Person1+x@example.org"]
        let days: [String?] = [nil, "2020-01-05", "2026-03-02", "10/11/2023", "2027-01-01"]
        func claim() -> Claim {
            let address = pick(addresses)
            return switch Int.random(in: 0..<3, using: &generator) {
            case 0: card(address, on: pick(days), at: pick(["", "Lyon"]))
            case 1:
                signUp(
                    address, on: pick(["2026-01-05", "2019-01-01"]),
                    confirmed: pick([nil, "2026-02-01", "2018-01-01"]),
                    purposes: pick([["newsletter"], ["events"], []]))
            default:
                Claim(kind: .contactList, address: address, shared: .missing, source: pick([.person, .thirdParty]))
            }
        }
        let books = try Books()
        func live(_ steps: Int, kinds: Int) throws {
            for step in 0..<steps {
                let minute = Int64(step)
                switch Int.random(in: 0..<kinds, using: &generator) {
                case 0 where Bool.random(using: &generator):
                    let list = try books.list(
                        "\(UUID())", pick(addresses), pick(addresses + ["@example.org"]),
                        kind: pick([.objected, .bounced]))
                    if Bool.random(using: &generator) { try books.takeBack(list) }
                    if let earlier = try books.ledger.objectionLists().first(where: { $0.takenBackAt == nil }),
                        Bool.random(using: &generator)
                    {
                        try books.takeBack(earlier.number)
                    }
                case 0:
                    try books.object(
                        pick(addresses + ["@example.org", "@other.example"]), pick(ObjectionKind.allCases))
                case 1:
                    _ = try books.ledger.heardFrom(
                        spec("person\(Int.random(in: 0..<12, using: &generator))@example.org"), on: when("2026-09-01"),
                        key: key, now: at(minute))
                case 2, 3:
                    let (one, two) = (claim(), claim())
                    try books.take(
                        .cards, minute: minute,
                        row([one.address, two.address], url: pick([nil, "a", "b", "c"]), name: "N", one, two))
                default:
                    try books.take(
                        .linkedIn, exportedOn: pick(["2026-10-01", "2026-11-01", "2026-11-12"]), minute: minute,
                        linkedInRow(pick(["a", "b"]), pick(addresses + [""])),
                        linkedInRow("d", pick(["", addresses[0]])))
                }
            }
        }
        try live(40, kinds: 5)
        let rehearsal = try Rehearsal(books)
        try rehearsal.enrol()
        #expect(try differences(books, rehearsal.brief) == [:])
        #expect(books.ledger.verifyLog(key: key).faults == [])
        try live(10, kinds: 2)
        #expect(books.ledger.verifyLog(key: key).faults == [])
        #expect(try differences(books, rehearsal.brief) == [:])
        // Imports that come later may show less or more, and make one contact of several.
        try live(20, kinds: 5)
        let later = try differences(books, rehearsal.brief)
        #expect(later.values.joined().allSatisfy { $0 != .notReproduced }, "\(later)")
    }
}
