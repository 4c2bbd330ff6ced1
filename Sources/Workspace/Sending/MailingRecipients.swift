import Gate
import Ledger
import Mailing
import Vocabulary

/// The ledger as a run of one mailing judges from it and enrols in it. What is thrown are faults of the ledger, or of a
/// recipient's own file; they stop the run.
final class MailingRecipients: RecipientSource {
    private let prepared: PreparedMailing
    private let mailing: MailingRecord
    private let key: Key
    private let policyRevision: String
    /// Nil before the first ``rewind()``.
    private var chunks: ReadAhead<DossierChunk>?

    private var ledger: Ledger { prepared.ledger }
    private var files: RecipientFiles? { prepared.letter.recipientFiles }

    init(prepared: PreparedMailing, mailing: MailingRecord, key: Key) {
        (self.prepared, self.mailing, self.key) = (prepared, mailing, key)
        policyRevision = prepared.brief.policyRevision
    }

    /// The files of their own are looked at by whoever enrols, and by whoever makes the messages.
    var mayEnrolAhead: Bool { files == nil }

    func changeMark() throws -> Int64 { try ledger.changeMark() }

    func rewind() { chunks = DossierChunks.ahead(DossierReader(ledger, key: key, letter: mailing.letter)) }

    func nextDossiers() throws -> (dossiers: [Dossier], newestObjection: Int64) {
        guard let chunk = try chunks?.next() else { return ([], 0) }
        var dossiers = chunk.dossiers
        files?.noteMissing(in: &dossiers)
        return (dossiers, chunk.newestObjection)
    }

    func enrol(_ decisions: [Decision], mayAdd: (Clearance) -> Bool, newestObjection: Int64) throws -> Enrolment {
        if let files {
            // Before anybody can be mailed: what is handed over once is frozen.
            let cleared = decisions.compactMap(\.clearance).filter(mayAdd)
            try ledger.freeze(try cleared.flatMap { try files.enrol($0) }, in: mailing, key: key)
        }
        return try ledger.enrol(
            decisions, in: mailing, key: key, policyRevision: policyRevision, program: Workspace.programVersion,
            mayAdd: mayAdd, newestObjection: newestObjection, now: Workspace.now())
    }

    func earlierDeliveries() throws -> [Instant] { try prepared.history(at: Workspace.now()) }
}
