import Testing
import Vocabulary
import Wire

@testable import Courier

/// Reading `relay.url`.
@Suite struct RelayAddressTests {
    @Test(arguments: [
        ("smtp://smtp.example.org", "smtp.example.org:587", false),
        ("SMTP://Smtp.Example.ORG:25/", "smtp.example.org:25", false),
        ("smtps://smtp.example.org", "smtp.example.org:465", true), ("smtp://[::1]", "[::1]:587", false),
        ("smtps://[2001:db8::1]:4465", "[2001:db8::1]:4465", true), ("smtp://127.0.0.1:2525", "127.0.0.1:2525", false),
        ("smtp://localhost:1", "localhost:1", false),
        ("smtp://bücher.example:65535", "xn--bcher-kva.example:65535", false),
    ])
    func relaysAreRead(text: String, name: String, isImplicitTLS: Bool) throws {
        let address = try RelayAddress(parsing: text)
        #expect(address.description == name)
        guard case .smtp(_, _, let implicit) = address else {
            Issue.record("no relay")
            return
        }
        #expect(implicit == isImplicitTLS)
    }

    @Test func foldersAreRead() throws {
        #expect(try RelayAddress(parsing: "maildir:outbox") == .maildir(folder: "outbox"))
        #expect(try RelayAddress(parsing: "maildir:/tmp/a b@c") == .maildir(folder: "/tmp/a b@c"))
    }

    @Test(arguments: [
        ("", RelayAddressFault.server(.noScheme(found: ""))),
        ("smtp.example.org", .server(.noScheme(found: "smtp.example.org"))),
        ("https://example.org", .server(.unknownScheme(found: "https"))), ("smtp:example.org", .server(.noHost)),
        ("smtp://", .server(.noHost)),
        ("smtp://:25", .server(.noHost)), ("smtp://example.org:0", .server(.badPort(found: 0))),
        ("smtp://example.org:65536", .server(.badPort(found: 65536))),
        ("smtp://you:sesame", .server(.badPort(found: nil))),
        ("smtp://example.org:", .server(.badPort(found: nil))),
        ("smtp://example.org:99999999999999999999", .server(.badPort(found: nil))),
        ("smtp://you:sesame@example.org", .server(.credentials)), ("you:sesame@example.org", .server(.credentials)),
        ("you@example.org", .server(.credentials)), ("smtp://example.org/path", .server(.pathOrQuery)),
        ("smtp://example.org?x=sesame", .server(.pathOrQuery)), ("smtp://example.org#x", .server(.pathOrQuery)),
        ("smtp://exam\r\nple.org", .server(.controlCharacter)), ("smtp://a\u{0}b", .server(.controlCharacter)),
        ("smtp://::1", .server(.bareIPv6)), ("smtp://[::1", .server(.badHost(found: "[::1"))),
        ("smtp://[sesam]", .server(.badHost(found: "sesam"))),
        ("smtp://a..b", .server(.badHost(found: "a..b"))), ("smtp://a b", .server(.badHost(found: "a b"))),
        ("smtp://-a", .server(.badHost(found: "-a"))), ("maildir:", .noFolder), ("maildir: ", .noFolder),
    ])
    func whatIsNoneIsNamed(text: String, expected: RelayAddressFault) {
        #expect(throws: expected) { try RelayAddress(parsing: text) }
        #expect(!expected.phrase.en.contains("sesame"))
        #expect(expected.phrase.en != expected.phrase.fr)
    }

    @Test(arguments: [
        ("smtp://localhost", true), ("smtp://mail.localhost", true), ("smtp://127.9.9.9", true), ("smtp://[::1]", true),
        ("smtp://128.0.0.1", false), ("smtp://127.0.0.1.example.com", false), ("smtp://localhost.example.com", false),
        ("smtp://127.1", false), ("smtp://[::2]", false), ("smtp://[::ffff:1.2.3.4]", false), ("maildir:x", true),
    ])
    func loopbackStaysOnThisMachine(text: String, isLoopback: Bool) throws {
        #expect(try RelayAddress(parsing: text).isLoopback == isLoopback)
    }
}
