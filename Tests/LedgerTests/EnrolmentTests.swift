import Foundation
import GRDB
import Gate
import Ledger
import Testing
import Vocabulary

@Suite struct EnrolmentTests {
    private func books(_ addresses: String...) throws -> Books {
        let books = try Books()
        for address in addresses { try books.take(.cards, row([address], card(address))) }
        return books
    }

    @Test func admittedOnesAreEnrolledAndTheOthersExcluded() throws {
        let books = try books("a@example.org", "b@example.org")
        try books.take(row(["c@example.org"]), row(name: "Dora"))
        let rehearsal = try Rehearsal(books)
        let enrolment = try rehearsal.enrol()
        #expect(enrolment.enrolled.map(\.clearance.address) == [spec("a@example.org"), spec("b@example.org")])
        #expect(enrolment.enrolled.allSatisfy { $0.state == .queued && $0.attempts == 0 && $0.due == nil })
        #expect(enrolment.excluded == 2)
        #expect(try rehearsal.states() == ["a@example.org queued 0", "b@example.org queued 0"])
        #expect(try rehearsal.isSquare(enrolment))
        let again = try rehearsal.enrol()
        #expect(again == enrolment)
        let recorded = try rehearsal.ledger.decisionCounts(of: "autumn")
        #expect(recorded == (4, 4))
    }

    @Test func unchangedDecisionsAreLoggedOnceAndChangedOnesAgain() throws {
        let books = try books("a@example.org", "b@example.org")
        let rehearsal = try Rehearsal(books)
        func decisions() throws -> Int {
            try books.logLines().filter { $0.contains("\"kind\":\"decision\"") }.count
        }
        try rehearsal.enrol()
        try rehearsal.enrol()
        #expect(try decisions() == 2)
        try books.object("a@example.org")
        try rehearsal.enrol()
        try rehearsal.enrol()
        #expect(try decisions() == 3)
        rehearsal.policyRevision = "another"
        try rehearsal.enrol()
        #expect(try decisions() == 5)
        // Other evidence admits the same address: the decision on what is sent says which.
        try books.take(.cards, row(["b@example.org"], card("b@example.org", on: "2026-05-05")))
        try rehearsal.enrol()
        #expect(try decisions() == 6)
        #expect(try rehearsal.enrol().enrolled.map(\.clearance.evidence?.claim.shared.text) == ["2026-05-05"])
    }

    @Test func nobodyNewIsAddedWhereARunIsBoundToAPreview() throws {
        let books = try books("a@example.org")
        let rehearsal = try Rehearsal(books)
        try rehearsal.enrol()
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        let enrolment = try rehearsal.enrol(mayAdd: false)
        #expect(enrolment.enrolled.map(\.clearance.address) == [spec("a@example.org")])
        #expect(enrolment.excluded == 1)
        #expect(try rehearsal.isSquare(enrolment))
    }

    struct Ending: Sendable {
        let state: RecipientState
        let isEnrolledAgain: Bool
        let excluded: Int
    }

    static let endings = [
        Ending(state: .accepted, isEnrolledAgain: false, excluded: 0),
        Ending(state: .rejected, isEnrolledAgain: false, excluded: 0),
        Ending(state: .uncertain, isEnrolledAgain: false, excluded: 0),
        Ending(state: .attempting, isEnrolledAgain: false, excluded: 0),
        Ending(state: .settled, isEnrolledAgain: false, excluded: 0),
        Ending(state: .deferred, isEnrolledAgain: true, excluded: 0),
        Ending(state: .queued, isEnrolledAgain: true, excluded: 0),
    ]

    @Test(arguments: endings) func whoIsHandedALetterAgain(_ ending: Ending) throws {
        let books = try books("a@example.org")
        let rehearsal = try Rehearsal(books)
        try rehearsal.carry(try rehearsal.recipient("a@example.org"), to: ending.state)
        let enrolment = try rehearsal.enrol()
        #expect(!enrolment.enrolled.isEmpty == ending.isEnrolledAgain)
        #expect(enrolment.excluded == ending.excluded)
        #expect(try rehearsal.isSquare(enrolment))
        #expect(try rehearsal.states() == ["a@example.org \(ending.state) \(ending.state == .queued ? 0 : 1)"])
        // Another mailing knows nothing of it.
        #expect(try Rehearsal(books, letter: "winter").enrol().enrolled.count == 1)
    }

