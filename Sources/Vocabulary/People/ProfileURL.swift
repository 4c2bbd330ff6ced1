private import Foundation

/// The url of a person's profile, in normal form: https, no query or fragment, no trailing slash,
/// host and path lower-cased. Two urls of one profile are equal.
///
/// A person's page on LinkedIn is written as LinkedIn's own export writes it, `https://www.linkedin.com/in/NAME`, whichever of
/// its hosts, languages and pages below it a text names.
package struct ProfileURL: Hashable, Sendable {
    package let rawValue: String

    /// Nil where the text is no web address with a host and a path.
    package init?(_ text: String) {
        if ProfileURL.isExported(text) {
            rawValue = text
            return
        }
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
        rawValue = ProfileURL.exported("https://" + lowered)
    }

    /// Takes back a normal form that was stored.
    package init(normalForm: String) { rawValue = normalForm }

    /// The profile as other versions kept it, and so under other fingerprints: without `www.`, with its letters plain.
    package var formerForms: [String] {
        guard rawValue.hasPrefix(ProfileURL.person) else { return [] }
        let name = String(rawValue.dropFirst(ProfileURL.person.count))
        var forms = ["https://linkedin.com/in/" + name]
        if let plain = name.removingPercentEncoding, !plain.isSpelled(name) {
            forms += ["https://linkedin.com/in/" + plain, ProfileURL.person + plain]
        }
        return forms
    }

    private static let person = "https://www.linkedin.com/in/"
    /// What stands before `in` on LinkedIn's pages for telephones, and in its mails.
    private static let prefixes: Set<Substring> = ["mwlite", "comm", "m"]

    /// A lower-cased url as LinkedIn's export has it, where it is a person's page there; any other as it is.
    private static func exported(_ url: String) -> String {
        if isExported(url) { return url }
        let parts = url.dropFirst("https://".count).split(separator: "/")
        guard var host = parts.first else { return url }
        for port in [":443", ":80"] where host.hasSuffix(port) { host = host.dropLast(port.count) }
        guard host == "linkedin.com" || host.hasSuffix(".linkedin.com") else { return url }
        let path = parts.dropFirst().drop { prefixes.contains($0) }
        guard let kind = path.first, path.count > 1 else { return url }
        // The older pages have a number of parts behind the name.
        if kind == "pub" { return "https://www.linkedin.com/" + path.joined(separator: "/") }
        guard kind == "in", let name = path.dropFirst().first else { return url }
        let letters = String(name).removingPercentEncoding?.lowercased().composed ?? String(name)
        let unreserved = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyz0123456789-._~")
        return person + (letters.addingPercentEncoding(withAllowedCharacters: unreserved)?.lowercased() ?? letters)
    }

    /// True for nearly every url of an export: a person's page whose name is of plain small letters, digits, `-` and `_`.
    private static func isExported(_ url: String) -> Bool {
        var url = url
        return url.withUTF8 { octets in
            guard octets.count > start.count, octets.starts(with: start) else { return false }
            return octets[start.count...].allSatisfy {
                0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F
            }
        }
    }

    private static let start = Array(person.utf8)

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
