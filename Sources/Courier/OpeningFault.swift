import CCurl
import Vocabulary

/// Reads libcurl's result together with what the relay said last: the code alone cannot tell 4yz from 5yz, nor a
/// relay that hung up from one that never was.
enum OpeningFault {
    /// The fault; nil where the connection stands, protected and logged in as the settings say.
    static func diagnose(
        _ code: CURLcode, _ words: String, replies: [Reply], garbage: String?, settings: RelaySettings
    ) -> RunFault? {
        func fault(_ kind: RunFault.Kind, _ detail: String) -> RunFault {
            RunFault(kind, relay: settings.name, detail: redacted(detail, settings))
        }
        if let garbage { return fault(.protocolBroken, garbage) }
        let last = replies.last
        let reply = last?.description ?? words
        let hasAnsweredEHLO = replies.contains { $0.code == 250 }
        switch code {
        case CURLE_OK:
            guard settings.username != nil, !replies.contains(where: { $0.code == 235 }) else { return nil }
            // libcurl goes on without a login where the relay offers none.
            return fault(.loginNotOffered, "")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return fault(.unreachable, words)
        case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK:
            if replies.isEmpty { return fault(.unreachable, words) }
            return fault(hasAnsweredEHLO ? .dropped : .turnedAway, words)
        case CURLE_SSL_CACERT_BADFILE: return fault(.caFile, words)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return fault(.certificate, words)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED:
            return fault(.tls, words)
        case CURLE_USE_SSL_FAILED:
            return last?.code == 250 ? fault(.startTLSNotOffered, "") : fault(.startTLSRefused, reply)
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
            guard let last, last.code != 250, last.code != 220 else { return fault(.loginNotOffered, "") }
            return fault(last.isTransient ? .loginRefusedForNow : .loginRefused, reply)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED:
            if let last, last.isTransient || last.isPermanent {
                return fault(hasAnsweredEHLO ? .dropped : .turnedAway, reply)
            }
            return fault(.protocolBroken, reply)
        case CURLE_WRITE_ERROR where last?.code == 421: return fault(hasAnsweredEHLO ? .dropped : .turnedAway, reply)
        case CURLE_WRITE_ERROR: return fault(.protocolBroken, "")
        default: return fault(hasAnsweredEHLO ? .dropped : .turnedAway, last == nil ? words : reply)
        }
    }

    /// A relay may repeat in its reply what it was given.
    private static func redacted(_ text: String, _ settings: RelaySettings) -> String {
        let secret: String
        switch settings.credential {
        case .password(let found), .oauth2Token(let found): secret = found.text
        case nil: return text
        }
        guard !secret.isEmpty, text.contains(secret) else { return text }
        return ""
    }
}
