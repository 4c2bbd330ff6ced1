private import Foundation

extension AddrSpec {
    /// The keys by which an address is excluded, from the strictest to the loosest: exact, case-folded,
    /// without `+tag`, without Gmail's dots; all in NFC. Each one is coarser than the one before it,
    /// so that two addresses that share any key share the last.
    package var exclusionKeys: [String] {
        var keys = [normalForm]
        // Byte by byte, as the ledger compares: to Swift, two spellings of one accent are equal.
        func add(_ key: String) { if keys.last?.utf8.elementsEqual(key.utf8) != true { keys.append(key) } }
        let domain = AddrSpec.isGmail(self.domain) ? "gmail.com" : self.domain
        let folded = AddrSpec.folded(localPart)
        add(folded + "@" + self.domain)
        let untagged = AddrSpec.withoutTag(folded)
        add(untagged + "@" + domain)
        add(AddrSpec.isGmail(domain) ? untagged.filter { $0 != "." } + "@" + domain : untagged + "@" + domain)
        return keys
    }

    /// The loosest of the ``exclusionKeys``: equal for all spellings that may be one mailbox.
    package var loosestKey: String {
        let local = AddrSpec.withoutTag(AddrSpec.folded(localPart))
        guard AddrSpec.isGmail(domain) else { return local + "@" + domain }
        return local.filter { $0 != "." } + "@gmail.com"
    }

    private static func isGmail(_ domain: String) -> Bool { domain == "gmail.com" || domain == "googlemail.com" }

    /// Case-folded in NFC; full-width and other compatibility letters stay apart.
    private static func folded(_ local: String) -> String {
        if local.utf8.allSatisfy({ $0 < 0x80 }) { return local.asciiLowercased() }
        let folded = local.precomposedStringWithCanonicalMapping.lowercased()
        return folded.precomposedStringWithCanonicalMapping
    }

    private static func withoutTag(_ local: String) -> String {
        guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")), plus != local.startIndex else { return local }
        return String(local[..<plus])
    }
}
