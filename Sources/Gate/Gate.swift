package import Vocabulary

/// The gate: evidence, objections, mailing, policy and the day come in, a decision comes out, for every contact at
/// every address. The same inputs give the same decisions.
///
/// The default is exclusion. Every rule is evaluated and every reason is given. One sound piece of evidence admits;
/// rules of the address, the person and the mailing win over it; a rule that cannot be evaluated excludes.
package struct Gate: Sendable {
    let context: EvaluationContext
    let judge: Judge
    /// Loosest keys of admitted contacts that another contact may bring again: all that a mailing must remember.
    var admittedKeys: Set<String> = []
    /// Those of them that a letter goes to.
    var reachedKeys: Set<String> = []
    var observations: MailingObservations

    package init(brief: Brief, rules: RuleBook = .standard) {
        context = EvaluationContext(brief: brief)
        judge = Judge(rules: rules, context: context)
        observations = MailingObservations(shown: brief.shown)
    }

    /// One decision for each address of the contact, in the dossier's order; one without address where it has none.
    ///
    /// In a mailing, contacts come in the ledger's order: of two that share an address, the first one has it.
    package mutating func judge(_ dossier: Dossier) -> [Decision] {
        var entries = judge.entries(of: dossier)
        if context.hasMailing { choose(among: &entries) }
        let decisions = entries.map { decision($0, dossier) }
        observations.note(dossier, decisions)
        return decisions
    }

    /// What the dossiers judged so far, and the sender, give rise to; in the order of the catalogue.
    package func warnings() -> [Warning] {
        let own = context.brief.sender.postalAddress.isBlank ? [Warning.noPostalAddress()] : []
        return own + observations.warnings()
    }

    /// A pass to one of the sender's own addresses, present or former, to try a letter out; it counts nowhere.
    /// Nil for any other address, and where there is no mailing.
    package func clearTest(address: AddrSpec, fields: ContactFields) -> Clearance? {
        let brief = context.brief
        guard brief.sender.owns(address), let letter = brief.letter, let purpose = brief.purpose else { return nil }
        return Clearance(
            letter: letter, contact: ContactID(0), address: address, purpose: purpose, fields: fields, evidence: nil,
            policyRevision: brief.policyRevision, isTest: true)
    }

    private func decision(_ entry: Entry, _ dossier: Dossier) -> Decision {
        let admitting = entry.isAdmitted ? entry.admitting : nil
        let spec = (entry.admitting ?? entry.pieces.first { $0.spec != nil })?.spec ?? entry.address?.spec
        return Decision(
            contact: dossier.contact.id, name: dossier.contact.fields.displayName,
            address: spec?.spelling ?? entry.address?.text, spec: spec, findings: entry.findings,
            admittedBy: admitting?.evidence, lookedAt: entry.lookedAt,
            clearance: admitting.flatMap { clearance(spec, $0.evidence, dossier.contact) })
    }

    private func clearance(_ address: AddrSpec?, _ evidence: Evidence, _ contact: Contact) -> Clearance? {
        let brief = context.brief
        guard let address, let letter = brief.letter, let purpose = brief.purpose else { return nil }
        return Clearance(
            letter: letter, contact: contact.id, address: address, purpose: purpose, fields: contact.fields,
            evidence: evidence, policyRevision: brief.policyRevision, isTest: false)
    }
}
