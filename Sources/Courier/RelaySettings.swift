/// How to reach and use an SMTP relay: the settings under `relay`.
package struct RelaySettings: Sendable {
    /// How the connection is protected.
    package enum Security: String, Sendable, CaseIterable {
        /// STARTTLS, required and verified (RFC 3207).
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314 §3.3).
        case tls
        /// In the clear: on this machine only.
        case none
    }

    /// What proves who logs in.
    package enum Credential: Sendable {
        case password(Secret)
        /// A bearer token (RFC 7628, XOAUTH2).
        case oauth2Token(Secret)
    }

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
    package var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
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

/// A text that no description, dump or log shows.
package struct Secret: Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
