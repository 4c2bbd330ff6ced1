import Letter
package import Vocabulary

/// What `init` lays out beside configuration and key: the three templates with their footer, and a letter that shows each of them.
package enum StarterFiles {
    package typealias File = (name: String, bytes: [UInt8])

    /// The configuration of a sender who has said nothing yet.
    package static let configuration: [UInt8] = PackageResources.config_json

    /// For the folder `Templates`.
    package static let templates: [File] = [
        ("letter.html", PackageResources.letter_html), ("letter.txt", PackageResources.letter_txt),
        ("newsletter.html", PackageResources.newsletter_html), ("newsletter.txt", PackageResources.newsletter_txt),
        ("invitation.html", PackageResources.invitation_html), ("invitation.txt", PackageResources.invitation_txt),
        ("footer.html", PackageResources.footer_html), ("footer.txt", PackageResources.footer_txt),
    ]

    /// One that shows each template.
    package static func letters(_ language: Language) -> [File] {
        switch language {
        case .french:
            [
                ("letter.md", PackageResources.first_letter_fr_md),
                ("newsletter.md", PackageResources.newsletter_fr_md),
                ("invitation.md", PackageResources.invitation_fr_md),
            ]
        case .english:
            [
                ("letter.md", PackageResources.first_letter_en_md),
                ("newsletter.md", PackageResources.newsletter_en_md),
                ("invitation.md", PackageResources.invitation_en_md),
            ]
        }
    }

    /// True where a letter says nothing but what an example says, whatever its headers: every line of it is one of the
    /// example's, and one of them at least is of the example's own telling. Taking lines away is not writing.
    static func isUntouched(_ letter: LetterFile) -> Bool {
        let written = Set(lines(letter.body))
        return Language.allCases.flatMap(letters).contains { sample in
            guard let sample = try? LetterFile.parse(sample.bytes, fileName: sample.name) else { return false }
            let known = lines(sample.body)
            let telling = known.filter { $0.count >= 40 && !$0.contains("{{") }
            return written.isSubset(of: known) && telling.contains(where: written.contains)
        }
    }

    /// Without regard to blanks, and to the language that fields are named in: examples laid out by an earlier program named
    /// them in English.
    private static func lines(_ body: String) -> [String] {
        body.replacing(#/({{[#^\/]?)([^{}|]+)/#) { tag in
            let name = String(tag.2)
            return "\(tag.1)\(FieldAlias.field(name) ?? name)"
        }
        .split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        .filter { !$0.isEmpty }
    }

    /// For the folder `images`.
    package static let images: [File] = [("gate.png", PackageResources.gate_png)]
}
