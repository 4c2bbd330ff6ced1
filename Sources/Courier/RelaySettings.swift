package import Vocabulary
package import Wire

/// How to reach and use an SMTP relay: the settings under `relay`.
package struct RelaySettings: Sendable {
    package typealias Security = ConnectionSecurity

    /// Without the brackets of an IPv6 literal.
    package var host: String
    package var port: Int
    package var security: Security
    /// Nil for no login.
    package var username: String?
    package var credential: Credential?
    /// The path of a file of certificates in PEM; the relay's must then come from one of these. Nil for the system's.
    package var caFile: String?
    /// After so many messages the connection is made anew.
    package var messagesPerConnection: Int
    /// How many connections may stand at once.
    package var connections: Int
    /// What is said on the connections, for whoever wants to look on; nil for nobody.
    package var trace: Trace?
    package var timeouts: RelayTimeouts

    package init(
        host: String, port: Int, security: Security, username: String? = nil, credential: Credential? = nil,
        caFile: String? = nil, messagesPerConnection: Int = 100, connections: Int = 1,
        timeouts: RelayTimeouts = RelayTimeouts(), trace: Trace? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.credential = credential
        self.caFile = caFile
        self.messagesPerConnection = messagesPerConnection
        self.connections = connections
        self.trace = trace
        self.timeouts = timeouts
    }

    /// As people name the relay: `smtp.example.org:587`.
    package var name: String { connection.name }

    /// What a connection needs to be opened. Greeting and EHLO have a reply's time each.
    var connection: ConnectionSettings {
        ConnectionSettings(
            service: .smtp, host: host, port: port, security: security, username: username, credential: credential,
            caFile: caFile,
            limits: .init(
                connect: timeouts.connect, reply: timeouts.reply,
                whole: timeouts.connect + timeouts.reply + timeouts.reply),
            trace: trace)
    }
}

/// How long to wait for the relay (RFC 5321 §4.5.3.2). Shorter ones are a known cause of duplicates.
package struct RelayTimeouts: Hashable, Sendable {
    package var connect: Duration
    /// For the replies to EHLO, MAIL, RCPT and DATA.
    package var reply: Duration
    /// For each portion of a message that the relay is slow to take.
    package var dataBlock: Duration
    /// For the reply after the final dot.
    package var finalDot: Duration

    package init(
        connect: Duration = .seconds(30), reply: Duration = .seconds(300), dataBlock: Duration = .seconds(180),
        finalDot: Duration = .seconds(600)
    ) {
        self.connect = connect
        self.reply = reply
        self.dataBlock = dataBlock
        self.finalDot = finalDot
    }
}
