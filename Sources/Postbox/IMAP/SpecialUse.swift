extension IMAPFolder {
    /// The names that folders for junk have where the server does not say which one it is (RFC 6154 is not known everywhere).
    private static let usualNames: [String: Set<String>] = [
        "\\junk": [
            "junk", "spam", "junk e-mail", "junk email", "bulk mail", "indésirables", "courrier indésirable",
            "courriers indésirables", "quarantaine", "pourriel", "pourriels",
        ]
    ]

    /// The folder of a name, or the one that serves a use, `\Junk`; nil for none.
    static func find(_ name: String, among folders: [IMAPFolder]) -> IMAPFolder? {
        guard name.hasPrefix("\\") else { return folders.first { $0.isNamed(name) && $0.canBeRead } }
        let readable = folders.filter(\.canBeRead)
        if let folder = readable.first(where: { $0.serves(name) }) { return folder }
        guard let names = usualNames[name.utf8.lowercased] else { return nil }
        // Below INBOX as well, where all folders of some servers lie.
        return readable.first { folder in
            let whole = folder.name.lowercased()
            let rest = ["inbox.", "inbox/", "[gmail]/"].first { whole.hasPrefix($0) }.map { whole.dropFirst($0.count) }
            return names.contains(whole) || names.contains(String(rest ?? ""))
        }
    }
}
