import Courier
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
    var provider: String?
    var relayURL: String?
    var username: String?
    var passwordFrom: String?

    private typealias Bad = Interview.BadAnswer

    /// True where no flag says anything about the sender or the relay.
    var isEmpty: Bool {
        [name, address, organization, postalAddress, visibleSince, provider, relayURL, username, passwordFrom]
            .allSatisfy { $0 == nil }
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
        draft.provider = try flag("--provider", provider ?? (relayURL == nil ? "none" : "own"), Self.readProvider)
        draft.relayURL = try relayURL.map { try flag("--relay-url", $0, Self.readServer) }
        guard draft.provider.url != nil || draft.relayURL != nil else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`--provider \(draft.provider.id)` va avec `--relay-url smtp://serveur:port`",
                    en: "`--provider \(draft.provider.id)` goes with `--relay-url smtp://host:port`"))
        }
        let given = try username.map { try flag("--username", $0, Self.readText) }
        // A server of one's own may ask for no login.
        draft.username = given ?? (draft.provider.login != nil && draft.provider.id != "own" ? known.spelling : nil)
        if draft.username?.isEmpty == true { draft.username = nil }
        draft.secret =
            try passwordFrom.map { try flag("--password-from", $0, Self.readSecretPlace) } ?? usualSecret(draft)
        return draft
    }

    private func flag<Value>(
        _ name: String, _ text: String, _ read: (String) throws(Interview.BadAnswer) -> Value
    ) throws -> Value {
        do throws(Interview.BadAnswer) {
            return try read(text.trimmingBlanks())
        } catch {
            throw Failure(.usage, Phrase(fr: "\(name) : \(error.why.fr)", en: "\(name): \(error.why.en)"))
        }
    }

    private func usualSecret(_ draft: ConfigurationDraft) -> ConfigurationDraft.SecretPlace {
        .environment(draft.provider.login == .token ? "PORTILLON_SMTP_TOKEN" : "PORTILLON_SMTP_PASSWORD")
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
                    "Quelques questions, puis le dossier est prêt. Entrée prend la réponse entre crochets, ou laisse vide ; "
                    + "^C abandonne, sans rien écrire.\n",
                en:
                    "A few questions, and the folder is ready. Enter takes the answer in brackets, or leaves it blank; ^C gives "
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
                        + "visible.\nLinkedIn le dit sous Préférences → Visibilité → Qui peut voir ou télécharger votre "
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
        draft.provider = try askProvider(interview, address)
        try askLogin(&draft, interview)
        return draft
    }

    private func askProvider(_ interview: Interview, _ address: AddrSpec) throws -> Provider {
        if let given = provider ?? (relayURL == nil ? nil : "own") {
            return try flag("--provider", given, Self.readProvider)
        }
        interview.say(
            Phrase(fr: "\nPar quel relais partent vos lettres ?", en: "\nThrough which relay do letters leave?"))
        for (number, provider) in Provider.all.enumerated() {
            let server = provider.url.map { " · " + $0 } ?? ""
            let (id, name) = (fitted(provider.id, 17), provider.name)
            interview.say(
                Phrase(
                    fr: "  \(number + 1)  \(id) \(name.fr)\(server)", en: "  \(number + 1)  \(id) \(name.en)\(server)"))
        }
        return try interview.answer(
            to: Phrase(fr: "Numéro ou nom", en: "Number or name"),
            otherwise: (Provider.serving(address) ?? .none).id, read: Self.readProvider)
    }

    private func askLogin(_ draft: inout ConfigurationDraft, _ interview: Interview) throws {
        let provider = draft.provider
        draft.secret = usualSecret(draft)
        if let given = relayURL {
            draft.relayURL = try flag("--relay-url", given, Self.readServer)
        } else if provider.url == nil {
            draft.relayURL = try interview.answer(
                to: Phrase(
                    fr: "Le serveur (smtp.example.org, smtp.example.org:465)",
                    en: "The server (smtp.example.org, smtp.example.org:465)"), read: Self.readServer)
        }
        if let needs = provider.needs {
            interview.say(Phrase(fr: "  \(needs.fr).", en: "  \(needs.en)."))
        }
        guard provider.login != nil else { return }
        let isOwn = provider.id == "own"
        let user: String
        if let username {
            user = try flag("--username", username, Self.readText)
        } else {
            user = try interview.answer(
                to: isOwn
                    ? Phrase(fr: "Identifiant (`-` : sans connexion)", en: "User name (`-`: no login)")
                    : Phrase(fr: "Identifiant", en: "User name"),
                otherwise: draft.address.spelling, read: Self.readText)
        }
        guard user != "-", !user.isEmpty else { return }
        draft.username = user
        if let passwordFrom {
            draft.secret = try flag("--password-from", passwordFrom, Self.readSecretPlace)
            return
        }
        let what =
            provider.login == .token
            ? Phrase(fr: "le jeton", en: "the token") : Phrase(fr: "le mot de passe", en: "the password")
        interview.say(
            Phrase(
                fr: "\nD’où vient \(what.fr) ? Jamais de config.json, qui se copie et se montre :\n"
                    + "  environment:NOM   une variable d’environnement\n"
                    + "  file:CHEMIN       un fichier lisible par vous seul (chmod 600)\n"
                    + "  command:MOTS      ce qu’un gestionnaire de mots de passe affiche",
                en: "\nWhere does \(what.en) come from? Never from config.json, which gets copied and shown:\n"
                    + "  environment:NAME  an environment variable\n"
                    + "  file:PATH         a file that you alone can read (chmod 600)\n"
                    + "  command:WORDS     what a password manager prints"))
        let usual = provider.login == .token ? "PORTILLON_SMTP_TOKEN" : "PORTILLON_SMTP_PASSWORD"
        draft.secret = try interview.answer(
            to: Phrase(fr: "Source", en: "Source"), otherwise: "environment:" + usual, read: Self.readSecretPlace)
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

    /// By its number in the list, or by its name.
    static func readProvider(_ text: String) throws(Interview.BadAnswer) -> Provider {
        if let number = Int(text), Provider.all.indices.contains(number - 1) { return Provider.all[number - 1] }
        if let provider = Provider.find(text) { return provider }
        let ids = Provider.all.map(\.id)
        let near = nearestName(to: text, among: ids)
        throw .init(
            Phrase(
                fr: "`\(text)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (\(ids.joined(separator: ", ")))",
                en: "`\(text)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                    + " (\(ids.joined(separator: ", ")))"))
    }

    /// A server with or without its scheme; port 465 means TLS from the first byte.
    static func readServer(_ text: String) throws(Interview.BadAnswer) -> String {
        let hasScheme = text.contains("://") || text.lowercased().hasPrefix("maildir:")
        let url = hasScheme ? text : (text.hasSuffix(":465") ? "smtps://" : "smtp://") + text
        do throws(RelayAddressFault) {
            _ = try RelayAddress(parsing: url)
        } catch {
            throw .init(error.phrase)
        }
        return url
    }

    static func readSecretPlace(_ text: String) throws(Interview.BadAnswer) -> ConfigurationDraft.SecretPlace {
        let parts = text.split(separator: ":", maxSplits: 1).map { String($0).trimmingBlanks() }
        if parts.count == 2, !parts[1].isEmpty {
            switch parts[0].lowercased() {
            case "environment" where parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }):
                return .environment(parts[1])
            case "file": return .file(parts[1])
            case "command":
                // What only a shell understands is given to one.
                let needsShell = parts[1].contains { "|&;<>()$`\\\"'*?[]#~%".contains($0) }
                return .command(needsShell ? ["sh", "-c", parts[1]] : parts[1].split(separator: " ").map(String.init))
            default: break
            }
        }
        // What was typed may be the secret itself: it is not repeated.
        throw .init(
            Phrase(
                fr: "attendu : environment:NOM, file:CHEMIN ou command:MOTS (le secret lui-même ne s’écrit pas ici)",
                en: "expected environment:NAME, file:PATH or command:WORDS (the secret itself is not written here)"))
    }
}
