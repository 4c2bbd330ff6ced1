import Vocabulary

/// The header line of a LinkedIn export, found by its columns: what stands before it varies from export to export.
struct LinkedInHeader: Equatable {
    enum Column: CaseIterable {
        case firstName, lastName, url, email, company, position, connectedOn
    }

    /// The lines and bytes in which the header must come.
    static let lineLimit = 50
    static let window = 64 * 1024

    var separator: UInt8
    /// The header's physical line, from 1.
    var line: Int
    /// Bytes before the header.
    var offset: Int
    /// The cells of the header.
    var names: [String]
    /// Where each column that the export has is found, from 0.
    var columns: [Column: Int]
    /// Further columns of the same meaning.
    private var doubles: [Column: [Int]] = [:]

    /// Every column of that meaning, the one in ``columns`` first.
    func all(_ column: Column) -> FieldPlaces { FieldPlaces(columns(of: column), names: names) }

    /// Their numbers.
    func columns(of column: Column) -> [Int] { (columns[column].map { [$0] } ?? []) + (doubles[column] ?? []) }

    /// Nil where no line of the window is a header. `decoder` decodes the lines of a file that is not UTF-8 throughout.
    init?(in head: [UInt8], _ decoder: RowDecoder? = nil) {
        for (index, line) in PhysicalLines(head).prefix(Self.lineLimit).enumerated() {
            let bytes = Array(head[line.content])
            let text = decoder?.decode(bytes)?.text ?? bytes
            for separator in CSVDialect.separators {
                let names = CSVReader.cells(ofLine: text, separator: separator)
                    .map { $0.trimmingBlanks() }
                guard let columns = Self.columns(names) else { continue }
                (self.separator, self.line, offset) = (separator, index + 1, line.content.lowerBound)
                (self.names, self.columns) = (names, columns)
                for (index, name) in names.enumerated() {
                    guard let column = Self.column(name), columns[column] != index else { continue }
                    doubles[column, default: []].append(index)
                }
                return
            }
        }
        return nil
    }

    /// The columns of a header line; nil where the cells are none: a name, the day of the connection, which tells LinkedIn's
    /// table from another, and three columns in all.
    private static func columns(_ names: [String]) -> [Column: Int]? {
        guard names.count >= 3 else { return nil }
        var columns: [Column: Int] = [:]
        for (index, name) in names.enumerated() {
            if let column = column(name), columns[column] == nil { columns[column] = index }
        }
        let isNamed = columns[.firstName] != nil || columns[.lastName] != nil
        let isTelling = columns[.connectedOn] != nil || isForOutlook(names)
        return isNamed && isTelling && columns.count >= 3 ? columns : nil
    }

    /// Older exports were made for Outlook, and have no day of the connection.
    private static func isForOutlook(_ names: [String]) -> Bool {
        Set(["first name", "middle name", "last name", "suffix", "e-mail address"]).isSubset(of: names.map(normalized))
    }

    private static func column(_ name: String) -> Column? {
        name.utf8.count <= 40 ? aliases[normalized(name)] : nil
    }

    /// Case, accents and blanks aside, but not underscores: `first_name` is a table of one's own, not LinkedIn's.
    private static func normalized(_ name: String) -> String {
        name.folded.split(whereSeparator: { $0 == " " }).joined(separator: " ")
    }

    private static let aliases: [String: Column] = {
        let names: [(Column, [String])] = [
            (.firstName, ["first name", "firstname", "vorname", "prenom"]),
            (.lastName, ["last name", "lastname", "nachname", "nom", "nom de famille"]),
            (.url, ["url", "profile url", "url du profil", "profil-url"]),
            (
                .email,
                [
                    "email address", "e-mail address", "email", "e-mail", "e-mail-adresse", "adresse e-mail",
                    "adresse email", "email-adresse", "courriel",
                ]
            ),
            (.company, ["company", "current company", "unternehmen", "firma", "entreprise", "societe"]),
            (.position, ["position", "current position", "job title", "poste", "titre du poste"]),
            (
                .connectedOn,
                [
                    "connected on", "verbunden am", "date de connexion", "connecte le", "en relation depuis le",
                ]
            ),
        ]
        var aliases: [String: Column] = [:]
        for (column, spellings) in names {
            for spelling in spellings { aliases[spelling] = column }
        }
        return aliases
    }()
}
