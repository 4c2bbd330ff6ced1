import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An SMTP server on 127.0.0.1, in this process, that answers as a test's script says; one thread per connection.
package final class ScriptedRelay: Sendable {
    /// What the relay has to answer.
    package struct Turn: Sendable {
        /// At `body`, the first of the message has come, and the usual is to say nothing; `other` is any command that is none of
        /// these, or comes out of its turn.
        package enum Point: String, Sendable {
            case greeting, hello, auth, mail, recipient, data, body, finalDot, other
        }
        package let point: Point
        /// From 1, over all connections.
        package let connection: Int
        /// The command's line, without its end; `CONNECT` at the greeting, and a dot at the final one.
        package let line: String
        /// The address of the transaction's recipient, once RCPT came.
        package let recipient: String
        /// What a willing relay says, without the last line's end.
        package let usual: String

        package func begins(_ command: String) -> Bool { line.uppercased().hasPrefix(command) }
    }

    /// What becomes of a connection behind an answer.
    package enum Ending: Sendable { case stays, closes, resets }

    package enum Answer: Sendable {
        /// What a willing relay says.
        case usual
        /// A reply without its last line's end.
        case reply(String)
        case replyAndClose(String)
        case close
        /// The usual, so many milliseconds later.
        case late(Int)
        /// Says nothing until the client goes.
        case stall
        /// Now and then a byte of a line that never ends, until the client goes.
        case dribble
        /// These and nothing else, line ends included; each in a packet of its own where they come singly.
        case octets([UInt8], singly: Bool = false, then: Ending = .stays)
    }

    package struct Message: Sendable {
        package let recipient: String
        /// As received, dots taken away again.
        package let bytes: [UInt8]
        package let at: ContinuousClock.Instant

        package var content: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// What the relay was told.
    package struct Record: Sendable {
        package fileprivate(set) var connections = 0
        /// Messages whose final dot was read, accepted or not.
        package fileprivate(set) var messages: [Message] = []
        /// What came after DATA where no recipient was taken.
        package fileprivate(set) var withoutRecipient: [[UInt8]] = []
        package fileprivate(set) var lines: [String] = []

        package func count(_ command: String) -> Int { lines.count { $0.uppercased().hasPrefix(command) } }
    }

    private struct State {
        var record = Record()
        /// The descriptors of the connections that stand.
        var open: Set<Int32> = []
        var isOver = false
    }

    package let port: Int
    private let listener: Int32
    private let extensions: [String]
    private let isCareless: Bool
    private let script: @Sendable (Turn) -> Answer
    // A lock that ThreadSanitizer knows: it reports `Synchronization.Mutex` falsely.
    private let lock = NSLock()
    /// Under `lock`.
    nonisolated(unsafe) private var state = State()

    package var record: Record { lock.withLock { state.record } }
    package var received: [Message] { record.messages }
    package var recipients: [String] { received.map(\.recipient) }
    package var connections: Int { record.connections }
    package var lines: [String] { record.lines }

    /// The record once every connection was read to its end. A client that has gone may have left bytes unread behind it, QUIT
    /// above all, and a busy machine reads them late.
    package var finalRecord: Record {
        _ = becomesQuiet()
        return record
    }

    /// Waits until no connection stands: all that was sent to it was read, QUIT as well, which a client does not wait for.
    /// False where one still stands after a while.
    package func becomesQuiet() -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while !lock.withLock({ state.open.isEmpty }) {
            guard ContinuousClock.now < deadline else { return false }
            usleep(1_000)
        }
        return true
    }

    /// A narrow relay takes little at a time, so that a body of some length is long on its way; a careless one asks for a message
    /// although it took no recipient.
    package init(
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
        listener = Spawning.lock.withLock {
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
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread { [self] in admit() }
    }

    /// Ends the listening; the threads of open connections end with their peers.
    package func close() {
        // The thread that listens closes the descriptor: its number must not come to mean another file meanwhile.
        lock.withLock { state.isOver = true }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Ends as a server does that crashes: every connection is cut, and nobody listens any more.
    package func die() {
        close()
        // One that ends by itself meanwhile keeps its descriptor until the lock is free.
        lock.withLock { for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    /// The configuration's `relay` for this server, with more keys before the closing brace.
    package func settings(_ more: String = "") -> String {
        #"{"url": "smtp://127.0.0.1:\#(port)", "security": "none"\#(more)}"#
    }

    private func admit() {
        while true {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&waiting, 1, 200) > 0
            guard !lock.withLock({ state.isOver }) else {
                _ = closeDescriptor(listener)
                return
            }
            guard isReady else { continue }
            // No command may start between the two, or it would inherit the connection.
            let connection = Spawning.lock.withLock {
                let connection = accept(listener, nil, nil)
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return connection
            }
            guard connection >= 0 else { continue }
            let number = lock.withLock {
                state.record.connections += 1
                state.open.insert(connection)
                if state.isOver { shutdown(connection, Int32(SHUT_RDWR)) }
                return state.record.connections
            }
            Thread.detachNewThread { [self] in
                converse(connection, number)
                lock.withLock {
                    state.open.remove(connection)
                    _ = closeDescriptor(connection)
                }
            }
        }
    }

    private func converse(_ connection: Int32, _ number: Int) {
        var reader = RelayLines(descriptor: connection)
        var recipient = ""
        var (isSenderTaken, isRecipientTaken) = (false, false)
        /// Answers; nil where the connection ends here, and whether the answer is a yes.
        func answer(_ point: Turn.Point, _ line: String, usual: String) -> Bool? {
            let turn = Turn(point: point, connection: number, line: line, recipient: recipient, usual: usual)
            func give(_ usual: String) -> Bool? {
                if point == .body { return true }
                return say(usual, on: connection) ? Self.agrees(usual.utf8.first) : nil
            }
            switch script(turn) {
            case .usual: return give(usual)
            case .reply(let reply): return say(reply, on: connection) ? Self.agrees(reply.utf8.first) : nil
            case .replyAndClose(let reply):
                _ = say(reply, on: connection)
                return nil
            case .close: return nil
            case .late(let milliseconds):
                usleep(UInt32(milliseconds) * 1_000)
                return give(usual)
            case .stall:
                while reader.next() != nil {}
                return nil
            case .dribble:
                while send([0x32], on: connection) { usleep(20_000) }
                return nil
            case .octets(let octets, let isSingly, let ending):
                if isSingly { sendAtOnce(connection) }
                let portions = isSingly ? octets.map { [$0] } : [octets]
                guard portions.allSatisfy({ send($0, on: connection) }) else { return nil }
                if ending == .resets { resetWhenClosed(connection) }
                return ending == .stays ? Self.agrees(octets.first) : nil
            }
        }

        guard answer(.greeting, "CONNECT", usual: "220 relay.example.org ESMTP") != nil else { return }
        while let line = reader.next() {
            lock.withLock { state.record.lines.append(line) }
            let word = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
            var goesOn = true
            switch word {
            case "EHLO", "HELO":
                let lines = (["relay.example.org"] + extensions)
                let last = lines.count - 1
                let text = lines.enumerated().map { ($0.offset == last ? "250 " : "250-") + $0.element }
                goesOn = answer(.hello, line, usual: text.joined(separator: "\r\n")) != nil
            case "AUTH":
                var response = line
                if line.split(separator: " ").count == 2 {
                    guard let isAsked = answer(.other, line, usual: "334 ") else { return }
                    guard isAsked else { continue }
                    guard let next = reader.next() else { return }
                    lock.withLock { state.record.lines.append(next) }
                    response = next
                }
                goesOn = answer(.auth, response, usual: "235 2.7.0 welcome") != nil
            case "MAIL":
                recipient = ""
                isRecipientTaken = false
                guard let isTaken = answer(.mail, line, usual: "250 2.1.0 ok") else { return }
                isSenderTaken = isTaken
            case "RCPT" where isSenderTaken || isCareless:
                recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                guard let isTaken = answer(.recipient, line, usual: "250 2.1.5 ok") else { return }
                isRecipientTaken = isTaken
            case "RCPT": goesOn = answer(.other, line, usual: "503 5.5.1 no sender") != nil
            case "DATA" where isRecipientTaken:
                guard let isWanted = answer(.data, line, usual: "354 go on") else { return }
                guard isWanted else { continue }
                guard reader.hasMore(), answer(.body, "", usual: "") != nil, let content = reader.message() else {
                    return
                }
                let message = Message(recipient: recipient, bytes: content, at: .now)
                lock.withLock { state.record.messages.append(message) }
                goesOn = answer(.finalDot, ".", usual: "250 2.0.0 queued") != nil
            case "DATA":
                // Some relays ask for the message although they took no recipient, and refuse it then.
                let usual = isCareless ? "354 go on" : "503 5.5.1 no valid recipients"
                guard let isWanted = answer(.other, line, usual: usual) else { return }
                guard isWanted else { continue }
                guard let content = reader.message() else { return }
                lock.withLock { state.record.withoutRecipient.append(content) }
                goesOn = say("554 5.5.1 no valid recipients", on: connection)
            case "QUIT":
                _ = answer(.other, line, usual: "221 2.0.0 bye")
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
