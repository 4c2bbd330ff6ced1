import ArgumentParser
import Foundation
import Gate
import Ledger
import Letter
import Report
import Vocabulary
import Workspace

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "La lettre telle qu'une personne la lira ; rien ne part. · The letter as one person will read it; "
            + "nothing leaves.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("La lettre. · The letter.", valueName: "letter"),
        completion: .file(extensions: ["md", "html"]))
    var letter: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Pour cette personne du registre. · For this person of the ledger.", valueName: "address"))
    var reader: String?

    @Flag(help: "Pour une personne inventée (par défaut). · For a made-up person (the default).")
    var sample = false

    @Flag(help: "La version texte (par défaut). · The text version (the default).")
    var text = false

    @Flag(help: "La version HTML, images comprises. · The HTML version, images included.")
    var html = false

    @Flag(help: "Le message entier, tel qu'il partirait. · The whole message, as it would leave.")
    var eml = false

    func run() throws {
        let reader: AddrSpec? = try global.readingOptions {
            guard self.reader == nil || !sample else {
                throw Failure(
                    .usage, Phrase(fr: "--for ou --sample, pas les deux", en: "--for or --sample, not both"))
            }
            guard [text, html, eml].count(where: { $0 }) < 2 else {
                throw Failure(
                    .usage,
                    Phrase(fr: "un seul de --text, --html, --eml", en: "only one of --text, --html, --eml"))
            }
            return try self.reader.map { try AddressArgument.read($0) }
        }
        let workspace = try Workspace(global)
        let source = try LetterSource(letter)
        let proof =
            if let reader {
                try Proof(workspace, source, for: reader)
            } else {
                try Proof(workspace, source)
            }
        try show(proof)
        guard proof.refusals.isEmpty else {
            Refused.tell(proof.refusals)
            throw Ending(status: .refused)
        }
    }

    private func show(_ proof: Proof) throws {
        let (draft, missing) = proof.draft()
        let person = proof.person
        let to = Mailbox(name: person.fields.displayName, address: person.address)
        let (shownTo, shownSubject) = (printable("\(to.name) <\(to.address)>"), printable(draft.rendered.subject))
        Console.say(
            Phrase(
                fr: "À : \(shownTo)\nObjet : \(shownSubject)\n",
                en: "To: \(shownTo)\nSubject: \(shownSubject)\n"))
        for path in missing {
            Console.say(
                Phrase(
                    fr: "! la pièce jointe `\(printable(path))` manque pour cette personne ; elle n’est pas montrée",
                    en: "! the attachment `\(printable(path))` is missing for this person; it is not shown"))
        }
        for note in proof.notes { Console.say(note) }
        let marks = proof.letter.compiled.foreignMarks
        if !marks.isEmpty { Console.say("! " + printable(Warning.foreignPlaceholder(marks).message[Speech.language])) }
        if eml { return try Console.write(draft.bytes) }
        let shown = html ? draft.rendered.html : draft.rendered.text
        // What an author writes is theirs; a terminal is not to be told what to do by a file that somebody sent them.
        guard Console.isOutputTerminal else { return try Console.print(shown, newLine: !shown.hasSuffix("\n")) }
        try Console.show(printable(shown.hasSuffix("\n") ? String(shown.dropLast()) : shown, keepingLines: true))
    }
}
