package import Vocabulary
package import Workspace

/// What a restore brought back, what is still missing, and what nobody can know any more, in words.
package enum FolderRestoreReport {
    package static func phrases(_ result: FolderRestore.Result) -> [Phrase] {
        let moment = Workspace.day(of: result.madeAt)
        let time = Workspace.timeOfDay(result.madeAt)
        var phrases = [
            Phrase { language in
                let files = Wording.plural(
                    result.files, Phrase(fr: "fichier remis", en: "file brought back"),
                    Phrase(fr: "fichiers remis", en: "files brought back"), language)
                let day = Wording.date(moment, language)
                return Phrase(
                    fr: "✓ \(files), tels qu’ils étaient le \(day) à \(time).",
                    en: "✓ \(files), as they were on \(day) at \(time).")[language]
            }
        ]
        if let key = result.missingKey {
            phrases.append(
                Phrase(
                    fr: "! La clé n’est pas dans la sauvegarde : mettez votre copie à la place de "
                        + "`\(ShortPath.of(key))`. "
                        + KeyAdvice.message(ShortPath.of(key)).fr,
                    en: "! The key is not in the backup: put your copy at `\(ShortPath.of(key))`. "
                        + KeyAdvice.message(ShortPath.of(key)).en))
        }
        if !result.missingSecrets.isEmpty {
            phrases.append(
                Phrase(
                    fr: "! Le mot de passe du relais n’est dans aucune sauvegarde : `portillon relay` le redemande.",
                    en: "! The relay’s password is in no backup: `portillon relay` asks for it again."))
        }
        for words in result.commands {
            let command = printable(words.joined(separator: " "))
            phrases.append(
                Phrase(
                    fr: "! Le mot de passe viendra de la commande `\(command)` : est-ce bien la vôtre ?",
                    en: "! The password will come from the command `\(command)`: is it yours?"))
        }
        if let name = result.configuration {
            phrases.append(
                Phrase(
                    fr: "! La configuration s’appelle `\(name)` : ajoutez `--config \(name)` à chaque commande.",
                    en: "! The configuration is called `\(name)`: add `--config \(name)` to each command."))
        }
        if !result.strangers.isEmpty {
            phrases.append(
                Phrase { language in
                    let names = FolderBackupReport.list(result.strangers, language)
                    return Phrase(
                        fr: "Laissés où ils sont, car la sauvegarde ne les connaît pas : \(names).",
                        en: "Left where they are, as the backup does not know them: \(names).")[language]
                })
        }
        return phrases + later(result)
    }

    /// What happened after the backup is in no ledger any more.
    private static func later(_ result: FolderRestore.Result) -> [Phrase] {
        var phrases: [Phrase] = []
        if let fault = result.fault { phrases.append(Phrase(fr: "! " + fault.fr + ".", en: "! " + fault.en + ".")) }
        phrases.append(
            Phrase(
                fr: "Ce qui s’est passé depuis, ce dossier l’ignore. Oppositions et effacements : si l’ancien "
                    + "dossier existe "
                    + "encore, `portillon subject reapply ANCIEN/portillon.sqlite.suppressions` les reprend ; sinon, "
                    + "`portillon object` un par un. Envois : si des lettres sont parties depuis, refaites d’abord une "
                    + "sauvegarde de l’ancien dossier, ou elles partiraient deux fois.",
                en: "What happened since, this folder does not know. Objections and erasures: where the old "
                    + "folder is still "
                    + "there, `portillon subject reapply OLD/portillon.sqlite.suppressions` takes them up; otherwise, "
                    + "`portillon object` one by one. Mailings: where letters have left since, make a new "
                    + "backup of the old "
                    + "folder first, or they would be sent twice."))
        phrases.append(
            Phrase(
                fr: "N’envoyez plus depuis l’ancien dossier. Ensuite : `portillon doctor`.",
                en: "Send no more from the old folder. Next: `portillon doctor`."))
        return phrases
    }
}
