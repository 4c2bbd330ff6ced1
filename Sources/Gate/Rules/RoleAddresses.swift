import Vocabulary

/// Mailboxes that belong to a role and not to a person, by their local part (RFC 2142 and custom), as data.
package enum RoleAddresses {
    package enum Role: Hashable, Sendable {
        /// Nobody reads it: never written to.
        case nobody
        /// Whoever runs the machines: written to only after a confirmed sign-up.
        case administrative
        /// Whoever sits in the office: written to when somebody shared it, unless the policy says otherwise.
        case office
    }

    /// The role behind a local part, case and `+tag` aside; nil where it may be a person.
    package static func role(of localPart: String) -> Role? {
        let local = withoutTag(localPart.lowercased())
        if offices.contains(local) { return .office }
        if administrative.contains(local) { return .administrative }
        if machines.contains(local) { return .nobody }
        if local.hasSuffix("-request") || local.hasSuffix("-owner") || local.hasPrefix("owner-") { return .nobody }
        // `no-reply`, `no_reply`, `no.reply` and the like are one word.
        if local.utf8.contains(where: isJoint) {
            let joined = String(decoding: local.utf8.filter { !isJoint($0) }, as: UTF8.self)
            return unanswered.contains(joined) ? .nobody : nil
        }
        return unanswered.contains(local) ? .nobody : nil
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static func withoutTag(_ local: String) -> String {
        guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")), plus != local.startIndex else { return local }
        return String(local[..<plus])
    }

    /// Written as one word.
    static let unanswered: Set<String> = [
        "noreply", "donotreply", "dontreply", "nepasrepondre", "nepasrépondre", "nichtantworten", "keineantwort",
        "noresponder",
    ]

    static let machines: Set<String> = [
        "mailer-daemon", "mailerdaemon", "postmaster", "abuse", "bounce", "bounces", "listserv", "majordomo",
    ]

    static let administrative: Set<String> = [
        "admin", "administrator", "root", "webmaster", "hostmaster", "security", "noc", "www", "ftp",
    ]

    static let offices: Set<String> = [
        // English
        "info", "information", "contact", "sales", "support", "hello", "office", "jobs", "careers", "hr", "press",
        "media", "marketing", "billing", "accounts", "accounting", "enquiries", "inquiries", "help", "helpdesk",
        "team", "mail", "reception", "service", "services", "orders", "events",
        // French
        "bonjour", "accueil", "commercial", "rh", "recrutement", "presse", "communication", "compta", "comptabilite",
        "comptabilité", "facturation", "secretariat", "secrétariat", "direction", "commandes", "emploi", "equipe",
        "équipe", "contacts", "serviceclient", "service-client",
        // German
        "kontakt", "vertrieb", "verkauf", "buero", "büro", "buchhaltung", "bewerbung", "empfang", "kundenservice",
        "kundendienst", "rechnung", "sekretariat", "zentrale", "personal",
    ]
}
