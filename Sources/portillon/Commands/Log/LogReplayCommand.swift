import ArgumentParser
import Gate
import Ledger
import Report
import Vocabulary
import Workspace

struct LogReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Rejuge chaque décision du journal d'après ce qu'elle a regardé. · Judges each logged decision again, "
            + "from what it looked at.")

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Une seule lettre. · One letter alone.", valueName: "id"))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        try ledger.refuseUnknown(letter)
        let key = try workspace.key(for: ledger)
        var tally = ReplayTally()
        try ledger.forEachDecision(letter: letter, key: key) { tally.add($0, now: workspace) }
        if json {
            try Console.print(tally.document(Speech.language).pretty)
        } else {
            let width = min(Console.width, 100)
            for line in tally.lines(Speech.language, style: Style(descriptor: 1), width: width) {
                try Console.show(line)
            }
        }
        if !tally.differing.isEmpty { throw Ending(status: .notAllWell) }
    }
}
