package import Vocabulary
package import Wire

/// How to reach an account whose mail is read: the settings under `inbox`.
package struct MailboxSettings: Sendable {
    /// Without the brackets of an IPv6 literal.
    package var host: String
    package var port: Int
    package var security: ConnectionSecurity
    package var username: String
    package var credential: Credential
    /// The path of a file of certificates in PEM; the server's must then come from one of these. Nil for the system's.
    package var caFile: String?
    /// By name, or by the use that they serve (RFC 6154): `INBOX`, `\Junk`.
    package var folders: [String]
    package var timeouts: MailboxTimeouts
    /// What is said on the connection, for whoever wants to look on; nil for nobody.
    package var trace: Trace?
    /// Asked now and then while the server is waited for: true where nobody waits any longer.
    package var isInterrupted: (@Sendable () -> Bool)?

    package init(
        host: String, port: Int, security: ConnectionSecurity, username: String, credential: Credential,
        caFile: String? = nil, folders: [String] = ["INBOX", #"\Junk"#], timeouts: MailboxTimeouts = MailboxTimeouts(),
        trace: Trace? = nil, isInterrupted: (@Sendable () -> Bool)? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.credential = credential
        self.caFile = caFile
        self.folders = folders
        self.timeouts = timeouts
        self.trace = trace
        self.isInterrupted = isInterrupted
    }

    /// As people name the server: `imap.example.org:993`.
    package var name: String { connection().name }

    /// What the connection needs to be opened. A server that names no kind of SASL may still know the command LOGIN.
    func connection(_ login: ConnectionSettings.Login = .sasl) -> ConnectionSettings {
        ConnectionSettings(
            service: .imap, host: host, port: port, security: security, username: username, credential: credential,
            login: login, caFile: caFile,
            limits: .init(
                connect: timeouts.connect, reply: timeouts.silence,
                whole: timeouts.connect + timeouts.silence + timeouts.silence),
            trace: trace)
    }
}

/// How long to wait for the server.
package struct MailboxTimeouts: Hashable, Sendable {
    package var connect: Duration
    /// For the next octets of an answer.
    package var silence: Duration
    /// For the whole answer to one command: one that sends an octet now and then gains no time by it.
    package var command: Duration

    package init(
        connect: Duration = .seconds(30), silence: Duration = .seconds(60), command: Duration = .seconds(600)
    ) {
        (self.connect, self.silence, self.command) = (connect, silence, command)
    }
}
