internal import GRDB
internal import Gate
internal import Vocabulary

extension Ledger {
    /// Hands over the logged decisions in their order, each with what it looked at as it was at that point of the log.
    package func forEachDecision(
        letter: String?, key: Key, _ body: (LoggedDecision) throws -> Void
    ) throws {
        try handingOver { db in
            var reader = try ReplayReader(db, key: key)
            let rows = try PreparedStatement(db, LogEntryRow.query + " ORDER BY log.seq")
            try rows.eachRow { row in
                if let decision = try reader.take(LogEntryRow(row), letter: letter) { try body(decision) }
            }
        }
    }
}

/// Reads the decisions of the log, with what each of them had looked at. A record that cannot be read is told as such, and one
/// whose basis was erased as erased: neither is guessed at.
///
/// It walks along the log and keeps in mind how far imports, objections and contacts from people had come.
private struct ReplayReader {
    private let sources: ReplaySources
    private var seen = ReplaySources.Seen()
    private var runs: [String: RunRecord] = [:]
    private var payload = JSONMembers()

    init(_ db: Database, key: Key) throws { sources = try ReplaySources(db, key: key) }

    mutating func take(_ entry: LogEntryRow, letter wanted: String?) throws -> LoggedDecision? {
        payload.read(entry.payload)
        if entry.kind.isSame(as: "import") {
            seen.imports += 1
        } else if entry.kind.isSame(as: "objection") || entry.kind.isSame(as: "retraction") {
            seen.objections = max(seen.objections, payload.integer("entry") ?? 0)
        } else if entry.kind.isSame(as: "heard-from") {
            seen.heard = max(seen.heard, payload.integer("entry") ?? 0)
        }
        guard let letter = entry.letter?.text, wanted == nil || wanted == letter else { return nil }
        if entry.kind.isSame(as: "run"), let data = entry.record?.data {
            runs[letter] = (try? JSONValue(parsing: Array(data))).flatMap { RunRecord($0) }
        }
        guard entry.kind.isSame(as: "decision") else { return nil }
        return LoggedDecision(
            seq: entry.seq, at: Instant(iso: entry.at.text) ?? Instant(milliseconds: 0), letter: letter,
            policy: payload.plainText("policy")?.text ?? "", run: runs[letter], basis: try basis(of: entry))
    }

    private func basis(of entry: LogEntryRow) throws -> LoggedDecision.Basis {
        guard let octets = entry.record?.data else { return .erased }
        guard let data = try? JSONValue(parsing: Array(octets)), let verdict = data["verdict"]?.text,
            let contact = data["contact"]?.integer, let lookedAt = data["lookedAt"]?.values,
            let reasons = data["reasons"]?.values, let purpose = data["purpose"]?.text
        else { return .unreadable }
        var codes: [String] = []
        for reason in reasons {
            guard let code = reason["code"]?.text else { return .unreadable }
            if !codes.contains(code) { codes.append(code) }
        }
        let (name, address) = (data["name"]?.text ?? "", data["address"]?.text)
        var seen = seen
        // Records of the first version do not say what they had seen; the log's own order does, nearly always.
        if let objections = data["objections"]?.integer { seen.objections = objections }
        let evidence = lookedAt.compactMap(\.integer)
        guard
            let found = try sources.find(
                contact: ContactID(contact), name: name, address: address, evidence: evidence, seen: seen)
        else { return .erased }
        return .known(
            LoggedDecision.Known(
                name: name, address: address, purpose: purpose,
                verdict: RecordedVerdict(
                    isAdmitted: verdict == "admitted", codes: codes,
                    evidence: data["evidence"]?.integer.map { EvidenceID($0) }),
                own: found.own, background: found.background, evidenceNow: found.evidenceNow))
    }
}
