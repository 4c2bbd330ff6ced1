internal import Vocabulary

/// The Message-IDs in a field such as `References` (RFC 5322 §3.6.4), without their brackets.
enum MessageIDs {
    static func all(in value: String) -> [String] {
        var ids: [String] = []
        var rest = Array(value.utf8.prefix(MailLimits.fieldOctets))[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(open + 1)...]
            guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { break }
            add(rest[..<close], to: &ids)
            rest = rest[(close + 1)...]
        }
        guard ids.isEmpty else { return ids }
        // Some leave the brackets away.
        for word in value.utf8.prefix(MailLimits.fieldOctets).split(separator: 0x20)
        where word.contains(UInt8(ascii: "@")) {
            add(word.filter { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }[...], to: &ids)
        }
        return ids
    }

    private static func add(_ octets: ArraySlice<UInt8>, to ids: inout [String]) {
        // Blanks come from folding.
        let id = octets.filter { $0 > 0x20 && $0 != 0x7F }
        guard !id.isEmpty, id.count <= 500 else { return }
        ids.append(String(decoding: id, as: UTF8.self))
    }
}
