package import Vocabulary

/// Who may be written to, and why: evidence, objections, mailing, policy and the day come in, a decision comes out, for a
/// contact by itself at each of its addresses. The same inputs give the same decisions, in whatever order and how often.
///
/// The default is exclusion. Every rule is evaluated and every reason is given. One sound piece of evidence admits;
/// rules of the address, the person and the mailing win over it; a rule that cannot be evaluated excludes.
package struct Judge: Sendable {
    let context: EvaluationContext
    private let evaluator: RuleEvaluator

    package init(brief: Brief, rules: RuleBook = .standard) {
        context = EvaluationContext(brief: brief)
        evaluator = RuleEvaluator(rules: rules, context: context)
    }

    /// One decision for each address of the contact, in the dossier's order; one without address where it has none. In a
    /// mailing, one address at the most is admitted. Whoever else has an address is no matter here: see ``Gate``.
    package func decisions(on dossier: Dossier) -> [Decision] { decisions(chosen(from: dossier), dossier) }

    /// What the decisions are made of, for whoever asks no more than how they fall.
    func chosen(from dossier: Dossier) -> [Entry] {
        var entries = entries(of: dossier)
        if context.hasMailing { _ = Choice.choose(among: &entries) { _ in false } }
        return entries
    }

    /// A pass to one of the sender's own addresses, present, former or for tests, to try a letter out; it counts nowhere.
    /// Nil for any other address, and where there is no mailing.
    package func clearTest(address: AddrSpec, fields: ContactFields) -> Clearance? {
        let brief = context.brief
        guard brief.sender.mayTest(at: address), let letter = brief.letter, let purpose = brief.purpose else {
            return nil
        }
        return Clearance(
            letter: letter, contact: ContactID(0), address: address, purpose: purpose, fields: fields, evidence: nil,
            policyRevision: brief.policyRevision, isTest: true)
    }

    /// What the rules say, before one of several addresses is chosen.
    func entries(of dossier: Dossier) -> [Entry] { evaluator.entries(of: dossier) }

    func decisions(_ entries: [Entry], _ dossier: Dossier) -> [Decision] { entries.map { decision($0, dossier) } }

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
