import Resolver
import Vocabulary

extension Check {
    /// That nobody could say what stands in the DNS: whether it is this machine's network that is silent, or the domain's servers.
    static func unanswered(_ code: String, _ name: Phrase, at domain: String, _ fault: LookupFault) -> Check {
        let again = Phrase(fr: "réessayez plus tard", en: "try again later")
        switch fault {
        case .timedOut, .unreachable:
            return Check(
                code, name, .skipped,
                Phrase(
                    fr: "le serveur de noms de cette machine ne répond pas",
                    en: "this machine’s name server does not answer"),
                remedy: Phrase(fr: "vérifiez la connexion à Internet", en: "check the connection to the Internet"))
        case .serverFailed:
            return Check(
                code, name, .warn,
                Phrase(
                    fr: "les serveurs de noms de `\(domain)` sont en panne (SERVFAIL) : vos destinataires n’en "
                        + "apprennent pas plus",
                    en: "the name servers of `\(domain)` are out of order (SERVFAIL): your recipients learn no more "
                        + "than this"),
                remedy: Phrase(
                    fr: "si cela dure, dites-le à l’hébergeur du domaine (zone ou DNSSEC en défaut)",
                    en: "if it lasts, tell whoever hosts the domain (a fault of the zone, or of DNSSEC)"))
        case .refused, .malformed:
            return Check(
                code, name, .skipped,
                Phrase(
                    fr: "le serveur de noms ne donne pas de réponse utilisable pour `\(domain)`",
                    en: "the name server gives no answer of use for `\(domain)`"), remedy: again)
        case .unaskable:
            return Check(
                code, name, .skipped,
                Phrase(
                    fr: "`\(domain)` ne peut être cherché dans le DNS", en: "`\(domain)` cannot be looked up in the DNS"
                ))
        }
    }

    /// That there is no such domain.
    static func noDomain(_ code: String, _ name: Phrase, _ domain: String) -> Check {
        Check(
            code, name, .fail,
            Phrase(fr: "`\(domain)` n’existe pas dans le DNS", en: "`\(domain)` does not exist in the DNS"),
            remedy: Phrase(
                fr: "vérifiez l’orthographe de l’adresse, et que le domaine n’a pas expiré",
                en: "check the spelling of the address, and that the domain has not expired"))
    }
}

extension Phrase {
    /// What to write into the DNS.
    static func record(_ name: String, _ text: String) -> Phrase {
        Phrase(
            fr: "dans le DNS, enregistrement TXT de `\(name)` : `\(text)`",
            en: "in the DNS, the TXT record of `\(name)`: `\(text)`")
    }
}
