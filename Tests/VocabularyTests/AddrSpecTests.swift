import Testing
import Vocabulary

/// What is an addr-spec, how it is spelled, and what admits.
@Suite struct AddrSpecTests {
    struct Accepted: CustomTestStringConvertible, Sendable {
        var text: String
        var localPart: String
        var domain: String
        var spelling: String
        var normalForm: String
        var needsSMTPUTF8 = false

        init(
            _ text: String, _ localPart: String, _ domain: String, spelling: String? = nil, normalForm: String? = nil,
            needsSMTPUTF8: Bool = false
        ) {
            self.text = text
            self.localPart = localPart
            self.domain = domain
            self.spelling = spelling ?? localPart + "@" + domain
            self.normalForm = normalForm ?? self.spelling
            self.needsSMTPUTF8 = needsSMTPUTF8
        }

        var testDescription: String { text }
    }

    static let accepted: [Accepted] = [
        .init("ada@example.org", "ada", "example.org"),
        .init("  ada@example.org\t", "ada", "example.org"),
        .init("\u{FEFF}ada@example.org\u{A0}", "ada", "example.org"),
        .init("Ada.Lovelace@Example.ORG", "Ada.Lovelace", "example.org", normalForm: "ada.lovelace@example.org"),
        .init("ada+news@example.org", "ada+news", "example.org"),
        .init("o'brien@example.org", "o'brien", "example.org"),
        .init("!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~", "example.org"),
        .init("1@2.example.org", "1", "2.example.org"),
        .init("a@b-c.example.org", "a", "b-c.example.org"),
        // A quoted local part that a dot-atom can hold loses its quotes: it is the same mailbox (RFC 5321 §4.1.2).
        .init("\"ada\"@example.org", "ada", "example.org"),
        .init("\"a\\d\\a\"@example.org", "ada", "example.org"),
        .init("\"ada lovelace\"@example.org", "ada lovelace", "example.org", spelling: "\"ada lovelace\"@example.org"),
        .init("\"a@b\"@example.org", "a@b", "example.org", spelling: "\"a@b\"@example.org"),
        .init("\"a\\\"b\\\\c\"@example.org", "a\"b\\c", "example.org", spelling: "\"a\\\"b\\\\c\"@example.org"),
        .init("\".ada\"@example.org", ".ada", "example.org", spelling: "\".ada\"@example.org"),
        .init("\"<ada>\"@example.org", "<ada>", "example.org", spelling: "\"<ada>\"@example.org"),
        // Internationalised domains travel as A-labels, in one form whatever the spelling (RFC 5891).
        .init("ada@bücher.example", "ada", "xn--bcher-kva.example"),
        .init("ada@BÜCHER.example", "ada", "xn--bcher-kva.example"),
        .init("ada@bu\u{308}cher.example", "ada", "xn--bcher-kva.example"),
        .init("ada@xn--bcher-kva.example", "ada", "xn--bcher-kva.example"),
        .init("ada@XN--BCHER-KVA.example", "ada", "xn--bcher-kva.example"),
        .init("ada@例え.example", "ada", "xn--r8jz45g.example"),
        // Internationalised local parts need the relay's consent (RFC 6531), and keep their case.
        .init("hélène@example.org", "hélène", "example.org", needsSMTPUTF8: true),
        .init("HÉLÈNE@example.org", "HÉLÈNE", "example.org", normalForm: "hÉlÈne@example.org", needsSMTPUTF8: true),
        .init("陽子@bücher.example", "陽子", "xn--bcher-kva.example", needsSMTPUTF8: true),
        .init(
            String(repeating: "a", count: 64) + "@example.org", String(repeating: "a", count: 64), "example.org"),
    ]

    @Test(arguments: accepted) func isRead(_ row: Accepted) throws {
        let address = try AddrSpec(parsing: row.text)
        #expect(address.localPart == row.localPart)
        #expect(address.domain == row.domain)
        #expect(address.spelling == row.spelling)
        #expect(address.normalForm == row.normalForm)
        #expect(address.needsSMTPUTF8 == row.needsSMTPUTF8)
        #expect(address.description == row.spelling)
    }

