import ArgumentParser
import Courier
import Foundation
import Gate
import Ledger
import Letter
import Mailing
import Report
import Vocabulary
import Workspace

struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Envoie à ceux qui sont admis ; relancé, reprend. · Sends to those admitted; run again, it resumes.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("La lettre. · The letter.", valueName: "letter"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String

    @Flag(help: "Sans demander. · Without asking.")
    var yes = false

    @Flag(help: "L'essai à blanc, comme preview. · The dry run, as preview.")
    var dryRun = false

    @Option(help: ArgumentHelp("Au plus tant de destinataires. · At most so many recipients.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("À cette adresse seulement. · To this address alone.", valueName: "address"))
    var only: [String] = []

    @Option(
        help: ArgumentHelp(
            "Seulement si l'aperçu montrait ceci. · Only if the preview "
                + "showed this.", valueName: "digest"))
    var asPreviewed: String?

    @Option(
        help: ArgumentHelp(
            "Plus tard : une heure, ou un jour et une heure. · Later: a time, or a day and a time.",
            valueName: "time"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "Un essai vers votre propre adresse. · A test to your own "
                + "address.", valueName: "address"))
    var testTo: String?

    @Option(
        help: ArgumentHelp(
            "Avec --dry-run : un .eml par destinataire. · With --dry-run: one .eml per "
                + "recipient.", valueName: "dir"))
    var eml: String?

    @Option(
        help: ArgumentHelp(
            "Avec --dry-run : la page de preview --report. · With --dry-run: the page of preview --report.",
            valueName: "file.html"))
    var report: String?

    @Flag(help: "Sans lire d'abord la boîte de réception. · Without reading the inbox first.")
    var offlineInbox = false

    @Flag(help: "Le dialogue SMTP, sans secrets ni contenus. · The SMTP dialogue, without secrets and bodies.")
    var verbose = false

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let (only, testTo, departure) = try global.readingOptions { try readOptions() }
        let workspace = try Workspace(global)
        if dryRun {
            let prepared = try PreparedMailing(workspace, letter: letter, readOnly: true)
            return try Preview(
                prepared: prepared, emlFolder: eml, reportPath: report, json: json, letterPath: letter
            ).run()
        }
        let prepared = try PreparedMailing(workspace, letter: letter, readOnly: false)
        var request = SendSession.Request()
        request.limit = limit
        request.only = only.isEmpty ? nil : Set(only)
        request.asPreviewed = asPreviewed
        request.isConfirmed = yes
        var sending = self.sending(prepared, request)
        if let testTo { return try sending.test(to: testTo) }
        guard let departure else {
            try hearFirst(prepared, &sending)
            return try sending.run()
        }
        try send(request, first: sending, at: departure)
    }

    /// Who asked to leave this morning gets nothing at noon: what came back counts before anybody is judged.
    private func hearFirst(_ prepared: PreparedMailing, _ sending: inout Sending) throws {
        guard !offlineInbox, SendSession.refusals(of: prepared).isEmpty else { return }
        sending.heard = try HearingFirst(workspace: prepared.workspace, mayAsk: !yes).run()
    }

    private func sending(_ prepared: PreparedMailing, _ request: SendSession.Request) -> Sending {
        Sending(prepared: prepared, request: request, json: json, isVerbose: verbose, path: letter)
    }

    /// Asks now and sends later: everything is read and judged again when it is time.
    private func send(_ asked: SendSession.Request, first: Sending, at departure: Departure) throws {
        var request = asked
        var first = first
        if yes {
            try first.check()
        } else {
            // What is wrong with the inbox is known before the sender goes away.
            try hearFirst(first.prepared, &first)
            request.agreement = try first.agree(to: departure)
            request.isConfirmed = request.agreement != nil
        }
        if request.isConfirmed { try DepartureWait(departure: departure).run() }
        let prepared = try PreparedMailing(try Workspace(global), letter: letter, readOnly: false)
        var sending = sending(prepared, request)
        try hearFirst(prepared, &sending)
        try sending.run()
    }

    /// Whom the options name, where all of them can be understood.
    private func readOptions() throws -> (only: [AddrSpec], testTo: AddrSpec?, departure: Departure?) {
        try refuseWhatDoesNotGoTogether()
        if dryRun { return ([], nil, nil) }
        let only = try self.only.map { try AddressArgument.read($0) }
        let testTo = try self.testTo.map { try AddressArgument.read($0) }
        let departure = try at.map { try Departure($0, now: Workspace.now()) }
        if let limit, limit < 1 {
            throw Failure(
                .usage,
                Phrase(
                    fr: "--limit : attendu un nombre d’au "
                        + "moins 1", en: "--limit: expected a number of at least 1"))
        }
        guard yes || Console.isInteractive else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "sans terminal, confirmez l’envoi par `--yes` ; `portillon preview` ou `--dry-run` "
                        + "n’envoient rien",
                    en: "without a terminal, confirm with `--yes`; `portillon preview` or `--dry-run` send nothing"))
        }
        return (only, testTo, departure)
    }

    /// An option that would have no effect is refused: whoever names it expects one.
    private func refuseWhatDoesNotGoTogether() throws {
        let ofASending = [
            ("--limit", limit != nil), ("--only", !only.isEmpty), ("--as-previewed", asPreviewed != nil),
            ("--at", at != nil), ("--offline-inbox", offlineInbox),
        ]
        if dryRun, let (name, _) = (ofASending + [("--test-to", testTo != nil)]).first(where: \.1) {
            throw Failure(
                .usage,
                Phrase(
                    fr: "\(name) ne va pas avec --dry-run, qui montre tous les admis ; pour une seule personne : "
                        + "`portillon why ADRESSE --letter LETTRE`",
                    en: "\(name) does not go with --dry-run, which shows everybody who is admitted; for one person: "
                        + "`portillon why ADDRESS --letter LETTER`"))
        }
        if testTo != nil, let (name, _) = ofASending.first(where: \.1) {
            throw Failure(
                .usage,
                Phrase(
                    fr: "\(name) ne va pas avec --test-to, qui n’écrit qu’à vous",
                    en: "\(name) does not go with --test-to, which writes to yourself alone"))
        }
        if !dryRun, let (name, _) = [("--eml", eml != nil), ("--report", report != nil)].first(where: \.1) {
            throw Failure(
                .usage,
                Phrase(
                    fr: "\(name) va avec --dry-run, ou avec preview", en: "\(name) goes with --dry-run, or with preview"
                ))
        }
    }
}
