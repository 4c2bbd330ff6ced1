import ArgumentParser
import Report
import Vocabulary

/// The help of the commands in one language, laid out from what the parser knows of them.
///
/// A text of help holds both languages, `français · English`; what has no `·` is the same in both.
struct HelpText {
    fileprivate struct Option {
        /// `--lang <fr|en>`, `<letter>`; in French `<lettre>`.
        let synopsis: Phrase
        let names: [String]
        let isPositional: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let abstract: String
        let defaultValue: String?
    }

    fileprivate final class Command {
        let name: String
        let abstract: String
        /// With those of the command that stands in where none is named.
        let options: [Option]
        let commands: [Command]
        let hasDefault: Bool

        init(_ json: JSONValue) {
            name = json.text("commandName") ?? ""
            abstract = json.text("abstract") ?? ""
            commands = json.list("subcommands").filter { $0.flag("shouldDisplay") && $0.text("commandName") != "help" }
                .map { Command($0) }
            let standIn = json.text("defaultSubcommand").flatMap { name in
                json.list("subcommands").first { $0.text("commandName") == name }.map { Command($0) }
            }
            hasDefault = standIn != nil
            let own = json.list("arguments").filter { $0.flag("shouldDisplay") }.map(Option.init)
            let further = standIn?.options.filter { option in !own.contains { $0.synopsis == option.synopsis } }
            options = (further ?? []) + own
        }
    }

    private let root: Command

    /// Nil where the parser describes itself in a form that is not known here.
    static func ofProgram() -> HelpText? {
        guard let json = try? JSONValue(parsing: Array(Portillon._dumpHelp().utf8)),
            let command = json["command"]
        else { return nil }
        return HelpText(root: Command(command))
    }

    // MARK: Finding a command

    /// The names of the commands that the words lead to, from the program's own on.
    func path(of words: [String]) -> [String] { walk(words).path.map(\.name) }

    /// A word that stands where a command belongs and is none.
    struct UnknownCommand {
        let word: String
        /// The commands that could stand there.
        let known: [String]
        /// False where the word may be meant for the command that stands in where none is named.
        let isSure: Bool
    }

    /// Nil where a command was found, or none belongs.
    func unknownCommand(in words: [String]) -> UnknownCommand? {
        let (path, rest) = walk(words)
        let command = path.last ?? root
        guard let word = rest.first, !command.commands.isEmpty, !command.options.contains(where: \.isPositional) else {
            return nil
        }
        return UnknownCommand(word: word, known: command.commands.map(\.name), isSure: !command.hasDefault)
    }

    private func walk(_ words: [String]) -> (path: [Command], rest: ArraySlice<String>) {
        var path: [Command] = []
        var rest = words[...]
        while let word = rest.first, let next = (path.last ?? root).commands.first(where: { $0.name == word }) {
            path.append(next)
            rest = rest.dropFirst()
        }
        return (path, rest)
    }

    /// True for a command that only gathers others.
    func isGroup(_ path: [String]) -> Bool {
        let command = walk(path).path.last ?? root
        return !command.commands.isEmpty
    }

    /// The long names of a command's options, with their dashes.
    func options(of path: [String]) -> [String] {
        let command = walk(path).path.last ?? root
        return command.options.flatMap(\.names).filter { $0.hasPrefix("--") }
    }

    // MARK: Laying it out

    func usage(for path: [String], _ language: Language, width: Int) -> [String] {
        let label = Phrase(fr: "usage : ", en: "usage: ")[language]
        let command = walk(path).path.last ?? root
        var words = [([root.name] + path).joined(separator: " ")]
        let own = command.options.filter { !$0.names.contains("--help") && !$0.names.contains("--version") }
        for option in own.filter(\.isPositional) + own.filter({ !$0.isPositional }) {
            let repeated = option.synopsis[language] + (option.isRepeating ? " …" : "")
            // No line breaks within one of them.
            words.append((option.isOptional ? "[\(repeated)]" : repeated).replacing(" ", with: "\u{A0}"))
        }
        if !command.commands.isEmpty { words.append(Phrase(fr: "<commande>", en: "<command>")[language]) }
        let lines = wrapped(words.joined(separator: " "), width - columnWidth(label) - 4)
        return lines.enumerated().map { index, line in
            let start = index == 0 ? label : String(repeating: " ", count: columnWidth(label) + 2)
            return "  " + start + line.replacing("\u{A0}", with: " ")
        }
    }