    /// Printing and reading again changes nothing: what the ledger holds can be read back.
    @Test(arguments: accepted) func survivesPrinting(_ row: Accepted) throws {
        let address = try AddrSpec(parsing: row.text)
        let again = try AddrSpec(parsing: address.spelling)
        #expect(again == address)
        #expect(again.spelling == address.spelling)
        #expect(try AddrSpec(parsing: address.normalForm).normalForm == address.normalForm)
        #expect(again.hashValue == address.hashValue)
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        var text: String
        var fault: AddressFault

        init(_ text: String, _ fault: AddressFault) {
            self.text = text
            self.fault = fault
        }

        var testDescription: String { text.debugDescription }
    }

    static let long = String(repeating: "a", count: 63)

    static let refused: [Refused] = [
        .init("", .empty),
        .init(" \t\u{A0}", .empty),
        .init("ada", .noAtSign),
        .init("ada.example.org", .noAtSign),
        .init("@example.org", .emptyLocalPart),
        .init("\"\"@example.org", .emptyLocalPart),
        .init("ada@", .emptyDomain),
        .init("\"ada\"@", .emptyDomain),
        .init(String(repeating: "a", count: 65) + "@example.org", .localPartTooLong),
        .init("\"" + String(repeating: " ", count: 63) + "\"@example.org", .localPartTooLong),
        .init(String(repeating: "é", count: 33) + "@example.org", .localPartTooLong),
        .init("ada lovelace@example.org", .badLocalPart(" ")),
        .init("ada,bob@example.org", .badLocalPart(",")),
        .init("ada;@example.org", .badLocalPart(";")),
        .init("ada:bob@example.org", .somethingBeside("ada:")),
        .init("ada:@example.org", .badLocalPart(":")),
        .init("ada\"bob\"@example.org", .badLocalPart("\"")),
        .init("ada\\@example.org", .badLocalPart("\\")),
        .init("ada[1]@example.org", .badLocalPart("[")),
        .init(".ada@example.org", .badLocalPart(".")),
        .init("ada.@example.org", .badLocalPart(".")),
        .init("ada..lovelace@example.org", .badLocalPart(".")),
        .init("\"ada\"bob@example.org", .badLocalPart("\"")),
        .init("\"ada@example.org", .unclosedQuote),
        .init("\"ada\\", .unclosedQuote),
        .init("\"ada\\\"@example.org", .unclosedQuote),
        .init("\"ada\"", .noAtSign),
        .init("ada(work)@example.org", .comment),
        .init("ada@(work)example.org", .comment),
        .init("<ada@example.org>", .displayName),
        .init("Ada <ada@example.org>", .displayName),
        .init("\"Ada\" <ada@example.org>", .displayName),
        .init("ada@example.org>", .displayName),
        .init("ada@[192.0.2.1]", .addressLiteral),
        .init("ada@[IPv6:2001:db8::1]", .addressLiteral),
        .init("ada@192.0.2.1", .addressLiteral),
        .init("ada@localhost", .singleLabel),
        .init("ada@example", .singleLabel),
        // Nothing that ends a line or a command can get into an address.
        .init("ada@example.org\r\nRCPT TO:<eve@example.org>", .severalAddresses(2)),
        .init("ada@example.org\r\nDATA", .controlCharacter),
        .init("ada\r@example.org", .controlCharacter),
        .init("ada\n@example.org", .controlCharacter),
        .init("ada@example.org\n", .controlCharacter),
        .init("\nada@example.org", .controlCharacter),
        .init("\"ada\r\n\"@example.org", .controlCharacter),
        .init("\"ada\\\n\"@example.org", .controlCharacter),
        .init("ada\0@example.org", .controlCharacter),
        .init("ada\t@example.org", .controlCharacter),
        .init("ada\u{7F}@example.org", .controlCharacter),
        .init("ada\u{85}@example.org", .controlCharacter),
        .init("ada\u{2028}@example.org", .controlCharacter),
        .init("ada\u{2029}@example.org", .controlCharacter),
        .init("ada\u{200B}@example.org", .invisibleCharacter),
        .init("ada\u{AD}@example.org", .invisibleCharacter),
        .init("ada\u{202E}@example.org", .invisibleCharacter),
        .init("ada\u{2003}b@example.org", .invisibleCharacter),
        .init("ada@exam\u{200D}ple.org", .invisibleCharacter),
        .init("ada\u{E000}@example.org", .invisibleCharacter),
        .init("ada\u{FE0F}@example.org", .invisibleCharacter),
        .init("ada\u{FFFD}@example.org", .undecodedCharacter),
        .init("ada@ex\u{FFFD}mple.org", .undecodedCharacter),
        .init("ada@.example.org", .badDomain("a full stop at its start")),
        .init("ada@example..org", .badDomain("two full stops in a row")),
        .init("ada@example.org.", .badDomain("a full stop at its end")),
        .init("ada@-example.org", .badDomain("a hyphen at a label's edge")),
        .init("ada@example-.org", .badDomain("a hyphen at a label's edge")),
        .init("ada@exam_ple.org", .badDomainCharacter("_")),
        .init("ada@büch_er.example", .badDomainCharacter("_")),
        .init("ada@exam ple.org", .badDomainCharacter(" ")),
        .init("ada@example,org", .badDomainCharacter(",")),
        .init("ada@eve@example.org", .severalAtSigns),
        .init("ada@example.123", .badDomain("its last label is a number")),
        .init("ada@" + long + "a.org", .badDomain("a label longer than 63 octets")),
        .init("ada@" + Array(repeating: long, count: 4).joined(separator: "."), .badDomain("longer than 253 octets")),
        .init(long + "@" + Array(repeating: long, count: 3).joined(separator: "."), .tooLong),
    ]

