import Gate
package import Letter
package import Vocabulary

/// A made-up person for authors to look at their letter with: lacks nothing that the letter uses.
package struct SamplePerson {
    private let language: Language
    /// Nil never comes of the addresses here; whoever asks has another one at hand.
    package let address: AddrSpec?

    package init(_ language: Language) {
        self.language = language
        address = try? AddrSpec(
            parsing: Phrase(fr: "camille.martin@example.com", en: "alex.morgan@example.com")[language])
    }

    /// `letter`: the columns that it uses get a value, and names that nobody knows stand as they are written.
    package func fields(for letter: CompiledLetter) -> ContactFields {
        var extra: [String: String] = [:]
        for name in letter.fieldNames where !ContactFields.builtIn.contains(name) {
            extra[name] = letter.unknownNames.contains(name) ? "{{\(name)}}" : value(of: name)
        }
        return ContactFields(
            firstName: Phrase(fr: "Camille", en: "Alex")[language],
            lastName: Phrase(fr: "Martin", en: "Morgan")[language],
            company: Phrase(fr: "Ateliers du Port", en: "Harbour Works")[language],
            position: Phrase(fr: "Responsable de projet", en: "Project lead")[language], extra: extra)
    }

    private func value(of column: String) -> String {
        switch column {
        case "city", "ville": "Nantes"
        case "country", "pays": "France"
        case "url", "website", "site", "site_web": "https://example.com"
        case "phone", "telephone", "téléphone": "+33 1 99 00 12 34"
        default:
            // A number for what is counted or numbered, the column's own words for the rest.
            ["id", "number", "no", "numero", "numéro", "code"].contains { column == $0 || column.hasSuffix("_" + $0) }
                ? "1042" : column.split(separator: "_").joined(separator: " ")
        }
    }

    /// A card, since every purpose is covered by one.
    package var evidence: Evidence {
        Evidence(
            id: EvidenceID(0),
            claim: Claim(
                kind: .businessCard, address: address?.spelling ?? "",
                shared: When(iso: "2026-03-04").map { .on($0) } ?? .missing,
                place: Phrase(fr: "Salon des métiers, Nantes", en: "Trades fair, Nantes")[language]),
            artefact: Artefact(fileName: "", sha256: "", line: 1), recordedAt: Instant(milliseconds: 0), linkedIn: nil)
    }
}
