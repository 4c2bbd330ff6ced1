import GRDB
import Gate
import Testing
import Vocabulary

@testable import Ledger

/// What a mailing came to, told of a million recipients as of three.
@Suite struct SummaryTests {
    /// What is sorted or told apart is in memory all at once (`temp_store`): rows by the million must follow an index.
    @Test func nothingIsSortedInMemory() throws {
        let rehearsal = try Rehearsal(try Books())
        let statements = Statements()
        rehearsal.ledger.database.inDatabase { db in db.trace { statements.texts.append($0.expandedDescription) } }
        _ = try rehearsal.ledger.counts(of: "autumn")
        _ = try rehearsal.ledger.decisionCounts(of: "autumn")
        try rehearsal.ledger.forEachRecipient(of: "autumn") { _ in }
        rehearsal.ledger.database.inDatabase { db in db.trace() }
        let queries = statements.texts.filter { $0.contains("FROM recipient") || $0.contains("FROM decision") }
        #expect(queries.count == 4)
        for query in queries {
            let plan = try rehearsal.books.raw().read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + query) }
                .map { $0["detail"] as String }
            #expect(!plan.isEmpty && !plan.contains { $0.contains("TEMP B-TREE") }, "\(query): \(plan)")
        }
    }

    @Test func aMailingIsToldFromTheOthersBesideIt() throws {
        let books = try Books()
        for address in ["a@example.org", "b@example.org", "c@example.org"] {
            try books.take(.cards, row([address], card(address)))
        }
        let autumn = try Rehearsal(books)
        try autumn.carry(autumn.recipient("b@example.org"), to: .accepted)
        let winter = try Rehearsal(books, letter: "winter")
        try winter.carry(winter.recipient("a@example.org"), to: .rejected)
        // One more for both, after both have begun: their rows lie between each other.
        try books.take(.cards, row(["d@example.org"], card("d@example.org")))
        try books.take(row(name: "Without address"))
        try autumn.enrol()
        try winter.enrol()
        #expect(
            try autumn.states() == [
                "a@example.org queued 0", "b@example.org accepted 1", "c@example.org queued 0",
                "d@example.org queued 0",
            ])
        #expect(
            try winter.states() == [
                "a@example.org rejected 1", "b@example.org queued 0", "c@example.org queued 0",
                "d@example.org queued 0",
            ])
        #expect(try books.ledger.counts(of: "autumn").byState == [.accepted: 1, .queued: 3])
        #expect(try books.ledger.counts(of: "winter").byState == [.rejected: 1, .queued: 3])
        #expect(try books.ledger.decisionCounts(of: "autumn") == (5, 5))
        #expect(try books.ledger.counts(of: "spring") == MailingCounts())
        #expect(try books.ledger.decisionCounts(of: "spring") == (0, 0))
    }
}

private final class Statements {
    var texts: [String] = []
}
