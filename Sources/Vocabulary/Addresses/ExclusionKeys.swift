extension AddrSpec {
    /// The keys by which an address is excluded, from the strictest to the loosest: exact, case-folded,
    /// without `+tag`, without Gmail's dots; all in NFC. Each one is coarser than the one before it,
    /// so that two addresses that share any key share the last.
    package var exclusionKeys: [String] {
        var keys = [normalForm]
        // Byte by byte, as the ledger compares: to Swift, two spellings of one accent are equal.
        func add(_ key: String) { if keys.last?.isSpelled(key) != true { keys.append(key) } }
        let domain = AddrSpec.isGmail(self.domain) ? "gmail.com" : self.domain
        let folded = AddrSpec.folded(localPart)
        add(folded + "@" + self.domain)
        let untagged = AddrSpec.withoutTag(folded)
        add(untagged + "@" + domain)
        add(AddrSpec.isGmail(domain) ? untagged.filter { $0 != "." } + "@" + domain : untagged + "@" + domain)
        return keys
    }

    /// The loosest of the ``exclusionKeys``: equal for all spellings that may be one mailbox.
    package var loosestKey: String { loosest(of: AddrSpec.folded(localPart)) }

    /// The ``loosestKey`` as versions before case folding made it, from the lower-cased local part; nil where it is the same.
    package var formerLoosestKey: String? {
        if localPart.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        let former = loosest(of: AddrSpec.lowered(localPart))
        return former.isSpelled(loosestKey) ? nil : former
    }

    /// The ``formerLoosestKey`` of other spellings that fold alike: with a final sigma where a word ends, and with `ß` for `ss`.
    package var formerLoosestKeysOfOthers: [String] {
        let folded = AddrSpec.folded(localPart)
        guard folded.unicodeScalars.contains("σ") || folded.utf8.contains(UInt8(ascii: "s")) else { return [] }
        var keys: [String] = []
        for sigma in [folded, AddrSpec.withFinalSigma(folded)] {
            for local in [sigma, sigma.replacing("ss", with: "ß")] {
                let key = loosest(of: local)
                if ([loosestKey] + keys).allSatisfy({ !$0.isSpelled(key) }) { keys.append(key) }
            }
        }
        return keys
    }

    private static func withFinalSigma(_ local: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(local.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isLast = index + 1 == scalars.count || !scalars[index + 1].properties.isAlphabetic
            let isFinal = isLast && index > 0 && scalars[index - 1].properties.isAlphabetic
            result.append(scalar == "σ" && isFinal ? "ς" : scalar)
        }
        return String(result)
    }

    private func loosest(of folded: String) -> String {
        let local = AddrSpec.withoutTag(folded)
        guard AddrSpec.isGmail(domain) else { return local + "@" + domain }
        return local.filter { $0 != "." } + "@gmail.com"
    }

    private static func isGmail(_ domain: String) -> Bool { domain == "gmail.com" || domain == "googlemail.com" }

    /// Case-folded (Unicode Standard §3.13, full folding) in NFC: the small forms of one capital are one, `ς` and `σ`, `ß` and
    /// `ss`. Full-width and other compatibility letters stay apart, and so does `ı`, which is a letter of its own.
    private static func folded(_ local: String) -> String {
        if local.utf8.allSatisfy({ $0 < 0x80 }) { return local.asciiLowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in lowered(local).unicodeScalars {
            guard scalar != "ı" else {
                folded.append(scalar)
                continue
            }
            for capital in scalar.properties.uppercaseMapping.unicodeScalars {
                folded.append(contentsOf: capital.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(folded).composed
    }

    private static func lowered(_ local: String) -> String { local.composed.lowercased().composed }

    private static func withoutTag(_ local: String) -> String {
        guard let plus = local.utf8.firstIndex(of: UInt8(ascii: "+")), plus != local.startIndex else { return local }
        return String(local[..<plus])
    }
}
