import Intake
package import Vocabulary

/// When and where cards were exchanged that do not say so: file by file, and within a file one occasion after the other. Files of
/// one card each are asked about together, as a drawer of cards is.
///
/// No answer passes over the cards that were asked about: they are imported, and admit nobody.
package struct CardQuestions: Questions {
    /// A card without a date, or without a place or occasion, of its exchange.
    struct Card: Sendable {
        let path: String
        /// The physical line that it begins on.
        let line: Int
        let name: String
        let lacksDate, lacksPlace: Bool
    }

    /// What is asked about one file, or about several of one card each.
    struct File: Sendable {
        var paths: [String]
        /// Its first ones.
        var cards: [Card] = []
        /// All of them.
        var count = 0
        /// Beyond so many, a file is asked about as a whole.
        static let most = 1000
        var lacksDate = false
        var lacksPlace = false
    }

    private enum Step { case isOneOccasion, which, date, place, certainty }

    /// What the command attests, where a card and its file do not say otherwise.
    private let options: CardOptions
    private let files: [File]
    private let today: CivilDate
    /// True where one attestation over many cards needs no further word.
    private let isCertain: Bool
    private var file = 0
    private var step = Step.date
    /// The places of the cards that nothing was said of yet, and of those that are asked about; nil for the whole file.
    private var left: [Int] = []
    private var chosen: [Int]? = []
    private var metOn: When?
    private var metAt: String?
    /// The answers, by file: for all of its cards, and for single ones by their lines.
    private var whole: [String: CardOptions] = [:]
    private var single: [String: [Int: CardOptions]] = [:]
    /// What was answered of how many cards, in the order of the answers.
    private var occasions: [(count: Int, said: CardOptions)] = []

    init(_ files: [File], options: CardOptions, today: CivilDate, isCertain: Bool) {
        (self.options, self.today, self.isCertain) = (options, today, isCertain)
        self.files = CardQuestions.drawn(files)
        begin()
    }

    /// The files with those of one card each in the place of the first of them.
    private static func drawn(_ files: [File]) -> [File] {
        let singles = files.filter { $0.count == 1 }
        guard singles.count > 1 else { return files }
        var drawer = File(paths: [])
        for file in singles {
            drawer.paths += file.paths
            drawer.count += file.count
            drawer.cards += file.cards.prefix(File.most - drawer.cards.count)
            drawer.lacksDate = drawer.lacksDate || file.lacksDate
            drawer.lacksPlace = drawer.lacksPlace || file.lacksPlace
        }
        let place = files.firstIndex { $0.count == 1 } ?? 0
        return Array(files[..<place]) + [drawer] + files[place...].filter { $0.count != 1 }
    }

    /// What is attested of the card on a line of a file, by the answers so far.
    func options(of line: Int, in path: String) -> CardOptions {
        single[path]?[line] ?? whole[path] ?? options
    }

    private mutating func begin() {
        while file < files.count, files[file].count == 0 { file += 1 }
        guard file < files.count else { return }
        left = Array(files[file].cards.indices)
        if files[file].count == 1 {
            ask(about: left)
        } else {
            step = .isOneOccasion
        }
    }

    private mutating func nextFile() {
        file += 1
        begin()
    }

    /// Nil for the whole file.
    private mutating func ask(about cards: [Int]?) {
        (chosen, metOn, metAt) = (cards, nil, nil)
        step = lacks(\.lacksDate, \.lacksDate) ? .date : .place
    }

    private func lacks(_ ofCard: KeyPath<Card, Bool>, _ ofFile: KeyPath<File, Bool>) -> Bool {
        chosen.map { $0.contains { files[file].cards[$0][keyPath: ofCard] } } ?? files[file][keyPath: ofFile]
    }

    // MARK: The questions

    package var next: Question? {
        guard file < files.count else { return nil }
        switch step {
        case .isOneOccasion: return isOneOccasion
        case .which: return which
        case .date:
            return Question(
                before: introduction(isFirst: true),
                text: Phrase(
                    fr: "Jour de l’échange (AAAA-MM-JJ ; vide : passer)",
                    en: "Day of the exchange (YYYY-MM-DD; blank: pass over)"))
        case .place:
            return Question(
                before: introduction(isFirst: metOn == nil),
                text: Phrase(
                    fr: "Lieu ou occasion (vide : passer)", en: "Place or occasion (blank: pass over)"))
        case .certainty:
            return Question(
                text: Phrase { language in
                    let cards = Wording.plural(
                        chosenCount, Phrase(fr: "carte a été échangée", en: "card was exchanged"),
                        Phrase(fr: "cartes ont toutes été échangées", en: "cards were all exchanged"), language)
                    return Phrase(
                        fr: "Attestez-vous que ces \(cards) ainsi ? (o, n)",
                        en: "Do you attest that these \(cards) so? (y, n)")[language]
                }, otherwise: "n")
        }
    }

    private var chosenCount: Int { chosen?.count ?? files[file].count }

    private var isOneOccasion: Question {
        Question(
            before: [head],
            text: Phrase(
                fr: "Toutes échangées à la même occasion ? (o, n ; vide : passer)",
                en: "All exchanged on the same occasion? (y, n; blank: pass over)"))
    }

    /// The file, how many cards, and the first names.
    private var head: Phrase {
        let file = files[file]
        return Phrase { language in
            let cards = Wording.plural(
                file.count, Phrase(fr: "carte", en: "card"), Phrase(fr: "cartes", en: "cards"), language)
            let names = file.cards.prefix(3).map(\.name).joined(separator: ", ")
            let others = file.count > 3 ? " " + Wording.others(file.count - 3, language) : ""
            let lack = lacking[language]
            let source =
                file.paths.count == 1
                ? file.paths[0].withoutControls
                : Wording.plural(
                    file.paths.count, Phrase(fr: "fichier", en: "file"), Phrase(fr: "fichiers", en: "files"), language)
            return Phrase(
                fr: "\n\(source) : \(cards) sans \(lack) d’échange : \(names)\(others)",
                en: "\n\(source): \(cards) without \(lack) of exchange: \(names)\(others)")[language]
        }
    }

    private var lacking: Phrase {
        switch (files[file].lacksDate, files[file].lacksPlace) {
        case (true, false): Phrase(fr: "date", en: "a date")
        case (false, true): Phrase(fr: "lieu", en: "a place")
        default: Phrase(fr: "date ou lieu", en: "a date or place")
        }
    }

    /// Before the first question about some cards: about which.
    private func introduction(isFirst: Bool) -> [Phrase] {
        isFirst && files[file].count == 1 ? [head] : []
    }

    /// So many cards are listed at once: a screen of 24 lines shows them and the question.
    private static let listed = 16

    private var which: Question {
        var lines = left.prefix(CardQuestions.listed).map { place in
            let number = String(place + 1)
            let blanks = String(repeating: " ", count: max(0, 3 - number.count))
            let line = " \(blanks)\(number)  " + files[file].cards[place].name
            return Phrase(fr: line, en: line)
        }
        if left.count > CardQuestions.listed {
            lines.append(Phrase { "  … " + Wording.others(left.count - CardQuestions.listed, $0) })
        }
        return Question(
            before: lines,
            text: Phrase(
                fr: "Lesquelles ensemble ? (1-3, 7 ; * : toutes ; vide : passer)",
                en: "Which ones together? (1-3, 7; *: all; blank: pass over)"))
    }

    /// What will be taken in by the answers, to be agreed to: a line for each occasion; empty where none was told.
    package var recap: [Phrase] {
        occasions.map { count, said in
            Phrase { language in
                let cards = Wording.plural(
                    count, Phrase(fr: "carte", en: "card"), Phrase(fr: "cartes", en: "cards"), language)
                let when = said.metOn.map { when in
                    let exchanged = count == 1 ? "remise" : "remises"
                    return Phrase(fr: exchanged + " ", en: "exchanged ")[language] + Wording.on(when, language)
                }
                let place = said.metAt.map { Phrase(fr: "« \($0) »", en: "“\($0)”")[language] }
                return [cards, when, place].compactMap { $0 }.joined(separator: ", ")
            }
        }
    }

    // MARK: The answers

    package mutating func take(_ answer: String) throws(UnusableAnswer) {
        switch step {
        case .isOneOccasion:
            guard !answer.isEmpty else { return nextFile() }
            if try UnusableAnswer.isYes(answer) {
                ask(about: nil)
            } else if files[file].count > files[file].cards.count {
                throw UnusableAnswer(
                    Phrase(
                        fr: "trop de cartes pour les nommer une à une : partagez le fichier par occasion",
                        en: "too many cards to name them one by one: split the file by occasion"))
            } else {
                step = .which
            }
        case .which:
            guard !answer.isEmpty else { return nextFile() }
            let places = answer == "*" ? left : try UnusableAnswer.places(answer, of: files[file].cards.count)
            let known = places.filter(left.contains)
            guard !known.isEmpty else {
                throw UnusableAnswer(
                    Phrase(fr: "ces cartes sont déjà dites", en: "these cards were told of already"))
            }
            ask(about: known)
        case .date:
            guard !answer.isEmpty else { return passOver() }
            metOn = try day(answer)
            if lacks(\.lacksPlace, \.lacksPlace) { step = .place } else { try finish() }
        case .place:
            guard !answer.isEmpty else { return passOver() }
            metAt = try place(answer)
            try finish()
        case .certainty:
            if try UnusableAnswer.isYes(answer) { attest() } else { passOver() }
        }
    }

    private func day(_ answer: String) throws(UnusableAnswer) -> When {
        guard case .on(let when) = DateReader.read(answer) else {
            throw UnusableAnswer(
                Phrase(
                    fr: "`\(answer)` ne se lit pas d’une seule façon ; écrivez AAAA-MM-JJ",
                    en: "`\(answer)` is no date that reads in one way only; write YYYY-MM-DD"))
        }
        guard when.day <= today else {
            throw UnusableAnswer(Phrase(fr: "`\(when.iso)` est encore à venir", en: "`\(when.iso)` is yet to come"))
        }
        return when
    }

    /// A day is where nothing happened: whoever types one answers the question before.
    private func place(_ answer: String) throws(UnusableAnswer) -> String {
        guard answer.contains(where: \.isLetter), DateReader.read(answer).when == nil else {
            throw UnusableAnswer(
                Phrase(
                    fr: "`\(answer)` est le jour, pas le lieu ; écrivez un lieu ou une occasion (Salon, Lyon)",
                    en: "`\(answer)` is the day, not the place; write a place or an occasion (Fair, Lyon)"))
        }
        guard !CardQuestions.noPlaces.contains(answer.trimmingBlanks().lowercased()) else {
            throw UnusableAnswer(
                Phrase(
                    fr:
                        "`\(answer)` n’est pas un lieu ; écrivez un lieu ou une occasion (Salon, Lyon), ou rien pour passer",
                    en: "`\(answer)` is no place; write a place or an occasion (Fair, Lyon), or nothing to pass over"))
        }
        return answer
    }

    /// What answers the questions beside it.
    private static let noPlaces: Set<String> = [
        "o", "n", "y", "oui", "non", "yes", "no", "ok", "passer", "pass", "skip",
    ]

    private mutating func finish() throws(UnusableAnswer) {
        if chosenCount > CardImport.bulk, !isCertain { step = .certainty } else { attest() }
    }

    private mutating func attest() {
        var said = options
        if let metOn { said.metOn = metOn }
        if let metAt { said.metAt = metAt }
        occasions.append((chosenCount, said))
        if let chosen {
            for card in chosen.map({ files[file].cards[$0] }) { single[card.path, default: [:]][card.line] = said }
        } else {
            for path in files[file].paths { whole[path] = said }
        }
        passOver()
    }

    /// Goes on to the cards that nothing was said of yet.
    private mutating func passOver() {
        guard let chosen else { return nextFile() }
        left.removeAll(where: chosen.contains)
        if left.isEmpty { nextFile() } else { step = .which }
    }
}
