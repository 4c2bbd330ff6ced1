import Vocabulary

/// What is said on a connection, line by line, with secrets and bodies hidden: for whoever looks for a fault.
///
/// What libcurl says while it opens the connection is shown where it is known to be harmless; anything else is dots.
package struct Trace: Sendable {
    private let write: @Sendable (String) -> Void

    /// `write` takes one line at a time, from any thread.
    package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// The same, without the secrets that a relay may repeat.
    func hiding(_ redaction: Redaction) -> Trace { Trace { [write] in write(redaction.hide($0)) } }

    /// Commands, and a body that is told by its size.
    func sent(_ bytes: [UInt8], hidingBody: Bool) {
        var rest = bytes[...]
        if hidingBody, let end = Trace.endOfBody(bytes) {
            write("→ [\(end) octets of the message]")
            rest = bytes[end...]
        }
        for line in rest.split(separator: 0x0A) { write("→ " + ReplyReader.excerpt(Trace.chomped(line), most: 512)) }
    }

    func received(_ bytes: ArraySlice<UInt8>) {
        for line in bytes.split(separator: 0x0A) { write("← " + ReplyReader.excerpt(Trace.chomped(line), most: 512)) }
    }

    /// What libcurl says while it opens the connection: what proves who logs in is left out.
    func opens(_ bytes: UnsafeRawBufferPointer) {
        let line = ReplyReader.excerpt(Trace.chomped(Array(bytes)[...]), most: 512)
        let words = line.split(separator: " ")
        switch words.first?.uppercased() {
        case "EHLO", "HELO", "STARTTLS", "QUIT": write("→ " + line)
        case "AUTH": write("→ AUTH " + (words.dropFirst().first ?? "") + " •••")
        default: write("→ •••")
        }
    }

    private static func chomped(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var line = line
        while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
        return Array(line)
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
