/// Which stands first in dates of numbers, the day or the month: `10/11/2023` alone does not say.
package enum DateOrder: String, Sendable, CaseIterable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// What one date says of the order of day and month.
enum DateClue: Equatable {
    /// Nothing: it names the month, begins with the year, is one day in both orders, or is no date.
    case none
    /// `13/09/2026`: it can be read in this order alone.
    case proves(DateOrder)
    /// `10/11/2023`: a day in both orders, and not the same one.
    case ambiguous
}

/// What became of the dates of one column that can be read in two ways.
package struct DateOrderFinding: Hashable, Sendable {
    /// What decided.
    package enum Basis: String, Sendable {
        /// A date of the column that can be read in one way alone.
        case column
        /// The sender's word (`--dates`).
        case option
        /// Dates of the column prove both orders: none is taken, not the sender's either.
        case contradiction
        case nothing
    }

    /// The column's header.
    package var column: String
    /// Nil where the dates stay ambiguous.
    package var order: DateOrder?
    package var basis: Basis
    /// The dates that could be read in two ways.
    package var dates: Int
    /// The first date that can be read in one way alone, and its physical line, from 1.
    package var proof: String?
    package var line: Int?
    /// True where the column proves another order than the sender stated: the column is believed.
    package var isAgainstOption = false

    package init(
        column: String, order: DateOrder? = nil, basis: Basis, dates: Int = 0, proof: String? = nil, line: Int? = nil,
        isAgainstOption: Bool = false
    ) {
        self.column = column
        self.order = order
        self.basis = basis
        self.dates = dates
        self.proof = proof
        self.line = line
        self.isAgainstOption = isAgainstOption
    }
}
