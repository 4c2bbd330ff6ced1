// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Ledger
import Vocabulary

/// A mailing as a run drives it, step by step: the real gate, the real ledger, and no relay.
final class Rehearsal {
    let books: Books
    let letter: String
    let mailing: MailingRecord
    var policyRevision = "revision"
    /// Who was admitted last, and the ledger's mark before they were judged.
    private var clearances: [Int64: Clearance] = [:]
    private var mark: Int64?
    /// How often a claim had somebody judged again.
    private(set) var judgedAgain = 0

    init(_ books: Books, letter: String = "autumn") throws {
        self.books = books
        self.letter = letter
        mailing = try books.ledger.beginMailing(
            letter: letter, purpose: "newsletter", digest: "digest", contentDigest: "content", content: [1, 2, 3],
            now: at(2))
    }

    var ledger: Ledger { books.ledger }

    var brief: Brief {
        let sender = Sender(
            name: "You", address: spec("you@example.org"), postalAddress: "Lyon",
            linkedInAddressVisibleSince: when("2019-05-01"))
        return Brief(
            letter: letter, purpose: newsletter, needs: [], sender: sender, policy: Policy(),
            policyRevision: policyRevision, today: today)
    }

    /// Judges everybody as the gate does now; gives the decisions with the newest objection that they have seen.
    func judge() throws -> (decisions: [Decision], newestObjection: Int64) {
        var reader = DossierReader(ledger, key: key, letter: letter)
        var gate = Gate(brief: brief)
        var decisions: [Decision] = []
        while true {
            let dossiers = try reader.next()
            if dossiers.isEmpty { return (decisions, reader.newestObjection) }
            decisions += dossiers.flatMap { gate.judge($0) }
        }
    }

    @discardableResult
    func enrol(_ judged: (decisions: [Decision], newestObjection: Int64)? = nil, mayAdd: Bool = true) throws
        -> Enrolment
    {
        mark = try ledger.changeMark()
        let judged = try judged ?? judge()
        let enrolment = try ledger.enrol(
            judged.decisions, in: mailing, key: key, policyRevision: policyRevision, program: "test",
            mayAdd: { _ in mayAdd }, newestObjection: judged.newestObjection, now: at(3))
        for enrolled in enrolment.enrolled { clearances[enrolled.recipient] = enrolled.clearance }
        return enrolment
    }

    func claim(_ recipient: Int64?, after outcomes: [OutcomeRecord] = []) throws -> Bool {
        let isClaimed = try ledger.claim(recipient, after: outcomes, in: mailing, key: key, now: at(4))
        try ledger.enter(outcomes.map(\.recipient) + [recipient].compactMap(\.self), key: key, now: at(4))
        return isClaimed
    }

    func commit(
        _ outcomes: [OutcomeRecord] = [], claims: [Int64], pacedAt: [Instant] = [], forgetPaceBefore: Instant? = nil
    ) throws -> [Bool] {
        try ask(claims, after: outcomes, pacedAt: pacedAt, forgetPaceBefore: forgetPaceBefore).map { $0 == .granted }
    }

    /// Claims recipients by what they were admitted by when they were enrolled.
    func ask(
        _ recipients: [Int64], after outcomes: [OutcomeRecord] = [], pacedAt: [Instant] = [],
        forgetPaceBefore: Instant? = nil
    ) throws -> [ClaimAnswer] {
        let requests = recipients.map { recipient in
            ClaimRequest(
                recipient: recipient, clearance: clearances[recipient] ?? clearances.first!.value, mark: mark)
        }
        return try ledger.commit(
            outcomes: outcomes, claims: requests,
            judge: { dossier in
                judgedAgain += 1
                return Judge(brief: brief).decisions(on: dossier)
            }, pacedAt: pacedAt, forgetPaceBefore: forgetPaceBefore, key: key, now: at(4))
    }

    func outcome(_ recipient: Int64, _ state: RecipientState, due: Instant? = nil) -> OutcomeRecord {
        OutcomeRecord(recipient: recipient, state: state, reply: "250 \(state)", due: due, at: at(5))
    }

    /// Claims a recipient and records what became of it.
    func carry(_ recipient: Int64, to state: RecipientState) throws {
        guard try claim(recipient), state != .attempting else { return }
        _ = try claim(nil, after: [outcome(recipient, state)])
    }

    /// `address state attempts` of each recipient.
    func states() throws -> [String] {
        var states: [String] = []
        try ledger.forEachRecipient(of: letter) { states.append("\($0.address) \($0.state) \($0.attempts)") }
        return states
    }

    /// The recipient's number at an address.
    func recipient(_ address: String) throws -> Int64 {
        try enrol().enrolled.first { $0.clearance.address == spec(address) }?.recipient ?? -1
    }

    /// Entries of the mailing are recipients or excluded, and none is both.
    func isSquare(_ enrolment: Enrolment) throws -> Bool {
        let entries = try books.dossiers().map { max(1, $0.addresses.count) }.reduce(0, +)
        return try ledger.counts(of: letter).admitted + enrolment.excluded == entries
    }
}
