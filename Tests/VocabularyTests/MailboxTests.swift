import Testing
import Vocabulary

@Suite struct MailboxTests {
    /// A name can neither end a header nor hide anything behind a line break.
    @Test(arguments: [
        ("Ada Lovelace", "Ada Lovelace"), ("  Ada\t", "Ada"),
        ("Ada\r\nBcc: eve@example.org", "Ada Bcc: eve@example.org"),
        ("\r\n", ""), ("Ada\u{2028}\u{2029}\u{85}Lovelace", "Ada Lovelace"), ("A\0\u{1B}[31mB\u{7F}", "A [31mB"),
        ("Hélène d’Été", "Hélène d’Été"), ("陽子", "陽子"), ("", ""),
    ]) func nameHoldsNoControls(_ name: String, _ expected: String) throws {
        let mailbox = Mailbox(name: name, address: try AddrSpec(parsing: "ada@example.org"))
        #expect(mailbox.name == expected)
    }

    @Test func envelopeNeedsSMTPUTF8WhereOneSideDoes() throws {
        let plain = try AddrSpec(parsing: "ada@bücher.example")
        let accented = try AddrSpec(parsing: "hélène@example.org")
        #expect(!Envelope(reversePath: plain, forwardPath: plain).needsSMTPUTF8)
        #expect(Envelope(reversePath: plain, forwardPath: accented).needsSMTPUTF8)
        #expect(Envelope(reversePath: accented, forwardPath: plain).needsSMTPUTF8)
    }

    @Test func senderOwnsPresentAndFormerAddresses() throws {
        let sender = Sender(
            name: "Ada", address: try AddrSpec(parsing: "ada@example.org"),
            formerAddresses: [try AddrSpec(parsing: "ada@example.net")])
        #expect(sender.owns(try AddrSpec(parsing: "ADA@example.org")))
        #expect(sender.owns(try AddrSpec(parsing: "ada@Example.net")))
        #expect(!sender.owns(try AddrSpec(parsing: "ada+x@example.org")))
        #expect(!sender.owns(try AddrSpec(parsing: "ada@example.com")))
    }
}

@Suite struct BlanksTests {
    @Test(arguments: [
        ("", ""), (" a ", "a"), ("\ta\u{A0}", "a"), ("\u{202F}\u{FEFF}a b\u{A0}", "a b"), ("\u{A0}", ""),
        ("a\n", "a\n"), ("\r\na", "\r\na"), (" é ", "é"), ("e\u{301}", "e\u{301}"),
    ]) func edgesAreTrimmed(_ text: String, _ expected: String) {
        #expect(Array(text.trimmingBlanks().utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        ("", true), (" \t\r\n\u{A0}\u{2003}\u{FEFF}\u{200B}", true), ("a", false), (" . ", false), ("\0", false),
    ]) func whiteSpaceAloneIsBlank(_ text: String, _ expected: Bool) {
        #expect(text.isBlank == expected)
    }
}
