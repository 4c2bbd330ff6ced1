package import Vocabulary

/// Why a text is no address of a mail server. What may be a password is never repeated.
package enum ServerURLFault: Error, Hashable, Sendable {
    case controlCharacter
    case credentials
    case noScheme(found: String)
    case unknownScheme(found: String)
    case noHost
    case badHost(found: String)
    /// An IPv6 address outside brackets.
    case bareIPv6
    /// Nil where it is no number.
    case badPort(found: Int?)
    case pathOrQuery

    /// What the setting that holds the address expects.
    package struct Expectation: Sendable {
        /// The forms that the address may have, each between backticks.
        let forms: String
        /// The object that the setting stands in: `relay`.
        let object: String
        /// An address with an IPv6 literal.
        let literal: String
        /// What the scheme would say: “how to hand messages over”.
        let purpose: Phrase

        package init(forms: String, object: String, literal: String, purpose: Phrase) {
            (self.forms, self.object, self.literal, self.purpose) = (forms, object, literal, purpose)
        }
    }

    /// What was found and what was expected.
    package func phrase(_ expectation: Expectation) -> Phrase {
        let (forms, object) = (expectation.forms, expectation.object)
        return switch self {
        case .controlCharacter:
            Phrase(
                fr: "un caractère de contrôle s’y trouve ; attendu : \(forms)",
                en: "it holds a control character; expected: \(forms)")
        case .credentials:
            Phrase(
                fr: "un nom ou un mot de passe s’y trouve (non répété ici) ; "
                    + "ils se donnent par `\(object).username` et `\(object).password`",
                en: "it holds a name or a password (not repeated here); "
                    + "they belong into `\(object).username` and `\(object).password`")
        case .noScheme(let found):
            Phrase(
                fr: "`\(found)` ne dit pas \(expectation.purpose.fr) ; attendu : \(forms)",
                en: "`\(found)` does not say \(expectation.purpose.en); expected: \(forms)")
        case .unknownScheme(let found):
            Phrase(
                fr: "le protocole `\(found)` est inconnu ; attendu : \(forms)",
                en: "the scheme `\(found)` is not known; expected: \(forms)")
        case .noHost:
            Phrase(fr: "le nom du serveur manque ; attendu : \(forms)", en: "the host is missing; expected: \(forms)")
        case .badHost(let found):
            Phrase(
                fr: "`\(found)` n’est ni un nom de serveur ni une adresse IP",
                en: "`\(found)` is neither a host name nor an IP address")
        case .bareIPv6:
            Phrase(
                fr: "une adresse IPv6 se met entre crochets : `\(expectation.literal)`",
                en: "an IPv6 address stands in brackets: `\(expectation.literal)`")
        case .badPort(let found):
            Phrase(
                fr: (found.map { "le port `\($0)` n’existe pas" } ?? "le port n’est pas un nombre")
                    + " ; attendu : un nombre de 1 à 65535",
                en: (found.map { "there is no port `\($0)`" } ?? "the port is no number")
                    + "; expected: a number from 1 to 65535")
        case .pathOrQuery:
            Phrase(
                fr: "un chemin, une requête ou un fragment suit le serveur ; attendu : \(forms)",
                en: "a path, query or fragment follows the host; expected: \(forms)")
        }
    }
}
