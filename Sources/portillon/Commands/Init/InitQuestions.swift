import Foundation
import Intake
import Report
import Vocabulary
import Workspace

/// What `init` is told by flags, and asks for on a terminal.
struct InitQuestions {
    /// As typed; nil where a flag was not given.
    var language: Language?
    var name: String?
    var address: String?
    var organization: String?
    var postalAddress: String?
    var visibleSince: String?
    var relay = RelayQuestions()

    private typealias Bad = Interview.BadAnswer

    /// True where no flag says anything about the sender or the relay.
    var isEmpty: Bool {
        [name, address, organization, postalAddress, visibleSince].allSatisfy { $0 == nil } && relay.isEmpty
    }

    // MARK: By flags alone

    /// Nil where nothing was said, so that the example stands.
    func draft() throws -> ConfigurationDraft? {
        guard !isEmpty else { return nil }
        guard let address else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "sans terminal, les autres options vont avec `--address`",
                    en: "without a terminal, the other options go with `--address`"))
        }
        let known = try flag("--address", address, Self.readAddress)
        var draft = ConfigurationDraft(
            language: Speech.language, name: try flag("--name", name ?? "", Self.readText), address: known)
        draft.organization = try flag("--organization", organization ?? "", Self.readText)
        draft.postalAddress = try flag("--postal-address", postalAddress ?? "", Self.readText)
        draft.visibleSince = try flag("--linkedin-visible-since", visibleSince ?? "", Self.readPastDay)
        draft.relay = try relay.draft(for: known)
        return draft
    }

    private func flag<Value>(
        _ name: String, _ text: String, _ read: (String) throws(Interview.BadAnswer) -> Value
    ) throws -> Value {
        try Interview.flag(name, text, read)
    }

    // MARK: By questions

    /// Asks for what no flag said. A flag that cannot be used is a fault, as without a terminal.
    func draft(asking interview: Interview, isLanguageKnown: Bool) throws -> ConfigurationDraft {
        if !isLanguageKnown, language == nil {
            Speech.choose(
                try interview.answer(
                    to: Phrase(fr: "Langue / Language (fr, en)", en: "Language / Langue (en, fr)"),
                    otherwise: Speech.language.rawValue, read: Self.readLanguage))
        }
        interview.say(
            Phrase(
                fr:
                    "Quelques questions, puis le dossier est prêt. Entrée prend la réponse entre crochets, ou "
                    + "laisse vide ; "
                    + "^C abandonne, sans rien écrire.\n",
                en:
                    "A few questions, and the folder is ready. Enter takes the answer in brackets, or leaves it "
                    + "blank; ^C gives "
                    + "up, and nothing is written.\n"))
        func value<Value>(
            _ option: String, _ given: String?, _ question: Phrase, otherwise: String = "",
            _ read: (String) throws(Interview.BadAnswer) -> Value
        ) throws -> Value {
            if let given { return try flag(option, given, read) }
            return try interview.answer(to: question, otherwise: otherwise, read: read)
        }
        let name = try value("--name", name, Phrase(fr: "Votre nom", en: "Your name"), Self.readName)
        let address = try value(
            "--address", address,
            Phrase(
                fr: "Votre adresse de courriel, celle que les gens connaissent",
                en: "Your e-mail address, the one that people know"), Self.readAddress)
        var draft = ConfigurationDraft(language: Speech.language, name: name, address: address)
        draft.organization = try value(
            "--organization", organization, Phrase(fr: "Votre entreprise", en: "Your company"), Self.readText)
        draft.postalAddress = try value(
            "--postal-address", postalAddress,
            Phrase(
                fr: "Votre adresse postale, pour le pied des lettres",
                en: "Your postal address, for the foot of letters"),
            Self.readText)
        if visibleSince == nil {
            interview.say(
                Phrase(
                    fr: "\nLinkedIn : une relation est admise si elle vous montre son adresse et si la vôtre lui est "
                        + "visible.\nLinkedIn le dit sous Préférences → Visibilité → Qui peut voir ou "
                        + "télécharger votre "
                        + "adresse e-mail.",
                    en: "\nLinkedIn: a connection is admitted where they show you their address and can see yours.\n"
                        + "LinkedIn tells under Settings → Visibility → Who can see or download your email address."))
        }
        draft.visibleSince = try value(
            "--linkedin-visible-since", visibleSince,
            Phrase(
                fr: "Visible depuis (AAAA-MM-JJ ; vide si elle ne l’est pas)",
                en: "Visible since (YYYY-MM-DD; blank if it is not)"),
            Self.readPastDay)
        draft.relay = try relay.draft(asking: interview, for: address)
        return draft
    }
}

// MARK: Reading answers

extension InitQuestions {
    static func readLanguage(_ text: String) throws(Interview.BadAnswer) -> Language {
        if let language = Language(rawValue: text.lowercased()) { return language }
        throw .init(Phrase(fr: "`\(text)` ; attendu : fr ou en", en: "`\(text)`; expected fr or en"))
    }

    /// One line of text, or none.
    static func readText(_ text: String) throws(Interview.BadAnswer) -> String {
        guard printable(text) == text else {
            throw .init(
                Phrase(fr: "un caractère de contrôle s’y trouve", en: "it holds a control character"))
        }
        return text
    }

    static func readName(_ text: String) throws(Interview.BadAnswer) -> String {
        guard !text.showsNothing else {
            throw .init(
                Phrase(
                    fr: "il faut un nom : une lettre sans expéditeur est refusée",
                    en: "a name is needed: a letter without a sender is refused"))
        }
        return try readText(text)
    }

    static func readAddress(_ text: String) throws(Interview.BadAnswer) -> AddrSpec {
        do throws(AddressFault) {
            return try AddrSpec(parsing: text)
        } catch {
            throw .init(
                Phrase(
                    fr: "`\(text)` n’est pas une adresse ; attendu : nom@domaine",
                    en: "`\(text)` is not an address (\(error)); expected name@domain"))
        }
    }

    /// A day that is over or under way; nil for a blank answer.
    static func readPastDay(_ text: String) throws(Interview.BadAnswer) -> When? {
        guard !text.isEmpty else { return nil }
        guard case .on(let when) = DateReader.read(text) else {
            throw .init(
                Phrase(
                    fr: "`\(text)` ne se lit pas d’une seule façon ; écrivez AAAA-MM-JJ",
                    en: "`\(text)` is no date that reads in one way only; write YYYY-MM-DD"))
        }
        guard when.day <= Workspace.today() else {
            throw .init(Phrase(fr: "`\(when.iso)` est encore à venir", en: "`\(when.iso)` is yet to come"))
        }
        return when
    }
}
