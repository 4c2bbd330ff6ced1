import GRDB
import Testing
import Vocabulary

@testable import Ledger

@Suite struct OwedOutcomesTests {
    /// An entry that was made before the ledger was locked is entered as it is where the recipient is still as it says; otherwise it
    /// is made anew, and where none is owed any more there is none.
    @Test(arguments: [
        ("", "a@example.org"), ("address = 'A@example.org'", "A@example.org"),
        ("attempts = attempts + 1", "a@example.org"),
        ("reply = NULL", "a@example.org"),
        ("at = '2020-01-01T00:00:00.000Z'", "a@example.org"),
        ("loosest = 'other@example.org'", "a@example.org"),
    ])
    func whatChangedBehindAnEntryIsEnteredAsItIs(_ change: String, address: String) throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        let rehearsal = try Rehearsal(books)
        let recipient = try rehearsal.recipient("a@example.org")
        #expect(try rehearsal.commit(claims: [recipient]) == [true])
        _ = try rehearsal.commit([rehearsal.outcome(recipient, .accepted)], claims: [])
        let ledger = rehearsal.ledger
        func owed() throws -> OwedOutcomes.Entry? {
            try ledger.read { db in
                var salts = Salt.Pool()
                return try OwedOutcomes(db, key: key).entry(of: recipient, salts: &salts)
            }
        }
        let made = try #require(try owed())
        if !change.isEmpty { try ledger.write { try $0.execute(sql: "UPDATE recipient SET \(change)") } }
        let now = try #require(try owed())
        for _ in 1...2 {
            try ledger.write { db in
                var session = try DeliverySession(db, key: key, now: at(6))
                try session.enter(recipient, made: made)
            }
        }
        let entries = try books.logLines().filter { $0.contains(#""kind":"outcome""#) }
        #expect(entries.count == 1 && (entries[0].contains("\"address\":\"\(address)\"")))
        #expect(entries[0].contains("\"at\":\"\(now.at)\"") && entries[0].contains("\"attempts\":\(now.attempts)"))
        #expect(entries[0].contains("\"subject\":\"\(now.subject)\""))
        #expect(entries[0].contains("\"reply\":\(now.reply.map { "\"\($0)\"" } ?? "null")"))
        #expect(try owed() == nil)
    }
}
