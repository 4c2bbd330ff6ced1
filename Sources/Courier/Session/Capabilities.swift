/// What a relay announced in its reply to EHLO (RFC 5321 §4.1.1.1); nothing else may be used on the connection.
/// What cannot be read counts as not announced.
package struct Capabilities: Hashable, Sendable {
    /// RFC 2920.
    package var pipelining = false
    /// RFC 6152.
    package var eightBitMIME = false
    /// RFC 6531.
    package var smtpUTF8 = false
    /// The largest message in octets (RFC 1870); nil where none is announced or it has no bound (`SIZE`, `SIZE 0`).
    package var size: Int?
    /// True where SIZE is announced at all, so that MAIL may carry `SIZE=`.
    package var announcesSize = false
    /// RFC 3207; announced before TLS only.
    package var startTLS = false
    /// The SASL mechanisms, in capitals (RFC 4954); empty where login is not offered.
    package var mechanisms: [String] = []

    package init() {}

    /// Reads the reply to EHLO: its first line names the relay, each further line is one extension.
    package init(ehlo reply: [String]) {
        for line in reply.dropFirst() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map { $0.uppercased() }
            guard let keyword = words.first else { continue }
            switch keyword {
            case "PIPELINING": pipelining = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": smtpUTF8 = true
            case "STARTTLS": startTLS = true
            case "AUTH": mechanisms += words.dropFirst()
            case "SIZE":
                announcesSize = true
                if words.count > 1, let limit = Int(words[1]), limit > 0 { size = limit }
            default:
                // `AUTH=LOGIN`, an old spelling, says the same as the line with a space that stands beside it.
                continue
            }
        }
    }
}
