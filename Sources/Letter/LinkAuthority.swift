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
        guard areSound, let last = labels.last else { return false }
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

    /// Something that looks like a mail address (RFC 5322 §3.4.1), written plainly.
    static func isAddress(_ text: some StringProtocol, needsDot: Bool) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last, !local.isEmpty else { return false }
        return !local.contains { $0.isWhitespace || "<>()[]:;,\"\\/".contains($0) }
            && isHost(Substring(domain), needsDot: needsDot)
    }
}
