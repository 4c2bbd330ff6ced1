internal import Foundation
internal import GRDB
package import Vocabulary

extension Ledger {
    /// Which entries of the log to read.
    package struct LogFilter: Sendable {
        package var letter: String?
        package var address: AddrSpec?

        package init(letter: String? = nil, address: AddrSpec? = nil) {
            self.letter = letter
            self.address = address
        }
    }

    /// Hands over the log's entries as JSON Lines, in their order.
    /// With an address, those of the address and of its contact's other ones, and the retractions of what they are said to have
    /// objected.
    package func forEachLogLine(_ filter: LogFilter, key: Key?, _ body: (String) throws -> Void) throws {
        try handingOver { db in
            var conditions: [String] = []
            var arguments: StatementArguments = []
            if let letter = filter.letter {
                conditions.append("letter = ?")
                arguments += [letter]
            }
            if let address = filter.address, let key {
                let keys = try String.fetchAll(
                    db,
                    sql: """
                        SELECT text FROM address WHERE contact IN (SELECT contact FROM address WHERE loosest = ?)
                        """, arguments: [address.loosestKey])
                let all = try (keys + [address.spelling]).map { AddressKeys($0) }.flatMap { keys in
                    try keys.all + FoldedKeys.recorded(for: keys.loosest, db)
                }
                let subjects = Pseudonyms.stored(Set(all).map { key.pseudonym($0) })
                let isTheirs = "subject IN (\(subjects.map { _ in "?" }.joined(separator: ", ")))"
                let hasRetractions = try Retractions.newest(db) > 0
                // The entry of a retraction is about a list, and bears nobody's pseudonym.
                let takenBack = """
                    OR log.seq IN (SELECT retraction.seq FROM log AS said JOIN retraction
                        ON CASE WHEN json_valid(\(PackedText.plain)(said.payload))
                            THEN \(PackedText.plain)(said.payload) ->> '$.entry' END
                            BETWEEN first_objection AND last_objection
                        WHERE said.kind = 'objection' AND said.\(isTheirs))
                    """
                conditions.append("(\(isTheirs) \(hasRetractions ? takenBack : ""))")
                for _ in hasRetractions ? 0..<2 : 0..<1 { arguments += StatementArguments(subjects) }
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT seq, at, kind, letter, subject, payload, previous, hash, salt, data,
                        \(Ledger.isOneLine("payload")), \(Ledger.isOneLine("data"))
                    FROM (SELECT log.seq, at, kind, letter, \(PackedText.digits)(subject) AS subject,
                        \(PackedText.plain)(payload) AS payload, \(Ledger.previous) AS previous,
                        \(PackedText.digits)(hash) AS hash, \(PackedText.digits)(salt) AS salt,
                        \(PackedText.plain)(data) AS data
                        FROM log LEFT JOIN log_record ON log_record.seq = log.seq
                        \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
                    ) ORDER BY seq
                    """, arguments: arguments)
            while let row = try rows.next() { try body(try Ledger.line(row)) }
        }
    }

    /// The hash of the entry before, which the row before tells.
    private static let previous = """
        coalesce(\(PackedText.digits)(previous),
            (SELECT \(PackedText.digits)(before.hash) FROM log AS before WHERE before.seq < log.seq
            ORDER BY before.seq DESC LIMIT 1),
            '\(Chain.origin)')
        """

    private static func isOneLine(_ column: String) -> String {
        "json_valid(\(column)) AND instr(\(column), char(10)) = 0 AND instr(\(column), char(13)) = 0"
    }

    /// The payload and the record's data are stored as canonical JSON and are embedded as they are; what somebody made of them
    /// that is none stands there as a text, so that each entry stays one line of JSON.
    private static func line(_ row: Row) throws -> String {
        let seq: Int64 = try row.cell(0)
        var line = "{\"seq\":\(seq),\"at\":" + JSONValue.string(try row.cell(1)).canonical
        line += try ",\"kind\":" + JSONValue.string(row.cell(2)).canonical
        line += try ",\"letter\":" + JSONValue(row.cell(3) as String?).canonical
        line += try ",\"subject\":" + JSONValue(row.cell(4) as String?).canonical
        func embedded(_ text: String, _ isOneLine: Bool?) -> String {
            isOneLine == true ? text : JSONValue.string(text).canonical
        }
        line += try ",\"payload\":" + embedded(row.cell(5), row.cell(10))
        line += try ",\"previous\":" + JSONValue.string(row.cell(6)).canonical
        line += try ",\"hash\":" + JSONValue.string(row.cell(7)).canonical + ",\"record\":"
        if let salt: String = try row.cell(8), let data: String = try row.cell(9) {
            line += "{\"salt\":" + JSONValue.string(salt).canonical + ",\"data\":"
            line += try embedded(data, row.cell(11)) + "}"
        } else {
            line += "null"
        }
        return line + "}"
    }
}
