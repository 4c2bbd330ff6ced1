private import Foundation

/// What people and programs write into a cell of which they know nothing: `-`, `n/a`, `inconnu`, `xxx`. It says nothing.
package enum Placeholder {
    /// True for a text without a letter or digit, and for one that is a placeholder as a whole; for a blank one, too.
    package static func isOne(_ text: String) -> Bool {
        let word = letters(text)
        if word.isEmpty || word.allSatisfy({ $0 == "x" }) { return true }
        // A formula that went wrong: `#REF!`, `#NOM?`.
        if text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") { return true }
        return words.contains(word)
    }

    /// Letters and digits alone, in lower case, without accents.
    private static func letters(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: text.utf8.compactMap(plainLetter), as: UTF8.self)
        }
        let folded = text.lowercased().decomposedStringWithCanonicalMapping
        var letters = String.UnicodeScalarView()
        for scalar in folded.unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            if !(0x300...0x36F).contains(scalar.value) { letters.append(scalar) }
        }
        return String(letters)
    }

    private static func plainLetter(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39, 0x61...0x7A: octet
        case 0x41...0x5A: octet | 0x20
        default: nil
        }
    }

    private static let words: Set<String> = [
        "na", "nan", "null", "nil", "none", "undefined", "unknown", "notknown", "notavailable", "notapplicable",
        "notspecified", "unspecified", "notset", "empty", "blank", "nothing", "dontknow", "idontknow", "tbd", "tba",
        "tbc",
        "tobedefined", "tobedetermined", "tobecompleted", "tobeconfirmed", "todo", "fixme", "placeholder",
        // French
        "inconnu", "inconnue", "lieuinconnu", "aucun", "aucune", "neant", "vide", "rien", "nc", "nd", "sansobjet",
        "nonrenseigne", "nonrenseignee", "nonprecise", "nonprecisee", "nondefini", "nondefinie", "noncommunique",
        "nonapplicable", "nondisponible", "acompleter", "adefinir", "apreciser", "aconfirmer", "arenseigner",
        "acompleterplustard", "nesaispas", "jenesaispas", "jesaisplus", "jenesaisplus", "pasconnu",
        // German
        "unbekannt", "keine", "keiner", "keines", "kein", "keineangabe", "keineangaben", "ka", "nv", "leer", "nichts",
        "nichtbekannt", "offen", "folgt", "nachzutragen", "weissnicht",
    ]
}
