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

    /// The headers that mean this field, the first being its own name; case, accents and punctuation do not matter. A form asks
    /// the person for some of them: `Votre prénom`, `Your email`.
    var headers: [String] {
        let isPersons = [.email, .firstName, .lastName, .fullName, .company, .position].contains(self)
        return names + (isPersons ? ["votre ", "vos ", "your "].flatMap { whose in names.map { whose + $0 } } : [])
    }

    /// The ``headers`` as a table names them.
    private var names: [String] {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .email:
            [
                "email", "e-mail", "email address", "e-mail address", "mail", "mail address", "courriel", "mél",
                "adresse e-mail", "adresse mail", "adresse courriel", "adresse électronique", "adresse de courriel",
                "adresse de messagerie", "e-mail-adresse", "mailadresse", "primary email", "primary e-mail",
                "adresse électronique principale", "première adresse électronique", "primäre e-mail-adresse",
                "e-mail value", "e-mail 1 - value", "e-mail 1", "e-mail 1 address", "email 1 address", "emails",
                "e-mails", "email addresses", "e-mail addresses", "courriels", "adresses e-mail", "adresses mail",
            ]
        case .firstName: ["first_name", "prénom", "given name", "forename", "vorname"]
        case .lastName: ["last_name", "nom", "nom de famille", "family name", "surname", "nachname"]
        case .fullName:
            [
                "full_name", "name", "nom complet", "display name", "prénom et nom", "nom et prénom", "nom à afficher",
                "anzeigename",
            ]
        case .company:
            [
                "company", "société", "entreprise", "organization", "organisation", "company name", "organization name",
                "organization 1 - name", "employer", "employeur", "raison sociale", "unternehmen", "firma",
            ]
        case .position:
            [
                "position", "poste", "job title", "profession", "fonction", "intitulé du poste", "titre du poste",
                "organization title", "organization 1 - title", "berufsbezeichnung", "beruf", "funktion", "job", "role",
                // Behind all others: beside them, it is how the person is addressed.
                "title", "titre", "titel",
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
        case .source:
            ["source"]
        case .kind:
            [
                "kind", "type", "nature", "status", "statut", "delivery status", "statut de livraison", "bounce type",
                "type de rebond",
            ]
        case .because:
            [
                "because", "reason", "raison", "motif", "unsub reason", "unsubscribe reason", "error", "erreur",
                "bounce reason", "description", "details",
            ]
        // The objection's own date, for certain: that of a contact or of an entry would be too early, and a sign-up from before
        // the objection would lift it.
        case .on:
            [
                "on", "date", "le", "unsub time", "unsubscribed on", "unsubscribed at", "unsubscribed date",
                "unsubscribed time", "unsubscribe date", "unsubscribe time", "unsubscribe at", "date unsubscribed",
                "opt-out date", "opt-out time", "opt-out at", "opted out on", "opted out at", "opted out date",
                "objected on", "objected at", "objection date", "withdrawn on", "withdrawn at", "withdrawal date",
                "complained on", "complained at", "complaint date", "complaint time", "spam complaint date",
                "bounced on", "bounced at", "bounced date", "bounce date", "bounce time", "date bounced", "clean time",
                "date de désinscription", "date de la désinscription", "désinscrit le", "désinscrite le",
                "date de désabonnement", "date du désabonnement", "désabonné le", "désabonnée le", "date d’opposition",
                "date de l’opposition", "date de retrait", "date du retrait", "date de plainte", "date de la plainte",
                "date de rebond", "date du rebond", "datum", "abgemeldet am", "abmeldedatum", "datum der abmeldung",
                "widersprochen am", "widerspruchsdatum", "datum des widerspruchs", "widerrufen am", "widerrufsdatum",
                "datum des widerrufs", "beschwerdedatum", "datum der beschwerde", "bounce-datum", "datum des bounces",
            ]
        }
    }

    /// What a header of a further address says beside a header of the first one: `Email 2`, `Secondary Email`.
    private static let furtherWords = [
        "secondary", "secondaire", "sekundare", "deuxieme", "seconde", "second", "zweite", "other", "autre",
        "alternate",
        "alternative", "weitere", "work", "business", "office", "pro", "professionnelle", "professionnel",
        "geschaftlich", "dienstlich", "home", "private", "personal", "perso", "personnelle", "personnel", "privee",
        "prive", "privat",
    ]

    /// The ``headers``, for comparing.
    var keys: Set<String> { Set(headers.map { HeaderName($0).key }) }

    /// True where the headers are not all as good, and a later one counts only where no earlier one is there.
    var isRanked: Bool { self == .position }

    private static let emailKeys = Set(TableField.email.headers.map { HeaderName($0).key })

    /// True for the header of an address beside the first one: a header of the first one with a number, or with a word
    /// more; the very same header, too.
    static func isFurtherAddress(_ header: HeaderName) -> Bool {
        let letters = header.key.filter { !$0.isNumber }
        if emailKeys.contains(header.key) || emailKeys.contains(letters) { return true }
        return furtherWords.contains { emailKeys.contains(letters.replacing($0, with: "", maxReplacements: 1)) }
    }

    /// True for the first of numbered addresses: `Mail 1`.
    static func isFirstAddress(_ header: HeaderName) -> Bool {
        header.key.filter(\.isNumber) == "1" && emailKeys.contains(header.key.filter { !$0.isNumber })
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
