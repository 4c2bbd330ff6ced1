package import Vocabulary

/// How to reach a mail server, and how to get in.
package struct ConnectionSettings: Sendable {
    /// What is spoken there; its name is the scheme, with an `s` behind it where TLS comes first.
    package enum Service: String, Sendable { case smtp, imap }

    /// How to log in with a password.
    package enum Login: Sendable {
        /// By a kind of SASL that the server names (RFC 4422).
        case sasl
        /// By IMAP's command LOGIN (RFC 9051 §6.2.3).
        case command
    }

    /// How long to wait while a connection is opened.
    package struct Limits: Sendable {
        /// Until the connection itself stands (TCP).
        package let connect: Duration
        /// For each reply.
        package let reply: Duration
        /// For all of it, TLS and login included.
        package let whole: Duration

        package init(connect: Duration, reply: Duration, whole: Duration) {
            (self.connect, self.reply, self.whole) = (connect, reply, whole)
        }
    }

    package let service: Service
    /// Without the brackets of an IPv6 literal.
    package let host: String
    package let port: Int
    package let security: ConnectionSecurity
    /// Nil for no login.
    package let username: String?
    package let credential: Credential?
    package let login: Login
    /// The path of a file of certificates in PEM; the server's must then come from one of these. Nil for the system's.
    package let caFile: String?
    package let limits: Limits
    /// What is said on the connection, for whoever wants to look on; nil for nobody.
    package let trace: Trace?

    package init(
        service: Service, host: String, port: Int, security: ConnectionSecurity, username: String?,
        credential: Credential?, login: Login = .sasl, caFile: String?, limits: Limits, trace: Trace?
    ) {
        self.service = service
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.credential = credential
        self.login = login
        self.caFile = caFile
        self.limits = limits
        self.trace = trace
    }

    /// As people name the server: `smtp.example.org:587`, `[::1]:143`.
    package var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// `smtp`, `smtps`, `imap` or `imaps`.
    var scheme: String { security == .tls ? service.rawValue + "s" : service.rawValue }
}
