import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Vérifie tout ce dont un envoi a besoin, sans rien envoyer. · Checks all that a mailing needs, without "
            + "sending anything.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Une lettre à vérifier aussi ; sans elle, celles du dossier. · A letter to check as well; without one, "
                + "those of the folder.", valueName: "letter"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String?

    @Flag(help: "Sans contacter le relais. · Without contacting the relay.")
    var offline = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        Speech.choose(global.lang)
        let (checkup, language) = Examination(
            configurationPath: global.config, letter: letter, isOffline: offline,
            environment: ProcessInfo.processInfo.environment
        ).run()
        if global.lang == nil { Speech.choose(language) }
        if json {
            try Console.print(checkup.document(Speech.language).pretty)
        } else {
            let lines = checkup.lines(
                Speech.language, style: Style(descriptor: 1), width: min(Console.width, 110))
            for line in lines { try Console.print(line) }
        }
        if !checkup.isSound { throw Ending(status: .notAllWell) }
    }
}
