package import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where messages are handed over: the setting `relay.url`.
package enum RelayAddress: Hashable, Sendable {
    /// A host, without the brackets of an IPv6 literal, in lower case; `isImplicitTLS` for `smtps://` (RFC 8314 §3.3).
    case smtp(host: String, port: Int, isImplicitTLS: Bool)
    /// A folder, as written: a relative one resolves against the configuration's folder.
    case maildir(folder: String)

    /// Reads `smtp://host[:port]`, `smtps://host[:port]` or `maildir:FOLDER`; the ports are 587 and 465 if not given.
    package init(parsing text: String) throws(RelayAddressFault) {
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }) else {
            throw .controlCharacter
        }
        guard let colon = text.firstIndex(of: ":") else {
            // Without a scheme, what stands before an `@` may be a name and a password.
            throw text.contains("@") ? .credentials : .noScheme(found: text)
        }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        if scheme == "maildir" {
            guard !rest.allSatisfy({ $0 == " " }) else { throw .noFolder }
            self = .maildir(folder: String(rest))
            return
        }
        guard !text.contains("@") else { throw .credentials }
        guard scheme == "smtp" || scheme == "smtps" else { throw .unknownScheme(found: RelayAddress.excerpt(scheme)) }
        guard rest.hasPrefix("//") else { throw .noHost }
        var authority = rest.dropFirst(2)
        if authority.last == "/" { authority = authority.dropLast() }
        guard !authority.contains(where: { $0 == "/" || $0 == "?" || $0 == "#" || $0 == "\\" }) else {
            throw .pathOrQuery
        }
        let isImplicitTLS = scheme == "smtps"
        let (host, portText) = try RelayAddress.split(authority)
        let port = try portText.map(RelayAddress.port) ?? (isImplicitTLS ? 465 : 587)
        self = .smtp(host: host, port: port, isImplicitTLS: isImplicitTLS)
    }

    /// True where the connection cannot leave this machine: `localhost`, `127.0.0.0/8`, `::1`.
    package var isLoopback: Bool {
        guard case .smtp(let host, _, _) = self else { return true }
        return RelayAddress.isLoopback(host)
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: &six) { bytes in bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }
    }

    private static func split(_ authority: Substring) throws(RelayAddressFault) -> (String, Substring?) {
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

    private static func host(_ text: String) throws(RelayAddressFault) -> String {
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

    private static func port(_ text: Substring) throws(RelayAddressFault) -> Int {
        // What is no number is not repeated: `smtp://name:password` is a mistake that people make.
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(text)
        else { throw .badPort(found: nil) }
        guard 1...65535 ~= port else { throw .badPort(found: port) }
        return port
    }

    private static func excerpt(_ text: some StringProtocol) -> String { String(text.prefix(60)) }
}

extension RelayAddress: CustomStringConvertible {
    /// As people name it: `smtp.example.org:587`, `[::1]:25`, `maildir:outbox`.
    package var description: String {
        switch self {
        case .smtp(let host, let port, _): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .maildir(let folder): "maildir:\(folder)"
        }
    }
}

/// Why a text is no `relay.url`. What may be a password is never repeated.
package enum RelayAddressFault: Error, Hashable, Sendable {
    case controlCharacter
    case credentials
    case noScheme(found: String)
    case unknownScheme(found: String)
    case noHost
    case noFolder
    case badHost(found: String)
    /// An IPv6 address outside brackets.
    case bareIPv6
    /// Nil where it is no number.
    case badPort(found: Int?)
    case pathOrQuery

    /// What was found and what was expected.
    package var phrase: Phrase {
        let forms = "`smtp://host:port`, `smtps://host:port`, `maildir:folder`"
        return switch self {
        case .controlCharacter:
            Phrase(
                fr: "un caractère de contrôle s’y trouve ; attendu : \(forms)",
                en: "it holds a control character; expected: \(forms)")
        case .credentials:
            Phrase(
                fr: "un nom ou un mot de passe s’y trouve (non répété ici) ; "
                    + "ils se donnent par `relay.username` et `relay.password`",
                en: "it holds a name or a password (not repeated here); "
                    + "they belong into `relay.username` and `relay.password`")
        case .noScheme(let found):
            Phrase(
                fr: "`\(found)` ne dit pas comment remettre les messages ; attendu : \(forms)",
                en: "`\(found)` does not say how to hand messages over; expected: \(forms)")
        case .unknownScheme(let found):
            Phrase(
                fr: "le protocole `\(found)` est inconnu ; attendu : \(forms)",
                en: "the scheme `\(found)` is not known; expected: \(forms)")
        case .noHost:
            Phrase(fr: "le nom du serveur manque ; attendu : \(forms)", en: "the host is missing; expected: \(forms)")
        case .noFolder:
            Phrase(
                fr: "le dossier manque ; attendu : `maildir:outbox`, par exemple",
                en: "the folder is missing; expected: `maildir:outbox`, for example")
        case .badHost(let found):
            Phrase(
                fr: "`\(found)` n’est ni un nom de serveur ni une adresse IP",
                en: "`\(found)` is neither a host name nor an IP address")
        case .bareIPv6:
            Phrase(
                fr: "une adresse IPv6 se met entre crochets : `smtp://[::1]:587`",
                en: "an IPv6 address stands in brackets: `smtp://[::1]:587`")
        case .badPort(let found):
            Phrase(
                fr: (found.map { "le port `\($0)` n’existe pas" } ?? "le port n’est pas un nombre")
                    + " ; attendu : un nombre de 1 à 65535",
                en: (found.map { "there is no port `\($0)`" } ?? "the port is no number")
                    + "; expected: a number from 1 to 65535")
        case .pathOrQuery:
            Phrase(
                fr: "un chemin, une requête ou un fragment suit le serveur ; attendu : \(forms)",
                en: "a path, query or fragment follows the host; expected: \(forms)")
        }
    }
}
