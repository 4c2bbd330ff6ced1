package import Vocabulary
package import Workspace

/// What `init` ends with: what belongs in a backup, and the next steps.
package enum InitAdvice {
    package static let backup = Phrase { "\n" + KeyAdvice.message()[$0] }

    /// `namesNobody`: the configuration still has the sender of the example.
    package static func next(_ draft: ConfigurationDraft?, folder: String, namesNobody: Bool) -> Phrase {
        var steps: [Phrase] = []
        if folder != "." { steps.append(plain("cd \(quoted(folder))")) }
        if namesNobody {
            steps.append(
                Phrase(
                    fr: "dans config.json, mettez votre nom, votre adresse, et depuis quand vos relations LinkedIn\n"
                        + "     la voient (\"linkedInAddressVisibleSince\" : sans cette date, aucune n’est admise)",
                    en:
                        "in config.json, put your name, your address, and since when your LinkedIn connections "
                        + "can see\n"
                        + "     it (\"linkedInAddressVisibleSince\": without that date, none is admitted)"))
        } else if let draft, draft.visibleSince == nil {
            steps.append(
                Phrase(
                    fr: "quand vos relations LinkedIn verront votre adresse, notez-en le jour dans config.json\n"
                        + "     (\"linkedInAddressVisibleSince\" : sans cette date, aucune n’est admise)",
                    en: "once your LinkedIn connections can see your address, note the day in config.json\n"
                        + "     (\"linkedInAddressVisibleSince\": without that date, none is admitted)"))
        }
        if let step = draft.flatMap(secretStep) { steps.append(step) }
        if draft != nil { steps.append(plain("portillon doctor")) }
        steps.append(plain("portillon import linkedin Connections.csv"))
        steps.append(
            Phrase(
                fr: "écrivez votre lettre dans letter.md : l’exemple ne part pas tel quel",
                en: "write your letter in letter.md: the example is not sent as it is"))
        steps.append(plain("portillon preview letter.md"))
        let lines = steps.enumerated().map { number, step in
            Phrase(fr: "  \(number + 1). \(step.fr)", en: "  \(number + 1). \(step.en)")
        }
        return Phrase(
            fr: "\nEnsuite :\n" + lines.map(\.fr).joined(separator: "\n"),
            en: "\nNext:\n" + lines.map(\.en).joined(separator: "\n"))
    }

    private static func secretStep(_ draft: ConfigurationDraft) -> Phrase? {
        guard draft.relay.username != nil, draft.relay.typed == nil else { return nil }
        if draft.relay.isForLater { return plain("portillon relay") }
        switch draft.relay.secret {
        case .environment(let name):
            return Phrase(
                fr: "read -rs \(name) && export \(name)\n     (puis tapez le mot de passe)",
                en: "read -rs \(name) && export \(name)\n     (then type the password)")
        case .file(let path):
            return Phrase(
                fr: "mettez le mot de passe dans \(quoted(path)), puis chmod 600 \(quoted(path))",
                en: "put the password into \(quoted(path)), then chmod 600 \(quoted(path))")
        case .command: return nil
        }
    }

    private static func plain(_ command: String) -> Phrase { Phrase(fr: command, en: command) }

    /// As a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy {
            0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || "/._-+@:,".utf8.contains($0) || $0 >= 0x80
        }
        return isPlain && !path.isEmpty
            ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
