internal import GRDBSQLite

/// What a ``PreparedStatement`` binds as it is. Texts and blobs go with their length, so that nothing is cut at a NUL.
protocol Bindable {
    /// Gives SQLite's result code. `room` holds the octets for as long as the statement is used; what it has no room for,
    /// SQLite copies.
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32
}

/// Memory for the texts and blobs of one use of a statement: a Swift string's octets stay put no longer than a call, and a copy
/// of SQLite's own is an allocation for each value.
struct BindingRoom {
    /// What goes onto the stack; nearly every row fits.
    static let size = 1024
    private var rest: UnsafeMutableRawBufferPointer

    init(_ memory: UnsafeMutableRawBufferPointer) { rest = memory }

    /// Where the octets are now; nil where they do not fit.
    fileprivate mutating func hold(_ octets: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        guard octets.count <= rest.count, let source = octets.baseAddress, let place = rest.baseAddress else {
            return nil
        }
        place.copyMemory(from: source, byteCount: octets.count)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest[octets.count...])
        return UnsafeRawPointer(place)
    }
}

/// SQLite copies what it is given.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
/// SQLite reads what it is given where it is.
private let unmoved: sqlite3_destructor_type? = nil

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Bool: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        var text = self
        return text.withUTF8 { UTF8Text.bind(UnsafeRawBufferPointer($0), to: statement, at: index, in: &room) }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        guard let self else { return sqlite3_bind_null(statement, index) }
        return self.bind(to: statement, at: index, in: &room)
    }
}

/// A blob.
extension [UInt8]: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        withUnsafeBytes { octets in
            // Without an address, SQLite would take an empty blob for null.
            guard octets.count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
            if let held = room.hold(octets) {
                return sqlite3_bind_blob64(statement, index, held, UInt64(octets.count), unmoved)
            }
            return sqlite3_bind_blob64(statement, index, octets.baseAddress, UInt64(octets.count), transient)
        }
    }
}

/// Octets that are a text already, such as JSON or hex that was written octet by octet.
struct UTF8Text: Bindable {
    let octets: [UInt8]

    func bind(to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom) -> Int32 {
        octets.withUnsafeBytes { UTF8Text.bind($0, to: statement, at: index, in: &room) }
    }

    fileprivate static func bind(
        _ octets: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32, in room: inout BindingRoom
    ) -> Int32 {
        guard let start = octets.baseAddress, octets.count > 0 else {
            return sqlite3_bind_text(statement, index, "", 0, transient)
        }
        let held = room.hold(octets)
        return sqlite3_bind_text64(
            statement, index, (held ?? start).assumingMemoryBound(to: CChar.self), UInt64(octets.count),
            held == nil ? transient : unmoved, UInt8(SQLITE_UTF8))
    }
}
