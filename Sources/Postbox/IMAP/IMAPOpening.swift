import Wire

/// What the server said while libcurl opened the connection: greeting, capabilities, and the answers to STARTTLS and the login.
///
/// A server that talks beyond every measure, or sends what is no response, is not listened to any further: the opening fails.
final class IMAPOpening: OpeningListener {
    private var reader = IMAPReader()
    private let isInterrupted: (@Sendable () -> Bool)?
    private(set) var statuses: [(tag: String?, status: IMAPStatus)] = []
    private(set) var capabilities: [String] = []
    private var heard = 0
    /// What the server sent that is no response; nil as long as all is well.
    var fault: String? { reader.fault }

    init(isInterrupted: (@Sendable () -> Bool)?) { self.isInterrupted = isInterrupted }

    var isAbandoned: Bool { isInterrupted?() ?? false }

    /// The last answer to a command, or a farewell.
    var last: IMAPStatus? { statuses.last { $0.tag != nil || $0.status.kind == .bye }?.status }

    func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for response in reader.feed(Array(bytes)[...]) {
            heard += 1
            switch response {
            case .status(let tag, let status): statuses.append((tag, status))
            case .capability(let words): capabilities = words
            default: continue
            }
        }
        return reader.fault == nil && heard <= 256 && last?.kind != .bye
    }

    /// The fault; `failure` is nil where libcurl saw none.
    func diagnose(_ failure: OpeningFailure?, _ settings: ConnectionSettings) -> PostboxFault? {
        let redaction = Redaction(settings)
        // A server may repeat in its answer what it was given.
        func fault(_ kind: PostboxFault.Kind, _ detail: String) -> PostboxFault {
            PostboxFault(kind, at: settings.name, detail: redaction.hide(detail))
        }
        if isAbandoned { return fault(.interrupted, "") }
        if let garbage = reader.fault { return fault(.protocolBroken, garbage) }
        // Whoever says goodbye at once is busy, above all.
        if let last, last.kind == .bye { return fault(.refusedForNow, last.line) }
        guard let failure else { return nil }
        let words = failure.words
        switch failure.kind {
        case .insecure: return fault(.insecure, words)
        case .unreachable, .noHostName, .library: return fault(.unreachable, words)
        case .timedOut: return fault(statuses.isEmpty ? .unreachable : .dropped, words)
        case .caFile: return fault(.caFile, words)
        case .certificate: return fault(.certificate, words)
        case .tls: return fault(.tls, words)
        case .startTLS:
            guard let last, last.kind != .ok else { return fault(.startTLSNotOffered, "") }
            return fault(.startTLSRefused, last.line)
        case .login:
            // Refused, and not merely not offered: then the last command was answered with OK.
            guard let last, last.kind != .ok else { return fault(.loginNotOffered, "") }
            return fault(last.isForNow ? .loginRefusedForNow : .loginRefused, last.line)
        case .weirdReply, .notListenedTo: return fault(statuses.isEmpty ? .protocolBroken : .turnedAway, words)
        case .other: return fault(.turnedAway, last.flatMap { $0.kind == .ok ? nil : $0.line } ?? words)
        }
    }
}
