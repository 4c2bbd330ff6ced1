import Vocabulary

/// Reads a CSV file row by row in constant memory: RFC 4180 and what occurs beside it.
///
/// Rows that are blank throughout are passed over. A row that cannot be read as one is given as a ``RejectedRow``;
/// where a quote is never closed, or text stands behind a closing one, only its own lines are given up and reading goes on
/// behind them, so that no row is swallowed silently. Bounds: 1 MiB a cell, 16 MiB a row.
///
/// Where the file is not UTF-8 throughout, each row is decoded by itself (`RowDecoder`): the characters that divide a
/// row into cells are the same in all of its encodings.
package final class CSVReader {
    /// What the next row turned out to be.
    package enum Step {
        /// A row; its cells can be asked for until the next step.
        case row
        case rejected(RejectedRow)
    }

    /// Bytes that one row may have.
    static let rowSize = 16 << 20
    /// Bytes that may be read twice because of quotes that are not closed. Beyond them no cell may span lines any more,
    /// so that a hostile file costs no more than twice its own reading.
    static let rereadBudget = 64 << 20

    /// The physical line that the row begins on, from 1.
    package private(set) var line = 0
    /// The number of columns; cells beyond it that are not blank get a row rejected. Nil before the header is known.
    package var width: Int?
    /// Columns of addresses that admit: in a row whose encoding is not declared and had to be guessed, U+FFFD stands there for
    /// each character beyond ASCII. An address is no prose: a wrong guess (`jiøí@` for `jiří@`) is somebody else's mailbox.
    var addressColumns: [Int] = []
    /// True for a row whose encoding was guessed.
    private var isGuessed = false
    /// False for a row, or what was given up, whose characters could be others than the cells say.
    private(set) var isSure = true
    /// How many rows were read in each encoding, rejected ones included, from the header on.
    var encodings: [String: Int] {
        var found: [String: Int] = [:]
        for encoding in RowEncoding.allCases where counts[encoding.rawValue] > 0 {
            found[encoding.name] = counts[encoding.rawValue]
        }
        return found
    }

    private let stream: ByteStream
    private let decoder: RowDecoder?
    private let encoding: RowEncoding
    private var counts = RowEncoding.allCases.map { _ in 0 }
    /// Where the row lies in `buffer`.
    private var place = 0..<0
    /// The row as UTF-8, where it is not so in `buffer`.
    private var decoded: [UInt8]?
    /// The bytes of what was given up; nil for a row.
    private var givenUp: [UInt8]?
    private var buffer: [UInt8] = []
    private var isAtEnd = false
    private var position = 0
    private var nextLine: Int
    private var scanner: CSVScanner
    private var reread = 0

    /// Reads UTF-8 text whose first line has the number `line`; with a decoder, bytes whose rows it decodes. `encoding` is
    /// what the text was in.
    init(
        _ stream: ByteStream, separator: UInt8, line: Int = 1, decoder: RowDecoder? = nil, encoding: RowEncoding = .utf8
    ) {
        self.stream = stream
        self.decoder = decoder
        self.encoding = encoding
        scanner = CSVScanner(separator: separator)
        nextLine = line
    }

    /// Reads a file whose encoding and separator (nil: by the first line that is not blank) are found out first.
    package convenience init(_ source: ByteSource, separator: UInt8? = nil) throws(IntakeFault) {
        let file = try EncodedFile(source)
        let dialect = CSVDialect(sniffing: try file.head(CSVDialect.window))
        try self.init(file, separator: separator ?? dialect.separator)
    }

    /// Reads a text whose first line has the number `line`.
    convenience init(_ text: EncodedFile, separator: UInt8, line: Int = 1) throws(IntakeFault) {
        self.init(
            try text.stream(), separator: separator, line: line, decoder: text.rowDecoder,
            encoding: text.encoding.ofRows)
    }

    /// Passes over the first `count` bytes, which hold whole lines only.
    func skip(bytes count: Int) throws(IntakeFault) {
        while buffer.count - position < count, !isAtEnd { try fill() }
        position = min(buffer.count, position + count)
    }

    /// The next row that is not blank throughout; nil at the end.
    package func next() throws(IntakeFault) -> Step? {
        while true {
            if position == buffer.count {
                if isAtEnd { return nil }
                try fill()
                continue
            }
            let end = buffer.withUnsafeBufferPointer { scanner.scan($0, from: position, isLast: isAtEnd) }
            switch end {
            case .needsMore:
                if buffer.count - position > Self.rowSize { return .rejected(try giveUp(.tooLong)) }
                try fill()
            case .unclosed: return .rejected(try giveUp(.unclosed))
            case .trailing: return .rejected(try giveUp(.trailing))
            case .complete where scanner.next - position > Self.rowSize: return .rejected(try giveUp(.tooLong))
            case .complete:
                line = nextLine
                nextLine += scanner.lines
                place = position..<scanner.next
                position = scanner.next
                let encoding = decodeRow()
                if isBlankThroughout { continue }
                count(encoding)
                if let problem { return .rejected(problem) }
                return .row
            }
        }
    }

    /// Decodes the row that was found, where it needs it.
    private func decodeRow() -> RowEncoding {
        givenUp = nil
        guard let decoder else { return encoding }
        (decoded, isSure, isGuessed) = (nil, true, false)
        guard let row = decoder.decode(Array(buffer[place])) else { return .utf8 }
        (decoded, isSure, isGuessed) = (row.text, row.isSure, !row.isSure || row.encoding != .utf8)
        _ = row.text.withUnsafeBufferPointer { scanner.scan($0, from: 0, isLast: true) }
        return row.encoding
    }

    private func count(_ encoding: RowEncoding) {
        if width != nil { counts[encoding.rawValue] += 1 }
    }

    /// The number of cells of the row.
    package var count: Int { scanner.cells.count }

    private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let decoded { return decoded.withUnsafeBufferPointer(body) }
        return buffer.withUnsafeBufferPointer(body)
    }

    private func byte(_ index: Int) -> UInt8 {
        if let decoded { return decoded[index] }
        return buffer[index]
    }

    /// A cell of the row as its text stands in the file, quoting undone; blank where the row is short.
    package func verbatim(_ column: Int) -> String {
        guard scanner.cells.indices.contains(column) else { return "" }
        let cell = scanner.cells[column]
        return withBytes { bytes in
            if cell.form == .plain { return String(decoding: bytes[cell.start..<cell.end], as: UTF8.self) }
            return String(decoding: CSVScanner.content(cell, in: bytes), as: UTF8.self)
        }
    }

    /// A cell of the row: the apostrophe that ``CSVWriter`` sets before formulas taken away, blanks at its edges
    /// trimmed; blank where the row is short.
    package subscript(column: Int) -> String {
        guard scanner.cells.indices.contains(column) else { return "" }
        let cell = scanner.cells[column]
        if cell.start == cell.end { return "" }
        let (first, last) = (byte(cell.start), byte(cell.end - 1))
        // The common case: nothing to undo, nothing to trim.
        if !isGuessed, cell.form == .plain, first > 0x20, first < 0x80, first != 0x27, last > 0x20, last < 0x80 {
            return verbatim(column)
        }
        let text = CSVWriter.unguarded(verbatim(column)).trimmingBlanks()
        guard isGuessed, addressColumns.contains(column) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar.isASCII ? scalar : "\u{FFFD}") }
        return String(scalars)
    }

    /// The cells in every way in which the row, or what was given up, can be read: the first one is the likeliest, and
    /// nearly always the only one. None is left out, however many there are.
    var readings: [[String]] {
        let bytes = givenUp ?? Array(buffer[place])
        let separator = scanner.separator
        func cells(_ text: [UInt8]) -> [String] {
            let separators = text.count { $0 == separator }
            if text.count <= CSVScanner.cellSize, separators < CSVScanner.cellLimit {
                return CSVReader.cells(ofLine: text, separator: separator)
            }
            return text.split { $0 == separator || $0 == 0x0A || $0 == 0x0D }
                .map { String(decoding: $0, as: UTF8.self) }
        }
        guard let decoder, let row = decoder.decode(bytes) else { return [cells(bytes)] }
        let likeliest = cells(row.text)
        // A row of UTF-8 was decoded for its NULs alone.
        if row.isSure, row.encoding == .utf8 { return [likeliest] }
        return [likeliest] + decoder.readings(bytes).map(cells)
    }

    /// A cell as a name, as ``words(_:)``; blank as well where a character of it could not be decoded: what cannot be read
    /// is lacking.
    func name(_ column: Int?) -> String {
        if let column, !isGuessed, isPlain(column) { return self[column] }
        let words = words(column)
        return words.utf8.contains(0xEF) && words.unicodeScalars.contains("\u{FFFD}") ? "" : words
    }

    /// A cell with line breaks and control characters as spaces; blank where the file has no such column.
    func words(_ column: Int?) -> String {
        guard let column, scanner.cells.indices.contains(column) else { return "" }
        if isPlain(column) { return self[column] }
        let cell = scanner.cells[column]
        let mayHoldControls = withBytes { bytes in
            // 0xC2 and 0xE2 begin the controls and line ends beyond ASCII.
            bytes[cell.start..<cell.end].contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
        }
        return mayHoldControls ? self[column].withoutControls.trimmingBlanks() : self[column]
    }

    /// True for a cell of printable ASCII alone, and for one that is not there.
    private func isPlain(_ column: Int) -> Bool {
        guard scanner.cells.indices.contains(column) else { return true }
        let cell = scanner.cells[column]
        return withBytes { bytes in
            for place in cell.start..<cell.end where !(0x20..<0x7F ~= bytes[place]) { return false }
            return true
        }
    }

    /// A cell as an address, without what nobody sees at its edges; blank where the file has no such column.
    func address(_ column: Int?) -> String { self[column].trimmingUnseen() }

    /// A cell by a column that the file may not have.
    subscript(column: Int?) -> String { column.map { self[$0] } ?? "" }

    /// All cells of the row, with their quoting undone.
    package var cells: [String] { scanner.cells.indices.map { verbatim($0) } }

    private var isBlankThroughout: Bool {
        scanner.overflow == nil && scanner.cells.indices.allSatisfy { isBlank($0) }
    }

    private func isBlank(_ column: Int) -> Bool {
        let cell = scanner.cells[column]
        if cell.start == cell.end { return true }
        let first = byte(cell.start)
        return (first <= 0x20 || first >= 0x80) && verbatim(column).isBlank
    }

    /// What keeps the row that was found from being read.
    private var problem: RejectedRow? {
        if let column = scanner.oversized {
            return RejectedRow(
                line: line, column: column,
                problem: Phrase(
                    fr: "la cellule \(column) dépasse 1 Mio : raccourcissez-la, puis réimportez la ligne",
                    en: "cell \(column) is larger than 1 MiB: shorten it, then import the row again"),
                cells: cells)
        }
        guard let width else { return nil }
        var surplus = scanner.overflow
        if count > width, let found = (width..<count).first(where: { !isBlank($0) }) { surplus = found + 1 }
        guard let surplus else { return nil }
        return RejectedRow(
            line: line, column: surplus,
            problem: Phrase(
                fr: "la ligne a plus de cellules que l’en-tête (\(width)) : "
                    + "une valeur qui contient le séparateur doit être entre guillemets",
                en: "the row has more cells than the header (\(width)): "
                    + "a value that holds the separator must be quoted"),
            cells: cells)
    }

    /// Reads more bytes behind those that are still needed. Twice as many each time that a row needs it again,
    /// so that a long row is not scanned over and over.
    private func fill() throws(IntakeFault) {
        let kept = buffer.count - position
        if position > 0 {
            buffer.removeSubrange(..<position)
            position = 0
        }
        var added = 0
        repeat {
            guard let chunk = try stream.next() else {
                isAtEnd = true
                return
            }
            added += chunk.count
            if buffer.isEmpty { buffer = chunk } else { buffer += chunk }
        } while added < kept
    }

    private enum GivenUp { case tooLong, unclosed, trailing }

    /// Rejects the line at the position, whatever row begins there, and goes on behind it; with text behind a closing
    /// quote, all lines up to that text's end.
    private func giveUp(_ why: GivenUp) throws(IntakeFault) -> RejectedRow {
        let column = scanner.column
        if why != .trailing { reread += buffer.count - position }
        if reread > Self.rereadBudget { scanner.isLineBound = true }
        line = nextLine
        var length = 0
        if why == .trailing {
            length = scanner.broken - position
            nextLine += scanner.lines
        }
        func end() -> Int? { buffer[(position + length)...].firstIndex { $0 == 0x0A || $0 == 0x0D } }
        while why == .trailing, end() == nil, !isAtEnd, buffer.count - position <= Self.rowSize {
            length = max(length, buffer.count - position)
            try fill()
        }
        let bytes = Array(buffer[position..<(end() ?? buffer.count)].prefix(Self.rowSize))
        position += length
        try skipLine()
        nextLine += 1
        let row = decoder?.decode(bytes)
        (givenUp, isSure) = (bytes, row?.isSure ?? true)
        count(decoder == nil ? encoding : row?.encoding ?? .utf8)
        let problem =
            switch why {
            case .tooLong:
                Phrase(
                    fr: "la ligne dépasse 16 Mio, ou un guillemet n’y est pas refermé",
                    en: "the row is larger than 16 MiB, or a quote in it is not closed")
            case .unclosed:
                Phrase(
                    fr: "un guillemet ouvert à la cellule \(column) n’est pas refermé : refermez-le, ou ôtez-le",
                    en: "a quote opened in cell \(column) is not closed: close it, or take it away")
            case .trailing:
                Phrase(
                    fr: "du texte suit le guillemet qui referme la cellule \(column) : un guillemet y manque, ou y est "
                        + "de trop",
                    en: "text stands behind the quote that closes cell \(column): a quote is missing there, or is one "
                        + "too many")
            }
        return RejectedRow(
            line: line, column: why == .tooLong ? nil : column, problem: problem,
            cells: CSVReader.cells(ofLine: row?.text ?? bytes, separator: scanner.separator))
    }

    /// Moves behind the end of the line at the position, however long the line is.
    private func skipLine() throws(IntakeFault) {
        while true {
            if let end = buffer[position...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
                if buffer[end] == 0x0D, end + 1 == buffer.count, !isAtEnd {
                    position = end
                    try fill()
                    continue
                }
                let isPair = buffer[end] == 0x0D && end + 1 < buffer.count && buffer[end + 1] == 0x0A
                position = end + (isPair ? 2 : 1)
                return
            }
            position = buffer.count
            if isAtEnd { return }
            try fill()
        }
    }

    /// The cells of one line, or one row, taken by itself. A quote that it leaves open, or closes too early, counts as a
    /// character, so that what stands behind it stays in its own columns.
    static func cells(ofLine line: [UInt8], separator: UInt8) -> [String] {
        var scanner = CSVScanner(separator: separator)
        return line.withUnsafeBufferPointer { bytes in
            let end = scanner.scan(bytes, from: 0, isLast: true)
            let cells = scanner.cells.map { String(decoding: CSVScanner.content($0, in: bytes), as: UTF8.self) }
            if case .complete = end { return cells }
            let rest = line[scanner.openQuote...].split(
                separator: separator, maxSplits: CSVScanner.cellLimit, omittingEmptySubsequences: false)
            return cells + rest.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
