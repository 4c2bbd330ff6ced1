import Vocabulary

/// What the columns of a table look like, for somebody who did not say what its rows are.
package enum TableLook: Hashable, Sendable {
    case table(TableKind)
    case objections
    /// LinkedIn's own export, which is no table of one's own.
    case linkedIn

    /// Nil where nothing gives it away: no column of addresses, say. Faults: those of a file that is no table, or blank.
    package static func of(_ source: ByteSource) throws(IntakeFault) -> (look: TableLook?, columns: [String]) {
        let table = try Table(opening: source)
        let head = try table.text.head(LinkedInHeader.window)
        if let header = LinkedInHeader(in: head, table.text.rowDecoder), header.columns[.connectedOn] != nil {
            return (.linkedIn, header.names)
        }
        return (of(table.names), table.names)
    }

    private static func of(_ names: [String]) -> TableLook? {
        let named = names.filter { $0 != RejectedRowsFile.problemColumn }
        let keys = Set(named.map { HeaderName($0).key })
        func has(_ fields: TableField...) -> Bool { fields.contains { !$0.keys.isDisjoint(with: keys) } }
        func speaks(of words: [String]) -> Bool { keys.contains { key in words.contains { key.contains($0) } } }
        let departures = ["unsub", "optout", "optedout", "desabonn", "desinscri", "objection", "opposition"]
        if ObjectionListKind.of(named) != nil || speaks(of: departures) { return .objections }
        guard has(.email) || named.contains(where: { TableField.isFurtherAddress(HeaderName($0)) }) else { return nil }
        if has(.metOn, .metAt) { return .table(.cards) }
        if has(.submittedOn, .purposes, .wording, .confirmedOn) || named.contains(where: StatedSignUps.asks) {
            return .table(.signups)
        }
        return .table(.contacts)
    }

    /// As `--as` names it; nil for what `--as` does not read.
    package var name: String? {
        switch self {
        case .table(let kind): kind.rawValue
        case .objections: "objections"
        case .linkedIn: nil
        }
    }
}
