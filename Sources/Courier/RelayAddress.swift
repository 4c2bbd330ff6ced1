package import Vocabulary
package import Wire

/// Where messages are handed over: the setting `relay.url`.
package enum RelayAddress: Hashable, Sendable {
    /// A host, without the brackets of an IPv6 literal, in lower case; `isImplicitTLS` for `smtps://` (RFC 8314 §3.3).
    case smtp(host: String, port: Int, isImplicitTLS: Bool)
    /// A folder, as written: a relative one resolves against the configuration's folder.
    case maildir(folder: String)

    /// Reads `smtp://host[:port]`, `smtps://host[:port]` or `maildir:FOLDER`; the ports are 587 and 465 if not given.
    package init(parsing text: String) throws(RelayAddressFault) {
        let hasControls = text.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
        if !hasControls, let colon = text.firstIndex(of: ":"), text[..<colon].lowercased() == "maildir" {
            let folder = text[text.index(after: colon)...]
            guard !folder.allSatisfy({ $0 == " " }) else { throw .noFolder }
            self = .maildir(folder: String(folder))
            return
        }
        let server: ServerURL
        do throws(ServerURLFault) {
            server = try ServerURL(parsing: text, schemes: ["smtp": 587, "smtps": 465])
        } catch {
            throw .server(error)
        }
        self = .smtp(host: server.host, port: server.port, isImplicitTLS: server.scheme == "smtps")
    }

    /// True where the connection cannot leave this machine: `localhost`, `127.0.0.0/8`, `::1`.
    package var isLoopback: Bool {
        guard case .smtp(let host, _, _) = self else { return true }
        return Loopback.contains(host)
    }
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
    case server(ServerURLFault)
    case noFolder

    /// What was found and what was expected.
    package var phrase: Phrase {
        switch self {
        case .server(let fault):
            fault.phrase(
                .init(
                    forms: "`smtp://host:port`, `smtps://host:port`, `maildir:folder`", object: "relay",
                    literal: "smtp://[::1]:587",
                    purpose: Phrase(fr: "comment remettre les messages", en: "how to hand messages over")))
        case .noFolder:
            Phrase(
                fr: "le dossier manque ; attendu : `maildir:outbox`, par exemple",
                en: "the folder is missing; expected: `maildir:outbox`, for example")
        }
    }
}
