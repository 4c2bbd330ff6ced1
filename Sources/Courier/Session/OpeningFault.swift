import Vocabulary
import Wire

/// Reads libcurl's result together with what the relay said last: the result alone cannot tell 4yz from 5yz, nor a
/// relay that hung up from one that never was.
enum OpeningFault {
    /// The fault; nil where the connection stands, protected and logged in as the settings say. `failure` is nil where
    /// libcurl saw none.
    static func diagnose(
        _ failure: OpeningFailure?, replies: [Reply], garbage: String?, settings: RelaySettings
    ) -> RunFault? {
        let redaction = Redaction(settings.connection)
        // A relay may repeat in its reply what it was given.
        func fault(_ kind: RunFault.Kind, _ detail: String) -> RunFault {
            RunFault(kind, relay: settings.name, detail: redaction.hide(detail))
        }
        if let garbage { return fault(.protocolBroken, garbage) }
        let last = replies.last
        guard let failure else {
            guard settings.username != nil, !replies.contains(where: { $0.code == 235 }) else { return nil }
            // libcurl goes on without a login where the relay offers none.
            return fault(.loginNotOffered, "")
        }
        let words = failure.words
        let reply = last?.description ?? words
        let hasAnsweredEHLO = replies.contains { $0.code == 250 }
        switch failure.kind {
        case .insecure: return fault(.insecure, words)
        case .unreachable, .noHostName: return fault(.unreachable, words)
        case .library: return fault(replies.isEmpty ? .unreachable : .dropped, words)
        case .timedOut:
            if replies.isEmpty { return fault(.unreachable, words) }
            return fault(hasAnsweredEHLO ? .dropped : .turnedAway, words)
        case .caFile: return fault(.caFile, words)
        case .certificate: return fault(.certificate, words)
        case .tls: return fault(.tls, words)
        case .startTLS: return last?.code == 250 ? fault(.startTLSNotOffered, "") : fault(.startTLSRefused, reply)
        case .login:
            guard let last, last.code != 250, last.code != 220 else { return fault(.loginNotOffered, "") }
            return fault(last.isTransient ? .loginRefusedForNow : .loginRefused, reply)
        case .weirdReply:
            if let last, last.isTransient || last.isPermanent {
                return fault(hasAnsweredEHLO ? .dropped : .turnedAway, reply)
            }
            return fault(.protocolBroken, words)
        case .notListenedTo where last?.code == 421: return fault(hasAnsweredEHLO ? .dropped : .turnedAway, reply)
        case .notListenedTo: return fault(.protocolBroken, "")
        case .other:
            // What a relay that then hung up had agreed to is no reason.
            let isRefusal = last.map { $0.isTransient || $0.isPermanent } ?? false
            return fault(hasAnsweredEHLO ? .dropped : .turnedAway, isRefusal ? reply : words)
        }
    }
}
