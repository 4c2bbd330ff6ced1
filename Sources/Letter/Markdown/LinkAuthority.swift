import Vocabulary

/// Hosts and addresses, as targets name them.
extension LinkTarget {
    static func isOwnMachine(_ authority: Substring) -> Bool {
        let host = (authority.split(separator: "@").last ?? "").lowercased()
        let name = host.prefix { $0 != ":" }
        return name == "localhost" || name.hasSuffix(".localhost") || name.hasPrefix("127.") || name == "0.0.0.0"
            || host.hasPrefix("[::1]")
    }

    /// The host of a URL, with a port and somebody's name before it where they are there (RFC 3986 §3.2).
    static func isAuthority(_ authority: Substring, needsDot: Bool) -> Bool {
        var host = authority
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            let digits = host[host.index(after: host.startIndex)..<end]
            return digits.contains(":") && digits.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        if let colon = host.lastIndex(of: ":") {
            guard host[host.index(after: colon)...].utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
            host = host[..<colon]
        }
        return isHost(host, needsDot: needsDot)
    }

    /// Labels between dots: letters of any script, digits, hyphens and underscores. With `needsDot`, a name that the
    /// whole net knows: its last label is no number, unless all four are.
    private static func isHost(_ host: Substring, needsDot: Bool) -> Bool {
        var labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        let areSound = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 255
                && label.utf8.allSatisfy { isLetter($0) || 0x30...0x39 ~= $0 || "-_%".utf8.contains($0) || $0 >= 0x80 }
        }
        guard areSound, let last = labels.last, aLabels(host) != nil else { return false }
        guard needsDot else { return true }
        let numbers = labels.count { $0.allSatisfy { $0.isASCII && $0.isNumber } }
        if numbers == labels.count { return labels.count == 4 }
        return labels.count > 1 && last.count > 1 && !(last.first?.isNumber ?? true)
            && !fileEndings.contains(last.lowercased())
    }

    /// What names of files end with, and no name of a host does.
    private static let fileEndings: Set<String> = [
        "html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "pdf", "doc", "docx", "odt", "ods", "xls", "xlsx", "ppt",
        "pptx", "csv", "txt", "png", "jpg", "jpeg", "gif", "svg", "webp", "ics", "vcf", "eml",
    ]

    // MARK: - A-labels

    /// The hosts that a target names: that of a URL, or the domain of each address of a mail.
    private static func hosts(in target: String) -> [Substring] {
        guard let (scheme, rest) = split(target) else { return [] }
        if scheme == "mailto" {
            return rest.prefix { $0 != "?" }.split(separator: ",").compactMap { address in
                address.lastIndex(of: "@").map { address[address.index(after: $0)...] }
            }
        }
        guard rest.hasPrefix("//") else { return [] }
        var host = rest.dropFirst(2).prefix { !"/?#\\".contains($0) }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if let colon = host.lastIndex(of: ":") { host = host[..<colon] }
        return [host]
    }

    /// A host that IDNA refuses (RFC 5891), which nobody could look up; nil where all are sound.
    static func refusedHost(in target: String) -> String? {
        hosts(in: target).first { aLabels($0) == nil }.map(String.init)
    }

    /// A target whose hosts are A-labels, as every program looks them up (RFC 5890 §2.3.2.1; for mail RFC 6068 §2); what
    /// IDNA refuses stays.
    static func withALabels(_ target: String) -> String {
        if target.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x25 }) { return target }
        var (result, rest) = ("", target[...])
        for host in hosts(in: target) {
            result += rest[..<host.startIndex] + (aLabels(host) ?? String(host))
            rest = rest[host.endIndex...]
        }
        return result + rest
    }

    /// The same for an address by itself.
    static func addressWithALabels(_ address: String) -> String {
        if address.utf8.allSatisfy({ $0 < 0x80 }) { return address }
        return String(withALabels("mailto:" + address).dropFirst("mailto:".count))
    }

    /// The labels of a host, percent-encoded or not; those that are ASCII stay. Nil where IDNA refuses one.
    private static func aLabels(_ host: Substring) -> String? {
        if host.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x25 }) { return String(host) }
        return try? Domain.aLabels(String(host).percentDecoded)
    }

    /// Something that looks like a mail address (RFC 5322 §3.4.1), written plainly.
    static func isAddress(_ text: some StringProtocol, needsDot: Bool) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last, !local.isEmpty else { return false }
        return !local.contains { $0.isWhitespace || "<>()[]:;,\"\\/".contains($0) }
            && isHost(Substring(domain), needsDot: needsDot)
    }
}
