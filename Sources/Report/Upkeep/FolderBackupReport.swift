package import Vocabulary
package import Workspace

/// What a backup of the working folder holds, and what it does not, in words.
package enum FolderBackupReport {
    package static func phrases(_ result: FolderBackup.Result) -> [Phrase] {
        var phrases = [
            Phrase { language in
                let files = Wording.plural(
                    result.files, Phrase(fr: "fichier", en: "file"), Phrase(fr: "fichiers", en: "files"), language)
                let size = octets(result.octets, language)
                return Phrase(
                    fr: "✓ \(files), \(size) : registre, configuration, lettres et tout ce qu’elles emploient.",
                    en: "✓ \(files), \(size): ledger, configuration, letters and all that they use.")[language]
            }
        ]
        let key = Phrase {
            result.hasKey
                ? Phrase(fr: "La clé y est. ", en: "The key is in it. ")[$0]
                : Phrase(fr: "La clé n’y est pas. ", en: "The key is not in it. ")[$0]
        }
        phrases.append(Phrase { key[$0] + KeyAdvice.message(ShortPath.of(result.keyFile))[$0] })
        if !result.secrets.isEmpty {
            phrases.append(
                Phrase { language in
                    let names = list(result.secrets, language)
                    return Phrase(
                        fr: "Restés ici, car secrets : \(names). Ailleurs, `portillon relay` redemande le mot "
                            + "de passe.",
                        en: "Left here, as secret: \(names). Elsewhere, `portillon relay` asks for the password "
                            + "again.")[
                            language]
                })
        }
        if !result.others.isEmpty {
            phrases.append(
                Phrase { language in
                    let names = list(result.others, language)
                    return Phrase(
                        fr: "Restés ici aussi (messages et rapports écrits, liens, bases de données) : \(names).",
                        en: "Left here as well (messages and reports that were written, links, databases): \(names).")[
                            language]
                })
        }
        let name = printable(result.path.split(separator: "/").last.map(String.init) ?? result.path)
        phrases.append(
            Phrase(
                fr: "Sur un autre ordinateur : un dossier vide, `portillon restore …/\(name)`, puis n’envoyez "
                    + "plus d’ici : "
                    + "deux dossiers ne savent pas ce que l’autre a envoyé.",
                en: "On another computer: an empty folder, `portillon restore …/\(name)`, then send no more "
                    + "from here: two "
                    + "folders do not know what the other one has sent."))
        return phrases
    }

    /// The first few names.
    static func list(_ names: [String], _ language: Language) -> String {
        let shown = names.prefix(5).map { printable($0) }
        let rest = names.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " " + Wording.others(rest, language) : "")
    }

    private static func octets(_ count: Int, _ language: Language) -> String {
        let (unit, factor) =
            count >= 1_000_000
            ? (Phrase(fr: "Mo", en: "MB"), 1_000_000) : (Phrase(fr: "ko", en: "KB"), 1000)
        return Wording.number(max(1, count / factor), language) + "\u{A0}" + unit[language]
    }
}
