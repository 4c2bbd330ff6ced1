import ArgumentParser
import Report
import Vocabulary
import Workspace

/// How parsing the command line ends where no command is run: with help, a version, a script, or a mistake.
///
/// The parser speaks English alone, so help is laid out anew from what it knows of the commands, and its messages are
/// put into this run's language.
struct ParsingEnd {
    private let error: any Error
    /// The arguments as they were typed.
    private let given: [String]

    init(_ error: any Error, given: [String]) {
        self.error = error
        self.given = given
    }

    func tell() -> ExitStatus {
        let text = Portillon.fullMessage(for: error)
        switch Portillon.exitCode(for: error) {
        case .success:
            let isHelp = text.hasPrefix("OVERVIEW:") || text.hasPrefix("USAGE:")
            if isHelp { return tellHelp() }
            return print([CompletionScript(text, askedBy: given)?.told(in: Speech.language) ?? text])
        case .validationFailure:
            chooseLanguage()
            let program = HelpText.ofProgram()
            let english = Portillon.message(for: error)
            // `portillon import --lang en` asks for help as `portillon import` does.
            if words.count == path.count, program?.isGroup(path) == true, GlobalOptions.isAboutThem(english) {
                return tellHelp()
            }
            let message = UsageMessage.phrase(
                english, unknownCommand: program?.unknownCommand(in: words),
                options: program?.options(of: path) ?? [])
            Console.complain(message[Speech.language])
            for line in program?.usage(for: path, Speech.language, width: width) ?? [] { Console.say(line) }
            let command = (["portillon"] + path).joined(separator: " ")
            Console.say(
                Phrase(fr: "  `\(command) --help` dit tout.", en: "  `\(command) --help` tells all."))
            return .usage
        default:
            Console.complain(Portillon.message(for: error))
            return .internalFault
        }
    }

    private func tellHelp() -> ExitStatus {
        chooseLanguage()
        return print(HelpText.ofProgram()?.help(for: path, Speech.language, width: width) ?? [])
    }

    private func print(_ lines: [String]) -> ExitStatus {
        do {
            for line in lines { try Console.print(line) }
            return .done
        } catch let ending as Ending {
            return ending.status
        } catch { return .inputOutput }
    }

    private var width: Int { min(Console.width, 100) }

    /// Where no option chose a language, the configuration's is spoken, if there is one.
    private func chooseLanguage() {
        guard GlobalOptions.value(of: "--lang", in: given) == nil else { return }
        let path = GlobalOptions.value(of: "--config", in: given) ?? "config.json"
        Speech.choose((try? Configuration.load(path, environment: [:]))?.language)
    }

    private var words: [String] {
        let words = GlobalOptions.without(given).prefix { $0 != "--" }.filter { !$0.hasPrefix("-") }
        return words.first == "help" ? Array(words.dropFirst()) : words
    }

    /// The names of the commands that were reached.
    private var path: [String] { HelpText.ofProgram()?.path(of: words) ?? [] }
}