    @Test(arguments: refused) func isRefused(_ row: Refused) {
        #expect(throws: row.fault) { try AddrSpec(parsing: row.text) }
    }

    /// libidn2's own words vary with its version; that it refuses does not.
    @Test(arguments: ["ada@xn--.example", "ada@xn--a.example", "ada@\u{301}a.example"])
    func refusesLabelsThatAreNone(_ text: String) {
        #expect {
            try AddrSpec(parsing: text)
        } throws: { error in
            if case .badDomain? = error as? AddressFault { return true }
            return false
        }
    }

    /// Each fault can say what is wrong, in words that fit after a colon.
    @Test(arguments: refused) func faultsAreWorded(_ row: Refused) {
        #expect(!row.fault.description.isEmpty)
        #expect(!row.fault.description.hasSuffix("."))
        #expect(row.fault.description.first?.isUppercase == false)
    }

    @Test func equalityIsThatOfTheNormalForm() throws {
        let ada = try AddrSpec(parsing: "Ada@Example.org")
        #expect(ada == (try AddrSpec(parsing: "ada@example.ORG")))
        #expect(ada == (try AddrSpec(parsing: "\"ADA\"@example.org")))
        #expect(ada != (try AddrSpec(parsing: "ada+news@example.org")))
        #expect(ada != (try AddrSpec(parsing: "ada@example.net")))
        // Beyond ASCII, case counts, and so does the way an accent is written: admitting is strict.
        #expect(try AddrSpec(parsing: "É@example.org") != AddrSpec(parsing: "é@example.org"))
        #expect(try AddrSpec(parsing: "e\u{301}@example.org") != AddrSpec(parsing: "\u{E9}@example.org"))
        let spellings: Set = [ada, try AddrSpec(parsing: "ADA@EXAMPLE.ORG"), try AddrSpec(parsing: "ada@example.com")]
        #expect(spellings.count == 2)
    }
}
