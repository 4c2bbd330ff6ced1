/// An entry of the log as it is stored, while its row is at hand.
struct LogEntryRow {
    let seq: Int64
    let at, kind: Octets
    let letter, subject: Octets?
    let payload, hash: Octets
    /// Nil where it is that of the row before.
    let previous: Octets?
    /// The opened commitment; nil once it was erased.
    let record: (salt: Octets, data: Octets)?

    static let query = """
        SELECT log.seq, at, kind, letter, \(PackedText.digits)(subject), \(PackedText.plain)(payload),
            \(PackedText.digits)(previous), \(PackedText.digits)(hash),
            log_record.seq, \(PackedText.digits)(salt), \(PackedText.plain)(data)
        FROM log LEFT JOIN log_record ON log_record.seq = log.seq
        """

    init(_ row: StatementRow) {
        seq = row.integer(0)
        (at, kind) = (row.octets(1), row.octets(2))
        (letter, subject) = (row.optionalOctets(3), row.optionalOctets(4))
        (payload, previous, hash) = (row.octets(5), row.optionalOctets(6), row.octets(7))
        record = row.isNull(8) ? nil : (row.octets(9), row.octets(10))
    }
}
