package import Gate
import Ledger
import Mailing
import Vocabulary

extension Workspace {
    /// How the people of some imports stand now, each import by itself. Read from the ledger as it is after all of them;
    /// memory stays flat. Who did not sign up by a file of sign-ups is not among those who can be written to, as far as it goes.
    package func standings(of reports: [ImportReport]) throws -> [PeopleTally] {
        let tallies = reports.map(\.tally)
        let brief = brief(letter: nil, purpose: nil, needs: [])
        let blank = PeopleTally(brief: brief, purposes: configuration.purposes.values)
        guard tallies.contains(where: { !$0.people.isEmpty }) else { return reports.map { _ in blank } }
        // As the import itself had it: who only reads would leave a journal beside it.
        let ledger = try ledger()
        defer { ledger.close() }
        let key = try key(for: ledger)
        return try tallies.map { imported in
            var tally = blank
            let people = imported.people
            guard !people.isEmpty else { return tally }
            let chunks = DossierChunks.ahead(DossierReader(ledger, key: key, letter: nil, people: people))
            while let chunk = try chunks.next() {
                for dossier in chunk.dossiers {
                    tally.note(
                        dossier, isExcludedOnly: imported.withoutConsent.contains(dossier.contact.id.rawValue))
                }
            }
            return tally
        }
    }

    /// How all people of some imports stand now, whoever is in several of them once.
    package func standing(ofAll reports: [ImportReport]) throws -> PeopleTally {
        var all = ImportReport(file: "")
        for report in reports { all.tally.add(report.tally) }
        return try standings(of: [all])[0]
    }
}
