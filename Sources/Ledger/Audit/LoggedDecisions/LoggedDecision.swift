package import Gate
package import Vocabulary

/// A decision as the log has it, with what it looked at.
package struct LoggedDecision: Sendable {
    /// What is left of a decision whose record, or whose evidence, was erased.
    package enum Basis: Sendable {
        case erased
        /// The record is there and cannot be made out: `log verify` says why.
        case unreadable
        case known(Known)
    }

    package struct Known: Sendable {
        package let name: String
        /// Nil where the contact has none.
        package let address: String?
        package let purpose: String
        package let verdict: RecordedVerdict
        /// What the decision looked at, as it was, without what is known through other addresses.
        package let own: Dossier
        package let background: [ReplayBackground]
        /// The evidence it looked at, with the LinkedIn exports that have come since.
        package let evidenceNow: [Evidence]
    }

    package let seq: Int64
    package let at: Instant
    package let letter: String
    /// The policy's revision that it names.
    package let policy: String
    /// What its run was under; nil for a ledger of the first version.
    package let run: RunRecord?
    package let basis: Basis
}
