internal import Gate
internal import Vocabulary

/// Makes the log's entries of decisions, as far as they do not depend on their place in it. It needs no ledger, so that the
/// work is done before the ledger is locked. Nothing here can fail: what cannot be entered fails the transaction that does.
struct DecisionDesk: Sendable {
    let mailing: MailingRecord
    let key: Key
    let policyRevision: String
    let program: String
    /// The newest objection that the decisions have seen.
    let newestObjection: Int64

    /// An entry that has no place yet.
    struct Entry: Sendable {
        let subject: String?
        let sealed: SealedRecord
    }

    /// Nil for decisions on the contacts up to the one of this number; those on one contact come one after the other.
    func entries(for decisions: [Decision], ofContactsAfter known: Int64) -> [Entry?] {
        var place = 0
        var salts = Salt.Pool()
        return decisions.indices.map { index in
            let isNext = index > 0 && decisions[index].contact == decisions[index - 1].contact
            place = isNext ? place + 1 : 0
            return decisions[index].contact.rawValue > known
                ? entry(for: decisions[index], at: place, salts: &salts) : nil
        }
    }

    /// `place` is that of the decision among those on its contact.
    func entry(for decision: Decision, at place: Int, salts: inout Salt.Pool) -> Entry {
        let record = DecisionRecord.json(
            decision, entry: place, objections: newestObjection, letter: mailing.letter, purpose: mailing.purpose,
            program: program)
        let sealed = SealedRecord(.decision, record, salts: &salts) { json, commitment in
            json.object { payload in
                payload.member("codes", each: DecisionDesk.codeList(decision)) { $0.value($1) }
                payload.member("commitment", plain: commitment)
                payload.member("policy", policyRevision)
                payload.member("verdict", DecisionDesk.verdict(decision))
            }
        }
        return Entry(subject: decision.spec.map { key.pseudonym($0.loosestKey) }, sealed: sealed)
    }

    static func verdict(_ decision: Decision) -> String { decision.isAdmitted ? "admitted" : "excluded" }

    /// The codes of all reasons, each once, as one text.
    static func codes(_ decision: Decision) -> String { codeList(decision).joined(separator: " ") }

    private static func codeList(_ decision: Decision) -> [String] {
        var codes: [String] = []
        for finding in decision.findings where !codes.contains(finding.code.rawValue) {
            codes.append(finding.code.rawValue)
        }
        return codes
    }
}
