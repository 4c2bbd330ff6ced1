/// Writes CSV (RFC 4180): CRLF, commas, quotes where they are needed, and an apostrophe before cells that a spreadsheet
/// would take for a formula.
package enum CSVWriter {
    /// One line, its CRLF included.
    package static func line(_ cells: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(cell, to: &bytes)
        }
        // A line with one empty cell would be no line at all.
        if cells.count == 1, cells[0].isEmpty { bytes += [0x22, 0x22] }
        return bytes + [0x0D, 0x0A]
    }

    /// One cell, as it stands in a line.
    package static func encode(_ cell: String) -> String {
        var bytes: [UInt8] = []
        append(cell, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        let isFormula = cell.utf8.first.map(isGuarded) ?? false
        let needsQuotes = cell.utf8.contains { byte in
            switch byte {
            case 0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D: true
            default: false
            }
        }
        if needsQuotes { bytes.append(0x22) }
        if isFormula { bytes.append(0x27) }
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(0x22) }
    }

    /// The cell without the apostrophe that ``line(_:)`` set before it.
    static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == 0x27, let second = cell.utf8.dropFirst().first, isGuarded(second) else { return cell }
        return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
    }

    /// What may begin a formula, or lead up to one: `=`, `+`, `-`, `@`, tab and CR.
    private static func isGuarded(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }
}
