import GRDB
import Gate
import Ledger
import Testing
import Vocabulary

@Suite struct DeliveryTests {
    private func rehearsal(_ addresses: String...) throws -> Rehearsal {
        let books = try Books()
        for address in addresses { try books.take(.cards, row([address], card(address))) }
        return try Rehearsal(books)
    }

    // MARK: States

    static let claimable: [(RecipientState, Bool)] = [
        (.queued, true), (.deferred, true), (.attempting, false), (.accepted, false), (.rejected, false),
        (.uncertain, false), (.settled, false), (.withheld, false),
    ]

    @Test(arguments: claimable) func whoCanBeClaimed(_ state: RecipientState, _ isClaimable: Bool) throws {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        try rehearsal.carry(recipient, to: state)
        #expect(try rehearsal.claim(recipient) == isClaimable)
        #expect(try !rehearsal.claim(recipient))
        #expect(try !rehearsal.claim(999))
    }

    /// A run that is under way knows people by their numbers, those included who gave way to another one meanwhile.
    @Test func noNumberIsGivenTwice() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], url: "ada", card("a@example.org")))
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        let rehearsal = try Rehearsal(books)
        let numbers = try rehearsal.enrol().enrolled.map(\.recipient)
        #expect(numbers.count == 2)
        // The two are one, and the newest recipient is taken away.
        try books.take(row(["b@example.org"], url: "ada"))
        try books.take(.cards, row(["c@example.org"], card("c@example.org")))
        let cleo = try rehearsal.recipient("c@example.org")
        #expect(cleo > 0 && !numbers.contains(cleo))
        #expect(try !rehearsal.claim(numbers[1]) && rehearsal.claim(cleo))
    }

    /// Whoever was moved meanwhile is not who was asked for, and whose letter has an outcome keeps it.
    @Test func aWordBeforeTheClaimIsAboutTheAddressThatWasAskedFor() throws {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        func refuse(_ address: String) throws {
            let refusal = OutcomeRecord(
                recipient: recipient, state: .rejected, reply: "550 5.1.1 gone", at: at(5), isUnclaimed: true,
                address: address)
            _ = try rehearsal.claim(nil, after: [refusal])
        }
        try refuse("a@example.net")
        #expect(try rehearsal.states() == ["a@example.org queued 0"])
        try rehearsal.carry(recipient, to: .accepted)
        try refuse("a@example.org")
        #expect(try rehearsal.states() == ["a@example.org accepted 1"])
    }

    @Test func aClaimIsOnDiskBeforeItReturns() throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org")
        let enrolled = try rehearsal.enrol().enrolled
        let other = try Ledger.open(path: rehearsal.books.path, readOnly: true)
        defer { other.close() }
        #expect(try rehearsal.claim(enrolled[0].recipient))
        #expect(try other.counts(of: "autumn").byState == [.attempting: 1, .queued: 1])
        #expect(
            try rehearsal.claim(enrolled[1].recipient, after: [rehearsal.outcome(enrolled[0].recipient, .accepted)]))
        #expect(try other.counts(of: "autumn").byState == [.attempting: 1, .accepted: 1])
    }

    @Test func whatIsLeftOnTheWireIsUncertainAndNamed() throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org", "c@example.org")
        let enrolled = try rehearsal.enrol().enrolled
        try rehearsal.carry(enrolled[0].recipient, to: .accepted)
        #expect(try rehearsal.claim(enrolled[1].recipient))
        let recover = { try rehearsal.ledger.recover(rehearsal.mailing, key: key, now: at(9)) }
        #expect(try recover() == 1)
        #expect(try recover() == 0)
        #expect(
            try rehearsal.states() == [
                "a@example.org accepted 1", "b@example.org uncertain 1", "c@example.org queued 0",
            ])
        #expect(try rehearsal.enrol().enrolled.map(\.clearance.address) == [spec("c@example.org")])
    }

    @Test func uncertainOnesAreSettledByTheSendersWordAlone() throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org", "c@example.org")
        let enrolled = try rehearsal.enrol().enrolled
        for recipient in enrolled.prefix(2) { try rehearsal.carry(recipient.recipient, to: .uncertain) }
        func resolve(_ addresses: [String], _ state: RecipientState) throws -> [String] {
            try rehearsal.ledger.resolve(
                rehearsal.mailing, addresses: addresses.map(spec), to: state, key: key, now: at(9))
        }
        #expect(try resolve(["A@example.org", "c@example.org"], .queued) == ["a@example.org"])
        #expect(
            try rehearsal.enrol().enrolled.map(\.clearance.address) == [spec("a@example.org"), spec("c@example.org")])
        #expect(try resolve([], .settled) == ["b@example.org"])
        #expect(try resolve([], .queued).isEmpty)
        #expect(
            try rehearsal.states() == ["a@example.org queued 1", "b@example.org settled 1", "c@example.org queued 0"])
    }

    @Test func aFaultOfTheRunTakesTheAttemptBack() throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org")
        let enrolled = try rehearsal.enrol().enrolled.map(\.recipient)
        try rehearsal.carry(enrolled[0], to: .rejected)
        #expect(try rehearsal.claim(enrolled[1]))
        try rehearsal.ledger.putBack(enrolled, in: rehearsal.mailing, because: "no trust", key: key, now: at(9))
        #expect(try rehearsal.states() == ["a@example.org queued 0", "b@example.org queued 0"])
        #expect(try rehearsal.enrol().enrolled.count == 2)
    }

    /// A relay that answers with garbage at one recipient ends the run for those who were claimed beside them: they did not
    /// stumble, and get theirs before the one who did. A relay's own words stay as they are, as the row is told by them.
    @Test(arguments: [
        (
            "`what is this` does not begin with a reply code",
            "nothing was sent: `what is this` does not begin with a reply code"
        ),
        ("", "nothing was sent"), ("550 5.1.8 no", "550 5.1.8 no"),
    ]) func whoIsPutBackBesideWhoStumbledDidNotStumble(_ because: String, _ kept: String) throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org")
        let enrolled = try rehearsal.enrol().enrolled.map(\.recipient)
        for recipient in enrolled { #expect(try rehearsal.claim(recipient)) }
        let garbage = OutcomeRecord(
            recipient: enrolled[0], state: .queued, reply: "`what is this` does not begin with a reply code", at: at(5))
        _ = try rehearsal.commit([garbage], claims: [])
        try rehearsal.ledger.putBack([enrolled[1]], in: rehearsal.mailing, because: because, key: key, now: at(6))
        let again = try rehearsal.enrol().enrolled
        #expect(again.map(\.stumbledAt) == [at(5), nil])
        #expect(again.map(\.wasPutBack) == [true, true])
        var replies: [String?] = []
        try rehearsal.ledger.forEachRecipient(of: rehearsal.letter) { replies.append($0.reply) }
        #expect(replies == ["`what is this` does not begin with a reply code", kept])
    }

    /// Whoever is held for what may be the sender's fault is queued, as if there had been no attempt, claimed or not; and when
    /// it turns out to be theirs, it counts.
    @Test(arguments: [true, false]) func whoIsHeldIsQueuedAndTheirAttemptCountsOnceTheyAreJudged(_ isClaimed: Bool)
        throws
    {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        if isClaimed { #expect(try rehearsal.claim(recipient)) }
        func note(_ state: RecipientState, isUnclaimed: Bool) throws {
            let outcome = OutcomeRecord(
                recipient: recipient, state: state, reply: "550 5.7.1 no", at: at(5), isUnclaimed: isUnclaimed)
            _ = try rehearsal.commit([outcome], claims: [])
        }
        try note(.queued, isUnclaimed: !isClaimed)
        #expect(try rehearsal.states() == ["a@example.org queued 0"])
        #expect(rehearsal.ledger.verifyLog(key: key).faults == [])
        try note(.rejected, isUnclaimed: true)
        #expect(try rehearsal.states() == ["a@example.org rejected 1"])
        try rehearsal.ledger.enter([recipient], key: key, now: at(6))
        #expect(rehearsal.ledger.verifyLog(key: key).faults == [])
    }

    /// As if they had never been tried, by an entry of the log; nobody else, and nobody who was erased.
    @Test func theSendersFaultIsTakenBack() throws {
        let rehearsal = try rehearsal(
            "a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org")
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        for (id, state) in zip(ids, [.rejected, .rejected, .accepted, .deferred] as [RecipientState]) {
            try rehearsal.carry(id, to: state)
        }
        var contacts: [ContactID] = []
        try rehearsal.ledger.forEachRecipient(of: "autumn") { contacts.append($0.contact) }
        func requeue(_ contacts: [ContactID]) throws -> [String] {
            try rehearsal.ledger.requeue(Set(contacts), of: rehearsal.mailing, key: key, now: at(9))
        }
        #expect(try requeue([]) == [])
        #expect(try requeue([contacts[0]] + contacts[2...]) == ["a@example.org"])
        #expect(
            try rehearsal.states() == [
                "a@example.org queued 0", "b@example.org rejected 1", "c@example.org accepted 1",
                "d@example.org deferred 1", "e@example.org queued 0",
            ])
        #expect(try requeue(contacts) == ["b@example.org"])
        let entry = try #require(try rehearsal.books.logLines().last { $0.contains(#""kind":"resolution""#) })
        #expect(entry.contains(#""state":"queued","was":"rejected""#) && entry.contains("250 rejected"))
        #expect(rehearsal.ledger.verifyLog(key: key).faults == [])
        // They are admitted again, and sent to once.
        #expect(try rehearsal.enrol().enrolled.map(\.recipient).sorted() == [ids[0], ids[1], ids[3], ids[4]].sorted())
        try rehearsal.carry(ids[0], to: .accepted)
        try rehearsal.carry(ids[1], to: .rejected)
        #expect(rehearsal.ledger.verifyLog(key: key).faults == [])
    }

    @Test func deferredOnesKeepTheirTimeAndTheirAttempts() throws {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        #expect(try rehearsal.claim(recipient))
        try rehearsal.ledger.record(
            [rehearsal.outcome(recipient, .deferred, due: at(77))], in: rehearsal.mailing, key: key, now: at(5))
        let enrolled = try #require(try rehearsal.enrol().enrolled.first)
        #expect((enrolled.state, enrolled.attempts, enrolled.due) == (.deferred, 1, at(77)))
        for (moment, count) in [(76, 1), (77, 0)] {
            #expect(try rehearsal.ledger.waiting(of: "autumn", until: at(Int64(moment))).count == count)
        }
        #expect(try rehearsal.ledger.waiting(of: "winter", until: at(1)).isEmpty)
    }

    @Test func thePaceOfEarlierRunsIsKept() throws {
        let rehearsal = try rehearsal("a@example.org")
        for minute in [3, 1, 2, 9] as [Int64] { try rehearsal.ledger.notePace(at(minute), forgetBefore: at(0)) }
        #expect(try rehearsal.ledger.pace(since: at(1)) == [at(2), at(3), at(9)])
        try rehearsal.ledger.notePace(at(10), forgetBefore: at(9))
        #expect(try rehearsal.ledger.pace(since: at(0)) == [at(9), at(10)])
    }

    // MARK: Objections that come between admission and sending

    struct Late: Sendable {
        let target: String
        let kind: ObjectionKind
        let isWithheld: Bool
    }

    static let late = [
        Late(target: "a@example.org", kind: .objected, isWithheld: true),
        Late(target: "A+x@example.org", kind: .complained, isWithheld: true),
        Late(target: "second@example.net", kind: .objected, isWithheld: true),
        Late(target: "second@example.net", kind: .erased, isWithheld: true),
        Late(target: "@example.net", kind: .objected, isWithheld: true),
        Late(target: "@example.org", kind: .objected, isWithheld: true),
        Late(target: "a@example.org", kind: .bounced, isWithheld: true),
        Late(target: "a+x@example.org", kind: .bounced, isWithheld: false),
        Late(target: "second@example.net", kind: .bounced, isWithheld: false),
        Late(target: "@example.org", kind: .bounced, isWithheld: true),
        Late(target: "@example.net", kind: .bounced, isWithheld: false),
        Late(target: "other@example.org", kind: .objected, isWithheld: false),
    ]

    @Test(arguments: late) func anObjectionThatComesLateWithholds(_ late: Late) throws {
        let rehearsal = try rehearsal()
        try rehearsal.books.take(
            .cards, row(["a@example.org", "second@example.net"], card("a@example.org")))
        let recipient = try rehearsal.recipient("a@example.org")
        try rehearsal.books.object(late.target, late.kind)
        #expect(try rehearsal.claim(recipient) == !late.isWithheld)
        #expect(try rehearsal.ledger.counts(of: "autumn").byState == [late.isWithheld ? .withheld : .attempting: 1])
    }

    /// It comes after the gate looked and before the decision is recorded.
    @Test func anObjectionBetweenJudgementAndEnrolmentIsSeenByTheClaim() throws {
        let rehearsal = try rehearsal("a@example.org")
        let judged = try rehearsal.judge()
        try rehearsal.books.object("a@example.org")
        let enrolled = try rehearsal.enrol(judged).enrolled
        #expect(enrolled.count == 1)
        #expect(try !rehearsal.claim(enrolled[0].recipient))
    }

    @Test func anObjectionThatTheGateFoundLiftedDoesNotWithhold() throws {
        let rehearsal = try rehearsal()
        try rehearsal.books.take(
            .signups, row(["a@example.org"], signUp("a@example.org", on: "2026-11-01", confirmed: "2026-11-02")))
        try rehearsal.books.object("a@example.org", on: "2026-10-01")
        let recipient = try rehearsal.recipient("a@example.org")
        #expect(try rehearsal.claim(recipient))
    }

    /// Told late of an objection that a sign-up has long lifted: withheld for now, admitted by the next run's gate.
    @Test func whoIsWithheldAndAdmittedAgainIsQueued() throws {
        let rehearsal = try rehearsal()
        try rehearsal.books.take(
            .signups, row(["a@example.org"], signUp("a@example.org", on: "2026-11-01", confirmed: "2026-11-02")))
        let recipient = try rehearsal.recipient("a@example.org")
        try rehearsal.books.object("a@example.org", on: "2026-10-01")
        #expect(try !rehearsal.claim(recipient))
        #expect(try rehearsal.states() == ["a@example.org withheld 0"])
        let again = try rehearsal.enrol()
        #expect(again.enrolled.map(\.state) == [.queued])
        #expect(try rehearsal.claim(recipient))
    }

    @Test func participationsAreFoundByLooserKeys() throws {
        let rehearsal = try rehearsal("a@example.org")
        try rehearsal.carry(try rehearsal.recipient("a@example.org"), to: .accepted)
        let found = try rehearsal.ledger.participations(of: spec("A+x@example.org"))
        #expect(found.map(\.state) == [.accepted])
        #expect(found.map(\.reply) == ["250 accepted"])
        #expect(try rehearsal.ledger.participations(of: spec("b@example.org")).isEmpty)
    }
}

