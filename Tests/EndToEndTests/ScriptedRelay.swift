import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An SMTP server on 127.0.0.1, in this process, that answers as a test's script says; one thread per connection.
final class ScriptedRelay: Sendable {
    /// What the relay has to answer.
    struct Turn: Sendable {
        /// At `body`, the first of the message has come, and the usual is to say nothing.
        enum Point: String, Sendable { case greeting, hello, auth, mail, recipient, data, body, finalDot, other }
        let point: Point
        /// From 1, over all connections.
        let connection: Int
        /// The command's line, without its end.
        let line: String
        /// The address of the transaction's recipient, once RCPT came.
        let recipient: String
        /// What a willing relay says, without the last line's end.
        let usual: String
    }

    /// What becomes of a connection behind an answer.
    enum Ending: Sendable { case stays, closes, resets }

    enum Answer: Sendable {
        /// What a willing relay says.
        case usual
        case reply(String)
        case replyAndClose(String)
        case close
        /// The usual, so many milliseconds later.
        case late(Int)
        /// These and nothing else, line ends included; each in a packet of its own where they come singly.
        case octets([UInt8], singly: Bool = false, then: Ending = .stays)
    }

    struct Message: Sendable {
        let recipient: String
        /// As received, dots taken away again.
        let content: String
        let at: ContinuousClock.Instant
    }

    private struct State {
        var connections = 0
        var received: [Message] = []
        var lines: [String] = []
        /// The descriptors of the connections that stand.
        var open: Set<Int32> = []
        var isOver = false
    }

    let port: UInt16
    private let listener: Int32
    private let extensions: [String]
    private let isCareless: Bool
    private let script: @Sendable (Turn) -> Answer
    private let state = Mutex(State())

