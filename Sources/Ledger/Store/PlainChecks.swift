internal import GRDB
internal import Vocabulary

/// Rewrites the columns' closed lists, `CHECK (state IN ('queued', …))`, as comparisons joined by OR.
///
/// SQLite looks a value up among three or more by building a table of them, anew in each statement: that took two thirds of the
/// time of a change of state. What the checks let through stays the same.
enum PlainChecks {
    /// A migration. The text of a table is changed in place, the one way that leaves its rows alone
    /// (https://www.sqlite.org/lang_altertable.html, section 7: a CHECK may be changed so).
    static func write(_ db: Database) throws {
        let tables = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        try db.execute(sql: "PRAGMA writable_schema = ON")
        for table in tables {
            guard let name = table["name"] as String?, let text = table["sql"] as String? else { continue }
            let plain = rewritten(text)
            guard plain != text else { continue }
            try db.execute(
                sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", arguments: [plain, name])
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
        // Other connections read the text again; this one does at once.
        try db.execute(sql: "PRAGMA schema_version = \(version + 1); PRAGMA writable_schema = RESET")
    }

    /// A table's text with each `CHECK (column IN (…))` of three values or more rewritten.
    static func rewritten(_ text: String) -> String {
        text.replacing(/CHECK \((?<column>[a-z_]+) IN \((?<values>[^()]*)\)\)/) { match in
            let values = match.values.split(separator: ",").map { $0.trimmingWhitespace() }
            guard values.count > 2 else { return String(match.0) }
            return "CHECK (" + values.map { "\(match.column) = \($0)" }.joined(separator: " OR ") + ")"
        }
    }
}
