/// What the help calls the value of an option: the parser knows the English name alone.
enum ValueNames {
    /// Words that stand for something; what is typed as it stands (`vcard`, `column:`) is in neither language.
    private static let french: [String: String] = [
        "address": "adresse", "domain": "domaine", "digest": "empreinte", "dir": "dossier", "folder": "dossier",
        "field": "champ", "Column": "Colonne", "Name": "Nom", "Value": "Valeur", "file": "fichier",
        "id": "identité", "letter-id": "identité", "kind": "type", "letter": "lettre", "n": "nombre", "name": "nom",
        "number": "numéro",
        "text": "texte", "token": "jeton", "time": "heure", "provider": "fournisseur", "person": "personne",
    ]

    /// `adresse|@domaine` for `address|@domain`.
    static func french(_ name: some StringProtocol) -> String {
        if let whole = french[String(name)] { return whole }
        var result = ""
        var word = ""
        for character in name {
            if character.isLetter || character == "-" {
                word.append(character)
                continue
            }
            result += (french[word] ?? word) + String(character)
            word = ""
        }
        return result + (french[word] ?? word)
    }

    /// The same in a message, wherever such a name stands between `<` and `>`.
    static func french(inMessage text: String) -> String {
        text.replacing(#/<([^<>` ]+)>/#) { "<\(french($0.1))>" }
    }
}
