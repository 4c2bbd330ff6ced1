import Foundation
import GRDB
import Gate
import Ledger
import Testing
import Vocabulary

/// What an earlier mailing decided, asked for later.
@Suite struct EarlierMailingTests {
    private func standings(_ books: Books, _ mailing: MailingRecord) throws -> [String: EarlierStanding] {
        var standings = EarlierStandings(books.ledger, of: mailing)
        var result: [String: EarlierStanding] = [:]
        for dossier in try books.dossiers() {
            result[dossier.contact.fields.displayName] = try standings.standing(of: dossier.contact.id)
        }
        return result
    }

    @Test func theLastMailedLetterIsAnotherOneOfWhichSomethingWentOut() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        #expect(try books.ledger.lastMailed(otherThan: "winter") == nil)
        let spring = try Rehearsal(books, letter: "spring")
        try spring.carry(spring.recipient("a@example.org"), to: .accepted)
        // Begun, and nothing of it has gone out.
        _ = try Rehearsal(books, letter: "summer").enrol()
        #expect(try books.ledger.lastMailed(otherThan: "winter")?.letter == "spring")
        #expect(try books.ledger.lastMailed(otherThan: "spring") == nil)
    }

    @Test func everyoneStandsAsItWasDecidedThen() throws {
        let books = try Books()
        try books.take(
            .cards, row(["in@example.org"], name: "In", card("in@example.org")),
            row(["out@example.org"], name: "Out", card("out@example.org", on: nil)),
            row(["held@example.org"], name: "Held", card("held@example.org")))
        let spring = try Rehearsal(books, letter: "spring")
        try spring.enrol()
        try books.object("held@example.org")
        try spring.enrol()
        try spring.carry(spring.recipient("in@example.org"), to: .accepted)
        try books.take(.cards, row(["new@example.org"], name: "New", card("new@example.org")))
        let found = try standings(books, spring.mailing)
        #expect(found["In"] == EarlierStanding(isRecipient: true, reasons: []))
        #expect(found["Out"] == EarlierStanding(isRecipient: false, reasons: [.cardExchangeNotAttested]))
        #expect(found["Held"] == EarlierStanding(isRecipient: false, reasons: [.objected]))
        #expect(found["New"] == nil)
        #expect(try books.ledger.forgottenRecipients(of: spring.mailing) == 0)
    }

    @Test func whoTurnedOutToBeSomebodyElseStandsAsThatOne() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], name: "Ada", card("a@example.org")))
        try books.take(.cards, row(["b@example.org"], url: "ada", name: "Ada L", card("b@example.org")))
        let spring = try Rehearsal(books, letter: "spring")
        try spring.carry(spring.recipient("a@example.org"), to: .accepted)
        // The profile has both addresses: the two contacts are one.
        try books.take(
            .cards, row(["b@example.org", "a@example.org"], url: "ada", name: "Ada L", card("a@example.org")))
        let found = try standings(books, spring.mailing)
        #expect(found.count == 1 && found.values.allSatisfy(\.isRecipient))
    }
}
