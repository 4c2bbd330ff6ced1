import ArgumentParser
import Courier
import Foundation
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
        let workspace = try Workspace(global)
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        // What is on the wire is recorded first: nobody is erased in the middle of a run.
        let lock = try SendLock.taken(beside: ledger.path, for: "subject erase")
        defer { lock.release() }
        let today = Workspace.today()
        func erasure(keep: Bool) throws -> SubjectErasure {
            try ledger.erase(name, on: today, key: key, now: Workspace.now(), keep: keep)
        }
        let planned = try erasure(keep: false)
        let rejected = RejectedFiles(beside: ledger.path, Traces(planned.traces))
        let rows = try rejected.holding()
        let report = ErasureReport(name: name, erasure: planned, rejected: rows, heldIn: [], on: today)
        if !json { for line in report.plan(Speech.language, Style(descriptor: 1)) { try Console.show(line) } }
        try confirm(name)
        // The files first: once the ledger has forgotten the name, nobody could find it in them.
        try rejected.erase(rows)
        let done = try erasure(keep: true)
        if done.own.map(\.id) != planned.own.map(\.id) {
            Console.say(
                Phrase(
                    fr:
                        "Depuis la question, un import a changé qui a cette adresse\u{202F}; est effacé qui l’avait à l’instant.",
                    en: "Since the question, an import changed who has this address; whoever had it just now is erased."
                ))
        }
        try finish(name, done, rows, today, ledger, workspace)
    }

    private func finish(
        _ name: SubjectName, _ done: SubjectErasure, _ rows: [RejectedFiles.Holding], _ today: CivilDate,
        _ ledger: Ledger,
        _ workspace: Workspace
    ) throws {
        // The list first: writing the file anew may have to wait for somebody who reads it.
        try workspace.suppressionList.keepUp(with: ledger, workspace.key(for: ledger))
        // What still holds the person is told even where that fails: nobody could find it again.
        let scrubbed = Result { try ledger.scrub() }
        var more: [KnownOutputs.Place] = []
        if case .maildir(let folder) = workspace.configuration.relay.address {
            more.append(KnownOutputs.Place(kind: .maildir, path: URL(fileURLWithPath: folder).standardizedFileURL.path))
        }
        let held = workspace.knownOutputs.holding(Traces(done.traces), and: more)
        let report = ErasureReport(name: name, erasure: done, rejected: rows, heldIn: held, on: today)
        if json {
            try Console.print(report.document.pretty)
        } else {
            for line in report.receipt(Speech.language, Style(descriptor: 1)) { try Console.show(line) }
        }
        try scrubbed.get()
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
