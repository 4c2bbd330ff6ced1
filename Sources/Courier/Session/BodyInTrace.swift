import Wire

extension Trace {
    /// Commands, and a body that is told by its size.
    func sent(_ bytes: [UInt8], hidingBody: Bool) {
        guard hidingBody, let end = Trace.endOfBody(bytes) else { return sent(bytes) }
        sent(instead: "\(end) octets of the message")
        sent(bytes[end...])
    }

    /// Behind the line that holds the final dot alone.
    private static func endOfBody(_ bytes: [UInt8]) -> Int? {
        let mark: [UInt8] = [0x0D, 0x0A, 0x2E, 0x0D, 0x0A]
        if bytes.starts(with: mark.dropFirst(2)) { return 3 }
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
            .map { $0 + mark.count }
    }
}
