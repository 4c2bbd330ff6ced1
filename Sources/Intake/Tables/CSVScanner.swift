/// One cell of a row, as a place in the row's bytes.
struct CSVCell {
    enum Form: UInt8 {
        /// The bytes between `start` and `end` are the content.
        case plain
        /// Quoted, with doubled quotes inside.
        case doubled
    }

    var start: Int
    var end: Int
    var form: Form
}

/// Finds the cells of one row in a buffer (RFC 4180 §2, and Python's `csv` where the RFC is silent: a quote inside an
/// unquoted cell is a character).
///
/// Two departures. Blanks around a quoted cell are passed over, as people write them behind a comma. And text behind a
/// closing quote ends the reading: what looks like that quote is the opening one of a later cell, and the cells would be
/// shifted. Where such a cell spans lines, it was never closed at all, and the rows that follow are saved.
struct CSVScanner {
    enum End {
        /// The row ends before `next`.
        case complete
        /// The buffer ends within the row, and the file goes on.
        case needsMore
        /// The quote of cell number `column` is not closed.
        case unclosed
        /// Text stands behind the closing quote of cell number `column`, from `broken` on.
        case trailing
    }

    /// Cells beyond this number are looked at, but not kept.
    static let cellLimit = 4096
    /// Bytes that one cell may have.
    static let cellSize = 1 << 20

    let separator: UInt8
    /// True where no cell may go on behind the end of its line.
    var isLineBound = false

    private(set) var cells = ContiguousArray<CSVCell>()
    /// Where the next row begins.
    private(set) var next = 0
    /// Line ends within the row and at its end.
    private(set) var lines = 0
    /// The cell with the quote that is not closed, or is closed too early, from 1.
    private(set) var column = 0
    /// Where text stands behind a closing quote.
    private(set) var broken = 0
    /// Where the last quoted cell begins.
    private(set) var openQuote = 0
    /// The first cell that is larger than it may be, from 1.
    private(set) var oversized: Int?
    /// The first cell beyond the limit that is not empty, from 1.
    private(set) var overflow: Int?

    init(separator: UInt8) {
        self.separator = separator
        cells.reserveCapacity(64)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, isLast: Bool) -> End {
        cells.removeAll(keepingCapacity: true)
        (lines, oversized, overflow) = (0, nil, nil)
        var count = 0
        var index = from
        while true {
            count += 1
            var cell: CSVCell
            let start = index
            var open = index
            if open < bytes.count, bytes[open] <= 0x20 {
                open = endOfBlanks(bytes, from: open)
                if open == bytes.count, !isLast { return .needsMore }
            }
            if open < bytes.count, bytes[open] == Self.quote {
                (column, openQuote) = (count, open)
                switch scanQuoted(bytes, at: open, isLast: isLast) {
                case .cell(let found, let end): (cell, index) = (found, end)
                case .needsMore: return .needsMore
                case .unclosed: return .unclosed
                case .trailing:
                    // A few words in quotes behind a blank: nothing of it can shift a cell, unless a quote is left over.
                    let end = endOfPlain(bytes, from: broken)
                    let isWhole = bytes[start..<end].reduce(0) { $1 == Self.quote ? $0 + 1 : $0 } % 2 == 0
                    guard open > start, isWhole, !bytes[open..<broken].contains(separator) else { return .trailing }
                    index = end
                    cell = CSVCell(start: start, end: index, form: .plain)
                }
            } else {
                index = endOfPlain(bytes, from: index)
                cell = CSVCell(start: start, end: index, form: .plain)
            }
            if index == bytes.count, !isLast { return .needsMore }
            if cell.end - cell.start > Self.cellSize, oversized == nil { oversized = count }
            if count <= Self.cellLimit {
                cells.append(cell)
            } else if cell.end > cell.start, overflow == nil {
                overflow = count
            }
            if index == bytes.count { break }
            if bytes[index] == separator {
                index += 1
                continue
            }
            if bytes[index] == Self.carriageReturn {
                if index + 1 == bytes.count, !isLast { return .needsMore }
                if index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed { index += 1 }
            }
            index += 1
            lines += 1
            break
        }
        next = index
        return .complete
    }

    /// The separator, line end or end of the buffer that ends an unquoted cell.
    @inline(__always)
    private func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
        var index = from
        // Nearly every byte lies above the highest one that ends a cell.
        let highest = max(separator, Self.carriageReturn)
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= highest, byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            index += 1
        }
        return index
    }

    /// The first byte that is neither a space nor a tab; a tab that separates is none.
    private func endOfBlanks(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
        var index = from
        while index < bytes.count, bytes[index] == 0x20 || (bytes[index] == 0x09 && separator != 0x09) { index += 1 }
        return index
    }

    private enum Quoted { case cell(CSVCell, end: Int), needsMore, unclosed, trailing }

    private mutating func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, isLast: Bool) -> Quoted {
        var index = start + 1
        var form = CSVCell.Form.plain
        var lineEnds = 0
        while true {
            guard index < bytes.count else { return isLast ? .unclosed : .needsMore }
            let byte = bytes[index]
            if byte == Self.quote {
                if index + 1 == bytes.count {
                    if !isLast { return .needsMore }
                    break
                }
                guard bytes[index + 1] == Self.quote else { break }
                form = .doubled
                index += 1
            } else if byte == Self.lineFeed || byte == Self.carriageReturn {
                if isLineBound { return .unclosed }
                if byte == Self.carriageReturn {
                    if index + 1 == bytes.count, !isLast { return .needsMore }
                    if index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed { index += 1 }
                }
                lineEnds += 1
            }
            index += 1
        }
        let close = index
        index = endOfBlanks(bytes, from: index + 1)
        if index < bytes.count {
            let byte = bytes[index]
            if byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn {
                broken = index
                return lineEnds > 0 ? .unclosed : .trailing
            }
        }
        lines += lineEnds
        return .cell(CSVCell(start: start + 1, end: close, form: form), end: index)
    }

    /// The content of a cell, with its quoting undone.
    static func content(_ cell: CSVCell, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let raw = bytes[cell.start..<cell.end]
        switch cell.form {
        case .plain: return Array(raw)
        case .doubled:
            var content: [UInt8] = []
            content.reserveCapacity(raw.count)
            var index = raw.startIndex
            while index < raw.endIndex {
                // The second one of two quotes.
                if raw[index] == quote { index += 1 }
                content.append(raw[index])
                index += 1
            }
            return content
        }
    }
}