// MARK: Groups

extension DeliveryTests {
    @Test func aGroupIsSettledClaimedAndPacedAtOnce() throws {
        let books = try Books()
        for name in ["a", "b", "c", "d"] {
            try books.take(.cards, row([name + "@example.org"], card(name + "@example.org")))
        }
        let rehearsal = try Rehearsal(books)
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        #expect(try rehearsal.commit(claims: [ids[0], ids[1], ids[0], 999]) == [true, true, false, false])
        try books.object("c@example.org")
        let outcomes = [rehearsal.outcome(ids[1], .accepted), rehearsal.outcome(ids[0], .deferred, due: at(9))]
        #expect(
            try rehearsal.commit(outcomes, claims: [ids[0], ids[2], ids[3]], pacedAt: [at(4), at(5)])
                == [true, false, true])
        #expect(
            try rehearsal.states() == [
                "a@example.org attempting 2", "b@example.org accepted 1", "c@example.org withheld 0",
                "d@example.org attempting 1",
            ])
        #expect(try rehearsal.ledger.pace(since: at(0)) == [at(4), at(5)])
        _ = try rehearsal.commit(claims: [], pacedAt: [at(7)], forgetPaceBefore: at(5))
        #expect(try rehearsal.ledger.pace(since: at(0)) == [at(5), at(7)])
        // Whoever was claimed again was entered first; the others are, together, a moment later.
        #expect(try states(logged: books) == ["deferred"])
        try rehearsal.ledger.enter(ids, key: key, now: at(9))
        #expect(try states(logged: books) == ["deferred", "accepted", "withheld"])
        try rehearsal.ledger.enter(ids, key: key, now: at(9))
        #expect(try states(logged: books).count == 3)
    }

    /// The states in the log's entries of outcomes.
    private func states(logged books: Books) throws -> [String] {
        try books.logLines().filter { $0.contains(#""kind":"outcome""#) }.compactMap { line in
            line.firstMatch(of: /"state":"([a-z]+)"/).map { String($0.1) }
        }
    }

    @Test func whatAnInterruptedRunLeftOutOfTheLogIsEnteredOnce() throws {
        let rehearsal = try rehearsal("a@example.org", "b@example.org", "c@example.org")
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        #expect(try rehearsal.commit(claims: ids) == [true, true, true])
        _ = try rehearsal.commit(
            [rehearsal.outcome(ids[0], .accepted), rehearsal.outcome(ids[1], .rejected)], claims: [])
        #expect(try states(logged: rehearsal.books) == [])
        // Whatever opens the ledger next to write, and then the mailing's next run.
        try rehearsal.ledger.catchUp(key: key, now: at(8))
        #expect(try states(logged: rehearsal.books) == ["accepted", "rejected"])
        _ = try rehearsal.commit([rehearsal.outcome(ids[2], .accepted)], claims: [])
        #expect(try rehearsal.ledger.recover(rehearsal.mailing, key: key, now: at(9)) == 0)
        #expect(try states(logged: rehearsal.books) == ["accepted", "rejected", "accepted"])
        try rehearsal.ledger.catchUp(key: key, now: at(10))
        try rehearsal.ledger.logIsComplete()
        try rehearsal.ledger.catchUp(key: key, now: at(10))
        #expect(try states(logged: rehearsal.books).count == 3)
    }

    /// An import that finds two contacts to be one while a run is under way does not wait for the log, nor pass it by.
    @Test func whoMakesRoomDuringARunIsEnteredFirst() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org"], url: "ada", card("a@example.org")))
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        let rehearsal = try Rehearsal(books)
        let ids = try rehearsal.enrol().enrolled.map(\.recipient)
        #expect(try rehearsal.commit(claims: ids) == [true, true])
        _ = try rehearsal.commit(ids.map { rehearsal.outcome($0, .deferred, due: at(9)) }, claims: [])
        try books.take(row(["b@example.org"], url: "ada"))
        #expect(try rehearsal.states().count == 1)
        #expect(try states(logged: books) == ["deferred"])
        let token = key.unsubscribeToken(letter: "autumn", address: spec("b@example.org"))
        #expect(try rehearsal.ledger.address(ofToken: token, key: key) != nil)
    }

    /// Whoever tries to pass by the log is refused by the database.
    @Test(arguments: ["UPDATE recipient SET state = 'queued'", "DELETE FROM token; DELETE FROM recipient"])
    func whatIsNotInTheLogYetDoesNotChange(_ sql: String) throws {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        #expect(try rehearsal.commit(claims: [recipient]) == [true])
        _ = try rehearsal.commit([rehearsal.outcome(recipient, .accepted)], claims: [])
        let database = try rehearsal.books.raw()
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(try rehearsal.states() == ["a@example.org accepted 1"])
        try rehearsal.ledger.enter([recipient], key: key, now: at(9))
        try database.write { try $0.execute(sql: sql) }
    }

    /// Either all of a group is kept or none of it: whoever was claimed with what could not be recorded was not claimed.
    @Test func aGroupThatFailsLeavesNothing() throws {
        let rehearsal = try rehearsal("a@example.org")
        let recipient = try rehearsal.recipient("a@example.org")
        try rehearsal.books.raw().write { db in
            try db.execute(sql: "CREATE TRIGGER no_pace BEFORE INSERT ON pace BEGIN SELECT RAISE(ABORT, 'no'); END")
        }
        #expect(throws: LedgerFault.self) { try rehearsal.commit(claims: [recipient], pacedAt: [at(4)]) }
        #expect(try rehearsal.states() == ["a@example.org queued 0"])
    }
}
