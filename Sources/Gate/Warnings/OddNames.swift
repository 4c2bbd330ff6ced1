import Vocabulary

/// What makes a name read oddly behind "Dear": what people put into the name of a profile that is no name.
enum NameOddity: Sendable {
    /// An emoji, a star, a tick.
    case symbol
    case title
    /// One letter, or initials alone.
    case initial
    case pronoun

    /// What is odd about a first name; nil where nothing is.
    static func ofFirstName(_ name: String) -> NameOddity? {
        if isPlainWord(name) {
            let word = name.lowercased()
            return titles.contains(word) && word != "me" ? .title : nil
        }
        if let oddity = ofAnyName(name) { return oddity }
        let words = words(of: name)
        if isInitials(words) { return .initial }
        return isTitled(words) ? .title : nil
    }

    /// What is odd about a name in whichever form: a title before a full name is good manners.
    static func ofAnyName(_ name: String) -> NameOddity? {
        if name.unicodeScalars.contains(where: isSymbol) { return .symbol }
        // Brackets and strokes stand around every pronoun, and in hardly any name.
        guard name.utf8.contains(where: { $0 >= 0x80 || "([{</".utf8.contains($0) }) else { return nil }
        return hasPronoun(name) ? .pronoun : nil
    }

    /// Nearly every first name is one word of several ASCII letters, which takes no look at characters.
    private static func isPlainWord(_ name: String) -> Bool {
        name.utf8.count > 1 && name.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
    }

    var name: Phrase {
        switch self {
        case .symbol: Phrase(fr: "émoji ou symbole", en: "emoji or symbol")
        case .title: Phrase(fr: "titre", en: "title")
        case .initial: Phrase(fr: "initiale", en: "initial")
        case .pronoun: Phrase(fr: "pronom", en: "pronoun")
        }
    }

    private static func words(of name: String) -> [Substring] {
        name.split { $0.isWhitespace || $0 == "," }
    }

    private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value > 0xFF else { return false }
        let properties = scalar.properties
        return properties.generalCategory == .otherSymbol || properties.isEmojiPresentation
            || properties.isEmojiModifier
    }

    /// Letters one by one, of a script that has capitals: 伟 and 훈 are whole names.
    private static func isInitials(_ words: [Substring]) -> Bool {
        let parts = words.flatMap { $0.split { $0 == "." || $0 == "-" || $0 == "‑" } }
        return !parts.isEmpty
            && parts.allSatisfy { part in
                part.count == 1 && part.unicodeScalars.contains { $0.properties.isCased }
            }
    }

    private static let titles: Set<String> = [
        "dr", "docteur", "doctor", "prof", "professeur", "professor", "pr", "mr", "mrs", "ms", "miss", "mme", "mlle",
        "madame", "monsieur", "mademoiselle", "maître", "sir", "herr", "frau", "ing", "dipl-ing", "me",
    ]
    private static let titlesBehind: Set<String> = ["phd", "md", "mba", "msc", "esq", "cfa", "cpa", "pmp"]

    private static func isTitled(_ words: [Substring]) -> Bool {
        func plain(_ word: Substring) -> String { word.filter { $0 != "." }.lowercased() }
        guard let first = words.first, let last = words.last else { return false }
        // `Me` and `M.` stand before a name; alone they are none.
        if titles.contains(plain(first)), plain(first) != "me" || words.count > 1 { return true }
        if words.count > 1, plain(first) == "m" { return true }
        return words.count > 1 && titlesBehind.contains(plain(last))
    }

    private static let pronouns: Set<String> = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "ze", "zir", "xe", "xem", "any", "all",
        "pronouns",
        "elle", "elles", "il", "ils", "lui", "iel", "iels", "ael", "ella", "él", "elle·il", "sie", "er", "ihr", "ihm",
        "ihn",
    ]

    /// `(they/them)`, `[elle]`, and `she/her` without brackets.
    private static func hasPronoun(_ name: String) -> Bool {
        func areAll(_ words: some Sequence<Substring>) -> Bool {
            var isAny = false
            for word in words {
                guard pronouns.contains(word.lowercased()) else { return false }
                isAny = true
            }
            return isAny
        }
        for piece in name.split(whereSeparator: { "([{<（".contains($0) }).dropFirst(
            "([{<（".contains(name.first ?? " ") ? 0 : 1)
        {
            let inside = piece.prefix { !")]}>）".contains($0) }
            if areAll(inside.split { $0.isWhitespace || "/,|·&-".contains($0) }) { return true }
        }
        return words(of: name).contains { word in
            word.contains("/") && areAll(word.split { "/()[]{}".contains($0) })
        }
    }
}
