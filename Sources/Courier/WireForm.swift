package import Letter
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What must be known of a message's bytes before they go on the wire: found in one pass over the lines.
package struct WireForm: Sendable {
    /// Where a dot begins a line, so that a second one must go before it (RFC 5321 §4.5.2).
    private(set) var dots: [Int] = []
    /// Octets over 127 in the header section: the relay must know SMTPUTF8 (RFC 6532).
    private(set) var has8BitHeader = false
    /// Octets over 127 anywhere: the relay must know 8BITMIME.
    private(set) var has8Bit = false
    /// A CR or LF that stands alone could be read as a line end by the next server and smuggle commands in.
    private(set) var hasBareLineEnd = false
    private(set) var endsLine = false

    package init(_ message: ClearedMessage) { self.init(message.bytes) }

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        var union: UInt8 = 0
        for byte in bytes { union |= byte }
        has8Bit = union >= 0x80

        var start = 0
        var lineEnds = 0
        var inHeader = true
        while start < bytes.count {
            if bytes[start] == 0x2E { dots.append(start) }
            guard let found = memchr(base + start, 0x0A, bytes.count - start) else { break }
            let end = base.distance(to: UnsafeRawPointer(found))
            if end == 0 || bytes[end - 1] != 0x0D { hasBareLineEnd = true }
            lineEnds += 1
            if inHeader, has8Bit {
                has8BitHeader = has8BitHeader || bytes[start..<end].contains { $0 >= 0x80 }
                inHeader = end - start > 1
            }
            start = end + 1
        }
        endsLine = start == bytes.count && !hasBareLineEnd
        if inHeader, has8Bit, start < bytes.count {
            has8BitHeader = has8BitHeader || bytes[start...].contains { $0 >= 0x80 }
        }

        // As every LF has its CR, a CR too many is one that stands alone.
        var returns = 0
        var position = 0
        while position < bytes.count, let found = memchr(base + position, 0x0D, bytes.count - position) {
            returns += 1
            position = base.distance(to: UnsafeRawPointer(found)) + 1
        }
        hasBareLineEnd = hasBareLineEnd || returns != lineEnds
    }

    /// Appends the bytes as the DATA command wants them: dots doubled, the last line ended, the final dot behind.
    func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        output.reserveCapacity(output.count + bytes.count + dots.count + 512)
        var start = 0
        for dot in dots {
            output.append(contentsOf: bytes[start..<dot])
            output.append(0x2E)
            start = dot
        }
        output.append(contentsOf: bytes[start...])
        output.append(contentsOf: endsLine || bytes.isEmpty ? WireForm.finalDot : WireForm.lineEndAndFinalDot)
    }

    private static let finalDot: [UInt8] = [0x2E, 0x0D, 0x0A]
    private static let lineEndAndFinalDot: [UInt8] = [0x0D, 0x0A, 0x2E, 0x0D, 0x0A]

    /// Why this relay cannot take the message, before anything of it is sent; nil where it can.
    func refusal(of message: ClearedMessage, by relay: Capabilities) -> Outcome.Refusal? {
        func refusal(_ phase: SMTPPhase, _ status: EnhancedStatusCode, _ text: String) -> Outcome.Refusal {
            Outcome.Refusal(phase: phase, reply: "\(status) not sent: \(text)", status: status)
        }
        if hasBareLineEnd {
            return refusal(.message, EnhancedStatusCode(5, 6, 0), "the message holds a CR or LF that stands alone")
        }
        if message.envelope.needsSMTPUTF8, !relay.smtpUTF8 {
            let text = "the address is not ASCII and the relay does not offer SMTPUTF8"
            return refusal(.recipient, EnhancedStatusCode(5, 6, 7), text)
        }
        if has8BitHeader, !relay.smtpUTF8 {
            let text = "the message's header is not ASCII and the relay does not offer SMTPUTF8"
            return refusal(.message, EnhancedStatusCode(5, 6, 7), text)
        }
        if has8Bit, !relay.eightBitMIME {
            let text = "the message is not ASCII and the relay does not offer 8BITMIME"
            return refusal(.message, EnhancedStatusCode(5, 6, 3), text)
        }
        if let limit = relay.size, message.bytes.count > limit {
            let text = "the message has \(message.bytes.count) octets and the relay takes \(limit)"
            return refusal(.message, EnhancedStatusCode(5, 3, 4), text)
        }
        return nil
    }
}
