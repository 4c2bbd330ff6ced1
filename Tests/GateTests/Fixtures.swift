// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Vocabulary

/// The day on which all these tests take place.
let today = CivilDate(iso: "2026-11-23")!

let newsletter = Purpose(name: "newsletter", context: .professional, description: [.english: "news of my work"])
let events = Purpose(name: "events", context: .professional, description: [.english: "invitations"])

func spec(_ text: String) -> AddrSpec { try! AddrSpec(parsing: text) }

func when(_ iso: String) -> When { When(iso: iso)! }

/// Nil is a blank cell; what is no ISO date cannot be read.
func stated(_ text: String?) -> StatedDate {
    guard let text else { return .missing }
    return When(iso: text).map { .on($0) } ?? .unreadable(text)
}

func sender(visibleSince: String? = "2019-05-01", postalAddress: String = "1 rue de l’Exemple, Lyon") -> Sender {
    Sender(
        name: "Grace Example", address: spec("grace@example.org"), formerAddresses: [spec("grace@former.example.org")],
        postalAddress: postalAddress, linkedInAddressVisibleSince: visibleSince.map(when))
}

/// The brief of a mailing, or, without a purpose, of a look at the evidence alone.
func brief(
    _ purpose: Purpose? = newsletter, needs: [FieldNeed] = [], sender: Sender = sender(), policy: Policy = Policy()
) -> Brief {
    Brief(
        letter: purpose == nil ? nil : "spring", purpose: purpose, needs: needs, sender: sender, policy: policy,
        policyRevision: "revision", today: today)
}

func piece(_ id: Int64, _ claim: Claim, linkedIn: LinkedInStanding? = nil) -> Evidence {
    Evidence(
        id: EvidenceID(id), claim: claim, artefact: Artefact(fileName: "source.csv", sha256: "00", line: Int(id)),
        recordedAt: Instant(seconds: 1_780_000_000), linkedIn: linkedIn)
}

func card(
    _ id: Int64, _ address: String, _ date: String?, place: String, context: SharingContext = .professional,
    source: SharingSource = .person, sharedWith: String = "", isPreferred: Bool = false, company: String = "",
    attestation: String = ""
) -> Evidence {
    piece(
        id,
        Claim(
            kind: .businessCard, address: address, shared: stated(date), place: place, context: context,
            source: source, sharedWith: sharedWith, isPreferred: isPreferred, company: company,
            attestation: attestation))
}

func form(
    _ id: Int64, _ address: String, _ date: String?, confirmed: String?, purposes: [String] = ["newsletter"],
    wording: String = "Yes, write to me."
) -> Evidence {
    let consent = FormConsent(
        purposes: purposes, wording: wording, wordingLanguage: "en", confirmed: stated(confirmed),
        formURL: "https://example.org/form")
    return piece(id, Claim(kind: .formOptIn, address: address, shared: stated(date), consent: consent))
}

/// A row of a contacts file that says whence its address came or with whom it was shared.
func listed(
    _ id: Int64, _ address: String, source: SharingSource = .person, sharedWith: String = ""
) -> Evidence {
    piece(
        id,
        Claim(kind: .contactList, address: address, shared: .missing, source: source, sharedWith: sharedWith))
}

/// A row of the sender's LinkedIn export; a blank address is a blank cell.
func connection(
    _ id: Int64, _ address: String, _ date: String?, export: String? = "2026-11-22", isInLatest: Bool = true
) -> Evidence {
    piece(
        id, Claim(kind: .linkedInConnection, address: address, shared: stated(date)),
        linkedIn: LinkedInStanding(latestExport: export.flatMap { CivilDate(iso: $0) }, isInLatest: isInLatest))
}

func objection(_ kind: ObjectionKind, _ address: String, _ date: String, id: Int64 = 1) -> Objection {
    let target = spec(address)
    return Objection(
        id: id, kind: kind, target: .address(normalForm: target.normalForm, loosestKey: target.loosestKey),
        on: when(date), because: "")
}

func dossier(
    _ addresses: [String], _ evidence: [Evidence] = [], objections: [Objection] = [], heardFrom: String? = nil,
    mailed: [Dossier.Mailed] = [], contact: Int64 = 1, name: String = "Ada Example", isKnownElsewhere: Bool = false,
    linkedInCompany: String = "", sharesName: Bool = false
) -> Dossier {
    Dossier(
        contact: Contact(id: ContactID(contact), profile: nil, fields: ContactFields(fullName: name)),
        addresses: addresses.map { Dossier.KnownAddress($0, isKnownElsewhere: isKnownElsewhere) },
        evidence: evidence, objections: objections, lastHeardFrom: heardFrom.map(when), mailed: mailed,
        linkedInCompany: linkedInCompany, sharesName: sharesName)
}

/// What the gate says of each address: the reasons, or `admitted` by which piece.
func verdicts(_ brief: Brief, _ dossiers: Dossier..., rules: RuleBook = .standard) -> [String] {
    var gate = Gate(brief: brief, rules: rules)
    return dossiers.flatMap { gate.judge($0) }.map(verdict)
}

func verdict(_ decision: Decision) -> String {
    let reasons = decision.findings.map(\.code.rawValue).joined(separator: " ")
    let outcome = decision.admittedBy.map { "admitted by \($0.claim.kind.rawValue) \($0.id.rawValue)" } ?? reasons
    return "\(decision.address ?? "-"): \(outcome)"
}
