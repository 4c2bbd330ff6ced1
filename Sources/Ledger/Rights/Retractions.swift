internal import GRDB
internal import Vocabulary

/// Lists of objections that the sender took back: a row says which numbers of objections count no longer. The objections
/// themselves stay as they are.
///
/// A retraction has its number from the same count as objections, so that a decision which says the newest number that it had
/// seen says both: which objections there were, and which of them were taken back by then.
enum Retractions {
    static let table = """
        CREATE TABLE retraction (
            id INTEGER PRIMARY KEY,
            import INTEGER NOT NULL REFERENCES import (id),
            first_objection INTEGER NOT NULL REFERENCES objection (id),
            last_objection INTEGER NOT NULL REFERENCES objection (id),
            -- The entry of the log that says when and why.
            seq INTEGER NOT NULL REFERENCES log (seq)
        ) STRICT;
        -- `INSERT OR REPLACE` takes the old row away without asking the trigger on DELETE; and a list is taken back once.
        CREATE TRIGGER retraction_no_replace BEFORE INSERT ON retraction
        WHEN EXISTS (SELECT 1 FROM retraction WHERE id = NEW.id OR import = NEW.import)
        BEGIN SELECT RAISE(ABORT, 'rows of retraction are never replaced'); END;
        -- Imports are few, and their entries say which objections each of them wrote.
        CREATE INDEX log_import ON log (seq) WHERE kind = 'import';
        -- Until then, what was said again was not written down beside what a list had said: to take the list back would take
        -- other words with it. Those lists stand for good.
        INSERT INTO meta (name, value) SELECT 'lasting-lists', max(id) FROM import HAVING max(id) IS NOT NULL;
        """

    private static let covers =
        "(SELECT 1 FROM retraction WHERE objection.id BETWEEN first_objection AND last_objection)"

    /// What is asked of an objection, behind other conditions. An erasure is never taken back, whatever a row says.
    static func condition(_ scope: ObjectionFinder.Scope, _ db: Database) throws -> String {
        let hasSome = try hasTable(db) && PreparedStatement(db, "SELECT 1 FROM retraction LIMIT 1").hasRow()
        switch scope {
        case .all: return ""
        case .standing: return hasSome ? " AND (objection.kind = 'erased' OR NOT EXISTS \(covers))" : ""
        case .takenBack: return hasSome ? " AND objection.kind <> 'erased' AND EXISTS \(covers)" : " AND 0"
        }
    }

    /// The number of the newest retraction; 0 where there is none.
    static func newest(_ db: Database) throws -> Int64 {
        guard try hasTable(db) else { return 0 }
        return try PreparedStatement(db, "SELECT max(id) FROM retraction").first { $0.integer(0) } ?? 0
    }

    /// The next number of an objection or a retraction.
    static func nextNumber(_ db: Database) throws -> Int64 { try ObjectionFinder.newest(db).saturated(adding: 1) }

    /// A retraction as it is told apart by the time.
    struct Taken {
        let id: Int64
        let objections: ClosedRange<Int64>
    }

    /// All of them, in their order.
    static func all(_ db: Database) throws -> [Taken] {
        guard try hasTable(db) else { return [] }
        var all: [Taken] = []
        try PreparedStatement(db, "SELECT id, first_objection, last_objection FROM retraction ORDER BY id").eachRow {
            row in
            guard row.integer(1) <= row.integer(2) else { return }
            all.append(Taken(id: row.integer(0), objections: row.integer(1)...row.integer(2)))
        }
        return all
    }

    /// A ledger that waits for its upgrade has no such table.
    private static func hasTable(_ db: Database) throws -> Bool { try db.tableExists("retraction") }
}
