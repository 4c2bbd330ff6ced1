package import Letter
import Vocabulary

/// What must be known of a message's bytes before they go on the wire: found in one pass over the lines.
///
/// A message that the relay cannot take, or whose bytes could be read as commands further on, is refused before anything of it
/// is sent.
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
        guard let first = bytes.first, let last = bytes.last else { return }
        if first == 0x2E { dots.append(0) }
        let (cr, lf, dot) = (Octets(repeating: 0x0D), Octets(repeating: 0x0A), Octets(repeating: 0x2E))
        // Sixteen octets at a time, each beside the one before it.
        var unions = Octets(repeating: first)
        var (bare, dotted) = (Halves(repeating: 0), Halves(repeating: 0))
        var index = 1
        while index + 16 <= bytes.count {
            let octets = bytes.loadUnaligned(fromByteOffset: index, as: Octets.self)
            let before = bytes.loadUnaligned(fromByteOffset: index - 1, as: Octets.self)
            unions = unions | octets
            bare = bare | (halves(octets .== lf) ^ halves(before .== cr))
            dotted = dotted | (halves(octets .== dot) & halves(before .== lf))
            index += 16
        }
        // Hardly any message has one: Letter encodes them wherever it encodes anything.
        let start = dotted[0] | dotted[1] != 0 ? 1 : index
        for place in start..<bytes.count where bytes[place] == 0x2E && bytes[place - 1] == 0x0A { dots.append(place) }
        var union: UInt8 = 0
        for place in 0..<16 { union |= unions[place] }
        // An LF without its CR, or a CR without its LF, at either end and between.
        hasBareLineEnd = bare[0] | bare[1] != 0 || first == 0x0A || last == 0x0D
        while index < bytes.count {
            union |= bytes[index]
            if (bytes[index] == 0x0A) != (bytes[index - 1] == 0x0D) { hasBareLineEnd = true }
            index += 1
        }
        has8Bit = union >= 0x80
        has8BitHeader = has8Bit && WireForm.headerHas8Bit(bytes)
        endsLine = last == 0x0A && !hasBareLineEnd
    }

    private typealias Octets = SIMD16<UInt8>
    private typealias Halves = SIMD2<UInt64>

    /// All bits of each octet that a comparison holds for.
    @inline(__always)
    private func halves(_ mask: SIMDMask<SIMD16<Int8>>) -> Halves { unsafeBitCast(mask, to: Halves.self) }

    /// Whether one of the lines up to the empty one holds an octet over 127.
    private static func headerHas8Bit(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        for index in 0..<bytes.count {
            if bytes[index] >= 0x80 { return true }
            guard bytes[index] == 0x0A else { continue }
            if index - start <= 1 { return false }
            start = index + 1
        }
        return false
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
        // Before the recipient's own: with these, nobody can be written to.
        if !relay.smtpUTF8, let header = senderHeader(of: message) {
            return refusal(.mail, WireForm.addressOutsideASCII, header)
        }
        if hasBareLineEnd {
            return refusal(.message, EnhancedStatusCode(5, 6, 0), "the message holds a CR or LF that stands alone")
        }
        if message.envelope.needsSMTPUTF8, !relay.smtpUTF8 {
            let text = "the address is not ASCII and the relay does not offer SMTPUTF8"
            return refusal(.recipient, WireForm.addressOutsideASCII, text)
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

    // MARK: The sender's own addresses

    private static let addressOutsideASCII = EnhancedStatusCode(5, 6, 7)

    /// The header field that is outside ASCII for another reason than the recipient's address, with its address: `From`,
    /// which gives the reverse-path, or `Reply-To`; nil where there is none.
    private func senderHeader(of message: ClearedMessage) -> String? {
        if has8BitHeader {
            var name = ""
            for line in String(decoding: message.bytes, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)
            {
                if line.isEmpty { break }
                if line.first != " ", line.first != "\t" { name = String(line.prefix { $0 != ":" }) }
                guard name.asciiLowercased() != "to", line.utf8.contains(where: { $0 >= 0x80 }) else { continue }
                return line.hasPrefix(name) ? String(line) : name + ":" + line
            }
        }
        let reversePath = message.envelope.reversePath
        return reversePath.needsSMTPUTF8 ? "From: \(reversePath)" : nil
    }

    /// The header field that a refusal of ``refusal(of:by:)`` is for; nil for any other refusal.
    static func header(namedBy refusal: Outcome.Refusal) -> String? {
        let start = "\(addressOutsideASCII) not sent: "
        guard refusal.phase == .mail, refusal.code == nil, refusal.reply.hasPrefix(start) else { return nil }
        return String(refusal.reply.dropFirst(start.count))
    }
}
