/// A table in plain text: columns one below the other, each aligned as its author asked for. One into which a field falls
/// is as wide as that turns out to be for each reader.
struct PlainTextTable {
    let lines: [String]

    /// `alignments` as cmark has them, one for each column: `l`, `c` or `r`; everything else is to the left.
    init(_ rows: [[String]], _ alignments: [UInt8], _ sentinels: Sentinels) {
        let widths = alignments.indices.map { column in
            let cells = rows.map { column < $0.count ? $0[column] : "" }
            return cells.contains { sentinels.occur(in: $0) } ? 0 : cells.map(\.count).max() ?? 0
        }
        lines = rows.map { cells in
            zip(cells, zip(widths, alignments)).map { PlainTextTable.padded($0, to: $1.0, $1.1) }.joined(
                separator: " | ")
        }
    }

    private static func padded(_ cell: String, to width: Int, _ alignment: UInt8) -> String {
        let room = max(0, width - cell.count)
        let before = alignment == UInt8(ascii: "r") ? room : alignment == UInt8(ascii: "c") ? room / 2 : 0
        return String(repeating: " ", count: before) + cell + String(repeating: " ", count: room - before)
    }
}
