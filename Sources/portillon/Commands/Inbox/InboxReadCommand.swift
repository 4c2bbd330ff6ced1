import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct InboxReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract:
            "Lit ce qui est revenu, sans rien changer dans la boîte (par défaut). · Reads what came back, and changes "
            + "nothing in the mailbox (the default).")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Des fichiers .eml ou mbox, ou des dossiers Maildir ; sans eux, la boîte de la configuration. · Files .eml or "
                + "mbox, or Maildir folders; without any, the inbox of the configuration.", valueName: "file|folder"),
        completion: .file())
    var places: [String] = []

    @Option(help: ArgumentHelp("Relire depuis ce jour. · Read again from that day on.", valueName: "date"))
    var since: String?

    @Flag(help: "Ne rien noter, et tout montrer. · Record nothing, and show everything.")
    var dryRun = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let since: CivilDate? = try global.readingOptions {
            try self.since.map { try DateOption.day($0, option: "--since") }
        }
        let workspace = try Workspace(global)
        let heard = try Listening.run {
            try InboxReading.of(places, in: workspace, since: since, isDry: dryRun, isInterrupted: $0)
        }
        guard let report = heard else { return }
        let fault = report.firstFault
        if json {
            let told = fault.map { [ExitStatus($0.kind).error($0.message[Speech.language])] } ?? []
            try Console.print(report.document(Speech.language, fault: told).pretty)
        } else {
            let width = Console.isOutputTerminal ? Console.width : nil
            let summary = InboxSummary(
                report, isDry: dryRun, language: Speech.language, style: Style(descriptor: 1), width: width)
            for line in summary.lines { try Console.print(line) }
            for phrase in summary.next { Console.say(phrase) }
        }
        for phrase in report.faultPhrases { Console.complain(phrase[Speech.language]) }
        if let fault { throw Ending(status: ExitStatus(fault.kind)) }
        if report.wasStopped { throw Ending(status: .temporary) }
    }
}
