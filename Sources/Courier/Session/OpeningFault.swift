import CCurl
import Vocabulary

/// Reads libcurl's result together with what the relay said last: the code alone cannot tell 4yz from 5yz, nor a
/// relay that hung up from one that never was.
enum OpeningFault {
    /// The fault; nil where the connection stands, protected and logged in as the settings say.
    static func diagnose(
        _ code: CURLcode, _ words: String, replies: [Reply], garbage: String?, settings: RelaySettings
    ) -> RunFault? {
        // A relay may repeat in its reply what it was given.
        func fault(_ kind: RunFault.Kind, _ detail: String) -> RunFault {
            RunFault(kind, relay: settings.name, detail: Redaction(settings).hide(detail))
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
            return fault(.protocolBroken, words)
        case CURLE_WRITE_ERROR where last?.code == 421: return fault(hasAnsweredEHLO ? .dropped : .turnedAway, reply)
        case CURLE_WRITE_ERROR: return fault(.protocolBroken, "")
        default:
            // What a relay that then hung up had agreed to is no reason.
            let isRefusal = last.map { $0.isTransient || $0.isPermanent } ?? false
            return fault(hasAnsweredEHLO ? .dropped : .turnedAway, isRefusal ? reply : words)
        }
    }
}
