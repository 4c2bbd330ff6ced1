internal import Gate
internal import Vocabulary

/// Makes the log's entries of decisions, as far as they do not depend on their place in it: without the ledger.
struct DecisionDesk: Sendable {
    let mailing: MailingRecord
    let key: Key
    let policyRevision: String
    let program: String

    /// An entry that has no place yet.
    struct Entry: Sendable {
        let subject: String?
        let sealed: SealedRecord
    }

    func entry(for decision: Decision) -> Entry {
        let record = DecisionRecord.json(decision, letter: mailing.letter, purpose: mailing.purpose, program: program)
        let sealed = SealedRecord(record) { json, commitment in
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
