private import Foundation

/// The French names of a letter's fields: what a French author writes for them, with accents or without, in either case, with
/// blanks, hyphens or underscores. Each stands for the field of the English name, and is never one of its own.
package enum FieldAlias {
    /// The first name of each is the one that is proposed and shown.
    private static let rows: [(field: String, names: [String])] = [
        ("first_name", ["prénom"]), ("last_name", ["nom", "nom_de_famille"]),
        ("full_name", ["nom_complet", "prénom_nom", "prénom_et_nom"]),
        ("company", ["société", "entreprise", "organisation"]), ("position", ["poste", "fonction"]),
        (
            "address",
            [
                "adresse", "courriel", "adresse_courriel", "adresse_de_courriel", "adresse_mail", "adresse_e-mail",
                "adresse_électronique",
            ]
        ),
        ("why", ["pourquoi"]),
        (
            "unsubscribe",
            [
                "désabonnement", "désinscription", "se_désabonner", "se_désinscrire", "lien_de_désabonnement",
                "lien_de_désinscription", "lien_désabonnement", "lien_désinscription",
            ]
        ), ("purpose", ["finalité"]), ("language", ["langue"]), ("sender.name", ["expéditeur.nom"]),
        ("sender.address", ["expéditeur.adresse", "expéditeur.courriel"]),
        ("sender.organization", ["expéditeur.société", "expéditeur.entreprise", "expéditeur.organisation"]),
        ("sender.postalAddress", ["expéditeur.adresse_postale"]),
        ("sender.replyTo", ["expéditeur.réponses", "expéditeur.réponse"]),
    ]

    private static let fields = Dictionary(
        uniqueKeysWithValues: rows.flatMap { row in row.names.map { (key($0), row.field) } })
    private static let shown = Dictionary(uniqueKeysWithValues: rows.map { ($0.field, $0.names[0]) })

    /// A name as it is compared: letters, digits and full stops, in lower case, without accents, composed or not.
    package static func key(_ name: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            let isMark = (0x300...0x36F).contains(scalar.value)
            let isTelling = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "."
            if isTelling, !isMark { key.append(scalar) }
        }
        return String(key)
    }

    /// The field that a French name stands for; nil for what is none.
    package static func field(_ name: String) -> String? { fields[key(name)] }

    /// The French name of a field; the field itself where it has none.
    package static func french(_ field: String) -> String { shown[field] ?? field }

    /// All French names, in the order of the fields.
    package static let names = rows.flatMap(\.names)
}