    @Test func whoIsNoLongerAdmittedIsWithheldAndWhoIsAgainIsQueued() throws {
        let books = try books("a@example.org")
        let rehearsal = try Rehearsal(books)
        try rehearsal.enrol()
        try books.object("a@example.org", on: "2026-10-01")
        let without = try rehearsal.enrol()
        #expect(without.enrolled.isEmpty)
        #expect(without.excluded == 1)
        #expect(try rehearsal.states() == ["a@example.org withheld 0"])
        #expect(try rehearsal.ledger.counts(of: "autumn").admitted == 0)
        #expect(try rehearsal.enrol().excluded == 1)
        try books.take(
            .signups, row(["a@example.org"], signUp("a@example.org", on: "2026-11-01", confirmed: "2026-11-02")))
        let again = try rehearsal.enrol()
        #expect(again.enrolled.map(\.state) == [.queued])
        #expect(try rehearsal.isSquare(again))
        #expect(try rehearsal.claim(again.enrolled[0].recipient))
    }

    @Test func aRecipientFollowsToTheAddressThatIsRightByNow() throws {
        let books = try Books()
        try books.take(.cards, row(["old@example.org"], url: "ada", card("old@example.org")))
        let rehearsal = try Rehearsal(books)
        let recipient = try rehearsal.recipient("old@example.org")
        try books.take(.cards, row(["new@example.org"], url: "ada", card("new@example.org", on: "2026-06-06")))
        let enrolment = try rehearsal.enrol()
        #expect(enrolment.enrolled.map(\.recipient) == [recipient])
        #expect(enrolment.enrolled.map(\.clearance.address) == [spec("new@example.org")])
        #expect(enrolment.excluded == 1)
        #expect(try rehearsal.isSquare(enrolment))
        #expect(try rehearsal.states() == ["new@example.org queued 0"])
        for address in ["old@example.org", "new@example.org"] {
            let token = key.unsubscribeToken(letter: "autumn", address: spec(address))
            #expect(try rehearsal.ledger.address(ofToken: token, key: key) == "new@example.org")
        }
    }

