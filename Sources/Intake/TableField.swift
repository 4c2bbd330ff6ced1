/// What a column of one's own table can say.
package enum TableField: String, Sendable, CaseIterable {
    case email
    case firstName = "first_name"
    case lastName = "last_name"
    case fullName = "full_name"
    case company, position, url
    case metOn = "met_on"
    case metAt = "met_at"
    case context
    case submittedOn = "submitted_on"
    case purposes, wording, language
    case confirmedOn = "confirmed_on"
    case formURL = "form_url"
    case sharedWith = "shared_with"
    case source
    case kind, because, on

    /// The headers that mean this field, the first being its own name; case, accents and punctuation do not matter.
    var headers: [String] {
        switch self {
        case .email:
            [
                "email", "e-mail", "email address", "e-mail address", "mail", "mail address", "courriel", "mél",
                "adresse e-mail", "adresse mail", "adresse courriel", "adresse électronique", "adresse de courriel",
                "e-mail-adresse", "mailadresse", "e-mail 1 - value",
            ]
        case .firstName: ["first_name", "prénom", "given name", "forename", "vorname"]
        case .lastName: ["last_name", "nom", "nom de famille", "family name", "surname", "nachname"]
        case .fullName: ["full_name", "name", "nom complet", "display name", "prénom et nom", "nom et prénom"]
        case .company:
            [
                "company", "société", "entreprise", "organization", "organisation", "company name", "organization name",
                "employer",
                "employeur", "raison sociale", "unternehmen", "firma",
            ]
        case .position:
            [
                "position", "poste", "title", "job title", "titre", "fonction", "intitulé du poste", "job", "role",
                "organization title",
            ]
        case .url:
            [
                "url", "profile", "profile url", "profil", "linkedin", "linkedin url", "linkedin profile",
                "profil linkedin",
            ]
        case .metOn: ["met_on", "date de rencontre", "rencontré le", "exchanged on", "date d'échange"]
        case .metAt: ["met_at", "lieu", "lieu de rencontre", "rencontré à", "occasion", "place"]
        case .context: ["context", "contexte", "cadre"]
        case .submittedOn:
            [
                "submitted_on", "submitted at", "date d'inscription", "inscrit le", "optin time", "signed up on",
                "horodateur", "timestamp", "zeitstempel",
            ]
        case .purposes: ["purposes", "finalités", "finalité"]
        case .wording: ["wording", "libellé", "texte affiché", "formulation"]
        case .language: ["language", "langue"]
        case .confirmedOn: ["confirmed_on", "confirmed at", "confirmé le", "date de confirmation", "confirm time"]
        case .formURL: ["form_url", "url du formulaire", "formulaire"]
        case .sharedWith: ["shared_with", "partagé avec", "partagée avec"]
        case .source: ["source"]
        case .kind: ["kind", "type", "nature", "status", "statut"]
        case .because: ["because", "reason", "raison", "motif", "unsub reason", "unsubscribe reason"]
        case .on:
            [
                "on", "date", "le", "unsub time", "unsubscribed on", "unsubscribed at", "unsubscribe date",
                "date de désinscription", "désinscrit le", "désabonné le", "created at",
            ]
        }
    }
}

/// What the rows of one's own table are.
package enum TableKind: String, Sendable, CaseIterable {
    /// Names and addresses, without evidence.
    case contacts
    /// Business cards typed in.
    case cards
    /// Sign-ups from a form.
    case signups

    /// The fields that such a table is read for; every other column can be used in letters.
    var fields: [TableField] {
        let person: [TableField] = [.email, .firstName, .lastName, .fullName, .company, .position, .url]
        return switch self {
        case .contacts: person + [.sharedWith, .source]
        case .cards: person + [.metOn, .metAt, .context, .sharedWith, .source]
        case .signups:
            person + [.submittedOn, .purposes, .wording, .language, .confirmedOn, .formURL, .sharedWith, .source]
        }
    }
}
