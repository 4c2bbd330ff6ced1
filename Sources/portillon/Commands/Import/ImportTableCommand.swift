import ArgumentParser
import Foundation
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

extension ImportCommand {
    struct Table: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv",
            abstract: "Un tableau : contacts, cartes, inscriptions, oppositions. · A table: contacts, cards, "
                + "sign-ups, objections.")

        @OptionGroup var global: GlobalOptions

        @Argument(
            help: ArgumentHelp("Le fichier CSV. · The CSV file.", valueName: "file"),
            completion: .file(extensions: ["csv", "tsv", "txt"]))
        var file: String

        @Option(
            name: .customLong("as"),
            help: ArgumentHelp(
                "Ce que sont les lignes : contacts, cards, signups, objections. · What the rows are: contacts, cards, "
                    + "signups, objections.", valueName: "kind"),
            completion: .list(TableImport.Kind.names))
        var kind: String?

        @Option(
            name: .customLong("map"),
            help: ArgumentHelp(
                "La colonne d'un champ. · The column of "
                    + "a field.", valueName: "field=Column"))
        var map: [String] = []

        @Option(
            help: ArgumentHelp(
                "L'ordre du jour et du mois, si aucune date de la colonne ne le montre. · The order of day and month, "
                    + "where no date of the column shows it.", valueName: "day-first|month-first"),
            completion: .list(["day-first", "month-first"]))
        var dates: String?

        @Option(
            help: ArgumentHelp(
                "Inscriptions : le texte affiché, si la ligne ne le dit pas. · Sign-ups: the wording shown, where the "
                    + "row does not say.", valueName: "text"))
        var wording: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : la finalité acceptée, si la ligne ne la dit pas. · Sign-ups: the purpose agreed "
                    + "to, where "
                    + "the row does not say.", valueName: "name"))
        var purpose: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : le jour de la confirmation, ou sa colonne. · Sign-ups: the day of the confirmation, or "
                    + "its column.", valueName: "date|column:Name"))
        var confirmedOn: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : la colonne de l'accord et la réponse qui vaut accord. · Sign-ups: the column of "
                    + "consent, "
                    + "and the answer that is one.", valueName: "Column=Value"))
        var consent: [String] = []

        @Option(
            name: .customLong("kind"),
            help: ArgumentHelp(
                "Ce qu'est une liste d'oppositions qui ne le dit pas : objected, complained, bounced. · What a "
                    + "list of objections is that does not say so: objected, complained, bounced.", valueName: "kind"),
            completion: .list(["objected", "complained", "bounced"]))
        var objectionKind: String?

        @Flag(
            help: ArgumentHelp(
                "Sans demander si une liste d'oppositions exclurait beaucoup de monde. · Without asking whether a list of "
                    + "objections would exclude many."))
        var yes = false

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let typed = TableOptions(
                kind: kind, map: map, dates: dates, wording: wording, purpose: purpose, confirmedOn: confirmedOn,
                consent: consent, objectionKind: objectionKind)
            let mayAsk = Console.isInteractive && !json
            let (said, options) = try global.readingOptions {
                let read = try typed.read()
                guard read.kind != nil || mayAsk else { throw unsaid(typed.meant) }
                return read
            }
            let workspace = try Workspace(global)
            try TableOptions.checkPurposes(options.statement, workspace.configuration.purposes.keys.sorted())
            let file = try InputFile(file)
            let kind = try said ?? typed.meant ?? askedKind(file)
            var table = TableImport(workspace, file: file, kind: kind, options: options)
            if mayAsk, var questions = try table.questions() {
                try Interview.onTerminal.ask(&questions)
                table.options.statement = questions.statement
                try confirm(table)
            }
            if !yes, Console.isInteractive, let effect = try table.effect() {
                try ListQuestion.ask(effect)
            }
            try ImportCommand.tell(
                [table.run(namedChanges: ImportReport.namedChanges(json: json))], of: global, in: workspace,
                saying: said == nil ? ["--as", kind.name] : [], json: json)
        }

        private func askedKind(_ file: InputFile) throws -> TableImport.Kind {
            let look = try TableImport.look(at: file)
            if look == .linkedIn { throw isLinkedIn }
            var question = TableImport.kindQuestion(file, look)
            try Interview.onTerminal.ask(&question)
            return question.kind ?? .table(.contacts)
        }

        private var isLinkedIn: Failure {
            Failure(
                .usage,
                Phrase(
                    fr: "\(file) est un export LinkedIn : `portillon import linkedin`",
                    en: "\(file) is an export of LinkedIn: `portillon import linkedin`"))
        }

        /// Nobody is there to be asked what the rows are. The file is looked at for a proposal alone.
        private func unsaid(_ meant: TableImport.Kind?) -> Failure {
            let look = (try? InputFile(file)).flatMap { try? TableImport.look(at: $0) }
            if meant == nil, look == .linkedIn { return isLinkedIn }
            let names = TableImport.Kind.names.joined(separator: ", ")
            guard let name = meant?.name ?? look?.name else {
                return Failure(
                    .usage,
                    Phrase(
                        fr: "il manque `--as` : ce que sont les lignes (\(names))",
                        en: "`--as` is missing: what the rows are (\(names))"))
            }
            return Failure(
                .usage,
                Phrase(
                    fr: "il manque `--as` ; d’après les colonnes : `--as \(name)` (\(names))",
                    en: "`--as` is missing; by the columns: `--as \(name)` (\(names))"))
        }

        /// Shows the first rows as they would be understood; evidence is not taken back afterwards.
        private func confirm(_ table: TableImport) throws {
            Console.say(Phrase(fr: "\nLes premières lignes se lisent ainsi :", en: "\nThe first rows are read so:"))
            for line in SignUpRows.lines(try table.firstRows(3), Speech.language, width: Console.width) {
                Console.say(line)
            }
            try Interview.onTerminal.agree(to: Phrase(fr: "Importer ? (o, n)", en: "Import? (y, n)"))
        }
    }
}
