/// What is said on a connection, line by line, with secrets and bodies hidden: for whoever looks for a fault.
///
/// What libcurl says while it opens the connection is shown where it is known to be harmless; anything else is dots.
package struct Trace: Sendable {
    private let write: @Sendable (String) -> Void

    /// `write` takes one line at a time, from any thread.
    package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// The same, without the secrets that a server may repeat.
    package func hiding(_ redaction: Redaction) -> Trace { Trace { [write] in write(redaction.hide($0)) } }

    /// What is told instead of what was said: a body, by its size.
    package func sent(instead words: String) { write("→ [\(words)]") }

    package func sent(_ bytes: some Collection<UInt8>) { lines(bytes, "→ ") }

    package func received(_ bytes: some Collection<UInt8>) { lines(bytes, "← ") }

    private func lines(_ bytes: some Collection<UInt8>, _ arrow: String) {
        for line in Array(bytes)[...].split(separator: 0x0A) {
            write(arrow + LineExcerpt.text(LineExcerpt.chomped(line), most: 512))
        }
    }

    /// What libcurl says while it opens the connection: what proves who logs in is left out.
    func opens(_ bytes: UnsafeRawBufferPointer, _ service: ConnectionSettings.Service) {
        let line = LineExcerpt.text(LineExcerpt.chomped(Array(bytes)[...]), most: 512)
        // IMAP's commands begin with a tag.
        let tag = service == .imap ? line.split(separator: " ").prefix(1).map { $0 + " " }.joined() : ""
        let words = line.split(separator: " ").dropFirst(service == .imap ? 1 : 0)
        switch words.first?.uppercased() {
        case "EHLO", "HELO", "STARTTLS", "QUIT", "CAPABILITY", "LOGOUT": write("→ " + line)
        case let command? where ["AUTH", "AUTHENTICATE"].contains(command):
            write("→ \(tag)\(command) " + (words.dropFirst().first ?? "") + " •••")
        case "LOGIN" where service == .imap: write("→ \(tag)LOGIN •••")
        default: write("→ •••")
        }
    }
}
