package import Gate
package import Intake
package import Vocabulary

/// What a table of sign-ups lacks and its owner may know: which column holds the consent, what the form said, for which kinds of
/// e-mail, and how it was confirmed. A form's own table has no more than a time stamp, an address and an answer.
///
/// `-` stands for what is not known: the sign-ups are imported without it, and the gate says what that means.
package struct SignUpQuestions: Questions {
    private enum Step: CaseIterable { case column, answers, wording, purpose, confirmation }

    private let gaps: SignUpGaps
    /// The names of the declared purposes, and what they are.
    private let purposes: [String]
    private let described: [String: Purpose]
    private let policy: Policy
    private var step: Step?
    /// The column of consent; nil where there is none, or it was said beforehand.
    private var column: SignUpGaps.Column?
    /// What is stated: by options, then by answers.
    package private(set) var statement: SignUpStatement

    package init(_ gaps: SignUpGaps, _ statement: SignUpStatement, purposes: [String: Purpose], policy: Policy) {
        (self.gaps, self.statement, self.policy) = (gaps, statement, policy)
        (self.purposes, described) = (purposes.keys.sorted(), purposes)
        step = Step.allCases.first(where: isOpen)
    }

    /// True where a question is to be asked at all.
    private func isOpen(_ step: Step) -> Bool {
        switch step {
        // Where rows say themselves what was agreed to, nothing else is asked for it.
        case .column:
            statement.consent.isEmpty && !gaps.questions.isEmpty && (gaps.lacksWording || gaps.lacksPurposes)
                // The times say who agreed, unless the form asks besides.
                && (!gaps.hasOptInTimes || gaps.questions.contains(where: isLikely))
        case .answers: column != nil
        case .wording: gaps.lacksWording && statement.wording == nil
        case .purpose: gaps.lacksPurposes && statement.purposes == nil && !purposes.isEmpty
        case .confirmation:
            gaps.lacksConfirmation && statement.confirmed == nil && policy.formConfirmation == .required
        }
    }

    private mutating func goOn() {
        guard let step, let place = Step.allCases.firstIndex(of: step) else { return }
        self.step = Step.allCases[(place + 1)...].first(where: isOpen)
    }

    // MARK: The questions

    package var next: Question? {
        switch step {
        case .column: whichColumn
        case .answers: whichAnswers
        case .wording: whichWording
        case .purpose: whichPurpose
        case .confirmation: howConfirmed
        case nil: nil
        }
    }

    private static func numbered(_ items: [String]) -> [Phrase] {
        items.enumerated().map { Phrase(fr: "  \($0 + 1)  \($1)", en: "  \($0 + 1)  \($1)") }
    }

    private static func counted(_ answers: [SignUpGaps.Answer]) -> String {
        answers.map { "\($0.text.withoutControls.prefix(40)) (\($0.rows))" }.joined(separator: ", ")
    }

    private var whichColumn: Question {
        let likely = gaps.questions.firstIndex(where: isLikely).map { String($0 + 1) } ?? "-"
        let head = Phrase(
            fr: "\nQuelle colonne dit si la personne accepte de recevoir vos lettres ?",
            en: "\nWhich column says whether the person agrees to get your letters?")
        let list = SignUpQuestions.numbered(
            gaps.questions.map { "\($0.name.withoutControls) : \(SignUpQuestions.counted($0.answers))" })
        return Question(
            before: [head] + list,
            text: Phrase(
                fr: "Numéro (`-` : aucune, s’inscrire vaut accord)", en: "Number (`-`: none, to sign up is to agree)"),
            otherwise: likely)
    }

    /// True for a column that asks, and some of whose answers look like a consent or a refusal of it.
    private func isLikely(_ column: SignUpGaps.Column) -> Bool {
        column.asks
            && column.answers.contains { NegativeAnswer.isOne($0.text) || SignUpQuestions.looksAgreeing($0.text) }
    }

    /// A word of agreement, a tick, or the sentence that was ticked.
    private static func looksAgreeing(_ answer: String) -> Bool {
        let words = answer.folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let first = words.first else { return !NegativeAnswer.saysNothing(answer) }
        return ["1", "x", "on", "true", "vrai", "wahr", "checked", "coche"].contains(first)
            || ["oui", "yes", "yep", "ja", "ok", "okay", "bien", "volontiers", "sure"].contains(first)
            || ["accept", "agree", "consen", "autoris", "einverst", "zustimm", "opt"].contains(where: first.hasPrefix)
            || isWording(answer)
    }

    /// The answers that refuse nothing.
    private func agreeing(_ column: SignUpGaps.Column) -> [Int] {
        column.answers.indices.filter { place in
            let text = column.answers[place].text
            return !NegativeAnswer.isOne(text) && !NegativeAnswer.saysNothing(text)
                && !NegativeAnswer.isWithdrawal(text)
        }
    }

    private var whichAnswers: Question {
        let answers = column?.answers ?? []
        // What is only no refusal that is known as one is for the sender to say: Enter takes a word of agreement alone.
        let likely = column.map(agreeing) ?? []
        let isPlain = likely.count == 1 && SignUpQuestions.looksAgreeing(answers[likely[0]].text)
        return Question(
            before: [
                Phrase(
                    fr: "\nQuelle réponse vaut accord ? Les autres ne sont pas des inscriptions.",
                    en: "\nWhich answer is a consent? The others are no sign-ups.")
            ] + SignUpQuestions.numbered(answers.map { SignUpQuestions.counted([$0]) }),
            text: Phrase(fr: "Numéro, ou plusieurs (1, 3)", en: "Number, or several (1, 3)"),
            otherwise: isPlain ? String(likely[0] + 1) : "")
    }

    private var whichWording: Question {
        let asked = column?.name ?? ""
        return Question(
            before: [
                Phrase(
                    fr: "\nLe texte que le formulaire affichait, auquel la personne a répondu.",
                    en: "\nThe text that the form showed, which the person answered.")
            ],
            text: Phrase(fr: "Texte (`-` : inconnu)", en: "Text (`-`: not known)"),
            otherwise: SignUpQuestions.isWording(asked) ? asked : "")
    }

    /// An answer alone does not say what was asked.
    private static func isWording(_ text: String) -> Bool {
        text.split { !$0.isLetter }.count > 2
    }

    private var whichPurpose: Question {
        Question(
            before: [
                Phrase(
                    fr: "\nPour quelles lettres la personne s’est-elle inscrite ?",
                    en: "\nFor which letters did the person sign up?")
            ] + purposes.indices.map(purposeLine),
            text: Phrase(fr: "Numéro, ou plusieurs (`-` : inconnu)", en: "Number, or several (`-`: not known)"),
            otherwise: purposes.count == 1 ? "1" : "")
    }

    private func purposeLine(_ place: Int) -> Phrase {
        let name = purposes[place]
        return Phrase { language in
            let description = described[name]?.described(in: language) ?? name
            let line = "  \(place + 1)  \(name.withoutControls)"
            return description == name ? line : line + " — " + description.withoutControls
        }
    }

    private var howConfirmed: Question {
        Question(
            before: [
                Phrase(
                    fr:
                        "\nComment l’adresse a-t-elle été confirmée (un clic ou une réponse à votre courriel, une adresse "
                        + "que le formulaire a vérifiée) ? Par la date d’une colonne, ou un même jour pour toutes :",
                    en: "\nHow was the address confirmed (a click or a reply to your mail, an address that the form "
                        + "verified)? By the date of a column, or on one day for all:")
            ] + SignUpQuestions.numbered(gaps.dated.map(\.withoutControls)),
            text: Phrase(
                fr: gaps.dated.isEmpty
                    ? "AAAA-MM-JJ (`-` : pas confirmée)" : "Numéro ou AAAA-MM-JJ (`-` : pas confirmée)",
                en: gaps.dated.isEmpty ? "YYYY-MM-DD (`-`: not confirmed)" : "Number or YYYY-MM-DD (`-`: not confirmed)"
            ))
    }

    // MARK: The answers

    package mutating func take(_ answer: String) throws(UnusableAnswer) {
        guard !answer.isEmpty else {
            throw UnusableAnswer(
                Phrase(fr: "répondez, ou `-` pour passer", en: "answer, or `-` to pass over it"))
        }
        let isUnknown = answer == "-"
        switch step {
        case .column: column = isUnknown ? nil : try askedColumn(answer)
        case .answers: statement.consent = try consent(answer)
        case .wording:
            guard isUnknown || SignUpQuestions.isWording(answer) else {
                throw UnusableAnswer(
                    Phrase(
                        fr: "`\(answer)` ne dit pas à quoi la personne a consenti ; recopiez le texte du formulaire",
                        en: "`\(answer)` does not say what the person agreed to; copy the text of the form"))
            }
            if !isUnknown { statement.wording = answer }
        case .purpose: if !isUnknown { statement.purposes = try purposeNames(answer) }
        case .confirmation: if !isUnknown { statement.confirmed = try confirmation(answer) }
        case nil: break
        }
        goOn()
    }

    private func askedColumn(_ answer: String) throws(UnusableAnswer) -> SignUpGaps.Column {
        if let named = gaps.questions.first(where: { $0.name.lowercased() == answer.lowercased() }) { return named }
        let places = try UnusableAnswer.places(answer, of: gaps.questions.count)
        guard let place = places.first, places.count == 1 else {
            throw UnusableAnswer(Phrase(fr: "une seule colonne, par son numéro", en: "one column only, by its number"))
        }
        return gaps.questions[place]
    }

    private func consent(_ answer: String) throws(UnusableAnswer) -> [String] {
        guard let column else { return [] }
        let named = column.answers.firstIndex { $0.text.lowercased() == answer.lowercased() }
        let places =
            if let named { [named] } else { try UnusableAnswer.places(answer, of: column.answers.count) }
        let agreeing = agreeing(column)
        if let refusal = places.first(where: { !agreeing.contains($0) }) {
            let text = column.answers[refusal].text.withoutControls
            throw UnusableAnswer(
                Phrase(fr: "« \(text) » n’est pas un accord", en: "“\(text)” is no consent"))
        }
        return places.map { "\(column.name)=\(column.answers[$0].text)" }
    }

    private func purposeNames(_ answer: String) throws(UnusableAnswer) -> String {
        if let named = purposes.first(where: { $0.lowercased() == answer.lowercased() }) { return named }
        return try UnusableAnswer.places(answer, of: purposes.count).map { purposes[$0] }.joined(separator: " ")
    }

    private func confirmation(_ answer: String) throws(UnusableAnswer) -> SignUpStatement.Confirmation {
        if let named = gaps.dated.first(where: { $0.lowercased() == answer.lowercased() }) { return .column(named) }
        if let number = Int(answer), gaps.dated.indices.contains(number - 1) { return .column(gaps.dated[number - 1]) }
        guard case .on(let when) = DateReader.read(answer) else {
            throw UnusableAnswer(
                Phrase(
                    fr: "`\(answer)` n’est ni un numéro de la liste ni une date ; écrivez AAAA-MM-JJ",
                    en: "`\(answer)` is neither a number of the list nor a date; write YYYY-MM-DD"))
        }
        return .on(when)
    }
}
