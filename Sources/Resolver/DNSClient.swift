private import CResolv
private import Vocabulary

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

/// The DNS, asked through the resolver of the C library: its name servers are those of this machine, over UDP, and over TCP where
/// an answer is too long. Nothing is kept between questions, which may be asked from any thread.
package struct DNSClient: RecordSource, Sendable {
    /// A name server to ask in the place of the system's.
    package struct Server: Hashable, Sendable {
        package let address: String
        package let port: Int

        /// `192.0.2.1` or `192.0.2.1:5353`; nil for anything else.
        package init?(parsing text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            var octets = in_addr()
            guard (1...2).contains(parts.count), inet_pton(AF_INET, parts[0], &octets) == 1,
                let port = parts.count == 2 ? Int(parts[1]) : 53, 1...65_535 ~= port
            else { return nil }
            (address, self.port) = (parts[0], port)
        }
    }

    private let server: Server?
    private let seconds: Int
    private let tries: Int

    /// `server`: nil for those of the system. Each of `tries` waits for `seconds`.
    package init(server: Server? = nil, seconds: Int = 3, tries: Int = 2) {
        self.server = server
        self.seconds = seconds
        self.tries = tries
    }

    package func texts(at name: String) -> Lookup<String> {
        ask(name, .text) { $0.text(in: $1) }
    }

    package func mailHosts(of name: String) -> Lookup<MailHost> {
        ask(name, .mailHost) { message, record in
            guard let host = message.name(in: record, behind: 2) else { return nil }
            let start = record.data.lowerBound
            return MailHost(preference: Int(message.bytes[start]) << 8 | Int(message.bytes[start + 1]), name: host)
        }
    }

    package func addresses(of name: String) -> Lookup<String> {
        let old = ask(name, .address) { DNSClient.address($0, $1, AF_INET) }
        guard old.isVoid || old.values != nil else { return old }
        let new = ask(name, .address6) { DNSClient.address($0, $1, AF_INET6) }
        switch (old, new) {
        case (.found(let some), .found(let more)): return .found(some + more)
        case (.found, _): return old
        default: return new
        }
    }

    private static func address(_ message: DNSMessage, _ record: DNSMessage.Record, _ family: Int32) -> String? {
        guard record.data.count == (family == AF_INET ? 4 : 16) else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let octets = Array(message.bytes[record.data])
        guard inet_ntop(family, octets, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Asks for the records of a type; `read` gives what one says, and nil where it lies.
    private func ask<Value>(
        _ name: String, _ type: RecordType, read: (DNSMessage, DNSMessage.Record) -> Value?
    ) -> Lookup<Value> {
        guard DNSName.canBeAsked(name) else { return .failed(.unaskable) }
        var answer = [UInt8](repeating: 0, count: 65_535)
        var (id, why): (UInt16, Int32) = (0, 0)
        let size = portillon_resolv_ask(
            name, Int32(type.rawValue), server?.address, UInt16(server?.port ?? 53), Int32(seconds), Int32(tries),
            &answer, Int32(answer.count), &id, &why)
        guard size >= 0 else { return .failed(fault(answer, id: id, errno: why)) }
        guard let message = DNSMessage(Array(answer.prefix(Int(size)))), message.id == id, !message.isTruncated else {
            return .failed(.malformed)
        }
        return DNSClient.lookup(message, name, type, read)
    }

    /// What an answer comes to.
    static func lookup<Value>(
        _ message: DNSMessage, _ name: String, _ type: RecordType, _ read: (DNSMessage, DNSMessage.Record) -> Value?
    ) -> Lookup<Value> {
        switch DNSMessage.ResponseCode(rawValue: message.code) {
        case .noError: break
        case .noName: return .noName
        case .serverFailed: return .failed(.serverFailed)
        case nil: return .failed(.refused)
        }
        let records = message.records(of: type, at: name)
        let values = records.compactMap { read(message, $0) }
        guard values.count == records.count else { return .failed(.malformed) }
        return values.isEmpty ? .noData : .found(values)
    }

    /// The resolver goes on to the next name server where one has no answer, and says of the last one only that there was none:
    /// what it said still stands in the buffer.
    private func fault(_ answer: [UInt8], id: UInt16, errno: Int32) -> LookupFault {
        let flags = UInt16(answer[2]) << 8 | UInt16(answer[3])
        let isAnswer = UInt16(answer[0]) << 8 | UInt16(answer[1]) == id && flags & 0x8000 != 0
        switch (isAnswer, flags & 0xF, errno) {
        case (true, 2, _): return .serverFailed
        case (true, 1...15, _): return .refused
        case (_, _, 0): return .unaskable
        case (_, _, ETIMEDOUT): return .timedOut
        default: return .unreachable
        }
    }
}