    /// Messages whose final dot was read, accepted or not.
    var received: [Message] { state.withLock { $0.received } }
    var recipients: [String] { received.map(\.recipient) }
    var connections: Int { state.withLock { $0.connections } }
    /// Waits until no connection stands: all that was sent to it was read, QUIT as well, which a client does not wait for.
    /// False where one still stands after a while.
    func becomesQuiet() -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while !state.withLock({ $0.open.isEmpty }) {
            guard ContinuousClock.now < deadline else { return false }
            usleep(1_000)
        }
        return true
    }
    var lines: [String] { state.withLock { $0.lines } }

    /// A narrow relay takes little at a time, so that a body of some length is long on its way.
    init(
        extensions: [String] = ["PIPELINING", "8BITMIME"], isCareless: Bool = false, isNarrow: Bool = false,
        script: @escaping @Sendable (Turn) -> Answer = { _ in .usual }
    ) throws {
        self.extensions = extensions
        self.isCareless = isCareless
        self.script = script
        // Closed on exec, or a command started meanwhile would hold connections open that the script closes.
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        listener = Command.starting.withLock { _ in
            let listener = socket(AF_INET, kind, 0)
            _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
            // A connection that is gone by the time it is taken must not make `accept` wait.
            _ = fcntl(listener, F_SETFL, O_NONBLOCK)
            return listener
        }
        if isNarrow {
            for (level, name, value) in [(SOL_SOCKET, SO_RCVBUF, 4096), (Int32(IPPROTO_TCP), TCP_MAXSEG, 536)] {
                var value = Int32(value)
                setsockopt(listener, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
            }
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isListening else { throw Command.Fault.notStarted(errno) }
        Thread.detachNewThread { [self] in admit() }
    }

    /// Ends the listening; the threads of open connections end with their peers.
    func close() {
        // The thread that listens closes the descriptor: its number must not come to mean another file meanwhile.
        state.withLock { $0.isOver = true }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Ends as a server does that crashes: every connection is cut, and nobody listens any more.
    func die() {
        close()
        // One that ends by itself meanwhile keeps its descriptor until the lock is free.
        state.withLock { state in for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    /// The configuration's `relay` for this server, with more keys before the closing brace.
    func settings(_ more: String = "") -> String {
        #"{"url": "smtp://127.0.0.1:\#(port)", "security": "none"\#(more)}"#
    }

    private func admit() {
        while true {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&waiting, 1, 200) > 0
            guard !state.withLock({ $0.isOver }) else {
                _ = closeDescriptor(listener)
                return
            }
            guard isReady else { continue }
            // No command may start between the two, or it would inherit the connection.
            let connection = Command.starting.withLock { _ in
                let connection = accept(listener, nil, nil)
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return connection
            }
            guard connection >= 0 else { continue }
            let number = state.withLock { state in
                state.connections += 1
                state.open.insert(connection)
                if state.isOver { shutdown(connection, Int32(SHUT_RDWR)) }
                return state.connections
            }
            Thread.detachNewThread { [self] in
                converse(connection, number)
                state.withLock { state in
                    state.open.remove(connection)
                    _ = closeDescriptor(connection)
                }
            }
        }
    }

    private func converse(_ connection: Int32, _ number: Int) {
        var reader = LineReader(descriptor: connection)
        var recipient = ""
        var (isSenderTaken, isRecipientTaken) = (false, false)
        /// Answers; nil where the connection ends here, and whether the answer is a yes.
        func answer(_ point: Turn.Point, _ line: String, usual: String) -> Bool? {
            let turn = Turn(point: point, connection: number, line: line, recipient: recipient, usual: usual)
            switch script(turn) {
            case .usual: return point == .body || say(usual, on: connection) ? true : nil
            case .reply(let reply): return say(reply, on: connection) ? Self.agrees(reply.utf8.first) : nil
            case .replyAndClose(let reply):
                _ = say(reply, on: connection)
                return nil
            case .close: return nil
            case .late(let milliseconds):
                usleep(UInt32(milliseconds) * 1_000)
                return point == .body || say(usual, on: connection) ? true : nil
            case .octets(let octets, let isSingly, let ending):
                if isSingly { sendAtOnce(connection) }
                let portions = isSingly ? octets.map { [$0] } : [octets]
                guard portions.allSatisfy({ send($0, on: connection) }) else { return nil }
                if ending == .resets { resetWhenClosed(connection) }
                return ending == .stays ? Self.agrees(octets.first) : nil
            }
        }

        guard answer(.greeting, "", usual: "220 relay.example.org ESMTP") != nil else { return }
        while let line = reader.next() {
            state.withLock { $0.lines.append(line) }
            let word = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
            var goesOn = true
            switch word {
            case "EHLO", "HELO":
                let lines = (["relay.example.org"] + extensions)
                let last = lines.count - 1
                let text = lines.enumerated().map { ($0.offset == last ? "250 " : "250-") + $0.element }
                goesOn = answer(.hello, line, usual: text.joined(separator: "\r\n")) != nil
            case "AUTH":
                if line.split(separator: " ").count == 2 {
                    guard say("334 ", on: connection), let response = reader.next() else { return }
                    state.withLock { $0.lines.append(response) }
                }
                goesOn = answer(.auth, line, usual: "235 2.7.0 welcome") != nil
            case "MAIL":
                recipient = ""
                isRecipientTaken = false
                guard let isTaken = answer(.mail, line, usual: "250 2.1.0 ok") else { return }
                isSenderTaken = isTaken
            case "RCPT" where isSenderTaken || isCareless:
                recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                guard let isTaken = answer(.recipient, line, usual: "250 2.1.5 ok") else { return }
                isRecipientTaken = isTaken
            case "RCPT": goesOn = say("503 5.5.1 no sender", on: connection)
            case "DATA" where isRecipientTaken:
                guard let isWanted = answer(.data, line, usual: "354 go on") else { return }
                guard isWanted else { continue }
                guard reader.hasMore(), answer(.body, "", usual: "") != nil, let content = reader.message() else {
                    return
                }
                let message = Message(recipient: recipient, content: content, at: .now)
                state.withLock { $0.received.append(message) }
                goesOn = answer(.finalDot, "", usual: "250 2.0.0 queued") != nil
            case "DATA" where isCareless:
                // Some relays ask for the message although they took no recipient, and refuse it then.
                guard say("354 go on", on: connection), reader.message() != nil else { return }
                goesOn = say("554 5.5.1 no valid recipients", on: connection)
            case "DATA": goesOn = say("503 5.5.1 no valid recipients", on: connection)
            case "QUIT":
                _ = say("221 2.0.0 bye", on: connection)
                return
            default: goesOn = answer(.other, line, usual: "250 2.0.0 ok") != nil
            }
            guard goesOn else { return }
        }
    }

    /// True for the first digit of a reply that lets the transaction go on.
    private static func agrees(_ digit: UInt8?) -> Bool { digit == 0x32 || digit == 0x33 }

    private func sendAtOnce(_ connection: Int32) {
        var isOn: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Its end will be told by RST, which takes away what was not read yet.
    private func resetWhenClosed(_ connection: Int32) {
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
    }

    private func say(_ reply: String, on connection: Int32) -> Bool {
        send(Array((reply + "\r\n").utf8), on: connection)
    }

    private func send(_ octets: [UInt8], on connection: Int32) -> Bool {
        var bytes = octets[...]
        while !bytes.isEmpty {
            #if canImport(Glibc)
                let flags = Int32(MSG_NOSIGNAL)
            #else
                let flags: Int32 = 0
            #endif
            let sent = bytes.withUnsafeBytes { Self.transmit(connection, $0.baseAddress, $0.count, flags) }
            guard sent > 0 else { return false }
            bytes = bytes.dropFirst(sent)
        }
        return true
    }

    private static func transmit(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
        guard let bytes else { return 0 }
        #if canImport(Glibc)
            return Glibc.send(socket, bytes, count, flags)
        #else
            return Darwin.send(socket, bytes, count, flags)
        #endif
    }

    private func closeDescriptor(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}

/// Lines and messages off a socket.
private struct LineReader {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil where the peer has gone.
    mutating func next() -> String? {
        while true {
            if let end = buffer[start...].firstIndex(of: 10) {
                var line = buffer[start..<end]
                if line.last == 13 { line = line.dropLast() }
                start = end + 1
                return String(decoding: line, as: UTF8.self)
            }
            guard fetch() else { return nil }
        }
    }

    /// Waits until there is something to read; false where the peer has gone.
    mutating func hasMore() -> Bool { start < buffer.count || fetch() }

    private mutating func fetch() -> Bool {
        buffer.removeFirst(start)
        start = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk.prefix(count)
        return true
    }

    /// Everything up to the lone dot, dots taken away; nil where the peer left before it.
    mutating func message() -> String? {
        var lines: [String] = []
        while let line = next() {
            if line == "." { return lines.map { $0 + "\r\n" }.joined() }
            lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
        }
        return nil
    }
}
