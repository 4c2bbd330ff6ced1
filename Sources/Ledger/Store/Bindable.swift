internal import GRDBSQLite

/// What a ``PreparedStatement`` binds as it is. Texts and blobs go with their length, so that nothing is cut at a NUL.
protocol Bindable {
    /// Gives SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// SQLite copies what it is given: a Swift string's octets stay put no longer than the call.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Bool: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { UTF8Text.bind(UnsafeRawBufferPointer($0), to: statement, at: index) }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard let self else { return sqlite3_bind_null(statement, index) }
        return self.bind(to: statement, at: index)
    }
}

/// A blob.
extension [UInt8]: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { octets in
            // Without an address, SQLite would take an empty blob for null.
            guard octets.count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
            return sqlite3_bind_blob64(statement, index, octets.baseAddress, UInt64(octets.count), transient)
        }
    }
}

/// Octets that are a text already, such as JSON or hex that was written octet by octet.
struct UTF8Text: Bindable {
    let octets: [UInt8]

    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        octets.withUnsafeBytes { UTF8Text.bind($0, to: statement, at: index) }
    }

    fileprivate static func bind(_ octets: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32)
        -> Int32
    {
        guard let start = octets.baseAddress, octets.count > 0 else {
            return sqlite3_bind_text(statement, index, "", 0, transient)
        }
        return sqlite3_bind_text64(
            statement, index, start.assumingMemoryBound(to: CChar.self), UInt64(octets.count), transient,
            UInt8(SQLITE_UTF8))
    }
}
