import ArgumentParser
import Ledger
import Report
import Vocabulary
import Workspace

struct SubjectEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Efface une personne qui le demande. · Erases a person who asks for it.",
        discussion: """
            Est effacé qui a exactement cette adresse (ou ce profil), avec tout ce qu'on en sait. Des empreintes à clé restent,
            pour qu'aucun import ne l'enregistre à nouveau. Qui n'est trouvé que par une clé plus lâche est montré, et reste.
            Whoever has this very address (or profile) is erased, with all that is known. Keyed fingerprints stay, so that no
            import stores the person again. Whom only a looser key finds is shown, and stays.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Son adresse, ou l'url de son profil. · Their address, or profile url.", valueName: "address"))
    var subject: String

    @Flag(help: "Sans poser la question. · Without asking.")
    var yes = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let name = try global.readingOptions { try SubjectArgument.read(subject) }
        let erasure = try Erasure(name, in: try Workspace(global))
        func report(_ what: SubjectErasure, heldIn: [KnownOutputs.Holding] = []) -> ErasureReport {
            ErasureReport(
                name: name, erasure: what, rejected: erasure.rejected, heldIn: heldIn, on: erasure.today)
        }
        let style = Style(descriptor: 1)
        if !json { for line in report(erasure.planned).plan(Speech.language, style) { try Console.show(line) } }
        try confirm(name)
        let outcome = try erasure.perform()
        if outcome.isOfOthers {
            Console.say(
                Phrase(
                    fr:
                        "Depuis la question, un import a changé qui a cette adresse\u{202F}; est effacé qui l’avait à l’instant.",
                    en: "Since the question, an import changed who has this address; whoever had it just now is erased."
                ))
        }
        let receipt = report(outcome.erasure, heldIn: outcome.heldIn)
        if json {
            try Console.print(receipt.document.pretty)
        } else {
            for line in receipt.receipt(Speech.language, style) { try Console.show(line) }
        }
        if let fault = outcome.rewriteFault { throw fault }
    }

    /// Asks for the address again, which nobody types by accident.
    private func confirm(_ name: SubjectName) throws {
        guard !yes else { return }
        guard Console.isInteractive else { throw ErasureQuestion.noTerminal }
        let question = Phrase(
            fr: "\nCela ne peut être défait. Pour effacer, tapez encore une fois \(name.text)\u{A0}: ",
            en: "\nThis cannot be undone. To erase, type \(name.text) again: ")
        let answer = Console.ask(question[Speech.language])?.trimmingBlanks() ?? ""
        guard let again = try? SubjectArgument.read(answer), again == name else { throw ErasureQuestion.refused() }
    }
}
