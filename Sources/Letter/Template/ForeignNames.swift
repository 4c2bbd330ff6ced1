/// What people and other tools call our fields: without case, blanks and signs.
enum ForeignNames {
    private typealias Row = (field: String, anywhere: String, inTags: String)

    /// `anywhere`: what means a field in ordinary text too, between marks like `[…]`; `inTags`: what means one only between the
    /// braces of a placeholder.
    private static let rows: [Row] = [
        ("first_name", "firstname fname prenom prénom vorname givenname", "forename nombre first"),
        ("last_name", "lastname lname surname nom nomdefamille familyname nachname", "apellido last"),
        ("full_name", "fullname name nomcomplet contactname yourname", "displayname"),
        ("address", "email emailaddress adresseemail courriel adressemail", "mail adresse"),
        ("company", "company companyname organization organisation entreprise société societe firma", "org account"),
        ("position", "position jobtitle poste fonction", "job title role"),
        (
            "unsubscribe",
            "unsubscribe unsub unsubscribeurl unsubscribelink désinscription desinscription désabonnement desabonnement",
            "optout optouturl optoutlink liendesinscription liendesabonnement"
        ),
    ]

    private static func table(_ words: (Row) -> String) -> [String: String] {
        var table: [String: String] = [:]
        for row in rows { for word in words(row).split(separator: " ") { table[String(word)] = row.field } }
        return table
    }

    private static let anywhere = table(\.anywhere)
    private static let inTags = table(\.inTags)

    /// A name as it is looked up.
    static func key(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// The field that a key means; `inTag`: between the braces of a placeholder.
    static func field(_ key: String, inTag: Bool) -> String? { anywhere[key] ?? (inTag ? inTags[key] : nil) }
}
