internal import GRDB
internal import Mailroom
internal import Vocabulary

/// Temporary failures of an address in a row: what passes each time may be over for good.
enum FailureStreak {
    private static let least = 3
    private static let leastDays = 14

    /// True where a failure at a moment makes at least the third in a row, and they span long enough. A sign of life breaks the
    /// row, as does a report of another class, or the sender's word; reports that prove nothing make no difference. One that waits
    /// already is enough.
    static func isLong(with moment: Instant, of subject: MailSubject, _ db: Database) throws -> Bool {
        let rows = try InboxRows.all(
            where: "entry.loosest = ? AND entry.normal = ?", [subject.loosest, subject.normal], db
        )
        .filter { $0.kind != .bounce || $0.tiedBy?.isProven == true }
        .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        let isFailure = { (row: CameBack) in
            row.kind == .bounce && row.class == .temporary && row.verdict == nil
        }
        let before = rows.filter { $0.at <= moment }.reversed().prefix(while: isFailure)
        let after = rows.filter { $0.at > moment }.prefix(while: isFailure)
        guard !(before + after).contains(where: { $0.action == .waiting }), before.count + after.count + 1 >= least
        else {
            return false
        }
        let (first, last) = (before.last?.at ?? moment, after.last?.at ?? moment)
        return last.milliseconds - first.milliseconds >= Int64(leastDays) * Instant.millisecondsPerDay
    }
}
