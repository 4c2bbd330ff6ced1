import Vocabulary

/// The setting that a card gives for one of its e-mails, by TYPE or by a label of Apple's or Google's.
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
    private init?(_ label: String) {
        // `_$!<Work>!$_` is a label that Apple translates.
        let words = label.prefix(100).description.folded.split { !$0.isLetter }.map(String.init)
        if words.contains(where: CardLabel.workWords.contains) {
            self = .work
        } else if words.contains(where: CardLabel.homeWords.contains) {
            self = .home
        } else {
            return nil
        }
    }

    private static let workWords: Set<String> = [
        "work", "business", "office", "company", "job", "pro", "professional", "travail", "bureau", "societe",
        "professionnel", "professionnelle", "entreprise", "arbeit", "buro", "buero", "firma", "geschaftlich",
        "dienstlich", "beruflich",
    ]
    private static let homeWords: Set<String> = [
        "home", "private", "personal", "perso", "personnel", "personnelle", "prive", "privee", "domicile", "maison",
        "privat", "zuhause", "personlich", "family", "famille", "familie",
    ]
}
