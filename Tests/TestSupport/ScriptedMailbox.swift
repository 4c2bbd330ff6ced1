import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IMAP server on 127.0.0.1, in this process, that answers as a test's script says; one thread per connection.
package final class ScriptedMailbox: Sendable {
    /// What the server does.
    package enum Step: Sendable {
        /// Says these octets; `TAG` in a text stands for the command's.
        case octets([UInt8])
        /// Says nothing until the client goes.
        case stall
        /// Now and then an octet of a line that never ends, until the client goes.
        case dribble
        case close

        /// A line, or several.
        package static func say(_ text: String) -> Step { .octets(Array((text + "\r\n").utf8)) }
    }

    package let port: Int
    private let listener: Int32
    private let capabilities: String
    private let script: @Sendable (String) -> [Step]?
    private let lock = NSLock()
    /// Under `lock`.
    nonisolated(unsafe) private var heard: [String] = []
    nonisolated(unsafe) private var isOver = false

    /// What it was told, without tags.
    package var lines: [String] { lock.withLock { heard } }

    /// `script` gets each command without its tag (`GREETING` first, and what follows AUTHENTICATE as `RESPONSE …`) and gives nil
    /// for what a willing server of an empty INBOX does.
    package init(
        capabilities: String = "IMAP4rev1 AUTH=PLAIN", script: @escaping @Sendable (String) -> [Step]? = { _ in nil }
    ) throws {
        self.capabilities = capabilities
        self.script = script
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        listener = Spawning.lock.withLock {
            let listener = socket(AF_INET, kind, 0)
            _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
            _ = fcntl(listener, F_SETFL, O_NONBLOCK)
            return listener
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread { [self] in admit() }
    }

    /// Ends the listening; the threads of open connections end with their peers.
    package func close() { lock.withLock { isOver = true } }

    private func admit() {
        while true {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&waiting, 1, 200) > 0
            guard !lock.withLock({ isOver }) else { return closeDescriptor(listener) }
            guard isReady else { continue }
            let connection = Spawning.lock.withLock {
                let connection = accept(listener, nil, nil)
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return connection
            }
            guard connection >= 0 else { continue }
            Thread.detachNewThread { [self] in
                converse(connection)
                closeDescriptor(connection)
            }
        }
    }

    private func converse(_ connection: Int32) {
        var reader = RelayLines(descriptor: connection)
        guard answer("GREETING", "*", on: connection) else { return }
        var authenticating: String?
        while let line = reader.next() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            let (tag, command) = authenticating.map { ($0, "RESPONSE " + line) } ?? (words[0], words.last ?? "")
            lock.withLock { heard.append(command) }
            let waits = command.uppercased().hasPrefix("AUTHENTICATE") && command.split(separator: " ").count == 2
            authenticating = waits ? tag : nil
            guard answer(command, tag, on: connection) else { return }
        }
    }

    private func answer(_ command: String, _ tag: String, on connection: Int32) -> Bool {
        for step in script(command) ?? usual(command) {
            switch step {
            case .octets(let octets):
                var bytes = octets
                if let text = String(validating: octets, as: UTF8.self) {
                    bytes = Array(text.replacingOccurrences(of: "TAG", with: tag).utf8)
                }
                guard send(bytes, on: connection) else { return false }
            case .stall:
                var reader = RelayLines(descriptor: connection)
                while reader.next() != nil {}
                return false
            case .dribble:
                while send([0x2A], on: connection) { usleep(20_000) }
                return false
            case .close: return false
            }
        }
        return true
    }

    private func usual(_ command: String) -> [Step] {
        switch command.split(separator: " ").first?.uppercased() ?? "" {
        case "GREETING": [.say("* OK ready")]
        case "CAPABILITY": [.say("* CAPABILITY \(capabilities)\r\nTAG OK done")]
        case "AUTHENTICATE" where command.split(separator: " ").count == 2: [.say("+ ")]
        case "LIST": [.say("* LIST () \"/\" INBOX\r\nTAG OK done")]
        case "EXAMINE":
            [.say("* 0 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 1] x\r\nTAG OK [READ-ONLY] done")]
        case "LOGOUT": [.say("* BYE bye\r\nTAG OK done"), .close]
        default: [.say("TAG OK done")]
        }
    }

    private func send(_ octets: [UInt8], on connection: Int32) -> Bool {
        var bytes = octets[...]
        while !bytes.isEmpty {
            #if canImport(Glibc)
                let sent = bytes.withUnsafeBytes {
                    Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            #else
                let sent = bytes.withUnsafeBytes { Darwin.send(connection, $0.baseAddress, $0.count, 0) }
            #endif
            guard sent > 0 else { return false }
            bytes = bytes.dropFirst(sent)
        }
        return true
    }

    private func closeDescriptor(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}
