package import Vocabulary

/// A row or card that could not be read as one, kept so that it can be corrected and imported again.
package struct RejectedRow: Hashable, Sendable {
    /// The physical line that it begins on, from 1.
    package let line: Int
    /// The number of the table's column where the problem lies, from 1; nil where no column is to blame.
    package let column: Int?
    package let problem: Phrase
    /// The cells as far as they can be told apart; empty for cards.
    package let cells: [String]
    /// The bytes of a card, as they stand in the file (UTF-8 where the file was UTF-16); empty for rows.
    package let raw: [UInt8]

    package init(line: Int, column: Int?, problem: Phrase, cells: [String] = [], raw: [UInt8] = []) {
        self.line = line
        self.column = column
        self.problem = problem
        self.cells = cells
        self.raw = raw
    }
}

/// What became of every row of a file: a row is a record or a rejected row, never neither.
package struct IntakeSummary: Hashable, Sendable {
    package var records = 0
    /// Rejected rows of which a part was understood, and taken.
    package var partly = 0
    package var rejected = 0
    /// Sign-ups whose column of consent, as the command named it, says something else: people without that evidence.
    package var withoutConsent = 0
    /// Those of them that tell of a departure, in a column of another tool's (`UNSUB_TIME`).
    package var departed = 0
    /// The columns with dates whose order of day and month had to be found out.
    package var dateOrders: [DateOrderFinding] = []
    /// How many rows were read in each encoding, by its name in IANA's registry; empty for cards.
    package var encodings: [String: Int] = [:]
    /// Every data row, all-blank ones aside.
    package var rows: Int { records + rejected }

    package init() {}
}

/// The file of rejected rows: the problem first, then the cells as they were, so that surplus cells stay at the end
/// and show up again unless they are corrected.
package enum RejectedRowsFile {
    /// The header of the column that names the problem; importing again passes over it.
    package static let problemColumn = "rejected_because"

    /// The header line for a file with these columns.
    package static func header(_ columns: [String]) -> [UInt8] {
        CSVWriter.line([problemColumn] + columns.filter { $0 != problemColumn })
    }

    /// The line of one row. `columns` are those of the file it was read from.
    package static func line(_ row: RejectedRow, columns: [String], in language: Language) -> [UInt8] {
        var cells = row.cells
        if let earlier = columns.firstIndex(of: problemColumn), earlier < cells.count { cells.remove(at: earlier) }
        return CSVWriter.line([row.problem[language]] + cells)
    }
}
