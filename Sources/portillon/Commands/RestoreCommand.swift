import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Remet un dossier de travail depuis sa sauvegarde, dans le dossier courant. · Brings a "
            + "working folder "
            + "back from its backup, into the current folder.",
        discussion: """
            Rien de ce qui est là n'est remplacé. · Nothing that is there is replaced.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("Ce que `backup` a fait. · What `backup` made.", valueName: "folder"), completion: .directory
    )
    var folder: String

    func run() throws {
        Speech.choose(global.lang)
        let restore = try FolderRestore(
            folder, into: global.config, environment: ProcessInfo.processInfo.environment)
        if global.lang == nil { Speech.choose(restore.language) }
        let result = try restore.run()
        try Console.print(result.folder)
        for phrase in FolderRestoreReport.phrases(result) { Console.say(phrase) }
    }
}
