internal import GRDB
internal import Vocabulary

extension Ledger {
    /// The end of the log, to be noted elsewhere.
    package func checkpoint() throws(LedgerFault) -> LogCheckpoint {
        let checkpoint = try read { try LogVerification.checkpoint($0) }
        // A run commits without waiting for the disk: an entry that is named here must not be lost with the power.
        try JournalSync.waitOnce(for: self)
        return checkpoint
    }

    /// Recomputes the log from its first entry, and holds all that is stored to it, as of one moment: another process may
    /// go on writing. A ledger that cannot be read to its end gives a fault, like one that was tampered with.
    ///
    /// With a checkpoint, the log must still be the one whose end that was. With the ledger's own key, the fingerprints of
    /// objections are recomputed too.
    package func verifyLog(against checkpoint: LogCheckpoint? = nil, key: Key? = nil) -> LogVerdict {
        var verification = LogVerification(checkpoint: checkpoint, key: key)
        do {
            try database.read { try verification.run($0) }
        } catch {
            verification.stop(LedgerFault.from(error))
        }
        return verification.verdict
    }
}

/// Walks through the log once, and holds to it everything that it commits to.
///
/// Whatever cannot be read, or is not what the log says, is a fault of the verdict and never an error: a tampered ledger must
/// give a finding, and not a message that nothing could be checked. Nothing is repaired. What was erased by the rules is told
/// apart from what is missing.
struct LogVerification {
    private let checkpoint: LogCheckpoint?
    private let key: Key?
    private var chain = ChainCheck()
    private var scope = ErasureScope()
    private var faults = FaultList()
    private var size: Int64 = 0
    private var accounted = 0
    private var isAtCheckpoint = false

    init(checkpoint: LogCheckpoint?, key: Key?) {
        self.checkpoint = checkpoint
        self.key = key
    }

    static func checkpoint(_ db: Database) throws -> LogCheckpoint {
        try PreparedStatement(db, "SELECT seq, \(PackedText.digits)(hash) FROM log ORDER BY seq DESC LIMIT 1")
            .first { LogCheckpoint(size: $0.integer(0), head: $0.text(1)) }
            ?? LogCheckpoint(size: 0, head: Chain.origin)
    }

    var verdict: LogVerdict {
        var verdict = LogVerdict()
        verdict.size = chain.last
        verdict.head = String(decoding: chain.hash, as: UTF8.self)
        verdict.faults = faults.faults.enumerated().sorted { ($0.element.seq, $0.offset) < ($1.element.seq, $1.offset) }
            .map(\.element)
        verdict.furtherFaults = faults.further
        verdict.erased = accounted
        return verdict
    }

    /// The walk ended before the log did.
    mutating func stop(_ fault: LedgerFault) { faults.add(chain.last.saturated(adding: 1), LogFault.unreadable(fault)) }

    mutating func run(_ db: Database) throws {
        var mailings = try MailingCheck(db)
        var decisions = try DecisionCheck(db, mailings: mailings.numbers)
        var recipients = try RecipientCheck(db, mailings: mailings.numbers)
        var objections = try ObjectionCheck(db, key: key)
        var retractions = RetractionCheck(db)
        var imports = try ImportCheck(db)
        var (payload, data) = (JSONMembers(), JSONMembers())
        try PreparedStatement(db, LogEntryRow.query + " ORDER BY log.seq").eachRow { row in
            let entry = LogEntryRow(row)
            payload.read(entry.payload)
            chain.check(entry, payload: payload, &faults)
            if entry.seq == checkpoint?.size { compareCheckpoint(entry.hash.text) }
            if entry.record == nil { scope.note(missing: .records, entry.seq, of: entry.seq) }
            var record: JSONMembers? {
                guard let text = entry.record?.data else { return nil }
                data.read(text)
                return data
            }
            switch LogVerification.kinds[entry.kind] {
            case .decision: try decisions.check(entry, payload, record, &faults)
            case .outcome, .resolution: recipients.check(entry, payload, record, &faults)
            case .objection:
                try objections.checkObjection(entry, payload, &scope, &faults)
                retractions.note(objection: payload.integer("entry"), of: entry.seq)
            case .heardFrom: try objections.checkHeard(entry, payload, &scope, &faults)
            case .import:
                imports.check(entry, payload, record, &scope, &faults)
                retractions.note(import: imports.entries, payload, behind: entry.seq)
            case .retraction: try retractions.check(entry, payload, &faults)
            case .mailing: mailings.check(entry, payload, record)
            case .evidence: try imports.checkKept(entry, payload, record, &faults)
            case .erasure:
                if let remains = scope.note(payload) {
                    try objections.checkRemains(remains, of: entry.seq, &faults)
                } else {
                    faults.add(entry.seq, LogFault.unreadableErasure)
                }
            case .run, .test, nil: break
            }
        }
        try PreparedStatement(
            db, "SELECT seq FROM log_record WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.seq = log_record.seq)"
        ).eachRow { faults.unknown($0.integer(0), "log_record", $0.integer(0)) }
        try decisions.finish(&faults)
        try objections.finish(&faults)
        try retractions.finish(&faults)
        try imports.finish(&scope, &faults)
        try mailings.finish(&faults)
        try recipients.finish(emptied: scope.numbers(of: .recipients), &faults)
        accounted = scope.report(to: &faults)
        finishCheckpoint()
    }

    private mutating func compareCheckpoint(_ hash: String) {
        isAtCheckpoint = true
        guard let checkpoint, checkpoint.head != hash else { return }
        faults.add(
            checkpoint.size,
            Phrase(
                fr: "l’entrée n’est pas celle du point de contrôle : le journal a été réécrit jusqu’ici",
                en: "the entry is not the checkpoint's: the log was written anew up to here"))
    }

    private mutating func finishCheckpoint() {
        guard let checkpoint, checkpoint.size > 0, !isAtCheckpoint, checkpoint.size > chain.last else { return }
        faults.add(
            chain.last + 1,
            Phrase(
                fr: "le point de contrôle va jusqu’à l’entrée \(checkpoint.size) : la fin du journal a été coupée",
                en: "the checkpoint goes up to entry \(checkpoint.size): the end of the log was cut off"))
    }

    /// Kinds by their octets, so that no text is made for each of a million entries.
    private static let kinds = KindTable()

    private struct KindTable {
        private let kinds = LogKind.allCases.map { (Array($0.rawValue.utf8), $0) }

        subscript(_ octets: Octets) -> LogKind? { kinds.first { octets.isSame(as: $0.0) }?.1 }
    }
}
