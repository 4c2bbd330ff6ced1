package import Gate
package import Vocabulary

/// What is known of an address and what follows from it, told as one person tells another: the verdict, why, what would
/// have to happen for the person to be admitted, and what the ledger holds.
package struct AddressStory: Sendable {
    /// A mailing that the address had a part in.
    package struct Letter: Sendable {
        package let letter: String
        package let state: RecipientState
        /// The relay's words; nil where it said none.
        package let reply: String?
        /// The day in the sender's zone.
        package let on: CivilDate

        package init(letter: String, state: RecipientState, reply: String?, on: CivilDate) {
            self.letter = letter
            self.state = state
            self.reply = reply
            self.on = on
        }
    }

    private let address: String
    private let name: String
    /// The letter that the verdict is about; nil for any letter.
    private let letter: String?
    private let decision: Decision
    private let evidence: [Evidence]
    private let heardFrom: When?
    private let objections: [Objection]
    /// Each with the day, in the sender's zone, on which it was taken back.
    private let retracted: [(RetractedObjection, CivilDate)]
    private let letters: [Letter]
    private let cameBack: [Phrase]

    /// `address`: blank for a person without one. `name`: the person's; blank where nobody has the address. `retracted`: each with
    /// the day, in the sender's zone, on which it was taken back. `cameBack`: a sentence for each message that came back.
    package init(
        address: String, name: String, letter: String?, decision: Decision, evidence: [Evidence], heardFrom: When?,
        objections: [Objection], retracted: [(RetractedObjection, CivilDate)], letters: [Letter],
        cameBack: [Phrase] = []
    ) {
        self.address = address
        self.retracted = retracted
        self.name = name
        self.letter = letter
        self.decision = decision
        self.evidence = evidence
        self.heardFrom = heardFrom
        self.objections = objections
        self.letters = letters
        self.cameBack = cameBack
    }

    package func lines(_ language: Language, style: Style, width: Int) -> [String] {
        let teller = Teller(language: language, style: style, width: max(30, width))
        return verdict(teller) + reasons(teller) + wayIn(teller) + known(teller)
    }

    // MARK: The verdict

    private func verdict(_ teller: Teller) -> [String] {
        let who = name.isBlank ? address : address.isEmpty ? name : "\(name) <\(address)>"
        if let sharing = explain(decision) {
            let head = Phrase(fr: "✓ Vous pouvez écrire à \(who).", en: "✓ You may write to \(who).")
            let why = Phrase(
                fr: "Cette adresse vous a été communiquée : \(sharing.fr).",
                en: "The address was shared with you: \(sharing.en).")
            return teller.paragraph(head, .green) + teller.paragraph(why, indent: 2)
        }
        let which = letter.map { Phrase(fr: "pas la lettre \($0)", en: "the letter \($0)") }
        let head = Phrase(
            fr: "✗ \(who) ne recevra \(which?.fr ?? "pas de lettre").",
            en: "✗ \(who) will not get \(which?.en ?? "a letter").")
        return teller.paragraph(head, .yellow)
    }

    // MARK: Why

    /// The reasons, first those that win over any evidence, then those of each piece.
    private func reasons(_ teller: Teller) -> [String] {
        var lines: [String] = []
        let about = decision.findings.filter { !$0.code.isOfEvidence }
        if !about.isEmpty {
            let title = Phrase(
                fr: "Ce qui l’exclut, quelles que soient les preuves", en: "What keeps them out, whatever the evidence")
            lines += teller.title(title) + about.flatMap { reason($0, teller) }
        }
        let ofEvidence = decision.findings.filter(\.code.isOfEvidence)
        guard !ofEvidence.isEmpty else { return lines }
        lines += teller.title(
            about.isEmpty
                ? Phrase(fr: "Ce qui manque", en: "What is missing")
                : Phrase(fr: "Ce qui manque aussi", en: "What is missing as well"))
        for (piece, findings) in byPiece(ofEvidence) {
            if let piece = evidence.first(where: { $0.id == piece }), evidence.count > 1 {
                let heading = explain(piece)
                lines += teller.paragraph(
                    Phrase(fr: "Pour cette preuve : \(heading.fr)", en: "For this evidence: \(heading.en)"), indent: 2)
            }
            lines += findings.flatMap { reason($0, teller) }
        }
        return lines
    }

    private func reason(_ finding: Finding, _ teller: Teller) -> [String] {
        let explanation = explain(finding)
        var lines = teller.item(explanation.message.asSentence, code: finding.code.rawValue)
        if let observed = explanation.seen {
            lines += teller.paragraph(Phrase(fr: "Trouvé : \(observed.fr).", en: "Found: \(observed.en)."), indent: 4)
        }
        if let expected = explanation.expected {
            lines += teller.paragraph(
                Phrase(fr: "Il faudrait : \(expected.fr).", en: "It would take: \(expected.en)."), indent: 4)
        }
        return lines
    }

    /// Findings by the piece of evidence that they are about, in order; nil for none in particular.
    private func byPiece(_ findings: [Finding]) -> [(EvidenceID?, [Finding])] {
        var groups: [(EvidenceID?, [Finding])] = []
        for finding in findings {
            if let index = groups.firstIndex(where: { $0.0 == finding.evidence }) {
                groups[index].1.append(finding)
            } else {
                groups.append((finding.evidence, [finding]))
            }
        }
        return groups
    }

    // MARK: What would have to happen

    private func wayIn(_ teller: Teller) -> [String] {
        guard !decision.findings.isEmpty else { return [] }
        let about = remedies(decision.findings.filter { !$0.code.isOfEvidence })
        // One sound piece admits: the remedies of one piece go together, those of several are a choice.
        var ways: [Phrase] = []
        for (_, findings) in byPiece(decision.findings.filter(\.code.isOfEvidence)) {
            let all = remedies(findings)
            let way = Phrase(
                fr: all.map(\.fr).joined(separator: " ; et aussi, "),
                en: all.map(\.en).joined(separator: "; and also, "))
            if !ways.contains(way) { ways.append(way) }
        }
        var lines = teller.title(
            Phrase(fr: "Ce qu’il faudrait pour l’admettre", en: "What it would take to admit them"))
        lines += about.flatMap { teller.item($0.asSentence) }
        if ways.count > 1 {
            let heading =
                about.isEmpty
                ? Phrase(fr: "L’une de ces preuves suffit :", en: "Any one of these is enough:")
                : Phrase(fr: "Et l’une de ces preuves :", en: "And any one of these:")
            lines += teller.paragraph(heading, indent: 2)
        }
        return lines + ways.flatMap { teller.item($0.asSentence) }
    }

    private func remedies(_ findings: [Finding]) -> [Phrase] {
        var remedies: [Phrase] = []
        for finding in findings where !remedies.contains(explain(finding).remedy) {
            remedies.append(explain(finding).remedy)
        }
        return remedies
    }

    // MARK: What the ledger holds

    private func known(_ teller: Teller) -> [String] {
        var lines: [String] = []
        if !evidence.isEmpty {
            lines += teller.title(Phrase(fr: "Les preuves au registre", en: "The evidence on record"))
            lines += evidence.flatMap { piece in
                let (shown, at) = (explain(piece), piece.artefact)
                let shared = piece.claim.address
                let whose =
                    shared.isEmpty || shared == address
                    ? Phrase(fr: "", en: "") : Phrase(fr: ", pour \(shared)", en: ", for \(shared)")
                return teller.item(
                    Phrase(
                        fr: "\(shown.fr)\(whose.fr) (\(at.fileName), ligne \(at.line))",
                        en: "\(shown.en)\(whose.en) (\(at.fileName), line \(at.line))"))
            }
        }
        if let heardFrom {
            lines += teller.title(
                Phrase { language in
                    let date = Wording.date(heardFrom, language)
                    return Phrase(
                        fr: "Dernières nouvelles de la personne : \(date)", en: "Last heard from: \(date)")[language]
                })
        }
        if !objections.isEmpty {
            lines += teller.title(Phrase(fr: "Les oppositions", en: "The objections"))
            lines += objections.flatMap { objection in
                let because = objection.because.isBlank ? "" : " · \(objection.because)"
                return teller.item(
                    Phrase { "\(Wording.date(objection.on, $0)) · \(objection.kind.word[$0])\(because)" })
            }
        }
        if !retracted.isEmpty {
            lines += teller.title(
                Phrase(fr: "Les oppositions annulées, sans effet", en: "Objections taken back, without effect"))
            lines += retracted.flatMap { teller.item(AddressStory.words(of: $0, on: $1)) }
        }
        if !letters.isEmpty {
            lines += teller.title(Phrase(fr: "Les lettres", en: "The letters"))
            lines += letters.flatMap { letter in
                let reply = letter.reply.map { " · \($0)" } ?? ""
                return teller.item(
                    Phrase {
                        let state = FactWording.mailed(letter.state)[$0]
                        return "\(letter.letter) · \(state), \(Wording.date(letter.on, $0))\(reply)"
                    })
            }
        }
        if !cameBack.isEmpty {
            lines += teller.title(Phrase(fr: "Ce qui est revenu", en: "What came back"))
            lines += cameBack.flatMap { teller.item($0) }
        }
        return lines
    }
}

