import Vocabulary

/// The gate of one mailing: the ``Judge`` says who may be written to, and the gate remembers who was judged before, so that
/// nobody is reached twice: of contacts who share an address, the first one has it. So the order counts here, and contacts
/// come in the ledger's.
package struct Gate: Sendable {
    private let judge: Judge
    private var shared = SharedAddresses()
    private var observations: MailingObservations

    package init(brief: Brief, rules: RuleBook = .standard) {
        judge = Judge(brief: brief, rules: rules)
        observations = MailingObservations(shown: brief.shown)
    }

    /// One decision for each address of the contact, in the dossier's order; one without address where it has none.
    package mutating func judge(_ dossier: Dossier) -> [Decision] {
        var entries = judge.entries(of: dossier)
        if judge.context.hasMailing { shared.choose(among: &entries) }
        let decisions = judge.decisions(entries, dossier)
        observations.note(dossier, decisions)
        return decisions
    }

    /// What the dossiers judged so far, and the sender, give rise to; in the order of the catalogue.
    package func warnings() -> [Warning] {
        let own = judge.context.brief.sender.postalAddress.isBlank ? [Warning.noPostalAddress()] : []
        return own + observations.warnings()
    }
}
