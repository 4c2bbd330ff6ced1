internal import GRDB

extension Row {
    /// The value of a column. Somebody may have edited the file, its schema included: what is not of the kind that belongs
    /// there is ``LedgerFault/damaged(column:)``, where a subscript would end the program.
    func cell<Value: DatabaseValueConvertible>(_ index: Int) throws(LedgerFault) -> Value {
        do { return try decode(Value.self, atIndex: index) } catch {
            throw .damaged(column: columnNames.dropFirst(index).first)
        }
    }

    func cell<Value: DatabaseValueConvertible>(_ column: String) throws(LedgerFault) -> Value {
        do { return try decode(Value.self, forColumn: column) } catch { throw .damaged(column: column) }
    }
}
