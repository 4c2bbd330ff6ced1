import Vocabulary
import Wire

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection with the dialogue that runs on it. It blocks, and so belongs on a thread that may.
final class IMAPSession {
    let name: String
    private let connection: Connection
    private let settings: MailboxSettings
    private let redaction: Redaction
    private let trace: Trace?
    private var dialogue = IMAPDialogue()
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Opens the connection, with TLS and login.
    init(_ settings: MailboxSettings) throws(PostboxFault) {
        var settings = settings
        redaction = Redaction(settings.connection())
        trace = settings.trace?.hiding(redaction)
        settings.trace = trace
        self.settings = settings
        name = settings.name
        connection = try IMAPSession.open(settings)
    }

    private static func open(_ settings: MailboxSettings) throws(PostboxFault) -> Connection {
        let opening = IMAPOpening(isInterrupted: settings.isInterrupted)
        do throws(PostboxFault) {
            return try open(settings.connection(), opening)
        } catch {
            // RFC 9051 §6.2.3: whoever does not say LOGINDISABLED takes LOGIN, though no kind of SASL is named.
            guard error.kind == .loginNotOffered, case .password = settings.credential,
                !opening.capabilities.contains("LOGINDISABLED")
            else { throw error }
        }
        return try open(settings.connection(.command), IMAPOpening(isInterrupted: settings.isInterrupted))
    }

    private static func open(
        _ settings: ConnectionSettings, _ opening: IMAPOpening
    ) throws(PostboxFault) -> Connection {
        let connection: Connection
        do throws(OpeningFailure) {
            connection = try Connection(settings, opening)
        } catch {
            throw opening.diagnose(error, settings)
                ?? PostboxFault(.dropped, at: settings.name, detail: error.words)
        }
        if let fault = opening.diagnose(nil, settings) { throw fault }
        return connection
    }

    /// Asks, and hands what comes to `take` until the command has ended; gives its end, which may be a refusal.
    func ask(
        _ command: IMAPCommand, _ take: (IMAPResponse) -> Void = { _ in }
    ) throws(PostboxFault) -> IMAPStatus {
        guard let line = dialogue.ask(command) else { throw fault(.dropped, "the connection is closed") }
        trace?.sent(line)
        let deadline = ContinuousClock.now + settings.timeouts.command
        try send(line, until: deadline)
        while true {
            let count = try receive(until: deadline)
            var end: IMAPStatus?
            for event in dialogue.receive(buffer[..<count]) {
                switch event {
                case .data(let response): take(response)
                case .finished(let status): end = status
                case .farewell(let status):
                    if case .logout = command { continue }
                    throw fault(.farewell, status.line)
                case .broken(let words): throw fault(.protocolBroken, words)
                }
            }
            if let end {
                trace?.received("\(end.line)".utf8)
                return end
            }
        }
    }

    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(PostboxFault) {
        var offset = 0
        while offset < bytes.count {
            switch connection.send(bytes, from: offset) {
            case .bytes(let count): offset += count
            case .nothingYet: try wait(for: POLLOUT, until: deadline)
            case .closed: throw fault(.dropped, "the connection is closed")
            case .failed(let words): throw fault(.dropped, words)
            }
        }
    }

    /// The number of octets in the buffer.
    private func receive(until deadline: ContinuousClock.Instant) throws(PostboxFault) -> Int {
        while true {
            guard ContinuousClock.now < deadline else { throw fault(.dropped, "no whole answer in time") }
            switch connection.receive(into: &buffer) {
            case .bytes(let count):
                if settings.isInterrupted?() ?? false { throw fault(.interrupted, "") }
                return count
            case .nothingYet: try wait(for: POLLIN, until: deadline)
            case .closed: throw fault(.dropped, "the server closed the connection")
            case .failed(let words): throw fault(.dropped, words)
            }
        }
    }

    /// Waits until something can be moved, and looks up each second whether anybody still waits.
    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws(PostboxFault) {
        let patience = min(deadline, ContinuousClock.now + settings.timeouts.silence)
        while true {
            if settings.isInterrupted?() ?? false { throw fault(.interrupted, "") }
            let left = (patience - ContinuousClock.now).milliseconds
            guard left > 0 else { throw fault(.dropped, "no answer in time") }
            var polled = pollfd(fd: connection.socket, events: Int16(events), revents: 0)
            if poll(&polled, 1, Int32(min(left, 1000))) > 0 { return }
        }
    }

    func fault(_ kind: PostboxFault.Kind, _ detail: String) -> PostboxFault {
        PostboxFault(kind, at: name, detail: redaction.hide(detail))
    }

    /// Takes leave where that is in order, and does not wait for the answer.
    func close() {
        if let line = dialogue.ask(.logout) {
            trace?.sent(line)
            _ = connection.send(line, from: 0)
        }
        connection.close()
    }
}
