import Foundation
package import Gate
import Ledger
package import Letter
package import Vocabulary

/// An author, a letter in whichever state, and somebody to look at it with the eyes of.
package struct Proof {
    package let letter: LoadedLetter
    package let person: Supposition
    /// Why the letter could not be sent to anybody; empty where it could.
    package let refusals: [Refusal]
    /// Names that were taken for columns, as there is no ledger yet to ask.
    package private(set) var supposedColumns: [String] = []
    /// Why this person would not get the letter; nil where they would.
    package private(set) var exclusion: Decision?
    private let stamp: MessageStamp

    /// For a made-up person, with all that the letter uses; the ledger is asked for the names of columns if it is there.
    package init(_ workspace: Workspace, _ source: LetterSource) throws {
        let ledger = try? workspace.ledger(readOnly: true)
        let columns = try? ledger?.extraFieldNames()
        var letter = try LoadedLetter(
            source, configuration: workspace.configuration, extraFields: Set(columns ?? []),
            frozen: { try ledger?.isFrozen($0) == true ? ledger?.frozenContent(of: $0) : nil })
        var supposedColumns: [String] = []
        if ledger == nil {
            // Nobody knows yet which columns there will be: what is no slip of the pen is taken for one.
            let supposed = letter.compiled.unknownNames.filter { $0.isColumnName && !letter.compiled.isNearMiss($0) }
            if !supposed.isEmpty {
                letter = try LoadedLetter(
                    source, configuration: workspace.configuration, extraFields: Set(supposed))
                supposedColumns = supposed
            }
        }
        let purpose = Proof.purpose(of: letter, workspace.configuration)
        let sample = SamplePerson(letter.compiled.language)
        self.init(
            workspace, letter,
            Supposition(
                letter: letter.id, contact: ContactID(0),
                address: sample.address ?? workspace.configuration.sender.address,
                purpose: purpose, fields: sample.fields(for: letter.compiled), evidence: sample.evidence),
            token: "sample")
        self.supposedColumns = supposedColumns
    }

    /// For somebody of the ledger, admitted or not.
    package init(_ workspace: Workspace, _ source: LetterSource, for address: AddrSpec) throws {
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        let columns = try ledger.extraFieldNames()
        let letter = try LoadedLetter(
            source, configuration: workspace.configuration, extraFields: columns,
            frozen: { try ledger.isFrozen($0) ? ledger.frozenContent(of: $0) : nil })
        let purpose = Proof.purpose(of: letter, workspace.configuration)
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
        if !decision.isAdmitted { exclusion = decision }
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
        let (now, unsubscribe) = (Workspace.now(), UnsubscribeLink(configuration, letter.compiled.language))
        stamp = MessageStamp(
            date: now, utcOffsetMinutes: Workspace.utcOffsetMinutes(at: now),
            messageID: "\(letter.id.prefix(40)).draft",
            unsubscribeURL: unsubscribe.url(token), isOneClick: unsubscribe.isOneClick)
    }

    /// The draft, and the files of the person's own that cannot be had.
    package func draft() -> (Draft, missing: [String]) {
        let (files, missing) = letter.recipientFiles?.look(person.fields, person.address) ?? ([], [])
        return (letter.compiled.draft(for: person, stamp: stamp, files: files), missing)
    }

    private static func purpose(of letter: LoadedLetter, _ configuration: Configuration) -> Purpose {
        let request = MailingRequest(
            purposeName: letter.purposeName, purposes: configuration.purposes, sender: configuration.sender,
            hasWayOut: configuration.hasWayOut)
        return request.purpose ?? Purpose(name: letter.purposeName, context: .professional, description: [:])
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
