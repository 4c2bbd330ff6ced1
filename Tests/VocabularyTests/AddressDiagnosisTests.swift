import Testing
import Vocabulary

/// What is said of a text that is no address is true, and is what a person would say.
@Suite struct AddressDiagnosisTests {
    @Test(
        arguments: [
            ("ada@example.org, bob@example.net", .severalAddresses(2)),
            ("ada@example.org,bob@example.net", .severalAddresses(2)),
            ("ada@example.org;bob@example.net", .severalAddresses(2)),
            ("ada@example.org bob@example.net", .severalAddresses(2)),
            ("ada@example.org/bob@example.net", .severalAddresses(2)),
            ("ada@example.org | bob@example.net", .severalAddresses(2)),
            ("ada@example.org|bob@example.net", .severalAddresses(2)),
            ("ada@example.org\nbob@example.net", .severalAddresses(2)),
            ("ada@example.org ::: bob@example.net", .severalAddresses(2)),
            ("ada@example.org ou bob@example.net", .severalAddresses(2)),
            ("ada@example.org\u{A0}bob@example.net", .severalAddresses(2)),
            ("ada@example.org\u{200B}bob@example.net", .severalAddresses(2)),
            ("ada@example.org mailto:bob@example.net", .severalAddresses(2)),
            ("mailto:ada@example.org,bob@example.net", .severalAddresses(2)),
            ("mailto:ada@example.org?cc=bob@example.net", .severalAddresses(2)),
            ("Ada <ada@example.org>, Bob <bob@example.net>", .severalAddresses(2)),
            ("ada@example.org (bob@example.net)", .severalAddresses(2)),
            ("eve@example.org\nBcc: mallory@example.net", .severalAddresses(2)),
            ("a@example.org, b@example.org, c@example.org", .severalAddresses(3)),
            ("ada@example.org, bob@local", .severalAddresses(2)),
            ("ada@bücher.example; zoé@example.net", .severalAddresses(2)),
            ("a@b@c", .severalAtSigns), ("ada@@example.org", .severalAtSigns),
            ("mailto:ada@example.org", .somethingBeside("mailto:")),
            ("E-mail : ada@example.org", .somethingBeside("E-mail :")),
            ("ada@example.org perso", .somethingBeside("perso")), ("ada@example.org,", .somethingBeside(",")),
            ("ada@example.org ;", .somethingBeside(";")), ("ada@example.org?subject=x", .somethingBeside("?subject=x")),
            ("ada@example.org/home", .somethingBeside("/home")), ("Ada <ada@example.org>", .displayName),
            ("ada@example.org (work)", .comment), ("Ada ada@example.org", .badLocalPart(" ")),
            ("ada@example,org", .badDomainCharacter(",")),
            ("ada@exam\u{AD}ple.fr.org", .invisibleCharacter), ("ada@example", .singleLabel),
            ("ada.example.org", .noAtSign),
            ("ada@example.org\nDATA", .controlCharacter), ("test©@example.org", .disallowedCharacter("©")),
        ] as [(String, AddressFault)]) func saysWhatIsWrong(_ text: String, _ fault: AddressFault)
    {
        #expect(throws: fault) { try AddrSpec(parsing: text) }
    }

    @Test func worksOnHugeTexts() {
        let text = String(repeating: "a@example.org,", count: 100_000)
        #expect(throws: AddressFault.self) { try AddrSpec(parsing: text) }
    }
}