    /// The gate gives an address to another contact than the one who holds it in the mailing: one of them gets the letter.
    @Test func anAddressThatAnotherContactHeldIsNotLost() throws {
        let books = try Books()
        try books.take(.cards, row(["own@example.org"], url: "ada", card("own@example.org")))
        try books.take(.cards, row(["shared@example.org"], url: "bob", card("shared@example.org")))
        let rehearsal = try Rehearsal(books)
        try rehearsal.enrol()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "shared@example.org"))
        for _ in 0..<2 {
            let enrolment = try rehearsal.enrol()
            #expect(enrolment.enrolled.map(\.clearance.address) == [spec("shared@example.org")])
            #expect(try rehearsal.isSquare(enrolment))
            #expect(try rehearsal.states() == ["shared@example.org queued 0"])
        }
        let token = key.unsubscribeToken(letter: "autumn", address: spec("shared@example.org"))
        #expect(try rehearsal.ledger.address(ofToken: token, key: key) == "shared@example.org")
    }

    @Test func anEarlierContactThatComesToAnAddressTakesItOver() throws {
        let books = try Books()
        try books.take(row(["shared@example.org"], url: "ada"))
        try books.take(.cards, row(["shared@example.org"], url: "bob", card("shared@example.org")))
        let rehearsal = try Rehearsal(books)
        let before = try rehearsal.enrol().enrolled
        #expect(before.map(\.clearance.contact) == [ContactID(2)])
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "shared@example.org"))
        let after = try rehearsal.enrol()
        #expect(after.enrolled.map(\.clearance.contact) == [ContactID(1)])
        #expect(try rehearsal.isSquare(after))
        #expect(try !rehearsal.claim(before[0].recipient))
        try rehearsal.carry(try #require(after.enrolled.first).recipient, to: .accepted)
        #expect(try rehearsal.enrol().enrolled.isEmpty)
        #expect(try rehearsal.states() == ["shared@example.org accepted 1"])
    }

    // MARK: Contacts that turn out to be one

    struct Merger: Sendable {
        let own: RecipientState
        let other: RecipientState
        /// What is left, in the order of enrolment.
        let left: [String]
        let enrolled: Int
    }

    static let mergers = [
        Merger(own: .queued, other: .queued, left: ["a@example.org queued 0"], enrolled: 1),
        Merger(own: .queued, other: .accepted, left: ["b@example.org accepted 1"], enrolled: 0),
        Merger(own: .accepted, other: .queued, left: ["a@example.org accepted 1"], enrolled: 0),
        Merger(own: .accepted, other: .deferred, left: ["a@example.org accepted 1"], enrolled: 0),
        Merger(own: .deferred, other: .uncertain, left: ["b@example.org uncertain 1"], enrolled: 0),
        Merger(own: .attempting, other: .queued, left: ["a@example.org attempting 1"], enrolled: 0),
        Merger(
            own: .accepted, other: .accepted, left: ["a@example.org accepted 1", "b@example.org accepted 1"],
            enrolled: 0),
    ]

    @Test(arguments: mergers) func aPersonWhoTurnsOutToBeTwoGetsOneLetter(_ merger: Merger) throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], url: "ada", card("a@example.org", on: "2026-06-06")))
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        for (recipient, state) in zip(enrolled, [merger.own, merger.other]) where state != .queued {
            try rehearsal.carry(recipient.recipient, to: state)
        }
        try books.take(row(["b@example.org"], url: "ada"))
        #expect(try books.people() == ["ada a@example.org b@example.org"])
        // A run that has both in hand claims at most one more.
        for _ in 0..<2 {
            let enrolment = try rehearsal.enrol()
            #expect(enrolment.enrolled.count == merger.enrolled)
            #expect(try rehearsal.states() == merger.left)
            #expect(try rehearsal.isSquare(enrolment))
        }
        for recipient in enrolled where merger.enrolled == 0 {
            let claimed = try rehearsal.claim(recipient.recipient)
            #expect(!claimed)
        }
        for address in ["a@example.org", "b@example.org"] {
            let token = key.unsubscribeToken(letter: "autumn", address: spec(address))
            #expect(try rehearsal.ledger.address(ofToken: token, key: key) != nil)
        }
    }

    /// Asked to resend to the contact that is no more: the one that it became has the letter, and nobody waits for ever.
    @Test func aMergedOneThatIsToBeResentDoesNotWaitForEver() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], url: "ada", card("a@example.org")))
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        let rehearsal = try Rehearsal(books)
        for (enrolled, state) in zip(try rehearsal.enrol().enrolled, [RecipientState.accepted, .uncertain]) {
            try rehearsal.carry(enrolled.recipient, to: state)
        }
        try books.take(row(["b@example.org"], url: "ada"))
        #expect(try rehearsal.states() == ["a@example.org accepted 1", "b@example.org uncertain 1"])
        _ = try books.ledger.resolve(rehearsal.mailing, addresses: [], to: .queued, key: key, now: at(9))
        let enrolment = try rehearsal.enrol()
        #expect(enrolment.enrolled.isEmpty)
        #expect(try rehearsal.states() == ["a@example.org accepted 1"])
        #expect(try rehearsal.isSquare(enrolment))
    }

    @Test func aChainOfMergersForgetsNoLetter() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], card("a@example.org")))
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        try books.take(.cards, row(["c@example.org"], url: "cy", card("c@example.org", on: "2026-06-06")))
        let rehearsal = try Rehearsal(books)
        for enrolled in try rehearsal.enrol().enrolled.prefix(2) {
            try rehearsal.carry(enrolled.recipient, to: .accepted)
        }
        try books.take(row(["a@example.org", "b@example.org"]))
        try books.take(row(["a@example.org"], url: "cy"))
        let dossier = try #require(try books.dossiers(letter: "autumn").first)
        #expect(try books.people() == ["cy a@example.org b@example.org c@example.org"])
        #expect(dossier.mailed.filter(\.isSameContact).count >= 2)
        #expect(try rehearsal.enrol().enrolled.isEmpty)
    }

    @Test func aContactThatIsGoneMeanwhileIsLeftForTheNextRun() throws {
        let books = try books("b@example.org")
        let rehearsal = try Rehearsal(books)
        let judged = try rehearsal.judge()
        try books.take(row(["a@example.org"], url: "ada"), row(["a@example.org", "b@example.org"], url: "ada"))
        #expect(try rehearsal.enrol(judged).enrolled.isEmpty)
        #expect(try rehearsal.enrol().enrolled.map(\.clearance.address) == [spec("b@example.org")])
    }

    // MARK: Frozen content

    @Test func contentFollowsTheLetterUntilSomebodyWasMailed() throws {
        let books = try books("a@example.org")
        func begin(_ content: String) throws -> (String, String) {
            let record = try books.ledger.beginMailing(
                letter: "autumn", purpose: "newsletter", digest: "of \(content)", contentDigest: content,
                content: Array(content.utf8), now: at(1))
            return (record.contentDigest, record.digest)
        }
        #expect(try begin("one") == ("one", "of one"))
        #expect(try begin("two") == ("two", "of two"))
        let rehearsal = try Rehearsal(books)
        let recipient = try rehearsal.recipient("a@example.org")
        #expect(try begin("three") == ("three", "of three"))
        #expect(try !books.ledger.isFrozen("autumn"))
        #expect(try rehearsal.claim(recipient))
        #expect(try books.ledger.isFrozen("autumn"))
        #expect(try begin("four") == ("three", "of three"))
        // A fault of the run takes the attempt back: nobody has been mailed.
        try books.ledger.putBack([recipient], in: rehearsal.mailing, because: "no route", key: key, now: at(5))
        #expect(try !books.ledger.isFrozen("autumn"))
        #expect(try begin("five") == ("five", "of five"))
        #expect(try books.ledger.mailings().count == 1)
        #expect(try !books.ledger.isFrozen("winter"))
    }
}
