import Vocabulary

/// What the gate notices from one dossier to the next, for its warnings. It keeps little: names that several contacts
/// share, the numbers of contacts whose employer changed, and how many cards each attestation covers.
struct MailingObservations: Sendable {
    private struct Namesakes {
        var name: String
        var contacts: [ContactID] = []
        var admitted = 0
        /// Contacts that are not admitted and whose person objected, complained or was erased.
        var objectors = 0
    }

    /// More cards than this under one attestation are worth a question.
    private static let bulk = 50
    private static let exampleCount = 3

    private var namesakes: [String: Namesakes] = [:]
    private var moved: [ContactID] = []
    private var movedExamples: [Warning.ChangedEmployer] = []
    private var cardsByAttestation: [String: Int] = [:]
    /// The fields that the letter shows.
    private let shown: Set<String>
    private var odd: [ContactID] = []
    private var oddExamples: [Warning.OddName] = []

    init(shown: Set<String>) { self.shown = shown }

    mutating func note(_ dossier: Dossier, _ decisions: [Decision]) {
        let isAdmitted = decisions.contains(where: \.isAdmitted)
        if dossier.sharesName { noteName(dossier, isAdmitted) }
        if isAdmitted, !dossier.linkedInCompany.isEmpty { noteEmployer(dossier) }
        noteAttestations(dossier)
        if isAdmitted { noteOddName(dossier) }
    }

    func warnings() -> [Warning] {
        let names = namesakes.values
            .filter { $0.admitted > 1 || $0.admitted > 0 && $0.objectors > 0 }
            .sorted { ($0.contacts.first?.rawValue ?? 0) < ($1.contacts.first?.rawValue ?? 0) }
            .map { Warning.sameName($0.name, admitted: $0.admitted, contacts: $0.contacts) }
        let employers = moved.isEmpty ? [] : [Warning.employerChanged(moved, examples: movedExamples)]
        let attestations = cardsByAttestation.filter { $0.value > MailingObservations.bulk }
            .sorted { $0.key < $1.key }
            .map { Warning.bulkAttestation($0.key, cards: $0.value) }
        let oddNames = odd.isEmpty ? [] : [Warning.oddFirstName(odd, examples: oddExamples)]
        return names + employers + attestations + oddNames
    }

    private mutating func noteOddName(_ dossier: Dossier) {
        let fields = dossier.contact.fields
        let found: (String, NameOddity)?
        if shown.contains("first_name"), let oddity = NameOddity.ofFirstName(fields.firstName) {
            found = (fields.firstName, oddity)
        } else if shown.contains("full_name"), let oddity = NameOddity.ofAnyName(fields.displayName) {
            found = (fields.displayName, oddity)
        } else {
            found = nil
        }
        guard let (name, oddity) = found else { return }
        odd.append(dossier.contact.id)
        guard oddExamples.count < MailingObservations.exampleCount else { return }
        oddExamples.append(Warning.OddName(name: name.trimmingBlanks(), oddity: oddity))
    }

    private mutating func noteName(_ dossier: Dossier, _ isAdmitted: Bool) {
        let name = dossier.contact.fields.displayName.trimmingBlanks()
        guard !name.isBlank else { return }
        let hasObjected = dossier.objections.contains { $0.kind != .bounced }
        namesakes[name.lowercased(), default: Namesakes(name: name)].contacts.append(dossier.contact.id)
        if isAdmitted {
            namesakes[name.lowercased()]?.admitted += 1
        } else if hasObjected {
            namesakes[name.lowercased()]?.objectors += 1
        }
    }

    /// The latest card that names a company, against the latest export.
    private mutating func noteEmployer(_ dossier: Dossier) {
        var latest: Claim?
        for evidence in dossier.evidence where evidence.claim.kind == .businessCard {
            guard !evidence.claim.company.isBlank else { continue }
            if let known = latest?.shared.when?.day, (evidence.claim.shared.when?.day ?? known) <= known { continue }
            latest = evidence.claim
        }
        guard let card = latest?.company, !dossier.linkedInCompany.isBlank,
            MailingObservations.folded(card) != MailingObservations.folded(dossier.linkedInCompany)
        else { return }
        moved.append(dossier.contact.id)
        guard movedExamples.count < MailingObservations.exampleCount else { return }
        movedExamples.append(
            Warning.ChangedEmployer(
                name: dossier.contact.fields.displayName, card: card.trimmingBlanks(),
                linkedIn: dossier.linkedInCompany.trimmingBlanks()))
    }

    /// A card with several addresses is one card.
    private mutating func noteAttestations(_ dossier: Dossier) {
        var counted: Set<Artefact> = []
        for evidence in dossier.evidence
        where evidence.claim.kind == .businessCard && !evidence.claim.attestation.isEmpty {
            guard !evidence.claim.attestation.isBlank, counted.insert(evidence.artefact).inserted else { continue }
            cardsByAttestation[evidence.claim.attestation, default: 0] += 1
        }
    }

    private static func folded(_ company: String) -> String { company.trimmingBlanks().lowercased() }
}
