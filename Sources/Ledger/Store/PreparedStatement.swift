internal import GRDB
internal import GRDBSQLite

/// A statement for what a send and an import do by the million: bound and read through SQLite's own interface, without an
/// object per value or row.
///
/// GRDB's cache keeps it with its connection, prepared once (`SQLITE_PREPARE_PERSISTENT`), and finalises it before the
/// connection closes; so it is used only in the block of the queue that it was asked for in. Every use ends with a reset:
/// none is left behind that would hold a snapshot, or a lock.
/// Throws `DatabaseError`, as GRDB's own statements do.
struct PreparedStatement {
    /// Keeps ``handle`` alive.
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Runs a statement whose rows, if any, nobody looks at.
    func execute<each Value: Bindable>(_ values: repeat each Value) throws {
        try using(repeat each values) { _ = try step() }
    }

    /// The first row, as `read` takes it; nil where there is none.
    func first<each Value: Bindable, Result>(
        _ values: repeat each Value, read: (StatementRow) throws -> Result
    ) throws -> Result? {
        try using(repeat each values) { try step() ? read(StatementRow(handle: handle)) : nil }
    }

    /// Hands over one row after the other.
    func eachRow<each Value: Bindable>(_ values: repeat each Value, row: (StatementRow) throws -> Void) throws {
        try using(repeat each values) {
            while try step() { try row(StatementRow(handle: handle)) }
        }
    }

    /// Lends the statement its values for as long as `body` runs.
    private func using<each Value: Bindable, Result>(
        _ values: repeat each Value, body: () throws -> Result
    ) throws -> Result {
        try withUnsafeTemporaryAllocation(byteCount: BindingRoom.size, alignment: 1) { memory in
            var room = BindingRoom(memory)
            defer {
                sqlite3_reset(handle)
                // The room goes.
                sqlite3_clear_bindings(handle)
            }
            try bind(in: &room, repeat each values)
            return try body()
        }
    }

    /// Walks over the rows beside another statement's, for as long as the cursor is held.
    func cursor() throws -> RowCursor {
        guard sqlite3_bind_parameter_count(handle) == 0 else { throw fault(SQLITE_RANGE) }
        return RowCursor(self)
    }

    /// A statement that stands at one row after the other; reset when it goes.
    final class RowCursor {
        private let statement: PreparedStatement

        fileprivate init(_ statement: PreparedStatement) { self.statement = statement }
        deinit { sqlite3_reset(statement.handle) }

        /// The next row, valid until the one after it; nil at the end.
        func next() throws -> StatementRow? {
            try statement.step() ? StatementRow(handle: statement.handle) : nil
        }
    }

    /// True where there is a row.
    func hasRow<each Value: Bindable>(_ values: repeat each Value) throws -> Bool {
        try first(repeat each values) { _ in true } ?? false
    }

    private func bind<each Value: Bindable>(in room: inout BindingRoom, _ values: repeat each Value) throws {
        var index: Int32 = 0
        var code = SQLITE_OK
        for value in repeat each values {
            index += 1
            let bound = value.bind(to: handle, at: index, in: &room)
            if bound != SQLITE_OK, code == SQLITE_OK { code = bound }
        }
        // A parameter without a value would keep the one of the use before.
        if code == SQLITE_OK, index != sqlite3_bind_parameter_count(handle) { code = SQLITE_RANGE }
        if code != SQLITE_OK { throw fault(code) }
    }

    /// True at a row, false at the end.
    private func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw fault(code)
    }

    /// The words are the connection's last ones, so they are taken before anything else is asked of it.
    private func fault(_ code: Int32) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
}

/// The row that a statement stands at; valid only inside the closure that it is given to.
struct StatementRow {
    fileprivate let handle: OpaquePointer

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func isBlob(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_BLOB }
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
    func flag(_ column: Int32) -> Bool { sqlite3_column_int64(handle, column) != 0 }

    /// The whole text, whatever octets are in it; blank for null.
    func text(_ column: Int32) -> String { String(decoding: octets(column), as: UTF8.self) }
    func optionalOctets(_ column: Int32) -> UnsafeBufferPointer<UInt8>? { isNull(column) ? nil : octets(column) }
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The text as UTF-8, valid until the next row.
    func octets(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        // In this order: asking for the text may convert it, which changes its length.
        let start = sqlite3_column_text(handle, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func blob(_ column: Int32) -> [UInt8] {
        let start = sqlite3_column_blob(handle, column)
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
