import ArgumentParser
import Foundation
import Vocabulary

/// The options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Le fichier de configuration. · The configuration file.", valueName: "file"))
    var config = "config.json"

    @Option(help: ArgumentHelp("La langue des messages. · The language of messages.", valueName: "fr|en"))
    var lang: Language?

    /// `--config X` and `--lang X` before the command's name are moved behind it, where the command reads them.
    static func moved(behindTheCommand arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if first == "--config" || first == "--lang" {
                guard rest.count >= 2 else { break }
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if first.hasPrefix("--config=") || first.hasPrefix("--lang=") {
                moved.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard !moved.isEmpty, !rest.isEmpty else { return Array(arguments) }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }
}

extension Language: ExpressibleByArgument {}

/// The language of this run's messages: what `--lang` says, else the configuration, else the environment.
enum Speech {
    private static let chosen = Locked<Language?>(nil)

    static var language: Language { chosen.value ?? environmentLanguage }

    static func choose(_ language: Language?) {
        if let language { chosen.value = language }
    }

    private static var environmentLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }
}

/// A value that several threads may look at.
final class Locked<Value: Sendable>: Sendable {
    private let lock = NSLock()
    private nonisolated(unsafe) var stored: Value

    init(_ value: Value) { stored = value }

    /// Guarded by the lock, which is why the unchecked storage is sound.
    var value: Value {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }
}
