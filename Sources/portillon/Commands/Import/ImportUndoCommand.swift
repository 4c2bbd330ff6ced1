import ArgumentParser
import Ledger
import Report
import Vocabulary
import Workspace

extension ImportCommand {
    struct Undo: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract:
                "Annule une liste d'oppositions importée par erreur, sous 7 jours. · Takes back a list of objections "
                + "that was imported by mistake, within 7 days.",
            discussion: """
                Seul ce que la liste disait est annulé ; ce qu'une personne a dit elle-même reste.
                What the list said is taken back alone; what a person said themselves stands.
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(
            help: ArgumentHelp(
                "Le numéro de l'import ; sans lui, les dernières listes. · The number of the import; without it, the last "
                    + "lists.", valueName: "number"))
        var number: String?

        @Option(help: ArgumentHelp("La raison, gardée au journal. · The reason, kept in the log.", valueName: "text"))
        var because: String?

        @Flag(help: "Sans poser la question. · Without asking.")
        var yes = false

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let wanted = try global.readingOptions { try number.map { try Undo.read($0) } }
            guard let wanted else { return try refuseWithoutNumber(try Workspace(global)) }
            let because = try global.readingOptions { try reason() }
            let retraction = try ListRetraction(of: wanted, in: try Workspace(global))
            if !retraction.isDone {
                for line in retraction.plan(Speech.language) { Console.say(line) }
                try confirm(wanted)
                try retraction.perform(because: because)
            }
            if json { return try Console.print(retraction.document.pretty) }
            Console.say(retraction.receipt)
        }

        private static func read(_ text: String) throws -> Int64 {
            if let number = Int64(text), number > 0 { return number }
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(text)` n’est pas le numéro d’un import ; attendu un nombre, que l’import a donné",
                    en: "`\(text)` is not the number of an import; expected a number, which the import gave"))
        }

        private func reason() throws -> String {
            let text = because?.withoutControls.trimmingBlanks() ?? ""
            guard text.isEmpty else { return text }
            throw Failure(
                .usage,
                Phrase(
                    fr: "dites pourquoi : --because RAISON ; elle est gardée au journal",
                    en: "say why: --because REASON; it is kept in the log"))
        }

        /// Which lists there are, for whoever does not know the number.
        private func refuseWithoutNumber(_ workspace: Workspace) throws {
            let lists = try ListRetraction.recent(in: workspace)
            for line in ListRetraction.lines(of: lists, Speech.language, width: Console.width) { Console.say(line) }
            throw Failure(
                .usage,
                lists.isEmpty
                    ? Phrase(
                        fr: "aucune liste d’oppositions n’a été importée", en: "no list of objections was imported")
                    : Phrase(
                        fr: "dites laquelle, par son numéro : portillon import undo NUMÉRO --because RAISON",
                        en: "say which one, by its number: portillon import undo NUMBER --because REASON"))
        }

        /// Asks for the number again, which nobody types by accident.
        private func confirm(_ number: Int64) throws {
            guard !yes else { return }
            guard Console.isInteractive else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "rien n’a été annulé : sans terminal pour confirmer, ajoutez --yes",
                        en: "nothing was taken back: without a terminal to confirm on, add --yes"))
            }
            let question = Phrase(
                fr: "\nPour annuler cette liste, tapez son numéro (\(number)) : ",
                en: "\nTo take this list back, type its number (\(number)): ")
            guard Console.ask(question[Speech.language])?.trimmingBlanks() == String(number) else {
                Console.say(Phrase(fr: "Rien n’a été annulé.", en: "Nothing was taken back."))
                throw Ending(status: .usage)
            }
        }
    }
}

/// What is asked before a list of objections that excludes many.
enum ListQuestion {
    /// How many people who are admitted a list may exclude without a question.
    static let fewEnough = 20

    static func ask(_ effect: ListEffect) throws {
        let count = effect.excluded.count
        guard count > fewEnough else { return }
        let language = Speech.language
        Console.say(PeopleReport.exclusion(effect.excluded))
        let number = Wording.number(count, language)
        let question = Phrase(
            fr: "Pour l’importer, tapez leur nombre (\(number)) : ", en: "To import it, type their number (\(number)): "
        )
        guard Console.askNumber(question) == String(count) else {
            Console.say(Phrase(fr: "Rien n’a été importé.", en: "Nothing was imported."))
            throw Ending(status: .usage)
        }
    }
}
