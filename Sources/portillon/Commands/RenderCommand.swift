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
        let sitting =
            if let reader {
                try Sitting(workspace, source, for: reader)
            } else {
                try Sitting(workspace, source)
            }
        try show(sitting)
        guard sitting.refusals.isEmpty else {
            Refused.tell(sitting.refusals)
            throw Ending(status: .refused)
        }
    }

    private func show(_ sitting: Sitting) throws {
        let (draft, missing) = sitting.draft()
        let person = sitting.person
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
        for note in sitting.notes { Console.say(note) }
        let marks = sitting.letter.compiled.foreignMarks
        if !marks.isEmpty { Console.say("! " + printable(Warning.foreignPlaceholder(marks).message[Speech.language])) }
        if eml { return try Console.write(draft.bytes) }
        let shown = html ? draft.rendered.html : draft.rendered.text
        // What an author writes is theirs; a terminal is not to be told what to do by a file that somebody sent them.
        guard Console.isOutputTerminal else { return try Console.print(shown, newLine: !shown.hasSuffix("\n")) }
        try Console.show(printable(shown.hasSuffix("\n") ? String(shown.dropLast()) : shown, keepingLines: true))
    }
}

/// An author, a letter in whichever state, and somebody to look at it with the eyes of.
private struct Sitting {
    let letter: LoadedLetter
    let person: Supposition
    let refusals: [Refusal]
    /// What the author should know of this person and this letter.
    private(set) var notes: [Phrase] = []
    private let stamp: MessageStamp

    /// A made-up person, with all that the letter uses; the ledger is asked for the names of columns if it is there.
    init(_ workspace: Workspace, _ source: LetterSource) throws {
        let ledger = try? workspace.ledger(readOnly: true)
        let columns = try? ledger?.extraFieldNames()
        var letter = try LoadedLetter(
            source, configuration: workspace.configuration, extraFields: Set(columns ?? []))
        var notes: [Phrase] = []
        if ledger == nil {
            // Nobody knows yet which columns there will be: what is no slip of the pen is taken for one.
            let supposed = letter.compiled.unknownNames.filter { $0.isColumnName && !letter.compiled.isNearMiss($0) }
            if !supposed.isEmpty {
                letter = try LoadedLetter(
                    source, configuration: workspace.configuration, extraFields: Set(supposed))
                let shown = supposed.map { "`\(printable($0))`" }.joined(separator: ", ")
                notes.append(
                    Phrase(
                        fr:
                            "! \(shown) : pris pour des colonnes de vos contacts (pas encore de registre à qui demander)",
                        en: "! \(shown): taken for columns of your contacts (there is no ledger to ask yet)"))
            }
        }
        let purpose = Sitting.purpose(of: letter, workspace.configuration)
        let sample = SamplePerson(letter.compiled.language)
        self.init(
            workspace, letter,
            Supposition(
                letter: letter.id, contact: ContactID(0),
                address: sample.address ?? workspace.configuration.sender.address,
                purpose: purpose, fields: sample.fields(for: letter.compiled), evidence: sample.evidence),
            token: "sample")
        self.notes += notes
    }

    /// Somebody of the ledger, admitted or not.
    init(_ workspace: Workspace, _ source: LetterSource, for address: AddrSpec) throws {
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        let columns = try ledger.extraFieldNames()
        let letter = try LoadedLetter(source, configuration: workspace.configuration, extraFields: columns)
        let purpose = Sitting.purpose(of: letter, workspace.configuration)
        var dossiers = try ledger.dossiers(near: address, key: key, letter: letter.id)
        letter.recipientFiles?.noteMissing(in: &dossiers)
        var gate = Gate(brief: workspace.brief(letter: letter.id, purpose: purpose, needs: letter.needs))
        let judged = dossiers.flatMap { dossier in
            gate.judge(dossier).filter { $0.spec == address }.map { (dossier, $0) }
        }
        guard let (dossier, decision) = judged.first(where: \.1.isAdmitted) ?? judged.first else {
            throw Failure(
                .badInput,
                Phrase(
                    fr: "personne dans le registre n’a l’adresse `\(address)` ; `--sample` montre la lettre pour une "
                        + "personne inventée",
                    en: "nobody in the ledger has the address `\(address)`; `--sample` shows the letter for a made-up "
                        + "person"))
        }
        let about = dossier.evidence.last { (try? AddrSpec(parsing: $0.claim.address)) == address }
        var fields = dossier.contact.fields
        for name in letter.compiled.unknownNames { fields.extra[name] = "{{\(name)}}" }
        self.init(
            workspace, letter,
            Supposition(
                letter: letter.id, contact: dossier.contact.id, address: decision.spec ?? address, purpose: purpose,
                fields: fields, evidence: decision.admittedBy ?? about),
            token: key.unsubscribeToken(letter: letter.id, address: decision.spec ?? address))
        notes += Sitting.exclusion(decision)
    }

    private init(_ workspace: Workspace, _ letter: LoadedLetter, _ person: Supposition, token: String) {
        let configuration = workspace.configuration
        self.letter = letter
        self.person = person
        refusals = MailingRefusals.refusals(
            of: MailingRequest(
                purposeName: letter.purposeName, purposes: configuration.purposes, isOnBehalfOf: letter.onBehalfOf,
                sender: configuration.sender, hasWayOut: configuration.hasWayOut,
                partsWithoutWayOut: letter.partsWithoutWayOut, templateFaults: letter.faults))
        let (now, wayOut) = (Workspace.now(), WayOut(configuration))
        stamp = MessageStamp(
            date: now, utcOffsetMinutes: Workspace.utcOffsetMinutes(at: now),
            messageID: "\(letter.id.prefix(40)).draft",
            unsubscribeURL: wayOut.url(token), isOneClick: wayOut.isOneClick)
    }

    /// The draft, and the files of the person's own that cannot be had.
    func draft() -> (Draft, missing: [String]) {
        let (files, missing) = letter.recipientFiles?.look(person.fields, person.address) ?? ([], [])
        return (letter.compiled.draft(for: person, stamp: stamp, files: files), missing)
    }

    private static func purpose(of letter: LoadedLetter, _ configuration: Configuration) -> Purpose {
        let request = MailingRequest(
            purposeName: letter.purposeName, purposes: configuration.purposes, sender: configuration.sender,
            hasWayOut: configuration.hasWayOut)
        return request.purpose ?? Purpose(name: letter.purposeName, context: .professional, description: [:])
    }

    private static func exclusion(_ decision: Decision) -> [Phrase] {
        guard !decision.isAdmitted else { return [] }
        let head = Phrase(
            fr: "! cette personne n’aurait pas la lettre :", en: "! this person would not get the letter:")
        return [head]
            + decision.findings.map { finding in
                let reason = Reason(finding.code)
                return Phrase { "  \(finding.code.rawValue)  \(reason.message[$0])" }
            }
    }
}

extension CompiledLetter {
    /// True for a name that is most likely a mistyped one.
    fileprivate func isNearMiss(_ name: String) -> Bool { nearestName(to: name, among: knownNames) != nil }
}

extension String {
    /// Lower-cased, without blanks: what a column's header becomes.
    fileprivate var isColumnName: Bool {
        !isEmpty && self == lowercased() && !contains { $0.isWhitespace || $0 == "." }
    }
}
