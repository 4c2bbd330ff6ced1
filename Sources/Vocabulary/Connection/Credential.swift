/// What proves who logs in at a server.
package enum Credential: Sendable {
    case password(Secret)
    /// A bearer token (RFC 7628, XOAUTH2).
    case oauth2Token(Secret)
}
