import ArgumentParser
import Ledger
import Report
import Vocabulary
import Workspace

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copie tout le dossier de travail, même pendant un envoi. · Copies the whole working folder, "
            + "even during "
            + "a send.",
        discussion: KeyAdvice.message().fr + " · " + KeyAdvice.message().en)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("Un nouveau dossier. · A new folder.", valueName: "folder"), completion: .directory)
    var folder: String

    @Flag(help: "Avec la clé : qui a les deux peut tout lire. · With the key: whoever has both can read everything.")
    var withKey = false

    func run() throws {
        let result = try FolderBackup(try Workspace(global), to: folder, withKey: withKey).run()
        try Console.print(result.path)
        for line in result.health.lines(Speech.language, style: Style(descriptor: 1)) { try Console.show(line) }
        for phrase in FolderBackupReport.phrases(result) { Console.say(phrase) }
        if !result.health.isSound { throw Ending(status: .notAllWell) }
    }
}
