/// Finds the fields at the beginning of an entity, and where its body begins.
///
/// Headers end at an empty line or, as mails come without one, at the first line that cannot belong to a header.
enum HeaderBlock {
    /// `octets` with LF for line ends. The body may be empty. In a lenient reading nothing but an empty line ends the block: what
    /// cannot belong to a header goes on with the field before it.
    static func read(
        _ octets: ArraySlice<UInt8>, isLenient: Bool = false
    ) -> (headers: MailHeaders, body: ArraySlice<UInt8>) {
        var fields: [MailHeaders.Field] = []
        var place = octets.startIndex
        lines: while place < octets.endIndex {
            let end = octets.endOfLine(from: place)
            let line = octets[place..<end]
            switch kind(of: line, isFirst: place == octets.startIndex) {
            case .empty:
                place = end
                break lines
            case .field(let colon, let name):
                if fields.count < MailLimits.fields {
                    fields.append(MailHeaders.Field(name: name, value: colon + 1..<withoutLF(line)))
                }
            case .continuation:
                if let last = fields.indices.last, fields.count < MailLimits.fields {
                    fields[last].value = fields[last].value.startIndex..<withoutLF(line)
                }
            case .passedOver: break
            case .other:
                guard let last = fields.indices.last, fields.count < MailLimits.fields,
                    isLenient || lostItsIndentation(line, behind: octets[fields[last].value])
                else { break lines }
                fields[last].value = fields[last].value.startIndex..<withoutLF(line)
            }
            place = end
        }
        return (MailHeaders(octets: octets, fields: fields), octets[place...])
    }

    private enum Kind {
        case empty
        case field(colon: Int, name: Range<Int>)
        case continuation
        /// The line of an mbox before the headers, also where a `>` was put before it.
        case passedOver
        case other
    }

    static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == LineEnds.lf }

    private static func withoutLF(_ line: ArraySlice<UInt8>) -> Int {
        line.last == LineEnds.lf ? line.endIndex - 1 : line.endIndex
    }

    private static func kind(of line: ArraySlice<UInt8>, isFirst: Bool) -> Kind {
        guard let first = line.first, first != LineEnds.lf else { return .empty }
        if first == 0x20 || first == 0x09 { return .continuation }
        if isFirst, line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8) { return .passedOver }
        // Printable ASCII but the colon; blanks before the colon are obsolete and occur (RFC 5322 §4.5).
        let nameEnd = line.firstIndex { !(0x21...0x7E).contains($0) || $0 == UInt8(ascii: ":") } ?? line.endIndex
        guard nameEnd > line.startIndex,
            let colon = line[nameEnd...].firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
            line[colon] == UInt8(ascii: ":")
        else { return .other }
        return .field(colon: colon, name: line.startIndex..<nameEnd)
    }

    /// True where a line goes on with the field before it although it does not begin with a blank: a parameter behind a semicolon
    /// (some programs write `boundary=…` so), or one long word behind a field without a value.
    private static func lostItsIndentation(_ line: ArraySlice<UInt8>, behind value: ArraySlice<UInt8>) -> Bool {
        if value.last == UInt8(ascii: ";") { return isParameter(line) }
        return value.allSatisfy(isBlank) && !line.contains(0x20)
    }

    private static func isParameter(_ line: ArraySlice<UInt8>) -> Bool {
        guard let equals = line.prefix(40).firstIndex(of: UInt8(ascii: "=")), equals > line.startIndex else {
            return false
        }
        return line[..<equals].allSatisfy { octet in
            0x61...0x7A ~= octet | 0x20 || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "*")
        }
    }
}
