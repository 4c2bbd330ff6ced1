import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An SMTP server on 127.0.0.1 that answers as a test tells it, connection by connection, line by line.
final class ScriptedRelay: Sendable {
    /// What the server is about to answer.
    struct Moment: Sendable {
        /// From 1.
        let connection: Int
        /// `CONNECT`, a command line, or `.` after a message.
        let line: String
        func begins(_ command: String) -> Bool { line.uppercased().hasPrefix(command) }
    }

    enum Answer: Sendable {
        case usual
        case reply(String)
        /// Each byte in a write of its own.
        case bytewise(String)
        case replyAndClose(String)
        case close
        /// Says nothing until the client goes.
        case stall
        /// Now and then a byte of a line that never ends, until the client goes.
        case dribble
    }

    struct Record: Sendable {
        var connections = 0
        var lines: [String] = []
        var messages: [[UInt8]] = []
        func count(_ command: String) -> Int { lines.count { $0.uppercased().hasPrefix(command) } }
    }

    let port: Int
    private let listener: Int32
    private let extensions: [String]
    private let script: @Sendable (Moment) -> Answer
    // A lock that ThreadSanitizer knows: it reports `Synchronization.Mutex` falsely.
    private let lock = NSCondition()
    nonisolated(unsafe) private var kept = Record()
    nonisolated(unsafe) private var served = 0
    var record: Record { lock.withLock { kept } }

    /// The record once every connection was read to its end. A client that has gone may have left bytes unread behind it,
    /// QUIT above all, and a busy machine reads them late.
    var finalRecord: Record {
        lock.withLock {
            let deadline = Date.now + 30
            while served < kept.connections, lock.wait(until: deadline) {}
            return kept
        }
    }

    init(
        extensions: [String] = ["PIPELINING", "8BITMIME", "SIZE 0"],
        script: @escaping @Sendable (Moment) -> Answer = { _ in .usual }
    ) throws {
        self.extensions = extensions
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in acceptAll() }
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let number = lock.withLock {
                kept.connections += 1
                return kept.connections
            }
            Thread.detachNewThread { [self] in serve(descriptor, number) }
        }
        close(listener)
    }

    private func serve(_ descriptor: Int32, _ number: Int) {
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var session = Session(descriptor: descriptor)
        defer {
            close(descriptor)
            lock.withLock {
                served += 1
                lock.broadcast()
            }
        }
        var isOpen = give(Moment(connection: number, line: "CONNECT"), usual: "220 relay ESMTP\r\n", &session)
        var (hasSender, hasRecipient) = (false, false)
        while isOpen, let line = session.readLine() {
            lock.withLock { kept.lines.append(line) }
            let moment = Moment(connection: number, line: line)
            if moment.begins("EHLO") {
                let lines = ["relay"] + extensions
                let reply = lines.enumerated().map { "250\($0 == lines.count - 1 ? " " : "-")\($1)\r\n" }.joined()
                isOpen = give(moment, usual: reply, &session)
            } else if moment.begins("MAIL") {
                isOpen = give(moment, usual: "250 2.1.0 Ok\r\n", &session)
                hasSender = session.lastReply.hasPrefix("250")
                hasRecipient = false
            } else if moment.begins("RCPT") {
                let usual = hasSender ? "250 2.1.5 Ok\r\n" : "503 5.5.1 no sender\r\n"
                isOpen = give(moment, usual: usual, &session)
                hasRecipient = session.lastReply.hasPrefix("250")
            } else if moment.begins("DATA") {
                isOpen = give(moment, usual: hasRecipient ? "354 go on\r\n" : "503 5.5.1 no recipient\r\n", &session)
                guard isOpen, session.lastReply.hasPrefix("354") else { continue }
                guard let body = session.readMessage() else { return }
                lock.withLock { kept.messages.append(body) }
                let end = Moment(connection: number, line: ".")
                isOpen = give(
                    end, usual: hasRecipient ? "250 2.0.0 queued\r\n" : "554 5.5.1 no recipient\r\n", &session)
                hasRecipient = false
            } else if moment.begins("QUIT") {
                _ = give(moment, usual: "221 2.0.0 bye\r\n", &session)
                return
            } else {
                isOpen = give(moment, usual: "250 2.0.0 Ok\r\n", &session)
            }
        }
    }

    private func give(_ moment: Moment, usual: String, _ session: inout Session) -> Bool {
        switch script(moment) {
        case .usual: session.send(usual)
        case .reply(let text): session.send(text)
        case .bytewise(let text):
            for byte in text.utf8 { session.send(String(decoding: [byte], as: UTF8.self)) }
            session.lastReply = text
        case .replyAndClose(let text):
            session.send(text)
            return false
        case .close: return false
        case .stall:
            while session.readLine() != nil {}
            return false
        case .dribble:
            while session.send("2") { usleep(20_000) }
            return false
        }
        return true
    }

    private struct Session {
        let descriptor: Int32
        var pending: [UInt8] = []
        var lastReply = ""

        /// False once the client has gone.
        @discardableResult mutating func send(_ text: String) -> Bool {
            lastReply = text
            let bytes = Array(text.utf8)
            var offset = 0
            while offset < bytes.count {
                let count = bytes.withUnsafeBytes {
                    sendBytes(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }

        private mutating func fill() -> Bool {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            pending += buffer[..<count]
            return true
        }

        mutating func readLine() -> String? {
            while true {
                if let end = pending.firstIndex(of: 0x0A) {
                    let line = pending[..<end].filter { $0 != 0x0D }
                    pending.removeFirst(end + 1)
                    return String(decoding: line, as: UTF8.self)
                }
                guard fill() else { return nil }
            }
        }

        /// The message as it was before dots were doubled; nil where the connection ends before the final dot.
        mutating func readMessage() -> [UInt8]? {
            var lines: [UInt8] = []
            while true {
                while let end = pending.firstIndex(of: 0x0A) {
                    let line = pending[...end]
                    if Array(line) == [0x2E, 0x0D, 0x0A] {
                        pending.removeFirst(end + 1)
                        return lines
                    }
                    lines += line.first == 0x2E ? line.dropFirst() : line
                    pending.removeFirst(end + 1)
                }
                guard fill() else { return nil }
            }
        }
    }
}

private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(descriptor, bytes, count, flags)
}
