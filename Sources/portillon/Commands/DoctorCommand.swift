import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Vérifie tout ce dont un envoi a besoin. · Checks all that a mailing needs.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Une lettre à vérifier aussi ; sans elle, celles du dossier. · A letter to check as well; without one, "
                + "those of the folder.", valueName: "letter"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String?

    @Flag(help: "Sans contacter le relais. · Without contacting the relay.")
    var offline = false

    @Flag(
        help: ArgumentHelp(
            "Envoie une lettre d’essai à votre propre adresse, attend qu’elle revienne (3 minutes au plus), et regarde "
                + "le DNS de votre domaine. · Sends a test letter to your own address, waits until it is back (3 minutes "
                + "at most), and looks at the DNS of your domain."))
    var roundTrip = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        Speech.choose(global.lang)
        guard !(offline && roundTrip) else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "--round-trip envoie une lettre, --offline ne contacte personne : l’un ou l’autre",
                    en: "--round-trip sends a letter, --offline contacts nobody: one or the other"))
        }
        let environment = ProcessInfo.processInfo.environment
        let (checkup, language) = try Examination(
            configurationPath: global.config, letter: letter, isOffline: offline, environment: environment,
            roundTrip: roundTrip ? { try means($0, environment) } : nil
        ).run(speech: global.lang)
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

    /// What a round trip is made with; the wait for the letter shows on a terminal.
    private func means(_ configuration: Configuration, _ environment: [String: String]) throws -> RoundTripMeans {
        if global.lang == nil { Speech.choose(configuration.language) }
        let isTerminal = isatty(2) == 1
        return try RoundTripMeans(
            configuration, environment: environment, pause: { usleep(UInt32($0) * 1000) },
            tell: { if isTerminal { Console.showPassing(RoundTripReport.waiting($0)[Speech.language]) } })
    }
}
