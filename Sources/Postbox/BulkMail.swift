/// Mail of lists and newsletters, which is nobody's answer to a letter: what need not be fetched.
package enum BulkMail {
    /// True where a header says so and nothing in it looks like a report: those of some providers come with headers of lists.
    package static func isSure(_ header: [UInt8]) -> Bool {
        var isBulk = false
        var field: [UInt8] = []
        func look() -> Bool {
            defer { field.removeAll(keepingCapacity: true) }
            guard let colon = field.firstIndex(of: 0x3A) else { return false }
            let name = field[..<colon].filter { $0 != 0x20 && $0 != 0x09 }.lowercased
            let value = field[(colon + 1)...].prefix(512).lowercased
            switch name {
            case "list-id", "list-unsubscribe": isBulk = true
            case "precedence": if value.contains("list") || value.contains("bulk") { isBulk = true }
            // RFC 3834, RFC 6522, RFC 3464 and what mail systems add to their reports.
            case "auto-submitted": return value.split(separator: " ").first != "no"
            case "content-type": return value.contains("report") || value.contains("message/")
            case "x-failed-recipients", "x-autoreply", "x-autorespond", "in-reply-to", "references": return true
            case "return-path": return value.contains("<>")
            case "from":
                return ["mailer-daemon", "postmaster", "abuse", "fbl", "complaint"].contains { value.contains($0) }
            default: break
            }
            return false
        }
        // Lines that begin with a blank go on with the field before them.
        for line in header.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if let first = line.first, first == 0x20 || first == 0x09 {
                if field.count < 4096 { field += line.prefix(1024) }
                continue
            }
            if look() { return false }
            field = Array(line.prefix(4096))
        }
        if look() { return false }
        return isBulk
    }
}
