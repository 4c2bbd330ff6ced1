import ArgumentParser
import Gate
import Ledger
import Report
import Vocabulary
import Workspace

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tout ce qu'on sait d'une adresse, et ce qui en découle. · All that is known of an address, and "
            + "what follows.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("L'adresse. · The address.", valueName: "address"))
    var address: String

    @Option(help: ArgumentHelp("Pour cette lettre. · For this letter.", valueName: "file"))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let address: AddrSpec = try global.readingOptions { try AddressArgument.read(self.address) }
        let workspace = try Workspace(global)
        let (ledger, key, brief, files) = try circumstances(workspace)
        let letterID = brief.letter
        let dossiers = try ledger.dossiers(near: address, key: key, letter: letterID)
        let decision = try self.decision(on: address, ledger, key, brief, files)
        let objections = try ledger.objections(to: address, key: key)
        let mailings = try ledger.participations(of: address)
        let account = AddressAccount(
            address: address, dossiers: dossiers, objections: objections, mailings: mailings, decision: decision)
        if json {
            try Console.print(account.document(Speech.language).pretty)
        } else {
            let lines = account.story(letter: letterID).lines(
                Speech.language, style: Style(descriptor: 1), width: min(Console.width, 100))
            for line in lines { try Console.print(line) }
        }
    }

    private func circumstances(_ workspace: Workspace) throws -> (Ledger, Key, Brief, RecipientFiles?) {
        guard let letter else {
            let ledger = try workspace.ledger(readOnly: true)
            return (ledger, try workspace.key(for: ledger), workspace.brief(letter: nil, purpose: nil, needs: []), nil)
        }
        let prepared = try PreparedMailing(workspace, letter: letter, readOnly: true)
        // A mailing that is refused as a whole still leaves something to say about one address.
        Refused.tell(prepared.refusals)
        guard let key = prepared.key else { throw Ending(status: .refused) }
        return (prepared.ledger, key, prepared.brief, prepared.letter.recipientFiles)
    }

    /// The decision that the mailing would take. With a letter, everybody before this contact is judged first, since
    /// an address may have been admitted through another contact.
    private func decision(
        on address: AddrSpec, _ ledger: Ledger, _ key: Key, _ brief: Brief, _ files: RecipientFiles?
    ) throws -> Decision {
        var gate = Gate(brief: brief)
        var near = try neighbours(of: address, ledger, key, brief)
        files?.noteMissing(in: &near)
        var decisions: [Decision] = []
        for dossier in near { decisions += gate.judge(dossier).filter { $0.spec == address } }
        if let admitted = decisions.first(where: \.isAdmitted) ?? decisions.first { return admitted }
        // Nobody has this very address: what would follow if somebody had, objections and erasures included.
        var stranger = Dossier(
            contact: Contact(id: ContactID(0), profile: nil, fields: ContactFields()),
            addresses: [Dossier.KnownAddress(address.spelling)])
        stranger.objections = try ledger.objections(to: address, key: key)
        var fresh = Gate(brief: brief)
        guard let decision = fresh.judge(stranger).first else {
            throw Failure(.internalFault, Phrase(fr: "aucune décision", en: "no decision"))
        }
        return decision
    }
}

extension WhyCommand {
    /// How many contacts are judged to answer for one; an address that more than so many share is an office's.
    private static let mostNeighbours = 2000

    /// The contacts who have an address and, in a mailing, those who share another one with them, and so on: one of them
    /// may have been admitted before. In the ledger's order.
    private func neighbours(
        of address: AddrSpec, _ ledger: Ledger, _ key: Key, _ brief: Brief
    ) throws -> [Dossier] {
        var found: [ContactID: Dossier] = [:]
        var asked: Set<AddrSpec> = []
        var waiting = [address]
        while let next = waiting.popLast(), found.count < WhyCommand.mostNeighbours {
            guard asked.insert(next).inserted else { continue }
            let near = try ledger.dossiers(near: next, key: key, letter: brief.letter)
            for dossier in near where found[dossier.contact.id] == nil {
                found[dossier.contact.id] = dossier
                guard brief.letter != nil else { continue }
                waiting += dossier.addresses.filter(\.isKnownElsewhere).compactMap(\.spec)
            }
        }
        return found.values.sorted { $0.contact.id < $1.contact.id }
    }
}

/// Everything known about an address.
struct AddressAccount {
    let address: AddrSpec
    let dossiers: [Dossier]
    let objections: [Objection]
    let mailings: [Ledger.Participation]
    let decision: Decision

    func document(_ language: Language) -> JSONValue {
        .object([
            .init("address", .string(address.spelling)),
            .init(
                "contacts",
                .array(
                    dossiers.map { dossier in
                        .object([
                            .init("contact", .int(Int(dossier.contact.id.rawValue))),
                            .init("name", .string(dossier.contact.fields.displayName)),
                            .init("company", .string(dossier.contact.fields.company)),
                            .init("url", JSONValue(dossier.contact.profile?.rawValue)),
                            .init("addresses", .array(dossier.addresses.map { .string($0.spec?.spelling ?? $0.text) })),
                            .init("lastHeardFrom", JSONValue(dossier.lastHeardFrom?.iso)),
                        ])
                    })),
            .init("evidence", .array(dossiers.flatMap(\.evidence).map { DecisionDocument.full($0) })),
            .init("objections", .array(allObjections.map { DecisionDocument.objection($0) })),
            .init(
                "mailings",
                .array(
                    mailings.map { mailing in
                        .object([
                            .init("letter", .string(mailing.letter)), .init("address", .string(mailing.address)),
                            .init("state", .string(mailing.state.rawValue)), .init("attempts", .int(mailing.attempts)),
                            .init("reply", JSONValue(mailing.reply)), .init("at", .string(mailing.at.iso)),
                        ])
                    })),
            .init(
                "decision",
                .object([
                    .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
                    .init("reasons", .array(decision.findings.map { DecisionDocument.reason($0, language) })),
                    .init("evidence", decision.admittedBy.map { DecisionDocument.evidence($0) } ?? .null),
                ])),
        ])
    }

    /// Those that meet the address, and those of the contact's other addresses, or of others who have one of them.
    private var allObjections: [Objection] {
        var all = objections
        let elsewhere = dossiers.flatMap(\.addresses).flatMap(\.objectionsElsewhere)
        for objection in dossiers.flatMap(\.objections) + elsewhere
        where !all.contains(where: { $0.id == objection.id }) {
            all.append(objection)
        }
        return all
    }

    /// As one person tells it to another; `letter` is the mailing that the decision is about.
    func story(letter: String?) -> AddressStory {
        AddressStory(
            address: address, name: dossiers.first?.contact.fields.displayName ?? "", letter: letter,
            decision: decision, evidence: dossiers.flatMap(\.evidence),
            heardFrom: dossiers.compactMap(\.lastHeardFrom).max { $0.day < $1.day }, objections: allObjections,
            letters: mailings.map {
                AddressStory.Letter(
                    letter: $0.letter, state: $0.state, reply: $0.reply, on: Workspace.day(of: $0.at))
            })
    }
}
