import Gate
package import Intake
package import Ledger
import Vocabulary

extension Workspace {
    /// True of whom any letter could go to as things are: the rules of a mailing are left out.
    var admitsToAnyLetter: (Dossier) -> Bool {
        let judge = Judge(brief: brief(letter: nil, purpose: nil, needs: []))
        return { judge.decisions(on: $0).contains(where: \.isAdmitted) }
    }
}

extension FileImporter {
    /// Whom a list of objections would exclude who is admitted now, to be asked about before it is imported. Nothing is kept.
    package func effect(
        ofObjections sha256: String, feed: (ImportSession) throws -> IntakeSummary
    ) throws -> ListEffect {
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let source = ImportSource(
            kind: .objections, fileName: file.name, sha256: sha256,
            recordedBy: workspace.configuration.sender.address.spelling)
        return try withIntakeFaults(file) {
            try ledger.effect(
                of: source, key: key, now: Workspace.now(), admits: workspace.admitsToAnyLetter
            ) { _ = try feed($0) }
        }
    }
}
