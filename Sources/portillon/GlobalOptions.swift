import ArgumentParser
import Foundation
import Synchronization
import Vocabulary

/// The options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Le fichier de configuration. · The configuration file.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var config = "config.json"

    @Option(help: ArgumentHelp("La langue des messages. · The language of messages.", valueName: "fr|en"))
    var lang: Language?

    /// `--config X` and `--lang X` are moved behind everything else, where the innermost command reads them: they may
    /// stand before and behind the command's name. The last one said wins.
    static func moved(behindTheCommand arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var moved: [String] = []
        var others: [String] = []
        var rest = arguments[..<end]
        while let first = rest.popFirst() {
            if first == "--config" || first == "--lang", let value = rest.popFirst() {
                moved += [first, value]
            } else if first.hasPrefix("--config=") || first.hasPrefix("--lang=") {
                moved.append(first)
            } else {
                others.append(first)
            }
        }
        // Without a command there is nobody to read them.
        guard others.contains(where: { !$0.hasPrefix("-") }) else { return arguments }
        return others + moved + arguments[end...]
    }
}

extension Language: ExpressibleByArgument {}

/// The language of this run's messages: what `--lang` says, else the configuration, else the environment.
enum Speech {
    private static let chosen = Mutex<Language?>(nil)

    static var language: Language { chosen.withLock { $0 } ?? environmentLanguage }

    static func choose(_ language: Language?) {
        if let language { chosen.withLock { $0 = language } }
    }

    private static var environmentLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }
}
