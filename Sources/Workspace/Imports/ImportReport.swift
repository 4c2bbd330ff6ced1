package import Gate
package import Intake
package import Ledger

/// What became of a file.
package struct ImportReport {
    /// The path, as it was found.
    package var file: String
    package var sha256 = ""
    package var kind = ImportSource.Kind.contacts
    /// Rows of a table, or cards.
    package var rows = 0
    package var tally = ImportTally()
    /// The numbers of the imports, of several files those between as well; nil where nothing was imported.
    package var numbers: ClosedRange<Int64>?
    /// How its people stand once all is imported (``Workspace/standings(of:)``); nil where that was not asked.
    package var standing: PeopleTally?
    /// Where the date of a LinkedIn export comes from: `option`, `archive`, `newest-connection`, `first-import`.
    package var dateOrigin: String?
    /// The first ones; ``rejectedCount`` counts all.
    package var rejected: [RejectedRow] = []
    package var rejectedCount = 0
    /// Rejected rows of objections of which what could be made out was recorded.
    package var partlyCount = 0
    /// How many rows were read in each encoding.
    package var encodings: [String: Int] = [:]
    /// Where all of them are kept; nil where none is.
    package var rejectedFile: String?
    /// Rows of a file of sign-ups whose answer is no consent.
    package var withoutConsent = 0
    /// Those of them that tell of a departure.
    package var departed = 0
    /// How the dates of each column were read.
    package var dateOrders: [DateOrderFinding] = []
    /// Why the file as a whole was not taken, though there is something to report.
    package var failure: Failure?

    package init(file: String) { self.file = file }
}
