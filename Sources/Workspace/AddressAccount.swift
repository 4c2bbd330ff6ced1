package import Gate
package import Ledger
package import Vocabulary

/// Everything known about an address, and what follows from it. Read from the ledger, which stays as it is.
package struct AddressAccount {
    package let address: AddrSpec
    /// The mailing that the decision is about; nil for any.
    package let letter: String?
    package let dossiers: [Dossier]
    /// Those that meet the address itself.
    package let objections: [Objection]
    package let mailings: [Ledger.Participation]
    package let decision: Decision

    /// `letter`: the file of the letter; nil for any mailing. `refused` is told why the mailing as a whole would be.
    package init(
        of address: AddrSpec, letter: String?, in workspace: Workspace, refused: ([Refusal]) -> Void
    ) throws {
        let (ledger, key, brief, files): (Ledger, Key, Brief, RecipientFiles?)
        if let letter {
            let prepared = try PreparedMailing(workspace, letter: letter, readOnly: true)
            refused(prepared.refusals)
            ledger = prepared.ledger
            key = try workspace.key(for: ledger)
            (brief, files) = (prepared.brief, prepared.letter.recipientFiles)
        } else {
            ledger = try workspace.ledger(readOnly: true)
            key = try workspace.key(for: ledger)
            (brief, files) = (workspace.brief(letter: nil, purpose: nil, needs: []), nil)
        }
        self.address = address
        self.letter = brief.letter
        dossiers = try ledger.dossiers(near: address, key: key, letter: brief.letter)
        decision = try AddressAccount.decision(on: address, ledger, key, brief, files)
        objections = try ledger.objections(to: address, key: key)
        mailings = try ledger.participations(of: address)
    }

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
            throw Failure(.internalFault, Phrase(fr: "aucune décision", en: "no decision"))
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
