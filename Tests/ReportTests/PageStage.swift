// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Mailing
import Report
import Vocabulary

/// A small network before the real gate, and the page that is made of it.
struct PageStage {
    static let today = CivilDate(iso: "2026-11-23")!
    static let purpose = Purpose(
        name: "newsletter", context: .professional,
        description: [.french: "la lettre trimestrielle", .english: "the quarterly letter"])
    static let sender = Sender(
        name: "Zoé Lefèvre", address: try! AddrSpec(parsing: "zoe@example.org"), organization: "Lefèvre & Filles",
        postalAddress: "12 rue des Lilas, Paris", linkedInAddressVisibleSince: When(iso: "2019-05-01")!)

    var language = Language.english
    var people: [Dossier] = []
    /// How people stood in the letter before, by their number; nil where there was none.
    var before: [Int64: EarlierStanding]?
    var refusals: [Refusal] = []
    var fields = ["company", "first_name"]

    static func evidence(
        _ id: Int64, _ kind: EvidenceKind, _ address: String, on date: String? = "2026-03-04", at place: String = "",
        confirmed: String? = nil, export: String? = nil
    ) -> Evidence {
        let consent = FormConsent(
            purposes: ["newsletter"], wording: "Yes, write to me.", wordingLanguage: "en",
            confirmed: confirmed.map { .on(When(iso: $0)!) } ?? .missing, formURL: "")
        let shared = date.map { text in When(iso: text).map { StatedDate.on($0) } ?? .unreadable(text) }
        return Evidence(
            id: EvidenceID(id),
            claim: Claim(
                kind: kind, address: address, shared: shared ?? .missing, place: place,
                consent: kind == .formOptIn ? consent : nil),
            artefact: Artefact(fileName: "source.csv", sha256: "00", line: Int(id)), recordedAt: Instant(seconds: 0),
            linkedIn: export.map { LinkedInStanding(latestExport: CivilDate(iso: $0), isInLatest: true) })
    }

    static func person(
        _ id: Int64, _ name: String, _ address: String?, _ evidence: Evidence..., company: String = "",
        objected: String? = nil
    ) -> Dossier {
        let first = name.split(separator: " ").first.map(String.init) ?? ""
        let objections = objected.map { day in
            Objection(
                id: id, kind: .objected, target: .domain("example.org"), on: When(iso: day)!, because: "")
        }
        return Dossier(
            contact: Contact(
                id: ContactID(id), profile: nil,
                fields: ContactFields(firstName: first, fullName: name, company: company)),
            addresses: address.map { [Dossier.KnownAddress($0)] } ?? [], evidence: evidence,
            objections: objections.map { [$0] } ?? [])
    }

    /// Every kind of evidence, and a few ways of being left out.
    static let network: [Dossier] = [
        person(
            1, "Ada Example", "ada@example.net",
            evidence(1, .businessCard, "ada@example.net", at: "trade fair, Nantes"), company: "Engines & Co"),
        person(
            2, "Bo", "bo@example.net", evidence(2, .linkedInConnection, "bo@example.net", export: "2026-11-20")),
        person(
            3, "Cléo Longuenom-Interminable", "cleo@example.net",
            evidence(3, .formOptIn, "cleo@example.net", confirmed: "2026-03-05"), company: "Cléo"),
        person(4, "Dora Example", "dora@example.net", evidence(4, .businessCard, "dora@example.net", on: "2019-01-02")),
        person(5, "Ed Example", nil, evidence(5, .linkedInConnection, "", export: "2026-11-20")),
        person(
            6, "Fay Example", "fay@example.org", evidence(6, .businessCard, "fay@example.org", at: "Lyon"),
            objected: "2026-05-01"),
        person(7, "Gus Example", "gus@example.net", evidence(7, .businessCard, "gus@example.net", on: "10/11/2023")),
    ]

    /// The whole page.
    func page() throws -> String {
        let earlier = before.map { _ in
            EarlierLetter(letter: "spring-2026", begunOn: CivilDate(iso: "2026-05-01")!, forgotten: 2)
        }
        var page = PreviewPage(language: language, fields: fields, earlier: earlier)
        let brief = Brief(
            letter: "autumn-2026", purpose: PageStage.purpose, needs: [], sender: PageStage.sender, policy: Policy(),
            policyRevision: "0123abcd", today: PageStage.today)
        var rows: [PageSection: String] = [:]
        var survey = Survey()
        survey.contacts = people.count
        if refusals.isEmpty {
            var rest = [people][...]
            let next = { rest.popFirst() ?? [] }
            survey = try Survey.run(brief: brief, dossiers: next) { person, decisions in
                let before = self.before?[person.contact.id.rawValue]
                for (section, row) in page.note(person, decisions, before: before) {
                    rows[section, default: ""] += row
                }
            }
        }
        let findings = PageFindings(survey, refusals: refusals, digest: "89ef")
        let messages = page.samples.map { sample in
            let name = sample.clearance.fields.displayName
            return SampleMessage(
                sample, subject: "News for \(name)",
                html: "<!doctype html>\n<p title=\"a & b\">Dear &lt;\(sample.clearance.contact.rawValue)&gt;</p>\n",
                text: "Dear \(name),\n\n<news> & more\n")
        }
        let facts = PageFacts(
            letter: "autumn-2026", subject: "{{first_name|Hello}}, news", purposeName: "newsletter",
            purpose: PageStage.purpose, letterLanguage: .english, sender: PageStage.sender,
            wayOut: ["unsubscribe@example.org"], attachments: ["programme.pdf"], policy: Policy(),
            policyRevision: "0123abcd", today: PageStage.today, time: "14:05", program: "0.1.0")
        var html = ""
        try page.write(facts, findings, messages: messages, rows: { html += rows[$0] ?? "" }, to: { html += $0 })
        return html
    }
}
