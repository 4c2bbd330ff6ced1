import ArgumentParser
import Report
import Vocabulary
import Workspace

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tout ce qu'on sait d'une adresse, et ce qui en découle. · All that is known of an address, and "
            + "what follows.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("L'adresse. · The address.", valueName: "address"))
    var address: String

    @Option(help: ArgumentHelp("Pour cette lettre. · For this letter.", valueName: "file"))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let address: AddrSpec = try global.readingOptions { try AddressArgument.read(self.address) }
        let workspace = try Workspace(global)
        // A mailing that is refused as a whole still leaves something to say about one address.
        let account = try AddressAccount(of: address, letter: letter, in: workspace, refused: Refused.tell)
        if json {
            try Console.print(account.document(Speech.language).pretty)
        } else {
            let lines = account.story.lines(
                Speech.language, style: Style(descriptor: 1), width: min(Console.width, 100))
            for line in lines { try Console.print(line) }
        }
    }
}
