import ArgumentParser
import Foundation
import Vocabulary
import Workspace

/// The command. Each subcommand has a file of its own under Commands.
@main
struct Portillon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portillon",
        abstract: "Écrit à votre réseau, à ceux-là seuls qui vous ont confié leur adresse. · "
            + "Writes to your network, to those alone who shared their address with you.",
        discussion: """
            Pour commencer · To begin:  portillon init
            Puis · Then:                portillon import linkedin Connections.csv
                                        portillon preview letter.md
                                        portillon send letter.md
            """,
        version: Workspace.programVersion,
        subcommands: [
            InitCommand.self, RelayCommand.self, ImportCommand.self, ObjectCommand.self, HeardFromCommand.self,
            RenderCommand.self,
            PreviewCommand.self, SendCommand.self, StatusCommand.self, InboxCommand.self, ResolveCommand.self,
            WhyCommand.self,
            RulesCommand.self, ContactsCommand.self, LogCommand.self, LedgerCommand.self, SubjectCommand.self,
            TidyCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
        ])

    static func main() {
        // A reader that closes its end (`| head`) must not kill a run that has mail on the wire.
        signal(SIGPIPE, SIG_IGN)
        // A file at its largest permitted size is a failure to write, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        StopSignal.install()
        let given = Array(CommandLine.arguments.dropFirst())
        let arguments = withCommandFirst(GlobalOptions.moved(behindTheCommand: given))
        Speech.choose(GlobalOptions.value(of: "--lang", in: given).flatMap { Language(rawValue: $0) })
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
            leave(.done)
        } catch let ending as Ending {
            tellPrograms(of: ending.status, ending.message, given)
            leave(ending.status)
        } catch {
            if let failure = Failure(error) {
                let (status, message) = (ExitStatus(failure.kind), failure.message[Speech.language])
                Console.complain(message)
                tellPrograms(of: status, message, given)
                leave(status)
            }
            leave(ParsingEnd(error, given: given).tell())
        }
    }

    /// Where `inbox` alone is a command as well, the parser takes what follows its options for files: `inbox --json review`.
    private static func withCommandFirst(_ arguments: [String]) -> [String] {
        func name(_ index: Int, among commands: [any ParsableCommand.Type]) -> (any ParsableCommand.Type)? {
            commands.first { $0.configuration.commandName == arguments[index] }
        }
        guard let first = arguments.firstIndex(where: { !$0.hasPrefix("-") }),
            let group = name(first, among: configuration.subcommands)?.configuration, group.defaultSubcommand != nil,
            let next = arguments[(first + 1)...].firstIndex(where: { !$0.hasPrefix("-") }),
            !arguments[..<next].contains("--"), name(next, among: group.subcommands) != nil
        else { return arguments }
        var arguments = arguments
        arguments.insert(arguments.remove(at: next), at: first + 1)
        return arguments
    }

    /// Whoever asked for JSON gets one document, also where the command came to nothing. A command line that cannot be understood
    /// asks for nothing, and neither does one that asks for a table as well.
    private static func tellPrograms(of status: ExitStatus, _ message: String?, _ given: [String]) {
        let options = given.prefix { $0 != "--" }
        guard status != .done, options.contains("--json"), !options.contains("--export"), !Console.hasPrinted else {
            return
        }
        try? Console.print(JSONValue.object([status.error(message)]).pretty)
    }

    /// Ends the program at once. A connection that is still being opened keeps a thread in libcurl: what libraries clean
    /// up at an ordinary end would be taken away under it.
    private static func leave(_ status: ExitStatus) -> Never {
        fflush(nil)
        _exit(status.rawValue)
    }
}
