import Foundation
import Testing
import Vocabulary

@testable import Wire

/// What shows of a login while libcurl opens a connection.
@Suite struct TraceTests {
    private final class Heard: @unchecked Sendable {
        private let lock = NSLock()
        private var heard: [String] = []
        var lines: [String] { lock.withLock { heard } }
        func add(_ line: String) { lock.withLock { heard.append(line) } }
    }

    @Test(arguments: [
        (ConnectionSettings.Service.smtp, "EHLO host", "→ EHLO host"),
        (.smtp, "AUTH PLAIN AHNlY3JldA==", "→ AUTH PLAIN •••"),
        (.smtp, "AHNlY3JldA==", "→ •••"), (.imap, "A001 CAPABILITY", "→ A001 CAPABILITY"),
        (.imap, "A002 STARTTLS", "→ A002 STARTTLS"),
        (.imap, "A003 AUTHENTICATE PLAIN AHNlY3JldA==", "→ A003 AUTHENTICATE PLAIN •••"),
        (.imap, "A003 LOGIN you secret", "→ A003 LOGIN •••"),
        (.imap, "AHNlY3JldA==", "→ •••"), (.smtp, "LOGIN you secret", "→ •••"),
    ]) func whatLogsInIsDots(_ service: ConnectionSettings.Service, _ line: String, _ shown: String) {
        let heard = Heard()
        Array((line + "\r\n").utf8).withUnsafeBytes { Trace { heard.add($0) }.opens($0, service) }
        #expect(heard.lines == [shown])
    }

    @Test func anExcerptControlsNoTerminal() {
        #expect(LineExcerpt.text(Array("a\u{1B}[31mb\u{9B}".utf8)) == "a\u{FFFD}[31mb\u{FFFD}")
        #expect(LineExcerpt.text(Array(repeating: 0x61, count: 100)).count == 60)
    }
}
