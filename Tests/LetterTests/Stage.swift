// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Vocabulary

@testable import Gate
@testable import Letter

/// Fictional people and files, and the short ways through the room that the tests take.

func spec(_ text: String) -> AddrSpec { try! AddrSpec(parsing: text) }

let newsletter = Purpose(
    name: "newsletter", context: .professional,
    description: [.french: "la lettre trimestrielle", .english: "the quarterly letter"])

func sender(name: String = "Zoé Lefèvre", organization: String = "", postalAddress: String = "12 rue des Lilas, Paris")
    -> Sender
{
    Sender(name: name, address: spec("zoe@example.org"), organization: organization, postalAddress: postalAddress)
}

/// A letter with its header block: the body begins on line 6.
func letter(_ body: String, subject: String = "Des nouvelles", more: String = "Layout: bare") -> String {
    "Letter: autumn-2026\nPurpose: newsletter\nSubject: \(subject)\n\(more)\n\n\(body)"
}

let bare = ["bare.html": "{{{content}}}"]

func compile(
    _ source: String, _ templates: [String: String] = bare, fileName: String = "letter.md", sibling: String? = nil,
    sender: Sender = sender(), language: Language = .french, files: [String: [UInt8]] = [:]
) throws -> CompiledLetter {
    let bytes = Array(source.utf8)
    let context = LetterContext(
        sender: sender, purpose: newsletter, language: language, extraFields: ["city", "website"],
        template: { name in templates[name].map { Array($0.utf8) } },
        textSibling: { sibling.map { Array($0.utf8) } }, attachment: { files[$0] })
    return CompiledLetter(try LetterFile.parse(bytes, fileName: fileName), source: bytes, context: context)
}

/// A card handed over in March 2026, unless the evidence says otherwise.
func evidence(
    _ kind: EvidenceKind = .businessCard, on shared: String? = "2026-03-04", place: String = "",
    confirmed: String? = nil
) -> Evidence {
    let consent = FormConsent(
        purposes: ["newsletter"], wording: "Oui, écrivez-moi.", wordingLanguage: "fr",
        confirmed: confirmed.map { .on(When(iso: $0)!) } ?? .missing, formURL: "")
    return Evidence(
        id: EvidenceID(1),
        claim: Claim(
            kind: kind, address: "ada@example.net", shared: shared.map { .on(When(iso: $0)!) } ?? .missing,
            place: place, consent: kind == .formOptIn ? consent : nil),
        artefact: Artefact(fileName: "cards.vcf", sha256: "00", line: 1), recordedAt: Instant(seconds: 0), linkedIn: nil
    )
}

func clearance(
    _ fields: ContactFields = ada, to address: String = "ada@example.net", evidence: Evidence? = evidence(),
    isTest: Bool = false
) -> Clearance {
    Clearance(
        letter: "autumn-2026", contact: ContactID(7), address: spec(address), purpose: newsletter, fields: fields,
        evidence: evidence, policyRevision: "revision", isTest: isTest)
}

/// Ada has no position.
let ada = ContactFields(
    firstName: "Ada", lastName: "Example", company: "Ann & Co",
    extra: ["city": "Zürich", "website": "https://a.example"])

/// 3 November 2026, 09:30:05 in Paris.
let stamp = MessageStamp(
    date: Instant(seconds: 1_793_694_605), utcOffsetMinutes: 60, messageID: "autumn-2026.0001",
    unsubscribeURL: "https://example.org/u/tok_1", isOneClick: true)

struct Rendered: Equatable {
    var subject: String
    var html: String
    var text: String
}

/// What stands in the parts before they are encoded.
func render(_ compiled: CompiledLetter, _ clearance: Clearance = clearance()) -> Rendered {
    let values = compiled.slots.values(
        clearance, stamp, spelling: clearance.address.spelling, wayOut: stamp.unsubscribeURL.headerSafe,
        compiled.language)
    func string(_ segments: [Segment]) -> String { String(decoding: values.body(segments), as: UTF8.self) }
    return Rendered(
        subject: string(compiled.subject), html: string(compiled.html.segments), text: string(compiled.text.segments))
}

/// A Markdown body alone, in a layout that adds nothing; its faults where it has some.
func markdown(_ body: String, _ fields: ContactFields = ada, _ templates: [String: String] = [:]) throws -> Rendered {
    let compiled = try compile(letter(body), templates.merging(bare) { one, _ in one })
    let faults = compiled.faults.map(\.message.en).joined(separator: "\n")
    if !faults.isEmpty { return Rendered(subject: "", html: faults, text: faults) }
    return render(compiled, clearance(fields))
}

/// The faults of a letter, in English.
func faults(_ source: String, _ templates: [String: String] = [:], sender: Sender = sender()) throws -> [String] {
    try compile(source, templates.merging(bare) { one, _ in one }, sender: sender).faults.map(\.message.en)
}
