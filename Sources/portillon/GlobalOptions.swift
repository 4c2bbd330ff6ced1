import ArgumentParser
import Foundation
import Synchronization
import Vocabulary
import Workspace

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
        let (others, moved, rest) = parted(arguments)
        // Without a command, or with the parser's own, there is nobody to read them.
        guard let command = others.first(where: { !$0.hasPrefix("-") }), command != "help" else { return others + rest }
        return others + moved + rest
    }

    /// Reads what was said on the command line, before anything else is looked at: a value that cannot be read is a fault of usage
    /// whatever else is wrong. The configuration is asked for the language in which to say so.
    func readingOptions<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            Speech.choose(lang)
            _ = try? Workspace(self)
            throw error
        }
    }

    /// The arguments without these options.
    static func without(_ arguments: [String]) -> [String] {
        let (others, _, rest) = parted(arguments)
        return others + rest
    }

    /// True where a message of the parser is about one of these options.
    static func isAboutThem(_ message: String) -> Bool {
        ["'--lang'", "'--config'"].contains { message.contains($0) }
    }

    /// What is none of these options, these with their values, and what follows `--`.
    private static func parted(_ arguments: [String]) -> ([String], [String], ArraySlice<String>) {
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
        return (others, moved, arguments[end...])
    }

    /// The value of `--lang` or `--config` before anything is parsed, for what is said where parsing fails.
    static func value(of option: String, in arguments: [String]) -> String? {
        var value: String?
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if argument == option, index + 1 < arguments.count { value = arguments[index + 1] }
            if argument.hasPrefix(option + "=") { value = String(argument.dropFirst(option.count + 1)) }
        }
        return value
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

extension Workspace {
    /// The working folder that a command was asked about, in this run's language.
    init(_ options: GlobalOptions) throws {
        Speech.choose(options.lang)
        let environment = ProcessInfo.processInfo.environment
        let configuration = try Configuration.load(options.config, environment: environment)
        if options.lang == nil { Speech.choose(configuration.language) }
        self.init(configuration, environment: environment, language: Speech.language) { Console.say($0) }
    }
}
