import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The address of a mail server: `scheme://host[:port]`, and nothing behind it.
package struct ServerURL: Hashable, Sendable {
    /// In lower case.
    package let scheme: String
    /// Without the brackets of an IPv6 literal, in lower case; letters outside ASCII are encoded (RFC 5891).
    package let host: String
    package let port: Int

    /// Reads one of these schemes, each with the port that it has if none is given.
    package init(parsing text: String, schemes: [String: Int]) throws(ServerURLFault) {
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }) else {
            throw .controlCharacter
        }
        // Without a scheme, what stands before an `@` may be a name and a password.
        guard !text.contains("@") else { throw .credentials }
        guard let colon = text.firstIndex(of: ":") else { throw .noScheme(found: ServerURL.excerpt(text)) }
        scheme = text[..<colon].lowercased()
        guard let usual = schemes[scheme] else { throw .unknownScheme(found: ServerURL.excerpt(scheme)) }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { throw .noHost }
        var authority = rest.dropFirst(2)
        if authority.last == "/" { authority = authority.dropLast() }
        guard !authority.contains(where: { $0 == "/" || $0 == "?" || $0 == "#" || $0 == "\\" }) else {
            throw .pathOrQuery
        }
        let (host, portText) = try ServerURL.split(authority)
        self.host = host
        port = try portText.map(ServerURL.port) ?? usual
    }

    private static func split(_ authority: Substring) throws(ServerURLFault) -> (String, Substring?) {
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { throw .badHost(found: excerpt(authority)) }
            let host = authority[authority.index(after: authority.startIndex)..<close].lowercased()
            var six = in6_addr()
            guard inet_pton(AF_INET6, host, &six) == 1 else { throw .badHost(found: excerpt(host)) }
            let rest = authority[authority.index(after: close)...]
            if rest.isEmpty { return (host, nil) }
            guard rest.first == ":" else { throw .badHost(found: excerpt(authority)) }
            return (host, rest.dropFirst())
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw .bareIPv6 }
        guard let first = parts.first, !first.isEmpty else { throw .noHost }
        return (try host(String(first)), parts.count == 2 ? parts[1] : nil)
    }

    private static func host(_ text: String) throws(ServerURLFault) -> String {
        var name = text.lowercased()
        if !name.utf8.allSatisfy({ $0 < 0x80 }) {
            do throws(AddressFault) {
                name = try Domain.normalized(name)
            } catch {
                throw .badHost(found: excerpt(text))
            }
        }
        let isAllowed = name.utf8.allSatisfy {
            0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
        }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard isAllowed, name.utf8.count <= 253, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }),
            name.first != "-"
        else { throw .badHost(found: excerpt(text)) }
        return name
    }

    private static func port(_ text: Substring) throws(ServerURLFault) -> Int {
        // What is no number is not repeated: `smtp://name:password` is a mistake that people make.
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(text)
        else { throw .badPort(found: nil) }
        guard 1...65535 ~= port else { throw .badPort(found: port) }
        return port
    }

    private static func excerpt(_ text: some StringProtocol) -> String { String(text.prefix(60)) }
}

extension ServerURL: CustomStringConvertible {
    /// As people name the server: `smtp.example.org:587`, `[::1]:143`.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
