import Vocabulary

/// A table with a header line, opened: what ``TableFile`` and ``ObjectionFile`` have in common.
struct Table {
    let text: EncodedFile
    let dialect: CSVDialect
    /// The cells of the first row, trimmed.
    let names: [String]
    /// The first row's physical line, from 1.
    let headerLine: Int

    init(opening source: ByteSource) throws(IntakeFault) {
        text = try EncodedFile(source)
        try text.checkIsTable()
        dialect = CSVDialect(sniffing: try text.head(CSVDialect.window))
        let reader = try Table.reader(text, dialect)
        guard let step = try reader.next() else { throw .empty }
        headerLine = reader.line
        guard case .row = step else {
            throw IntakeFault(
                .noHeader,
                Phrase(
                    fr: "la ligne d’en-tête, ligne \(headerLine), ne se lit pas : un guillemet n’y est pas refermé",
                    en: "the header, line \(headerLine), cannot be read: a quote in it is not closed"))
        }
        names = (0..<reader.count).map { reader[$0] }
    }

    /// Reads the rows behind the header, or all rows where the table has none.
    func rows(hasHeader: Bool = true) throws(IntakeFault) -> CSVReader {
        let reader = try Table.reader(text, dialect)
        if hasHeader { _ = try reader.next() }
        reader.width = names.count
        return reader
    }

    private static func reader(_ text: EncodedFile, _ dialect: CSVDialect) throws(IntakeFault) -> CSVReader {
        let reader = try CSVReader(text, separator: dialect.separator, line: dialect.preambleLines + 1)
        try reader.skip(bytes: dialect.preamble)
        return reader
    }
}
