/// Rows under heads in aligned columns, as wide as a terminal.
///
/// A column keeps its width from one batch of rows to the next, so that a long list can be written as it comes.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        let title: String
        let isNumber: Bool
        /// To how many columns of the terminal it may be cut; nil for never.
        let least: Int?
        /// True where its text goes on below, and is not cut.
        var wraps = false

        /// A column of text, which may be cut.
        package static func text(_ title: String, least: Int) -> Column {
            Column(title: title, isNumber: false, least: least)
        }

        /// The last column, whose text goes on below where it is longer than the line.
        package static func wrapped(_ title: String, least: Int) -> Column {
            Column(title: title, isNumber: false, least: least, wraps: true)
        }

        /// A column of numbers, which are never cut and stand under each other by their ends.
        package static func number(_ title: String) -> Column { Column(title: title, isNumber: true, least: nil) }
    }

    package struct Cell: Sendable, ExpressibleByStringLiteral {
        let text: String
        let paint: Style.Paint?

        /// The text is shown on one line, without what a terminal obeys.
        package init(_ text: String, _ paint: Style.Paint? = nil) {
            self.text = printable(text)
            self.paint = paint
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    private let columns: [Column]
    private let width: Int?
    private let hasHeads: Bool
    private let style: Style
    private var widths: [Int] = []
    private static let gap = 2

    /// `width`: the terminal's; nil where nothing is to be cut. `hasHeads`: whether the columns are named above.
    package init(_ columns: [Column], width: Int?, hasHeads: Bool = true, style: Style) {
        self.columns = columns
        self.width = width
        self.hasHeads = hasHeads
        self.style = style
    }

    /// The lines of further rows; the heads come before the first ones.
    package mutating func lines(_ rows: [[Cell]]) -> [String] {
        let isFirst = widths.isEmpty
        if isFirst { widths = fittingWidths(rows) }
        let head = isFirst && hasHeads ? [line(columns.map { Cell($0.title, .bold) })] : []
        return head + rows.flatMap { wrappedLines($0) }
    }

    private func wrappedLines(_ cells: [Cell]) -> [String] {
        guard width != nil, columns.last?.wraps == true, cells.count == columns.count, let last = cells.last,
            let room = widths.last, columnWidth(last.text) > room
        else { return [line(cells)] }
        let blanks = cells.dropLast().map { _ in Cell("") }
        return wrapped(last.text, room).enumerated().map { index, text in
            line((index == 0 ? Array(cells.dropLast()) : blanks) + [Cell(text, last.paint)])
        }
    }

    private func fittingWidths(_ rows: [[Cell]]) -> [Int] {
        var widths = columns.enumerated().map { index, column in
            rows.reduce(hasHeads ? columnWidth(column.title) : 0) {
                max($0, index < $1.count ? columnWidth($1[index].text) : 0)
            }
        }
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + TextTable.gap * (columns.count - 1) - width
        // The last columns give way first: who a row is about stands in the first ones.
        for index in columns.indices.reversed() where excess > 0 {
            guard let least = columns[index].least else { continue }
            let cut = min(excess, max(0, widths[index] - least))
            widths[index] -= cut
            excess -= cut
        }
        return widths
    }

    private func line(_ cells: [Cell]) -> String {
        var line = ""
        var blanks = 0
        for (index, cell) in cells.enumerated() {
            let isLast = index == columns.count - 1
            let text = width == nil ? cell.text : shortened(cell.text, widths[index])
            let padding = max(0, widths[index] - columnWidth(text))
            if columns[index].isNumber { blanks += padding }
            if !text.isEmpty {
                line += String(repeating: " ", count: blanks) + style.paint(text, cell.paint)
                blanks = 0
            }
            if !columns[index].isNumber { blanks += padding }
            if !isLast { blanks += TextTable.gap }
        }
        return line
    }
}
