import Vocabulary

/// The setting that somebody gave an e-mail by a word: TYPE of a vCard, or a label of Apple's, Google's or another address book's.
enum CardLabel {
    case home, work, none

    /// `label` is the group's X-ABLabel, where there is one. It says more than TYPE where it can be understood.
    init(types: [String], label: String?) {
        if let label, let found = CardLabel(label) {
            self = found
        } else if types.contains(where: { CardLabel($0) == .work }) {
            self = .work
        } else {
            self = types.contains { CardLabel($0) == .home } ? .home : .none
        }
    }

    /// Nil for a label that says nothing of the setting.
    init?(_ label: String) {
        // `_$!<Work>!$_` is a label that Apple translates.
        let text = String(label.prefix(100)).folded
        let words = text.split { !$0.isLetter }.map(String.init)
        if CardLabel.isWorkDenied(words) {
            self = .home
        } else if words.contains(where: CardLabelWords.work.contains)
            || CardLabelWords.workInside.contains(where: text.contains)
        {
            self = .work
        } else if words.contains(where: CardLabelWords.isHome)
            || CardLabelWords.homeInside.contains(where: text.contains)
        {
            self = .home
        } else {
            return nil
        }
    }

    /// True where the first setting behind a negation is work: `pas de pro`, `hors travail`.
    private static func isWorkDenied(_ words: [String]) -> Bool {
        words.indices.contains { index in
            guard CardLabelWords.negations.contains(words[index]) else { return false }
            let setting = words[(index + 1)...].first { CardLabelWords.work.contains($0) || CardLabelWords.isHome($0) }
            return setting.map(CardLabelWords.work.contains) ?? false
        }
    }
}

extension CardLabel {
    /// The setting in which an e-mail with this label was shared. Beside one that is labelled work, the one without a label
    /// is probably the private one.
    func context(hasWork: Bool) -> SharingContext {
        switch self {
        case .work: .professional
        case .home: .other("home")
        case .none: hasWork ? .other("unlabelled") : .professional
        }
    }
}
