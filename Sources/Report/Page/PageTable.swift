import Gate
import Vocabulary

/// The rows of one table as they come: how many there are, and which columns have anything in them.
///
/// A browser lays out a table as a whole, so a long one is cut into several, and those out of sight wait. End tags that
/// HTML lets one leave out are left out: there may be a million rows.
struct PageTable {
    let section: PageSection
    let language: Language
    private(set) var count = 0
    private var isUsed: [Bool]
    /// Rows that one table holds.
    static let rowsAtOnce = 250
    /// Rows up to which a table stands open, and up to which one that is folded is printed all the same.
    static let (rowsOpen, rowsPrinted) = (50, 500)

    init(_ section: PageSection, _ language: Language) {
        self.section = section
        self.language = language
        isUsed = section.columns.map { _ in false }
    }

    /// One more row: the person, and the other cells as HTML, blank where there is nothing to say.
    mutating func row(name: String, address: String?, _ cells: [String]) -> String {
        var row = ""
        if count % PageTable.rowsAtOnce == 0 { row += (count > 0 ? PageTable.end : "") + head }
        count += 1
        // The line ends here: an empty cell is one only where nothing at all stands in it.
        row += "<tr>\n<th>"
        let hasName = !name.showsNothing
        if hasName { row += HTML.isolated(name) }
        if let address { row += HTML.isolated(address) } else if !hasName { row += "—" }
        for (index, cell) in cells.enumerated() {
            row += "<td>" + cell
            if !cell.isEmpty, index + 1 < isUsed.count { isUsed[index + 1] = true }
        }
        return row
    }

    /// What closes the last table.
    static let end = "</table></div>\n"

    /// Classes that hide the columns in which nothing stands.
    var unused: String {
        isUsed.indices.dropFirst().filter { !isUsed[$0] }.map { " no-\($0 + 1)" }.joined()
    }

    private var head: String {
        let isFirst = count == 0
        return "<div class=\"part\"><table\(isFirst ? "" : " class=\"further\"")><thead><tr>"
            + section.columns.map { "<th scope=\"col\">" + HTML.text($0.phrase[language]) }.joined() + "<tbody>"
    }
}
