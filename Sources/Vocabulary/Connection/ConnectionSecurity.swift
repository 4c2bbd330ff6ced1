/// How a connection to a mail server is protected.
package enum ConnectionSecurity: String, Sendable, CaseIterable {
    /// STARTTLS, required and verified (RFC 3207, RFC 9051 §6.2.1).
    case startTLS = "starttls"
    /// TLS from the first byte (RFC 8314 §3.3).
    case tls
    /// In the clear: on this machine only.
    case none
}
