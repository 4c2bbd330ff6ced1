/// The url of a person's profile, in normal form: https, no query or fragment, no trailing slash,
/// host and path lower-cased. Two urls of one profile are equal.
package struct ProfileURL: Hashable, Sendable {
    package let rawValue: String

    /// Nil where the text is no web address with a host and a path.
    package init?(_ text: String) {
        let trimmed = text.trimmingBlanks()
        var rest = Array(trimmed.utf8)[...]
        guard !rest.isEmpty, rest.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        let isPlain = rest.allSatisfy { $0 < 0x80 }
        guard isPlain || trimmed.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace }) else { return nil }
        if let colon = ProfileURL.schemeEnd(rest) {
            let scheme = rest[..<colon].map { $0 | 0x20 }
            guard scheme.elementsEqual("https".utf8) || scheme.elementsEqual("http".utf8) else { return nil }
            rest = rest[(colon + 3)...]
        }
        if let end = rest.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
            rest = rest[..<end]
        }
        while rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let host = rest[..<slash]
        guard host.contains(UInt8(ascii: ".")), !host.contains(UInt8(ascii: "@")) else { return nil }
        let lowered: String
        if isPlain {
            lowered = String(decoding: rest.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
        } else {
            lowered = String(decoding: rest, as: UTF8.self).lowercased()
        }
        rawValue = "https://" + lowered
    }

    /// Takes back a normal form that was stored.
    package init(normalForm: String) { rawValue = normalForm }

    /// Where `://` begins.
    private static func schemeEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        var start = bytes.startIndex
        while let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) {
            if bytes[colon...].starts(with: "://".utf8) { return colon }
            start = colon + 1
        }
        return nil
    }

    /// True for a person's page on LinkedIn, as opposed to a company's page or any other web address.
    package var isLinkedInProfile: Bool {
        guard let host = rawValue.dropFirst("https://".count).split(separator: "/").first else { return false }
        guard host == "linkedin.com" || host.hasSuffix(".linkedin.com") else { return false }
        return rawValue.contains("/in/") || rawValue.contains("/pub/")
    }
}
