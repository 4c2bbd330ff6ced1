import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A name server on 127.0.0.1, in this process, over UDP and TCP: it answers from its zone, or as a test's script says. An
/// answer over UDP that is longer than 512 octets is truncated (RFC 1035 §4.2.1).
package final class ScriptedNameServer: Sendable {
    package enum Record: Sendable {
        /// The strings of one TXT record.
        case texts([String])
        case mailHost(Int, String)
        /// Four octets, or sixteen.
        case address([UInt8])
        case alias(String)

        package static func text(_ text: String) -> Record { .texts([text]) }

        fileprivate var type: UInt16 {
            switch self {
            case .texts: 16
            case .mailHost: 15
            case .address(let octets): octets.count == 4 ? 1 : 28
            case .alias: 5
            }
        }

        fileprivate var data: [UInt8] {
            switch self {
            case .texts(let texts): texts.flatMap { [UInt8(min(255, $0.utf8.count))] + Array($0.utf8.prefix(255)) }
            case .mailHost(let preference, let host):
                [UInt8(preference >> 8), UInt8(preference & 0xFF)] + ScriptedNameServer.wire(host)
            case .address(let octets): octets
            case .alias(let name): ScriptedNameServer.wire(name)
            }
        }
    }

    package struct Question: Sendable {
        /// In lower case.
        package let name: String
        package let type: UInt16
        package let isOverTCP: Bool
        /// The question as it came.
        package let octets: [UInt8]
    }

    package enum Answer: Sendable {
        /// What the zone says.
        case usual
        /// No answer, with this code.
        case code(UInt8)
        case silence
        /// These octets in the place of an answer.
        case octets([UInt8])
    }

    package let port: Int
    private let zone: [String: [Record]]
    private let script: @Sendable (Question) -> Answer
    private let (datagrams, listener): (Int32, Int32)
    private let lock = NSLock()
    /// Under `lock`.
    nonisolated(unsafe) private var state = (questions: [Question](), isOver: false)

    /// What was asked so far, retries included.
    package var questions: [Question] { lock.withLock { state.questions } }

    /// The zone: what stands at which name. Names above one of them are there, and have no records.
    package init(
        _ zone: [String: [Record]] = [:], script: @escaping @Sendable (Question) -> Answer = { _ in .usual }
    ) throws {
        self.zone = zone
        self.script = script
        (datagrams, listener, port) = try ScriptedNameServer.sockets()
        Thread.detachNewThread { [self] in answerDatagrams() }
        Thread.detachNewThread { [self] in answerConnections() }
    }

    package func close() { lock.withLock { state.isOver = true } }

    /// Two sockets on one port.
    private static func sockets() throws -> (Int32, Int32, Int) {
        #if canImport(Glibc)
            let (datagram, stream) = (Int32(SOCK_DGRAM.rawValue), Int32(SOCK_STREAM.rawValue))
        #else
            let (datagram, stream) = (SOCK_DGRAM, SOCK_STREAM)
        #endif
        for _ in 0..<20 {
            // Closed on exec, or a command started meanwhile would keep them.
            let (one, other) = Spawning.lock.withLock {
                let pair = (socket(AF_INET, datagram, 0), socket(AF_INET, stream, 0))
                for descriptor in [pair.0, pair.1] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
                return pair
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(one, $0, size) == 0 && getsockname(one, $0, &size) == 0 && bind(other, $0, size) == 0
                        && listen(other, 16) == 0
                }
            }
            if isBound { return (one, other, Int(UInt16(bigEndian: address.sin_port))) }
            for descriptor in [one, other] { _ = closeSocket(descriptor) }
        }
        throw POSIXError(.EADDRINUSE)
    }

    /// False once the server is over.
    private func waits(for descriptor: Int32) -> Bool {
        while !lock.withLock({ state.isOver }) {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 100) > 0 { return true }
        }
        _ = closeSocket(descriptor)
        return false
    }

    private func answerDatagrams() {
        while waits(for: datagrams) {
            var buffer = [UInt8](repeating: 0, count: 4096)
            var peer = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutablePointer(to: &peer) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                    let count = recvfrom(datagrams, &buffer, buffer.count, 0, peer, &size)
                    guard count > 0, let answer = answer(Array(buffer.prefix(count)), isOverTCP: false) else { return }
                    _ = sendto(datagrams, answer, answer.count, 0, peer, size)
                }
            }
        }
    }

    private func answerConnections() {
        while waits(for: listener) {
            let connection = Spawning.lock.withLock {
                let connection = accept(listener, nil, nil)
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return connection
            }
            guard connection >= 0 else { continue }
            var head: [UInt8] = [0, 0]
            if recv(connection, &head, 2, waitAll) == 2 {
                var question = [UInt8](repeating: 0, count: Int(head[0]) << 8 | Int(head[1]))
                if recv(connection, &question, question.count, waitAll) == question.count,
                    let answer = answer(question, isOverTCP: true)
                {
                    let octets = [UInt8(answer.count >> 8), UInt8(answer.count & 0xFF)] + answer
                    _ = octets.withUnsafeBytes { sendAll(connection, $0) }
                }
            }
            _ = closeSocket(connection)
        }
    }

    private func sendAll(_ connection: Int32, _ octets: UnsafeRawBufferPointer) -> Bool {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = send(connection, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, 0)
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Nil where nothing is said.
    private func answer(_ octets: [UInt8], isOverTCP: Bool) -> [UInt8]? {
        var (place, labels): (Int, [String]) = (12, [])
        while place < octets.count, octets[place] > 0 {
            let end = place + 1 + Int(octets[place])
            guard end < octets.count else { return nil }
            labels.append(String(decoding: octets[place + 1..<end], as: UTF8.self))
            place = end
        }
        guard place + 5 <= octets.count else { return nil }
        let name = labels.joined(separator: ".").lowercased()
        let question = Question(
            name: name, type: UInt16(octets[place + 1]) << 8 | UInt16(octets[place + 2]), isOverTCP: isOverTCP,
            octets: Array(octets[..<(place + 5)]))
        lock.withLock { state.questions.append(question) }
        switch script(question) {
        case .silence: return nil
        case .octets(let octets): return octets
        case .code(let code): return ScriptedNameServer.message(question, code: code, [])
        case .usual: break
        }
        guard zone.keys.contains(where: { $0 == name || $0.hasSuffix("." + name) }) else {
            return ScriptedNameServer.message(question, code: 3, [])
        }
        var (records, owner) = ([(String, Record)](), name)
        while let alias = zone[owner]?.first(where: { $0.type == 5 }), question.type != 5, records.count < 8 {
            records.append((owner, alias))
            if case .alias(let target) = alias { owner = target }
        }
        records += (zone[owner] ?? []).filter { $0.type == question.type }.map { (owner, $0) }
        let whole = ScriptedNameServer.message(question, code: 0, records)
        if isOverTCP || whole.count <= 512 { return whole }
        return ScriptedNameServer.message(question, code: 0, [], isTruncated: true)
    }

    /// An answer to a question, with records at their owners.
    package static func message(
        _ question: Question, code: UInt8, _ records: [(String, Record)], isTruncated: Bool = false
    ) -> [UInt8] {
        var octets = Array(question.octets[..<2])
        octets += [0x81 | (isTruncated ? 2 : 0), 0x80 | code, 0, 1]
        octets += [UInt8(records.count >> 8), UInt8(records.count & 0xFF), 0, 0, 0, 0]
        octets += question.octets[12...]
        for (owner, record) in records {
            let data = record.data
            octets += owner == question.name ? [0xC0, 12] : wire(owner)
            octets += [0, UInt8(record.type), 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)]
            octets += data
        }
        return octets
    }

    /// A name as it goes on the wire.
    package static func wire(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

private let waitAll = Int32(MSG_WAITALL)

private func closeSocket(_ descriptor: Int32) -> Int32 { close(descriptor) }
