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
    /// With an address, those of the address and of its contact's other ones.
    package func forEachLogLine(_ filter: LogFilter, key: Key?, _ body: (String) throws -> Void) throws {
        try database.read { db in
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
                        SELECT loosest FROM address WHERE contact IN (SELECT contact FROM address WHERE loosest = ?)
                        """, arguments: [address.loosestKey])
                let subjects = Set(keys + [address.loosestKey]).map { key.pseudonym($0) }
                conditions.append("subject IN (\(subjects.map { _ in "?" }.joined(separator: ", ")))")
                arguments += StatementArguments(subjects)
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT log.seq, at, kind, letter, subject, payload, previous, hash, salt, data
                    FROM log LEFT JOIN log_record ON log_record.seq = log.seq
                    \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY log.seq
                    """, arguments: arguments)
            while let row = try rows.next() { try body(Ledger.line(row)) }
        }
    }

    /// The payload and the record's data are stored as canonical JSON and are embedded as they are.
    private static func line(_ row: Row) -> String {
        var line = "{\"seq\":\(row[0] as Int),\"at\":" + JSONValue.string(row[1]).canonical
        line += ",\"kind\":" + JSONValue.string(row[2]).canonical
        line += ",\"letter\":" + JSONValue(row[3] as String?).canonical
        line += ",\"subject\":" + JSONValue(row[4] as String?).canonical
        line += ",\"payload\":" + (row[5] as String)
        line += ",\"previous\":" + JSONValue.string(row[6]).canonical
        line += ",\"hash\":" + JSONValue.string(row[7]).canonical + ",\"record\":"
        if let salt: String = row[8], let data: String = row[9] {
            line += "{\"salt\":" + JSONValue.string(salt).canonical + ",\"data\":" + data + "}"
        } else {
            line += "null"
        }
        return line + "}"
    }
}
