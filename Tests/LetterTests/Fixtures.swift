import Vocabulary

@testable import Gate
@testable import Letter

/// A letter compiled with a fictional sender; `templates` are the files of Templates/.
func compile(
    _ source: String, fileName: String = "letter.md", sibling: String? = nil, templates: [String: String] = [:],
    extra: Set<String> = ["ville"], language: Language = .french,
    postalAddress: String = "12 rue des Lilas, 75011 Paris"
) throws -> CompiledLetter {
    let bytes = Array(source.utf8)
    let context = LetterContext(
        sender: Sender(
            name: "Zoé Lefèvre", address: try AddrSpec(parsing: "zoe@example.org"), organization: "L’Atelier",
            postalAddress: postalAddress),
        purpose: Purpose(
            name: "newsletter", context: .professional,
            description: [.french: "la lettre trimestrielle", .english: "the quarterly letter"]),
        language: language, extraFields: extra, template: { templates[$0].map { Array($0.utf8) } },
        textSibling: { sibling.map { Array($0.utf8) } })
    return CompiledLetter(try LetterFile.parse(bytes, fileName: fileName), source: bytes, context: context)
}

/// A header block before a body.
func letter(_ body: String, subject: String = "Des nouvelles", more: String = "") -> String {
    "Letter: autumn-2026\nPurpose: newsletter\nSubject: \(subject)\n\(more)\n\(body)"
}

/// What the gate gives for a card handed over at a fair.
func clearance(
    _ fields: ContactFields = ContactFields(), to address: String = "ada@example.net", evidence: Evidence? = nil,
    isTest: Bool = false
) throws -> Clearance {
    Clearance(
        letter: "autumn-2026", contact: ContactID(7), address: try AddrSpec(parsing: address),
        purpose: Purpose(name: "newsletter", context: .professional, description: [.french: "la lettre trimestrielle"]),
        fields: fields, evidence: isTest ? nil : evidence ?? piece(.businessCard, place: "Salon du livre, Lyon"),
        policyRevision: "r", isTest: isTest)
}

func piece(_ kind: EvidenceKind, on iso: String = "2024-03-12", place: String = "", confirmed: String? = nil)
    -> Evidence
{
    let shared = When(iso: iso).map { StatedDate.on($0) } ?? .missing
    let consent = FormConsent(
        purposes: ["newsletter"], wording: "Oui", wordingLanguage: "fr",
        confirmed: confirmed.flatMap { When(iso: $0) }.map { .on($0) } ?? .missing, formURL: "")
    return Evidence(
        id: EvidenceID(1),
        claim: Claim(
            kind: kind, address: "ada@example.net", shared: shared, place: place,
            consent: kind == .formOptIn ? consent : nil),
        artefact: Artefact(fileName: "cards.vcf", sha256: "", line: 1), recordedAt: Instant(seconds: 0), linkedIn: nil)
}

/// 3 November 2026, 09:30:05 in Paris.
let stamp = MessageStamp(
    date: Instant(seconds: 1_793_694_605), utcOffsetMinutes: 60, messageID: "autumn-2026.0001",
    unsubscribeURL: "https://example.org/u/tok_1", isOneClick: true)

let ada = ContactFields(firstName: "Ada", lastName: "Lovelace", company: "Analytical & Co", extra: ["ville": "Zürich"])

/// The parts of a compiled letter, filled in for one person.
func filledIn(_ compiled: CompiledLetter, _ fields: ContactFields = ada) throws -> (
    subject: String, html: String, text: String
) {
    let values = compiled.values(try clearance(fields), stamp)
    func render(_ segments: [Segment]) -> String {
        var bytes: [UInt8] = []
        values.render(segments, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
    return (render(compiled.subject), render(compiled.html), render(compiled.text))
}

/// The HTML of a Markdown body alone, in a layout that adds nothing.
func html(_ body: String, _ fields: ContactFields = ada, templates: [String: String] = [:]) throws -> String {
    try bare(body, templates: templates, fields).html
}

func text(_ body: String, _ fields: ContactFields = ada, templates: [String: String] = [:]) throws -> String {
    try bare(body, templates: templates, fields).text
}

private func bare(_ body: String, templates: [String: String], _ fields: ContactFields) throws -> (
    html: String, text: String
) {
    var templates = templates
    templates["bare.html"] = "{{{content}}}"
    let compiled = try compile(letter(body, more: "Layout: bare\n"), templates: templates)
    guard compiled.faults.isEmpty else { throw Faulty(messages: compiled.faults.map(\.message.en)) }
    let parts = try filledIn(compiled, fields)
    return (parts.html, parts.text)
}

struct Faulty: Error { let messages: [String] }

/// Numbers that look random and are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
