/// The url of a person's profile, in normal form: https, no query or fragment, no trailing slash,
/// host and path lower-cased. Two urls of one profile are equal.
package struct ProfileURL: Hashable, Sendable {
    package let rawValue: String

    /// Nil where the text is no web address with a host and a path.
    package init?(_ text: String) {
        var rest = Substring(text.trimmingBlanks())
        guard !rest.isEmpty,
            rest.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && !$0.properties.isWhitespace })
        else { return nil }
        if let colon = rest.range(of: "://") {
            let scheme = rest[..<colon.lowerBound].lowercased()
            guard scheme == "https" || scheme == "http" else { return nil }
            rest = rest[colon.upperBound...]
        }
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        while rest.last == "/" { rest = rest.dropLast() }
        guard let slash = rest.firstIndex(of: "/"), rest[..<slash].contains("."), !rest[..<slash].contains("@") else {
            return nil
        }
        rawValue = "https://" + rest.lowercased()
    }

    /// True for a person's page on LinkedIn, as opposed to a company's page or any other web address.
    package var isLinkedInProfile: Bool {
        guard let host = rawValue.dropFirst("https://".count).split(separator: "/").first else { return false }
        guard host == "linkedin.com" || host.hasSuffix(".linkedin.com") else { return false }
        return rawValue.contains("/in/") || rawValue.contains("/pub/")
    }
}

extension Substring {
    /// The first place of an ASCII text.
    fileprivate func range(of needle: String) -> Range<Index>? {
        guard let first = needle.utf8.first else { return nil }
        var start = startIndex
        while let found = self[start...].utf8.firstIndex(of: first) {
            if self[found...].utf8.starts(with: needle.utf8) {
                return found..<utf8.index(found, offsetBy: needle.utf8.count)
            }
            start = utf8.index(after: found)
        }
        return nil
    }
}
