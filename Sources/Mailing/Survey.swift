package import Gate
package import Vocabulary

/// What the gate says of everybody, without writing a thing: the dry run, and what a run asks about before it sends.
package struct Survey: Sendable {
    package var contacts = 0
    package var admitted = 0
    package var excluded = 0
    /// How many entries each reason excludes; an entry with several reasons counts under each.
    package var byReason: [ReasonCode: Int] = [:]
    /// How many entries each reason is the main one of: adds up to ``excluded``.
    package var byMainReason: [ReasonCode: Int] = [:]
    /// Contacts who are written to, at one of their addresses.
    package var contactsAdmitted = 0
    /// How many contacts are left out under each main reason, each of them once: adds up to ``contactsExcluded``.
    package var contactsByMainReason: [ReasonCode: Int] = [:]
    /// How many contacts each kind of evidence admits: adds up to ``contactsAdmitted``.
    package var contactsByEvidence: [EvidenceKind: Int] = [:]
    package var warnings: [Warning] = []

    package init() {}

    /// Contacts who are not written to.
    package var contactsExcluded: Int { contacts - contactsAdmitted }

    /// Judges every contact once. `each` sees one contact after the other, with the decisions on it, in the
    /// ledger's order.
    package static func run(
        brief: Brief, dossiers next: () throws -> [Dossier], each: (Dossier, [Decision]) throws -> Void
    ) throws -> Survey {
        var survey = Survey()
        var gate = Gate(brief: brief)
        while true {
            let chunk = try next()
            if chunk.isEmpty { break }
            for dossier in chunk {
                let decisions = gate.judge(dossier)
                survey.count(decisions)
                try each(dossier, decisions)
            }
        }
        survey.warnings = gate.warnings()
        return survey
    }

    private mutating func count(_ decisions: [Decision]) {
        contacts += 1
        if let telling = decisions.telling {
            if let kind = telling.admittedBy?.claim.kind {
                contactsAdmitted += 1
                contactsByEvidence[kind, default: 0] += 1
            } else if let reason = telling.mainReason {
                contactsByMainReason[reason, default: 0] += 1
            }
        }
        for decision in decisions {
            if decision.isAdmitted {
                admitted += 1
                continue
            }
            excluded += 1
            if let reason = decision.mainReason { byMainReason[reason, default: 0] += 1 }
            var seen: Set<ReasonCode> = []
            for finding in decision.findings where seen.insert(finding.code).inserted {
                byReason[finding.code, default: 0] += 1
            }
        }
    }
}
