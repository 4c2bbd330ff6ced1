import ArgumentParser
import Report
import Vocabulary
import Workspace

struct SubjectReapplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reapply",
        abstract: "Après une restauration : oppositions et effacements d'une liste, à nouveau. · After a restore: the "
            + "objections and erasures of a list, again.",
        discussion: """
            Sans liste, celle qui est à côté du registre. · Without a list, the one beside the ledger.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("La liste (`subject suppressions`). · The list.", valueName: "file"))
    var list: String?

    @Flag(help: "Sans poser la question. · Without asking.")
    var yes = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let reapplication = try Reapplication(list, in: try Workspace(global))
        if !json { for one in reapplication.found { try Console.print("  " + printable(one.name.text)) } }
        try confirm(reapplication.found.count)
        let outcome = try reapplication.perform()
        if json {
            try Console.print(
                JSONValue.object([
                    .init("suppressions", .int(outcome.suppressions)), .init("contacts", .int(outcome.contacts)),
                    .init("takenOver", .int(outcome.takenOver)),
                ]).pretty)
        }
        Console.say(
            Phrase { language in
                let people = Wording.plural(
                    outcome.contacts, Phrase(fr: "contact effacé à nouveau", en: "contact erased again"),
                    Phrase(fr: "contacts effacés à nouveau", en: "contacts erased again"), language)
                let marks = Wording.plural(
                    outcome.takenOver, Phrase(fr: "empreinte reprise", en: "fingerprint taken over"),
                    Phrase(fr: "empreintes reprises", en: "fingerprints taken over"), language)
                return "✓ \(people), \(marks)."
            })
    }

    private func confirm(_ count: Int) throws {
        guard !yes, count > 0 else { return }
        guard Console.isInteractive else { throw ErasureQuestion.noTerminal }
        let question = Phrase(
            fr: "\nCela ne peut être défait. Pour effacer, tapez leur nombre (\(count))\u{A0}: ",
            en: "\nThis cannot be undone. To erase, type their number (\(count)): ")
        guard Console.ask(question[Speech.language])?.trimmingBlanks() == String(count) else {
            throw ErasureQuestion.refused()
        }
    }
}

/// What erasures say where the sender does not confirm them.
enum ErasureQuestion {
    static var noTerminal: Failure {
        Failure(
            .usage,
            Phrase(
                fr: "rien n’a été effacé\u{A0}: sans terminal pour confirmer, ajoutez --yes",
                en: "nothing was erased: without a terminal to confirm on, add --yes"))
    }

    static func refused() -> Ending {
        Console.say(Phrase(fr: "Rien n’a été effacé.", en: "Nothing was erased."))
        return Ending(status: .usage)
    }
}
