/// One cell of a row, as a place in the row's bytes.
struct CSVCell {
    enum Form: UInt8 {
        /// The bytes between `start` and `end` are the content.
        case plain
        /// Quoted, with doubled quotes inside.
        case doubled
        /// Quoted, with text after the closing quote; the place includes the opening quote.
        case trailing
    }

    var start: Int
    var end: Int
    var form: Form
}

/// Finds the cells of one row in a buffer (RFC 4180 §2, and Python's `csv` where the RFC is silent: a quote inside an
/// unquoted cell is a character, text after a closing quote belongs to the cell).
///
/// One departure, for the sake of the rows that follow: a quoted cell that spans lines and goes on after its closing
/// quote was never closed; what looks like its end is the opening quote of a later cell.
struct CSVScanner {
    enum End {
        /// The row ends before `next`.
        case complete
        /// The buffer ends within the row, and the file goes on.
        case needsMore
        /// The quote of cell number `column` is not closed.
        case unclosed
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
    /// The cell with the quote that is not closed, from 1.
    private(set) var column = 0
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
            if index < bytes.count, bytes[index] == Self.quote {
                (column, openQuote) = (count, index)
                switch scanQuoted(bytes, at: index, isLast: isLast) {
                case .cell(let found, let end): (cell, index) = (found, end)
                case .needsMore: return .needsMore
                case .unclosed: return .unclosed
                }
            } else {
                let start = index
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
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x3B, byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            index += 1
        }
        return index
    }

    private enum Quoted { case cell(CSVCell, end: Int), needsMore, unclosed }

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
        index += 1
        let end = endOfPlain(bytes, from: index)
        if end > index {
            if lineEnds > 0 { return .unclosed }
            return .cell(CSVCell(start: start, end: end, form: .trailing), end: end)
        }
        lines += lineEnds
        return .cell(CSVCell(start: start + 1, end: close, form: form), end: index)
    }

    /// The content of a cell, with its quoting undone.
    static func content(_ cell: CSVCell, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let raw = bytes[cell.start..<cell.end]
        switch cell.form {
        case .plain: return Array(raw)
        case .doubled, .trailing:
            var content: [UInt8] = []
            content.reserveCapacity(raw.count)
            var index = raw.startIndex
            var isQuoted = true
            if cell.form == .trailing { index += 1 }
            while index < raw.endIndex {
                if isQuoted, raw[index] == quote {
                    if index + 1 < raw.endIndex, raw[index + 1] == quote {
                        index += 1
                    } else {
                        isQuoted = false
                        index += 1
                        continue
                    }
                }
                content.append(raw[index])
                index += 1
            }
            return content
        }
    }
}
