import CCurl

/// Why a connection could not be opened, as far as libcurl can tell: what the server said last tells the rest, which is
/// for the listener to judge.
package struct OpeningFailure: Error, Hashable, Sendable {
    package enum Kind: Sendable {
        /// In the clear to another machine.
        case insecure
        /// What stands in the place of the host is none.
        case noHostName
        /// libcurl does not start, or gives no socket.
        case library
        /// No address, no route, connection refused.
        case unreachable
        case timedOut
        case caFile
        /// The certificate is not for this host, expired, or from nobody who is trusted.
        case certificate
        case tls
        /// STARTTLS is not offered, or refused.
        case startTLS
        case login
        /// The server refused before or after it introduced itself, or does not speak the protocol.
        case weirdReply
        /// The listener had heard enough.
        case notListenedTo
        case other
    }

    package let kind: Kind
    /// libcurl's words for it; may be blank.
    package let words: String

    init(_ kind: Kind, _ words: String = "") { (self.kind, self.words) = (kind, words) }

    init(_ code: CURLcode, _ words: String) {
        let kind: Kind =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
            case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK: .timedOut
            case CURLE_SSL_CACERT_BADFILE: .caFile
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS: .certificate
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED:
                .tls
            case CURLE_USE_SSL_FAILED: .startTLS
            case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .login
            case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED: .weirdReply
            case CURLE_WRITE_ERROR: .notListenedTo
            default: .other
            }
        self.init(kind, words)
    }
}
