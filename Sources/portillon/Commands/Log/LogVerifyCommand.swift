import ArgumentParser
import Foundation
import Ledger
import Report
import Vocabulary
import Workspace

struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Vérifie le journal et tout ce qu'il engage. · Verifies the log and all that it commits to.")

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "Un point de contrôle gardé ailleurs. · A checkpoint that was kept elsewhere.", valueName: "file"))
    var against: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let checkpoint = try against.map { try CheckpointFile.read($0) }
        let verdict: LogVerdict
        var hasKey = false
        switch try workspace.ledgerToCheck() {
        case .success(let ledger):
            let key = (try? workspace.readableKey(for: ledger)) ?? nil
            hasKey = key != nil
            verdict = ledger.verifyLog(against: checkpoint, key: key)
        case .failure(let fault): verdict = LogVerdict(unreadable: fault)
        }
        if json {
            try Console.print(verdict.document(Speech.language).pretty)
        } else {
            for line in verdict.lines(Speech.language, style: Style(descriptor: 1)) { try Console.show(line) }
            let claims = verdict.claims(
                Speech.language, against: checkpoint, hasKey: hasKey, width: min(Console.width, 100))
            for line in claims { try Console.print(line) }
            if verdict.isOK, !hasKey { Console.say(LogVerdict.withoutKey) }
        }
        if !verdict.isOK { throw Ending(status: .notAllWell) }
    }
}