    func help(for path: [String], _ language: Language, width: Int) -> [String] {
        let command = walk(path).path.last ?? root
        var lines = wrapped(HelpText.part(command.abstract, language), width) + [""]
        lines += usage(for: path, language, width: width)
        if command === root { lines += HelpText.beginning(language) }
        let positional = command.options.filter(\.isPositional)
        lines += section(
            Phrase(fr: "Arguments :", en: "Arguments:"), positional.map { row($0, language) }, language, width)
        // The version is the program's.
        let options = command.options.filter {
            !$0.isPositional && (command === root || !$0.names.contains("--version"))
        }
        lines += section(
            Phrase(fr: "Options :", en: "Options:"), options.map { row($0, language) }, language, width)
        lines += section(
            Phrase(fr: "Commandes :", en: "Commands:"),
            command.commands.map { ($0.name, HelpText.part($0.abstract, language)) }, language, width)
        if !command.commands.isEmpty {
            let name = ([root.name] + path).joined(separator: " ")
            lines += [
                "",
                Phrase(fr: "`\(name) <commande> --help` en dit plus.", en: "`\(name) <command> --help` tells more.")[
                    language],
            ]
        }
        return lines
    }

    private static func beginning(_ language: Language) -> [String] {
        let title = Phrase(fr: "Pour commencer :", en: "To begin:")[language]
        let commands = [
            "portillon init", "portillon import linkedin Connections.csv", "portillon preview letter.md",
            "portillon send letter.md",
        ]
        return ["", title] + commands.map { "  " + $0 }
    }

    private func section(
        _ title: Phrase, _ rows: [(String, String)], _ language: Language, _ width: Int
    ) -> [String] {
        guard !rows.isEmpty else { return [] }
        // Names that are too long for the column have a line of their own.
        let column = min(26, rows.map { columnWidth($0.0) }.max() ?? 0)
        let indent = String(repeating: " ", count: column + 4)
        return ["", title[language]]
            + rows.flatMap { name, text -> [String] in
                let words = wrapped(text, max(20, width - column - 4))
                guard columnWidth(name) <= column else { return ["  " + name] + words.map { indent + $0 } }
                guard let first = words.first else { return ["  " + name] }
                return ["  " + fitted(name, column) + "  " + first] + words.dropFirst().map { indent + $0 }
            }
    }

    private func row(_ option: Option, _ language: Language) -> (String, String) {
        let text: Phrase
        switch option.synopsis.en {
        case "-h, --help": text = Phrase(fr: "Affiche cette aide.", en: "Shows this help.")
        case "--version": text = Phrase(fr: "Affiche la version.", en: "Shows the version.")
        default:
            let part = HelpText.part(option.abstract, language)
            text = Phrase(fr: part, en: part)
        }
        let usual = option.defaultValue.map {
            Phrase(fr: " (par défaut : \($0))", en: " (by default: \($0))")[language]
        }
        return (option.synopsis[language], text[language] + (usual ?? ""))
    }

    /// The half of a text that is in a language.
    static func part(_ text: String, _ language: Language) -> String {
        let halves = text.split(separator: " · ", maxSplits: 1)
        guard halves.count == 2 else { return text }
        guard language == .french else { return String(halves[1]) }
        return FrenchTypography.typeset(String(halves[0]).replacing(#/(\p{L})'(\p{L})/#) { "\($0.1)’\($0.2)" })
    }
}

extension HelpText.Option {
    fileprivate init(_ json: JSONValue) {
        let value = json.text("valueName") ?? "value"
        // Short names first, as `-h, --help`.
        names = json.list("names").map { name in
            (name.text("kind") == "short" ? "-" : "--") + (name.text("name") ?? "")
        }.sorted { $0.count < $1.count }
        let all = names.joined(separator: ", ")
        isPositional = json.text("kind") == "positional"
        let english = isPositional ? "<\(value)>" : json.text("kind") == "option" ? "\(all) <\(value)>" : all
        synopsis = Phrase(fr: english.replacing("<\(value)>", with: "<\(ValueNames.french(value))>"), en: english)
        isOptional = json.flag("isOptional")
        isRepeating = json.flag("isRepeating")
        abstract = json.text("abstract") ?? ""
        let usual = json.text("defaultValue") ?? ""
        defaultValue = usual.isEmpty ? nil : usual
    }
}

extension JSONValue {
    fileprivate func text(_ name: String) -> String? { self[name]?.text }
    fileprivate func flag(_ name: String) -> Bool { self[name]?.flag ?? false }
    fileprivate func list(_ name: String) -> [JSONValue] { self[name]?.values ?? [] }
}
