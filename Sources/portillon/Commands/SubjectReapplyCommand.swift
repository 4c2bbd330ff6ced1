import ArgumentParser
import Foundation
import Ledger
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
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger()
        defer { ledger.close() }
        let key = try workspace.key(for: ledger)
        let beside = workspace.suppressionList
        let suppressions = try (list.map { SuppressionList(path: $0) } ?? beside).read(key)
        let lock = try SendLock.taken(beside: ledger.path, for: "subject reapply")
        defer { lock.release() }
        let found = try ledger.erased(by: suppressions, key: key)
        if !json { for one in found { try Console.print("  " + printable(one.name.text)) } }
        try confirm(found.count)
        let today = Workspace.today()
        var contacts = 0
        for one in found {
            func erasure(keep: Bool) throws -> SubjectErasure {
                try ledger.erase(one.name, on: today, happened: one.on, key: key, now: Workspace.now(), keep: keep)
            }
            let rejected = RejectedFiles(beside: ledger.path, Traces(try erasure(keep: false).traces))
            try rejected.erase(try rejected.holding())
            contacts += try erasure(keep: true).tally.contacts
        }
        let taken = try ledger.takeOver(suppressions, on: today, key: key, now: Workspace.now())
        try beside.keepUp(with: ledger, key)
        try ledger.scrub()
        if json {
            try Console.print(
                JSONValue.object([
                    .init("suppressions", .int(suppressions.count)), .init("contacts", .int(contacts)),
                    .init("takenOver", .int(taken)),
                ]).pretty)
        }
        Console.say(
            Phrase { language in
                let people = Wording.plural(
                    contacts, Phrase(fr: "contact effacé à nouveau", en: "contact erased again"),
                    Phrase(fr: "contacts effacés à nouveau", en: "contacts erased again"), language)
                let marks = Wording.plural(
                    taken, Phrase(fr: "empreinte reprise", en: "fingerprint taken over"),
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
