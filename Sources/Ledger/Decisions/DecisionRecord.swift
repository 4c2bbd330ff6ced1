internal import Gate
internal import Vocabulary

/// A decision as the log keeps it: with all that it looked at.
enum DecisionRecord {
    /// What the table `decision` has of a policy's revision, to tell whether a decision is a new one: its first digits. The entry
    /// has all of them, and so have the rows of earlier versions.
    static func mark(ofPolicy revision: String) -> String { String(revision.prefix(16)) }

    /// `entry` is its place among the contact's entries, `objections` the newest objection that it has seen.
    static func json(
        _ decision: Decision, entry: Int, objections: Int64, letter: String, purpose: String, program: String
    ) -> CanonicalJSON {
        CanonicalJSON { json in
            json.object { record in
                record.member("address", decision.address)
                record.member("contact", decision.contact.rawValue)
                record.member("entry", Int64(entry))
                record.member("evidence", decision.admittedBy?.id.rawValue)
                record.member("letter", letter)
                record.member("lookedAt", each: decision.lookedAt) { $0.value($1.rawValue) }
                record.member("name", decision.name)
                record.member("objections", objections)
                record.member("program", program)
                record.member("purpose", purpose)
                record.member("reasons", each: decision.findings) { json, finding in
                    json.object { reason in
                        reason.member("code", finding.code.rawValue)
                        reason.member("evidence", finding.evidence?.rawValue)
                        reason.member("expected", finding.expected.neutral)
                        reason.member("observed", finding.observed.neutral)
                    }
                }
                record.member("verdict", decision.isAdmitted ? "admitted" : "excluded")
            }
        }
    }
}
