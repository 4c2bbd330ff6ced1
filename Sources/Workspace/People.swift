package import Gate
package import Ledger
package import Vocabulary

/// The people in the ledger, each with how they stand to any letter: all of them, or those whom a query finds.
///
/// Read from the ledger, which stays as it is, a chunk at a time: memory stays flat.
package final class People {
    /// Somebody, with the decision on each of their addresses.
    package struct Person: Sendable {
        package let dossier: Dossier
        package let decisions: [Decision]
        /// What came back last about any of their addresses; nil for nothing.
        package let cameBack: CameBack?

        /// Those that mail can go to.
        package var addresses: [AddrSpec] { dossier.addresses.compactMap(\.spec) }

        /// The decision that tells most of them: that on the address that a letter would go to, else the first one.
        package var mainDecision: Decision? { decisions.first(where: \.isAdmitted) ?? decisions.first }
    }

    private let ledger: Ledger
    private let key: Key
    private let query: NameQuery?
    private let judge: Judge
    private let alsoAddresses: Bool
    private let cameBack: LastCameBack

    /// `query`: whom to find; nil for everybody. `alsoAddresses`: in their addresses, too.
    package init(in workspace: Workspace, finding query: NameQuery? = nil, alsoAddresses: Bool = false) throws {
        let ledger = try workspace.ledger(readOnly: true)
        do {
            key = try workspace.key(for: ledger)
            cameBack = try LastCameBack(ledger)
        } catch {
            ledger.close()
            throw error
        }
        (self.ledger, self.query, self.alsoAddresses) = (ledger, query, alsoAddresses)
        judge = Judge(brief: workspace.brief(letter: nil, purpose: nil, needs: []))
    }

    deinit { ledger.close() }

    /// How many contacts there are in all.
    package func count() throws -> Int { try ledger.contactCount() }

    /// Hands over one after the other, in the ledger's order, for as long as `body` says true.
    package func eachPerson(_ body: (Person) throws -> Bool) throws {
        var reader = DossierReader(ledger, key: key, letter: nil)
        while true {
            let dossiers = try reader.next()
            if dossiers.isEmpty { return }
            for dossier in dossiers where match(dossier) != nil {
                let person = Person(
                    dossier: dossier, decisions: judge.decisions(on: dossier), cameBack: cameBack.last(about: dossier))
                guard try body(person) else { return }
            }
        }
    }

    /// Those whom the query names best: by whole words where it does, else by how words begin.
    package func named() throws -> [Person] {
        var (whole, partial): ([Person], [Person]) = ([], [])
        try eachPerson { person in
            if match(person.dossier) == .whole { whole.append(person) } else { partial.append(person) }
            return true
        }
        return whole.isEmpty ? partial : whole
    }

    private func match(_ dossier: Dossier) -> NameQuery.Match? {
        guard let query else { return .whole }
        return query.match(dossier.contact.fields, and: alsoAddresses ? dossier.addresses.map(\.text) : [])
    }

    /// The address book of all of them, to go back where it came from.
    package func addressBook(_ format: AddressBookFormat) throws -> AddressBook {
        AddressBook(
            further: format == .csv ? try ledger.extraFieldNames() : [], key: key, now: Workspace.now())
    }
}

extension Workspace {
    /// True where somebody in the ledger has an address, in whichever spelling.
    package func knows(_ address: AddrSpec) throws -> Bool {
        let ledger = try ledger(readOnly: true)
        defer { ledger.close() }
        return try ledger.hasContact(at: address)
    }

    /// Those whom a name means; nobody where there is no ledger yet.
    package func people(named text: String) throws -> [People.Person] {
        guard let query = NameQuery(text) else { return [] }
        do {
            return try People(in: self, finding: query).named()
        } catch LedgerFault.missing {
            return []
        }
    }
}
