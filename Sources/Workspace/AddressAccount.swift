package import Gate
package import Ledger
package import Vocabulary

/// Everything known about an address, and what follows from it. Read from the ledger, which stays as it is.
package struct AddressAccount {
    /// Nil for a person without a usable address.
    package let address: AddrSpec?
    /// The mailing that the decision is about; nil for any.
    package let letter: String?
    package let dossiers: [Dossier]
    /// Those that meet the address itself.
    package let objections: [Objection]
    /// Those that came with a list which was taken back, at any of the addresses.
    package let retracted: [RetractedObjection]
    package let mailings: [Ledger.Participation]
    /// What came back about any of the addresses, the oldest first.
    package let cameBack: [CameBack]
    package let decision: Decision

    /// `letter`: the file of the letter; nil for any mailing. `refused` is told why the mailing as a whole would be.
    package init(
        of address: AddrSpec, letter: String?, in workspace: Workspace, refused: ([Refusal]) -> Void
    ) throws {
        let (ledger, key, brief, files) = try AddressAccount.opened(letter, workspace, refused)
        self.address = address
        self.letter = brief.letter
        dossiers = try ledger.dossiers(near: address, key: key, letter: brief.letter)
        decision = try AddressAccount.decision(on: address, ledger, key, brief, files)
        objections = try ledger.objections(to: address, key: key)
        retracted = try ledger.retractedObjections(
            of: [address.spelling] + dossiers.flatMap(\.addresses).map(\.text), key: key)
        mailings = try ledger.participations(of: address)
        cameBack = try AddressAccount.cameBack(
            about: [address] + dossiers.flatMap(\.addresses).compactMap(\.spec), ledger)
    }

    /// The same of somebody who was found by name: about the address that a letter would go to, else about the person, who has
    /// no usable one.
    package static func of(
        _ person: People.Person, letter: String?, in workspace: Workspace, refused: ([Refusal]) -> Void
    ) throws -> AddressAccount {
        if let address = person.mainDecision?.spec {
            return try AddressAccount(of: address, letter: letter, in: workspace, refused: refused)
        }
        let (ledger, key, brief, _) = try AddressAccount.opened(letter, workspace, refused)
        guard let decision = Judge(brief: brief).decisions(on: person.dossier).first else {
            throw AddressAccount.noDecision
        }
        let retracted = try ledger.retractedObjections(of: person.dossier.addresses.map(\.text), key: key)
        return AddressAccount(person.dossier, letter: brief.letter, retracted: retracted, decision: decision)
    }

    /// Without a usable address, nothing was mailed and nothing can have come back.
    private init(_ dossier: Dossier, letter: String?, retracted: [RetractedObjection], decision: Decision) {
        (address, self.letter, dossiers, objections) = (nil, letter, [dossier], dossier.objections)
        (self.retracted, mailings, cameBack, self.decision) = (retracted, [], [], decision)
    }

    private static func cameBack(about addresses: [AddrSpec], _ ledger: Ledger) throws -> [CameBack] {
        var known: Set<Int64> = []
        let all = try addresses.flatMap { try ledger.cameBack(about: $0) }
        return all.filter { known.insert($0.id).inserted }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    private static func opened(
        _ letter: String?, _ workspace: Workspace, _ refused: ([Refusal]) -> Void
    ) throws -> (Ledger, Key, Brief, RecipientFiles?) {
        guard let letter else {
            let ledger = try workspace.ledger(readOnly: true)
            let key = try workspace.key(for: ledger)
            return (ledger, key, workspace.brief(letter: nil, purpose: nil, needs: []), nil)
        }
        let prepared = try PreparedMailing(workspace, letter: letter, readOnly: true)
        refused(prepared.refusals)
        let key = try workspace.key(for: prepared.ledger)
        return (prepared.ledger, key, prepared.brief, prepared.letter.recipientFiles)
    }

    private static let noDecision = Failure(.internalFault, Phrase(fr: "aucune décision", en: "no decision"))

    /// The decision that the mailing would take. With a letter, everybody before this contact is judged first, since
    /// an address may have been admitted through another contact.
    private static func decision(
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
        guard let decision = Judge(brief: brief).decisions(on: stranger).first else {
            throw noDecision
        }
        return decision
    }

    /// How many contacts are judged to answer for one; an address that more than so many share is an office's.
    private static let mostNeighbours = 2000

    /// The contacts who have an address and, in a mailing, those who share another one with them, and so on: one of them
    /// may have been admitted before. In the ledger's order.
    private static func neighbours(
        of address: AddrSpec, _ ledger: Ledger, _ key: Key, _ brief: Brief
    ) throws -> [Dossier] {
        var found: [ContactID: Dossier] = [:]
        var asked: Set<AddrSpec> = []
        var waiting = [address]
        while let next = waiting.popLast(), found.count < mostNeighbours {
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
