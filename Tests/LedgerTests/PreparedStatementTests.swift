import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

@Suite struct PreparedStatementTests {
    private func database(_ folder: TemporaryFolder, readOnly: Bool = false) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        let database = try DatabaseQueue(path: folder.file("x.sqlite"), configuration: configuration)
        guard !readOnly else { return database }
        try database.write { db in
            try db.execute(
                sql: "CREATE TABLE IF NOT EXISTS t (a TEXT, b BLOB, c INTEGER CHECK (c <> 13), d INTEGER UNIQUE)")
        }
        return database
    }

    /// What a block throws, as the ledger sees it.
    private func fault(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "none"
        } catch {
            switch LedgerFault.from(error) {
            case .busy: return "busy"
            case .inputOutput: return "io"
            case .internalFault(let why): return why
            default: return "other"
            }
        }
    }

    /// What fits onto the stack and what does not, side by side, and statements within the rows of another.
    @Test func whatTheRoomHoldsAndWhatItDoesNot() throws {
        let folder = try TemporaryFolder()
        let sizes = [0, 1, 500, BindingRoom.size - 1, BindingRoom.size, BindingRoom.size + 1, 3 * BindingRoom.size]
        try database(folder).write { db in
            let insert = try PreparedStatement(db, "INSERT INTO t VALUES (?, ?, NULL, ?)")
            let find = try PreparedStatement(db, "SELECT a, b, ?1, ?2 FROM t WHERE d = ?3")
            let other = try PreparedStatement(db, "SELECT ?1 || a FROM t WHERE d = ?2")
            for (place, sizes) in sizes.flatMap({ one in sizes.map { (one, $0) } }).enumerated() {
                let (text, blob) = (String(repeating: "é", count: sizes.0), [UInt8](repeating: 7, count: sizes.1))
                try insert.execute(text, blob, place)
                try find.eachRow(text, blob, place) { row in
                    let joined = try other.first("x" + text, place) { $0.text(0) }
                    #expect(joined == "x" + text + text)
                    #expect((row.text(0), row.text(2)) == (text, text))
                    #expect((row.blob(1), row.blob(3)) == (blob, blob))
                }
            }
            // Nothing of one use is left for the next.
            let statement = try db.cachedStatement(sql: "SELECT ?1 || a FROM t WHERE d = ?2")
            let rows = try Row.fetchAll(statement, arguments: ["y", 0])
            let isNull = try other.first(nil as String?, 0) { $0.isNull(0) }
            #expect(rows.count == 1 && isNull == true)
        }
    }

    @Test(arguments: ["", "plain", "a\u{0}b", "\u{0}", "é\u{1F600}", String(repeating: "x", count: 100_000)])
    func whatIsBoundIsReadWhole(_ text: String) throws {
        let folder = try TemporaryFolder()
        try database(folder).write { db in
            let insert = try PreparedStatement(db, "INSERT INTO t VALUES (?, ?, ?, ?)")
            try insert.execute(text, Array(text.utf8), Int64.min, 1)
            try insert.execute(nil as String?, nil as [UInt8]?, nil as Int64?, 2)
            try insert.execute(UTF8Text(octets: Array(text.utf8)), [] as [UInt8], true, 3)
            let find = try PreparedStatement(db, "SELECT a, b, c, typeof(a), typeof(b), a = ?2 FROM t WHERE d = ?1")
            try find.eachRow(1, text) { row in
                #expect((row.text(0), row.integer(2), row.flag(5)) == (text, .min, true))
                #expect(row.blob(1) == Array(text.utf8))
            }
            try find.eachRow(2, text) { row in
                #expect(row.isNull(0) && row.optionalText(0) == nil && row.optionalInteger(2) == nil)
                #expect((row.text(0), row.blob(1), row.flag(5)) == ("", [], false))
            }
            try find.eachRow(3, text) { row in
                #expect((row.text(0), row.text(3), row.text(4)) == (text, "text", "blob"))
                #expect((row.integer(2), row.flag(5)) == (1, true))
            }
            #expect(try find.first(4, "") { _ in 1 } == nil)
        }
    }

    @Test func whatTheDatabaseRefusesIsSaidAndTheStatementStaysOfUse() throws {
        let folder = try TemporaryFolder()
        try database(folder).write { db in
            let insert = try PreparedStatement(db, "INSERT INTO t (c, d) VALUES (?, ?)")
            #expect(fault { try insert.execute(13, 1) } == "CHECK constraint failed: c <> 13")
            try insert.execute(1, 1)
            #expect(fault { try insert.execute(2, 1) } == "UNIQUE constraint failed: t.d")
            try insert.execute(2, 2)
            #expect(fault { try insert.execute(3) } != "none")
            #expect(fault { try insert.execute(3, 3, 3) } != "none")
            #expect(try PreparedStatement(db, "SELECT count(*) FROM t").first { $0.integer(0) } == 2)
        }
    }

    @Test func busyAndReadOnlyAreToldApart() throws {
        let folder = try TemporaryFolder()
        let (one, other) = (try database(folder), try database(folder))
        try one.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            other.writeWithoutTransaction { db in
                #expect(fault { try PreparedStatement(db, "INSERT INTO t (c) VALUES (?)").execute(1) } == "busy")
            }
            try db.execute(sql: "ROLLBACK")
        }
        let reader = try database(folder, readOnly: true)
        try reader.read { db in
            #expect(fault { try PreparedStatement(db, "INSERT INTO t (c) VALUES (?)").execute(1) } == "io")
        }
    }

    /// A statement that stood at a row would keep the connection open, or hold a snapshot.
    @Test func nothingIsLeftOpen() throws {
        let folder = try TemporaryFolder()
        let database = try database(folder)
        struct Stop: Error {}
        try database.writeWithoutTransaction { db in
            try PreparedStatement(db, "INSERT INTO t (c) VALUES (?)").execute(1)
            let find = try PreparedStatement(db, "SELECT c FROM t UNION ALL SELECT c FROM t")
            #expect(throws: Stop.self) { try find.eachRow { _ in throw Stop() } }
            #expect(try find.hasRow())
            try db.execute(sql: "DROP TABLE t")
        }
        try database.close()
    }
}
