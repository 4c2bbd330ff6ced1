import ArgumentParser
import Foundation
import Gate
import Ledger
import Letter
import Mailing
import Report
import Vocabulary
import Workspace

struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "L'essai à blanc : qui la recevra, qui non, et pourquoi. · The dry run: who gets it, who does not, "
            + "and why.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("La lettre. · The letter.", valueName: "letter"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String

    @Option(
        help: ArgumentHelp(
            "Une page HTML à lire, imprimer et classer. · An HTML page to read, print and file.",
            valueName: "file.html"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "Un fichier .eml par destinataire, octet pour octet. · One .eml file per recipient, "
                + "byte for byte.", valueName: "dir"))
    var eml: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let prepared = try PreparedMailing(try Workspace(global), letter: letter, readOnly: true)
        try Preview(prepared: prepared, emlFolder: eml, reportPath: report, json: json, letterPath: letter).run()
    }
}

/// The dry run: writes nothing to the ledger and opens no connection.
struct Preview {
    let prepared: PreparedMailing
    let emlFolder: String?
    let reportPath: String?
    let json: Bool
    let letterPath: String

    func run() throws {
        var report = try reportPath.map { try PreviewReport($0, prepared, letterPath: letterPath) }
        guard prepared.refusals.isEmpty else { return try refuse(report) }
        if let emlFolder { prepared.workspace.knownOutputs.note(.eml, emlFolder) }
        var eml = try emlFolder.map { try EMLFolder($0) }
        let composer = (eml == nil ? nil : prepared.key).map {
            Composer(prepared.letter, configuration: prepared.workspace.configuration, key: $0)
        }
        var output = BufferedOutput()
        var summary = PreviewSummary(
            language: Speech.language, style: Style(descriptor: 1), width: Console.width,
            // The next step, in two lines at the most, and the shell's own line follow.
            height: Console.isOutputTerminal ? Console.height.map { $0 - (testSuggestion == nil ? 4 : 5) } : nil)
        if json { try output.write(head) }
        var isFirst = true
        let (survey, today, _) = try prepared.survey { dossier, decisions in
            try report?.note(dossier, decisions)
            if !json { summary.note(decisions) }
            for decision in decisions {
                if json {
                    try output.write(
                        (isFirst ? "\n    " : ",\n    ") + DecisionDocument.entry(decision, Speech.language).compact)
                    isFirst = false
                }
                if let composer, let clearance = decision.clearance {
                    let message = try composer.message(for: clearance, at: Workspace.now())
                    try eml?.write(message.bytes, for: clearance)
                }
            }
        }
        eml?.removeTheOthers()
        let digest = try prepared.digestBegunWith() ?? today
        try report?.write(PageFindings(survey, digest: digest))
        if json {
            try output.write((isFirst ? "" : "\n  ") + "],\n" + (try tail(survey, digest)))
            try output.flush()
        } else {
            try show(survey, summary, digest)
        }
        tell(report)
        tell(eml)
        let everAdmitted = try prepared.ledger.counts(of: prepared.letter.id).admitted
        guard survey.admitted > 0 || everAdmitted > 0 else { throw Ending(status: .refused) }
    }

    /// What stands before the recipients in the JSON.
    private var head: String {
        let head: [(String, JSONValue)] = [
            ("letter", .string(prepared.letter.id)), ("purpose", .string(prepared.letter.purposeName)),
        ]
        return "{\n" + head.map { "  \"\($0.0)\": \($0.1.compact)" }.joined(separator: ",\n")
            + ",\n  \"recipients\": ["
    }

    /// What stands behind them.
    private func tail(_ survey: Survey, _ digest: String) throws -> String {
        let members = try document(survey, digest: digest).map { "  \"\($0.name)\": \($0.value.compact)" }
        return members.joined(separator: ",\n") + "\n}\n"
    }

    private func show(_ survey: Survey, _ summary: PreviewSummary, _ digest: String) throws {
        let lines = summary.lines(
            letter: prepared.letter.id,
            purpose: prepared.purpose?.described(in: Speech.language) ?? prepared.letter.purposeName, digest: digest,
            survey: survey, inbox: try prepared.inboxStanding()?.phrase(at: Workspace.now()))
        for line in lines { try Console.print(line) }
        suggest(survey.admitted)
    }

    /// Says where the messages are.
    private func tell(_ eml: EMLFolder?) {
        guard let eml else { return }
        let path = printable(eml.path)
        Console.say(
            Phrase(
                fr: "\nLes messages\u{A0}: \(Wording.number(eml.count, .french)) dans \(path)",
                en: "\nThe messages: \(Wording.number(eml.count, .english)) in \(path)"))
    }

    /// Says where the report is.
    private func tell(_ report: PreviewReport?) {
        guard let report else { return }
        let path = printable(report.path)
        Console.say(Phrase(fr: "\nLe rapport\u{A0}: \(path)", en: "\nThe report: \(path)"))
    }

    /// A test to oneself comes first; nil where there was one of the letter as it is.
    private var testSuggestion: Phrase? {
        (try? prepared.testStanding())?.suggestion(letterPath, prepared.workspace.configuration.sender.address)
    }

    private func suggest(_ admitted: Int) {
        guard admitted > 0 else {
            Console.say(
                Phrase(
                    fr: "\nPersonne n’est admis. `portillon why ADRESSE` explique un cas, `portillon rules` toutes "
                        + "les règles.",
                    en: "\nNobody is admitted. `portillon why ADDRESS` explains a case, `portillon rules` all "
                        + "the rules."))
            return
        }
        let test = testSuggestion.map { Phrase(fr: "\n\($0.fr)", en: "\n\($0.en)") }
        if let test { Console.say(test) }
        let gap = test == nil ? "\n" : ""
        Console.say(
            Phrase(
                fr: "\(gap)Ensuite : portillon why ADRESSE   ·   portillon send \(letterPath)",
                en: "\(gap)Next: portillon why ADDRESS   ·   portillon send \(letterPath)"))
    }

    private func document(_ survey: Survey, digest: String) throws -> [JSONValue.Member] {
        [.init("digest", .string(digest))]
            + DecisionDocument.counts(survey, refusals: prepared.refusals, Speech.language)
            + [.init("inbox", try prepared.inboxStanding()?.document ?? .null)]
    }

    /// A refused mailing: nobody is looked at.
    private func refuse(_ report: PreviewReport?) throws {
        let contacts = try prepared.ledger.contactCount()
        let warnings = prepared.ownWarnings
        var nobody = Survey()
        (nobody.contacts, nobody.warnings) = (contacts, warnings)
        try report?.write(PageFindings(nobody, refusals: prepared.refusals))
        if json {
            let members: [JSONValue.Member] =
                [.init("letter", .string(prepared.letter.id)), .init("purpose", .string(prepared.letter.purposeName))]
                + (try document(nobody, digest: ""))
                + [.init("recipients", .array([]))]
            try Console.print(JSONValue.object(members).pretty)
        }
        Refused.tell(prepared.refusals)
        for warning in warnings {
            Console.say("! \(warning.code.rawValue): " + printable(warning.message[Speech.language]))
        }
        tell(report)
        throw Ending(status: .refused)
    }
}

/// Says why a mailing is refused as a whole.
enum Refused {
    static func tell(_ refusals: [Refusal]) {
        for refusal in refusals {
            let colon = Phrase(fr: " : ", en: ": ")[Speech.language]
            Console.complain("\(refusal.code.rawValue)\(colon)\(refusal.message[Speech.language])")
            Console.say("  → " + Reason(refusal.code).remedy[Speech.language])
        }
    }
}
