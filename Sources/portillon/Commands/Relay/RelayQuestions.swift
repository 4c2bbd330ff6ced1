import Courier
import Foundation
import Report
import Vocabulary
import Workspace

/// What `init` and `relay` are told of the relay by flags, and ask for on a terminal.
struct RelayQuestions {
    /// As typed; nil where a flag was not given.
    var provider: String?
    var relayURL: String?
    var username: String?
    var passwordFrom: String?

    /// True where no flag says anything.
    var isEmpty: Bool { [provider, relayURL, username, passwordFrom].allSatisfy { $0 == nil } }

    // MARK: By flags alone

    /// For the sender of this address.
    func draft(for address: AddrSpec) throws -> RelayDraft {
        var draft = RelayDraft()
        draft.provider = try Interview.flag(
            "--provider", provider ?? (relayURL == nil ? "none" : "own"), Self.readProvider)
        draft.url = try relayURL.map { try Interview.flag("--relay-url", $0, Self.readServer) }
        guard draft.provider.url != nil || draft.url != nil else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`--provider \(draft.provider.id)` va avec `--relay-url smtp://serveur:port`",
                    en: "`--provider \(draft.provider.id)` goes with `--relay-url smtp://host:port`"))
        }
        let given = try username.map { try Interview.flag("--username", $0, InitQuestions.readText) }
        // A server of one's own may ask for no login.
        draft.username = given ?? (draft.provider.login != nil && draft.provider.id != "own" ? address.spelling : nil)
        if draft.username?.isEmpty == true { draft.username = nil }
        draft.secret =
            try passwordFrom.map { try Interview.flag("--password-from", $0, Self.readSecretPlace) }
            ?? usualSecret(draft)
        return draft
    }

    private func usualSecret(_ draft: RelayDraft) -> SecretPlace {
        .environment(draft.provider.login == .token ? "PORTILLON_SMTP_TOKEN" : "PORTILLON_SMTP_PASSWORD")
    }

    // MARK: By questions

    /// Asks for what no flag said; `before` is what Enter alone takes.
    func draft(asking interview: Interview, for address: AddrSpec, before: RelayChange? = nil) throws -> RelayDraft {
        var draft = RelayDraft()
        draft.provider = try askProvider(interview, (before?.provider ?? Provider.serving(address) ?? .none).id)
        try askLogin(&draft, interview, address, before)
        return draft
    }

    private func askProvider(_ interview: Interview, _ usual: String) throws -> Provider {
        if let given = provider ?? (relayURL == nil ? nil : "own") {
            return try Interview.flag("--provider", given, Self.readProvider)
        }
        interview.say(
            Phrase(fr: "\nPar quel relais partent vos lettres ?", en: "\nThrough which relay do letters leave?"))
        for (number, provider) in Provider.all.enumerated() {
            let server = provider.url.map { " · " + $0 } ?? ""
            let (place, id, name) = (
                number < 9 ? " \(number + 1)" : "\(number + 1)", fitted(provider.id, 17), provider.name
            )
            interview.say(
                Phrase(fr: " \(place)  \(id) \(name.fr)\(server)", en: " \(place)  \(id) \(name.en)\(server)"))
        }
        return try interview.answer(
            to: Phrase(fr: "Numéro ou nom", en: "Number or name"), otherwise: usual, read: Self.readProvider)
    }

    private func askLogin(
        _ draft: inout RelayDraft, _ interview: Interview, _ address: AddrSpec, _ before: RelayChange?
    ) throws {
        let provider = draft.provider
        draft.secret = usualSecret(draft)
        if let given = relayURL {
            draft.url = try Interview.flag("--relay-url", given, Self.readServer)
        } else if provider.url == nil {
            draft.url = try interview.answer(
                to: Phrase(
                    fr: "Le serveur (smtp.example.org, smtp.example.org:465)",
                    en: "The server (smtp.example.org, smtp.example.org:465)"), otherwise: before?.url ?? "",
                read: Self.readServer)
        }
        if let needs = provider.needs {
            interview.say(Phrase(fr: "  \(needs.fr).", en: "  \(needs.en)."))
        }
        guard provider.login != nil, !draft.isMaildir else { return }
        let isOwn = provider.id == "own"
        let user: String
        if let username {
            user = try Interview.flag("--username", username, InitQuestions.readText)
        } else {
            user = try interview.answer(
                to: isOwn
                    ? Phrase(fr: "Identifiant (`-` : sans connexion)", en: "User name (`-`: no login)")
                    : Phrase(fr: "Identifiant", en: "User name"),
                otherwise: before?.configuration.relay.username ?? address.spelling, read: InitQuestions.readText)
        }
        guard user != "-", !user.isEmpty else { return }
        draft.username = user
        if let passwordFrom {
            draft.secret = try Interview.flag("--password-from", passwordFrom, Self.readSecretPlace)
        } else if provider.login == .token {
            // A token lasts an hour: a file of it would be of no use tomorrow.
            draft.secret = try askSource(interview)
        } else {
            try askPassword(&draft, interview)
        }
    }

    private func askSource(_ interview: Interview) throws -> SecretPlace {
        interview.say(
            Phrase(
                fr: "\nD’où vient le jeton ? Jamais de config.json, qui se copie et se montre :\n"
                    + "  environment:NOM   une variable d’environnement\n"
                    + "  file:CHEMIN       un fichier lisible par vous seul (chmod 600)\n"
                    + "  command:MOTS      ce qu’un gestionnaire de mots de passe affiche",
                en: "\nWhere does the token come from? Never from config.json, which gets copied and shown:\n"
                    + "  environment:NAME  an environment variable\n"
                    + "  file:PATH         a file that you alone can read (chmod 600)\n"
                    + "  command:WORDS     what a password manager prints"))
        return try interview.answer(
            to: Phrase(fr: "Source", en: "Source"), otherwise: "environment:PORTILLON_SMTP_TOKEN",
            read: Self.readSecretPlace)
    }

    private func askPassword(_ draft: inout RelayDraft, _ interview: Interview) throws {
        let file = RelayDraft.passwordFile
        interview.say(
            Phrase(
                fr: "\nLe mot de passe est gardé dans \(file), que vous seul pouvez lire, et nulle part ailleurs.",
                en: "\nThe password is kept in \(file), which you alone can read, and nowhere else."))
        draft.secret = .file(file)
        let typed = try interview.secret(
            Phrase(
                fr: "Mot de passe (rien ne s’affiche ; Entrée seule : plus tard)",
                en: "Password (nothing is shown; Enter alone: later)"))
        draft.typed = typed.map { Secret($0) }
        draft.isForLater = typed == nil
    }

    // MARK: Trying it

    /// Tries it, and says what came of it; a password that is refused is asked for again where it was typed. Gives nil where there
    /// is nothing to try, and where it cannot be tried yet, which is said.
    func trial(
        of draft: inout RelayDraft, _ interview: Interview, _ attempt: (RelayDraft) throws -> RelayTrial
    ) throws -> RelayTrial.Outcome? {
        guard !draft.isForLater, !draft.isMaildir else { return nil }
        while true {
            let trial: RelayTrial
            do { trial = try attempt(draft) } catch let failure as Failure where failure.kind == .configuration {
                interview.say(
                    Phrase(fr: "\n! pas essayé : \(failure.message.fr)", en: "\n! not tried: \(failure.message.en)"))
                return nil
            }
            interview.say(RelayTrialReport.trying(trial.name))
            let outcome = trial.run()
            interview.say(RelayTrialReport.phrase(outcome, name: trial.name))
            guard draft.typed != nil, case .failed(let fault, _) = outcome, fault.kind == .loginRefused,
                let again = try interview.secret(
                    Phrase(
                        fr: "Mot de passe, à nouveau (Entrée seule : garder celui-ci)",
                        en: "Password, once more (Enter alone: keep this one)"))
            else { return outcome }
            draft.typed = Secret(again)
        }
    }
}
