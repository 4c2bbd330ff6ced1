import Vocabulary

/// The dates of one column of a table, in which day and month stand in one order throughout.
///
/// The column is looked through beforehand only where a date is met that can be read in two ways; all others read alike
/// whatever the order.
final class DateColumn {
    private let table: Table
    private let hasHeader: Bool
    private let column: Int?
    private let stated: DateOrder?
    /// Nil as long as no date needed it.
    private(set) var finding: DateOrderFinding?
    /// The line of the row that was read last: several people may stand in one.
    private var lastLine = 0

    /// `column` is nil where the table has none; `stated` is the sender's word for all columns.
    init(_ column: Int?, of table: Table, hasHeader: Bool = true, stated: DateOrder?) {
        self.column = column
        self.table = table
        self.hasHeader = hasHeader
        self.stated = stated
    }

    /// The column's header; blank where there is none.
    var name: String {
        guard hasHeader, let column, table.names.indices.contains(column) else { return "" }
        return table.names[column]
    }

    /// The date of a row of the table.
    func read(_ row: CSVReader) throws(IntakeFault) -> StatedDate {
        guard let column else { return .missing }
        let text = row[column]
        let date = DateReader.read(text)
        guard case .unreadable = date, DateReader.clue(text) == .ambiguous else { return date }
        var finding: DateOrderFinding
        if let known = self.finding { finding = known } else { finding = try orderOfWhole(column) }
        if row.line != lastLine { finding.dates += 1 }
        lastLine = row.line
        self.finding = finding
        return finding.order.map { DateReader.read(text, order: $0) } ?? date
    }

    /// Looks through the whole column.
    private func orderOfWhole(_ column: Int) throws(IntakeFault) -> DateOrderFinding {
        var found = DateOrderFinding(column: name, basis: .nothing)
        let reader = try table.rows(hasHeader: hasHeader)
        while let step = try reader.next() {
            guard case .row = step, case .proves(let order) = DateReader.clue(reader[column]) else { continue }
            if found.order == nil {
                (found.order, found.basis, found.proof, found.line) = (order, .column, reader[column], reader.line)
            } else if found.order != order {
                (found.order, found.basis, found.proof, found.line) = (nil, .contradiction, reader[column], reader.line)
                return found
            }
        }
        if found.order == nil, let stated { (found.order, found.basis) = (stated, .option) }
        found.isAgainstOption = stated != nil && found.order != stated
        return found
    }
}
