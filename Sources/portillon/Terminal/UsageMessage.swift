import Vocabulary

/// What the parser of the command line has to say, in both languages.
///
/// It gives its messages as English text alone; each form of them is known here by its words. One that is not known is
/// shown as it is. A test holds every form against the parser.
enum UsageMessage {
    /// `unknownCommand`: the word that stands where a command belongs. `options`: those that the command takes.
    static func phrase(_ english: String, unknownCommand: HelpText.UnknownCommand?, options: [String]) -> Phrase {
        let near = unknownCommand.flatMap { nearestName(to: $0.word, among: $0.known) }
        // At a word that is no command the parser stops, and takes the options behind it for the program's own.
        if let unknownCommand, unknownCommand.isSure || near != nil,
            english.contains("'\(unknownCommand.word)'")
                || (unknownCommand.isSure && english.hasPrefix("Unknown option"))
        {
            let all = unknownCommand.known.joined(separator: ", ")
            return Phrase(
                fr: "commande inconnue `\(unknownCommand.word)`"
                    + (near.map { " ; vouliez-vous `\($0)` ?" } ?? " ; il y a : \(all)"),
                en: "unknown command `\(unknownCommand.word)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; there are: \(all)"))
        }
        let phrase = option(english, options) ?? argument(english) ?? Phrase(fr: english, en: english)
        return Phrase(fr: ValueNames.french(inMessage: phrase.fr), en: phrase.en)
    }

    private static func option(_ english: String, _ options: [String]) -> Phrase? {
        if let match = english.wholeMatch(of: #/Unknown option '(.+?)'(?:\. Did you mean '.+'\?)?/#) {
            let typed = match.1.drop { $0 == "-" }
            let near = nearestName(to: String(typed), among: options.map { String($0.dropFirst(2)) }).map { "--" + $0 }
            return Phrase(
                fr: "option inconnue `\(match.1)`" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? ""),
                en: "unknown option `\(match.1)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        if let match = english.wholeMatch(of: #/Missing value for '(.+)'/#) {
            return Phrase(
                fr: "il manque une valeur à `\(match.1)`", en: "a value is missing after `\(match.1)`")
        }
        if let match = english.wholeMatch(
            of: #/The option '(.+?)' does not take any value, but '(.*)' was specified\./#.dotMatchesNewlines())
        {
            return Phrase(
                fr: "l’option `\(match.1)` ne prend pas de valeur ; trouvé : `\(match.2)`",
                en: "the option `\(match.1)` takes no value; found `\(match.2)`")
        }
        if let match = english.wholeMatch(
            of: #/Value to be set with flag '(.+)' had already been set with flag '(.+)'/#)
        {
            return Phrase(
                fr: "`\(match.1)` et `\(match.2)` s’excluent", en: "`\(match.1)` and `\(match.2)` exclude each other")
        }
        if let match = english.wholeMatch(of: #/Invalid option: (.+)/#) {
            return Phrase(fr: "option invalide `\(match.1)`", en: "invalid option `\(match.1)`")
        }
        guard
            let match = english.wholeMatch(
                of: #/The value '(.*?)' is invalid for '(.+?)'(.*)/#.dotMatchesNewlines())
        else { return nil }
        let values = match.3.matches(of: #/'([^']+)'/#).map { "`\($0.1)`" }.joined(separator: ", ")
        return Phrase(
            fr: "`\(match.2)` : trouvé `\(match.1)`"
                + (values.isEmpty ? ", qui ne convient pas" : ", attendu l’un de \(values)"),
            en: "`\(match.2)`: found `\(match.1)`"
                + (values.isEmpty ? ", which does not fit" : ", expected one of \(values)"))
    }

    private static func argument(_ english: String) -> Phrase? {
        if let match = english.wholeMatch(of: #/Missing expected argument '(.+)'/#) {
            return Phrase(fr: "il manque `\(match.1)`", en: "`\(match.1)` is missing")
        }
        if let match = english.wholeMatch(of: #/Missing one of: '(.+)'/#) {
            let choices = match.1.replacing("', '", with: "`, `")
            return Phrase(fr: "il manque l’un de `\(choices)`", en: "one of `\(choices)` is missing")
        }
        if let match = english.wholeMatch(of: #/Unexpected argument '(.*)'/#.dotMatchesNewlines()) {
            return Phrase(fr: "argument de trop : `\(match.1)`", en: "unexpected argument `\(match.1)`")
        }
        if let match = english.wholeMatch(of: #/(\d+) unexpected arguments: '(.*)'/#.dotMatchesNewlines()) {
            let list = match.2.replacing("', '", with: "`, `")
            return Phrase(
                fr: "\(match.1) arguments de trop : `\(list)`", en: "\(match.1) unexpected arguments: `\(list)`")
        }
        guard english == "Missing required subcommand." else { return nil }
        return Phrase(fr: "il manque une sous-commande", en: "a subcommand is missing")
    }
}
