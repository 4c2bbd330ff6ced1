internal import Vocabulary

/// A recipient as an enrolment finds it.
struct KnownRecipient {
    let id: Int64
    let state: RecipientState
    let attempts: Int
    let due: Instant?
    let normal: String
    let loosest: String
    let address: String
    let evidence: Int64
    /// What became of them is yet to be entered into the log.
    let isUnlogged: Bool
    /// A relay said something of them before.
    let hasReply: Bool
    /// When a run ended at them, as what the relay said there was no reply.
    let stumbledAt: Instant?

    init(_ row: StatementRow) {
        id = row.integer(0)
        state = RecipientState(stored: row.text(1))
        attempts = Int(Int32(clamping: row.integer(2)))
        due = row.optionalInteger(3).map { Instant(milliseconds: $0) }
        normal = row.text(4)
        loosest = row.text(5)
        address = row.text(6)
        evidence = row.integer(7)
        isUnlogged = row.flag(8)
        hasReply = row.flag(9)
        stumbledAt = row.optionalText(10).flatMap { Instant(iso: $0) }
    }
}
