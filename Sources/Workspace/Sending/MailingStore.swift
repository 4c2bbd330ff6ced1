import Courier
import Gate
import Ledger
import Mailing
import Vocabulary

/// The ledger as a run of one mailing records in it. What is thrown are the ledger's faults; they stop the run, and what is
/// recorded stays true.
struct MailingStore: DeliveryStore {
    private let ledger: Ledger
    private let mailing: MailingRecord
    private let key: Key
    /// How long the rate looks back, in seconds.
    private let window: Double
    /// A day is remembered in any case: a rate by the day may be set before it is over.
    private static let shortestMemory: Double = 86_400 * 1.01
    private let judge: Judge
    private let journal: JournalSync

    init(prepared: PreparedMailing, mailing: MailingRecord, key: Key, rate: Pacer.Rate?) throws {
        (ledger, self.mailing, self.key) = (prepared.ledger, mailing, key)
        window = max(MailingStore.shortestMemory, rate?.seconds ?? 0)
        judge = Judge(brief: prepared.brief)
        journal = try JournalSync(of: prepared.ledger)
    }

    func commit(_ outcomes: [OutcomeRecord], claims: [ClaimRequest], pacedAt: Instant?) throws -> [ClaimAnswer] {
        try ledger.commit(
            outcomes: outcomes, claims: claims,
            // One contact by itself, by what is known of it at that moment. Files of their own were laid before the gate before, and
            // are in the message.
            judge: { judge.decisions(on: $0) }, pacedAt: pacedAt.map { at in claims.map { _ in at } } ?? [],
            forgetPaceBefore: pacedAt?.advanced(bySeconds: -window - 1), key: key, now: Workspace.now())
    }

    func sync() throws { try journal.wait() }

    func enter(_ recipients: [Int64]) throws { try ledger.enter(recipients, key: key, now: Workspace.now()) }

    func putBack(_ recipients: [Int64], because: String) throws {
        try ledger.putBack(recipients, in: mailing, because: because, key: key, now: Workspace.now())
    }

    func bounce(_ address: AddrSpec, reply: String) throws {
        let request = ObjectionRequest(
            target: address.spelling, kind: .bounced, on: When(day: Workspace.today()), because: reply)
        _ = try ledger.object(request, key: key, now: Workspace.now())
    }
}