extension AddressStory {
    private static func words(of retracted: RetractedObjection, on day: CivilDate) -> Phrase {
        Phrase { language in
            let objection = retracted.objection
            let date = Wording.date(day, language)
            let file = retracted.file.isEmpty ? "" : ", \(retracted.file)"
            let because = retracted.because.map { $0.isBlank ? "" : " · \($0)" } ?? ""
            return "\(Wording.date(objection.on, language)) · \(objection.kind.word[language])"
                + Phrase(
                    fr: " (import \(retracted.importNumber)\(file)), annulée le \(date)\(because)",
                    en: " (import \(retracted.importNumber)\(file)), taken back on \(date)\(because)")[language]
        }
    }
}

/// Lays sentences out in lines.
private struct Teller {
    let language: Language
    let style: Style
    let width: Int

    func title(_ phrase: Phrase) -> [String] { ["", style.bold(phrase[language])] }

    func paragraph(_ phrase: Phrase, _ paint: Style.Paint? = nil, indent: Int = 0) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        return wrapped(printable(phrase[language]), width - indent).map { blanks + style.paint($0, paint) }
    }

    /// A point of a list, with the code that it has elsewhere behind it.
    func item(_ phrase: Phrase, code: String? = nil) -> [String] {
        let text = printable(phrase[language]) + (code.map { " [\($0)]" } ?? "")
        let lines = wrapped(text, width - 4)
        return lines.enumerated().map { index, line in
            var line = line
            if let code, index == lines.count - 1, line.hasSuffix("[\(code)]") {
                line = String(line.dropLast(code.count + 2)) + style.cyan("[\(code)]")
            }
            return (index == 0 ? "  • " : "    ") + line
        }
    }
}

extension Phrase {
    /// With a capital letter and a full stop.
    fileprivate var asSentence: Phrase {
        Phrase { language in
            let text = self[language]
            let end = text.hasSuffix(".") || text.hasSuffix("?") ? "" : "."
            return text.prefix(1).uppercased() + text.dropFirst() + end
        }
    }
}

extension ReasonCode {
    /// True where another piece of evidence could make up for it; the rest wins over any evidence.
    var isOfEvidence: Bool {
        switch self {
        case .noExplicitShare, .addressNotShared, .sharedWithSomeoneElse, .thirdPartySource, .notProfessional,
            .cardExchangeNotAttested, .linkedInAddressNotShared, .linkedInNotReciprocal, .linkedInNoLongerShared,
            .linkedInExportStale, .formWordingMissing, .formUnconfirmed, .purposeNotAgreed, .evidenceUndated,
            .evidenceInFuture, .evidenceStale, .evidenceUnreadable:
            true
        case .objected, .complained, .bounced, .erased, .roleAddress, .invalidAddress, .noAddress, .suspiciousAddress,
            .duplicateAddress, .otherAddressChosen, .alreadyMailed, .letterIncomplete, .ruleFailed:
            false
        }
    }
}
