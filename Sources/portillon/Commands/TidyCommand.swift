import ArgumentParser
import Gate
import Ledger
import Report
import Vocabulary
import Workspace

struct TidyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidy",
        abstract:
            "Oublie à temps : montre ce qui est périmé, puis l'oublie. · Forgets on time: shows what is stale, then "
            + "lets go of it.",
        discussion: """
            Les oppositions ne partent jamais. Réimporter ne prolonge rien ; `heard-from` et un nouveau partage, si.
            Objections never go. Importing again renews nothing; `heard-from` and a new sharing do.
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .customLong("dry-run"), help: "Montre seulement. · Shows, and no more.")
    var dryRun = false

    @Flag(help: "Sans poser la question. · Without asking.")
    var yes = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let retention = workspace.configuration.retention
        let (today, now) = (Workspace.today(), Workspace.now())
        let ledger = try workspace.ledger(readOnly: dryRun)
        defer { ledger.close() }
        let key = try workspace.key(for: ledger)
        let findings = try ledger.lapsed(retention, key: key, today: today, now: now)
        let report = RetentionReport(findings: findings, retention: retention, today: today)
        if !json { for line in report.lines(Speech.language, Style(descriptor: 1)) { try Console.show(line) } }
        var done: ErasureTally?
        var rewriteFault: Failure?
        if !dryRun, !findings.isNothing {
            try confirm(findings)
            let lock = try SendLock.taken(beside: ledger.path, for: "tidy")
            defer { lock.release() }
            done = try ledger.tidy(retention, key: key, today: today, now: Workspace.now())
            // What went is told even where the file cannot be written anew.
            do throws(LedgerFault) { try ledger.scrub() } catch { rewriteFault = Failure(notRewritten: error) }
        }
        if json {
            try Console.print(
                report.document(
                    applied: done.map {
                        (evidence: $0.evidence, contacts: $0.contacts, records: $0.records, messages: $0.messages)
                    }
                ).pretty)
        } else if let done {
            try Console.show(
                RetentionReport.receipt(
                    evidence: done.evidence, contacts: done.contacts, records: done.records, messages: done.messages)[
                        Speech.language])
        }
        if let rewriteFault { throw rewriteFault }
    }

    private func confirm(_ findings: RetentionFindings) throws {
        guard !yes else { return }
        guard Console.isInteractive else {
            throw Failure(
                .usage,
                Phrase(
                    fr:
                        "rien n’a été oublié\u{A0}: sans terminal pour confirmer, ajoutez --yes (ou --dry-run pour regarder "
                        + "seulement)",
                    en: "nothing was forgotten: without a terminal to confirm on, add --yes (or --dry-run to look only)"
                ))
        }
        let word = Phrase(fr: "oui", en: "yes")[Speech.language]
        let question = Phrase(
            fr: "\nCela ne peut être défait. Pour oublier, tapez \(word)\u{A0}: ",
            en: "\nThis cannot be undone. To let go, type \(word): ")
        guard Console.ask(question[Speech.language])?.trimmingBlanks().lowercased() == word else {
            Console.say(Phrase(fr: "Rien n’a été oublié.", en: "Nothing was forgotten."))
            throw Ending(status: .usage)
        }
    }
}
