import Testing
import Vocabulary

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
        ("", RelayAddressFault.noScheme(found: "")), ("smtp.example.org", .noScheme(found: "smtp.example.org")),
        ("https://example.org", .unknownScheme(found: "https")), ("smtp:example.org", .noHost), ("smtp://", .noHost),
        ("smtp://:25", .noHost), ("smtp://example.org:0", .badPort(found: 0)),
        ("smtp://example.org:65536", .badPort(found: 65536)), ("smtp://you:sesame", .badPort(found: nil)),
        ("smtp://example.org:", .badPort(found: nil)),
        ("smtp://example.org:99999999999999999999", .badPort(found: nil)),
        ("smtp://you:sesame@example.org", .credentials), ("you:sesame@example.org", .credentials),
        ("you@example.org", .credentials), ("smtp://example.org/path", .pathOrQuery),
        ("smtp://example.org?x=sesame", .pathOrQuery), ("smtp://example.org#x", .pathOrQuery),
        ("smtp://exam\r\nple.org", .controlCharacter), ("smtp://a\u{0}b", .controlCharacter),
        ("smtp://::1", .bareIPv6), ("smtp://[::1", .badHost(found: "[::1")),
        ("smtp://[sesam]", .badHost(found: "sesam")),
        ("smtp://a..b", .badHost(found: "a..b")), ("smtp://a b", .badHost(found: "a b")),
        ("smtp://-a", .badHost(found: "-a")), ("maildir:", .noFolder), ("maildir: ", .noFolder),
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
