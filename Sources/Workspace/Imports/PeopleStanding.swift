package import Gate
import Ledger
import Mailing

extension Workspace {
    /// How the people of some imports stand now, each import by itself. Read from the ledger as it is after all of them;
    /// memory stays flat.
    package func standings(of reports: [ImportReport]) throws -> [PeopleTally] {
        let people = reports.map(\.tally.people)
        let brief = brief(letter: nil, purpose: nil, needs: [])
        let blank = PeopleTally(brief: brief, purposes: configuration.purposes.values)
        guard people.contains(where: { !$0.isEmpty }) else { return reports.map { _ in blank } }
        // As the import itself had it: who only reads would leave a journal beside it.
        let ledger = try ledger()
        defer { ledger.close() }
        let key = try key(for: ledger)
        return try people.map { people in
            var tally = blank
            guard !people.isEmpty else { return tally }
            let chunks = DossierChunks.ahead(DossierReader(ledger, key: key, letter: nil, people: people))
            while let chunk = try chunks.next() {
                for dossier in chunk.dossiers { tally.note(dossier) }
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
