import TestSupport
import Testing
import Vocabulary

/// Excluding is loose: several spellings of one mailbox share a key.
@Suite struct ExclusionKeysTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        var keys: [String]

        init(_ text: String, _ keys: String...) {
            self.text = text
            self.keys = keys
        }

        var testDescription: String { text }
    }

    static let rows: [Row] = [
        .init("ada@example.org", "ada@example.org"),
        .init("Ada@Example.ORG", "ada@example.org"),
        .init("ada+news@example.org", "ada+news@example.org", "ada@example.org"),
        .init("ada+a+b@example.org", "ada+a+b@example.org", "ada@example.org"),
        .init("+ada@example.org", "+ada@example.org"),
        .init("a.d.a@example.org", "a.d.a@example.org"),
        .init("a.da@gmail.com", "a.da@gmail.com", "ada@gmail.com"),
        .init("a.da+x.y@gmail.com", "a.da+x.y@gmail.com", "a.da@gmail.com", "ada@gmail.com"),
        .init("ada@googlemail.com", "ada@googlemail.com", "ada@gmail.com"),
        .init("ÉLODIE@example.org", "Élodie@example.org", "élodie@example.org"),
        .init("e\u{301}lodie@example.org", "e\u{301}lodie@example.org", "\u{E9}lodie@example.org"),
        // The small forms of one capital are one.
        .init("ΝΙΚΟΣ@example.org", "ΝΙΚΟΣ@example.org", "νικοσ@example.org"),
        .init("νικος@example.org", "νικος@example.org", "νικοσ@example.org"),
        .init("straße@example.org", "straße@example.org", "strasse@example.org"),
        .init("STRA\u{1E9E}E@example.org", "stra\u{1E9E}e@example.org", "strasse@example.org"),
        .init("ᾳ@example.org", "ᾳ@example.org", "αι@example.org"),
        // A letter of its own.
        .init("kıta@example.org", "kıta@example.org"),
        // A tag is one even where its first letter is a combining mark.
        .init("ada+\u{301}x@example.org", "ada+\u{301}x@example.org", "ada@example.org"),
        .init("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ]

    @Test(arguments: rows) func areFromStrictToLoose(_ row: Row) throws {
        let address = try AddrSpec(parsing: row.text)
        // Byte by byte: Swift calls two spellings of one accent equal, a database does not.
        #expect(address.exclusionKeys.map { Array($0.utf8) } == row.keys.map { Array($0.utf8) })
        #expect(address.exclusionKeys.first == address.normalForm)
        #expect(Array(address.loosestKey.utf8) == address.exclusionKeys.last.map { Array($0.utf8) })
    }

    /// One mailbox, many spellings: an objection to any of them meets all of them.
    @Test(arguments: [
        ["ada@example.org", "ADA@example.org", "ada+news@Example.org", "\"ada\"@example.org", "Ada+@example.org"],
        ["a.d.a@gmail.com", "ada@gmail.com", "A.DA+x@googlemail.com", "ada@googlemail.com"],
        ["νικος@example.org", "ΝΙΚΟΣ@example.org", "νικοσ+x@example.org", "Νικοσ@example.org"],
        ["straße@example.org", "STRASSE@example.org", "strasse+x@example.org", "STRA\u{1E9E}E@example.org"],
        ["ΰ@example.org", "Υ\u{308}\u{301}@example.org"],
        ["élodie@example.org", "ÉLODIE@example.org", "e\u{301}lodie@example.org", "E\u{301}LODIE+x@example.org"],
    ]) func spellingsOfOneMailboxMeet(_ spellings: [String]) throws {
        let keys = try Set(spellings.map { Array(try AddrSpec(parsing: $0).loosestKey.utf8) })
        #expect(keys.count == 1)
    }

    /// Folding twice changes nothing, and whatever met by the key of earlier versions still does.
    @Test func foldingIsCoarserThanLoweringAndSettles() throws {
        var former: [String: String] = [:]
        for value in UInt32(0xA1)...0x2FFF {
            guard let scalar = Unicode.Scalar(value), let one = try? AddrSpec(parsing: "a\(scalar)b@example.org") else {
                continue
            }
            let folded = try AddrSpec(parsing: one.loosestKey)
            #expect(folded.loosestKey.isSpelled(one.loosestKey), "\(scalar)")
            let lowered = one.formerLoosestKey ?? one.loosestKey
            #expect(former[lowered, default: one.loosestKey].isSpelled(one.loosestKey), "\(scalar)")
            former[lowered] = one.loosestKey
        }
        #expect(former.count > 1000)
        #expect(try AddrSpec(parsing: "νικος@example.org").formerLoosestKey == "νικος@example.org")
        #expect(try AddrSpec(parsing: "élodie@example.org").formerLoosestKey == nil)
        #expect(try AddrSpec(parsing: "strasse@example.org").formerLoosestKey == nil)
    }

    /// The law that the ledger relies on: two addresses that share any key share the loosest.
    @Test func sharingAnyKeyIsSharingTheLoosest() throws {
        var random = SeededGenerator(seed: 20_261_123)
        let letters = [
            "a", "A", "b", ".", "+", "é", "É", "e\u{301}", "ς", "σ", "Σ", "ß", "s", "S", "\u{1E9E}", "ı", "İ",
        ]
        var addresses: [AddrSpec] = []
        while addresses.count < 400 {
            let local = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in
                letters.randomElement(using: &random)
            }.joined()
            let domain = ["example.org", "gmail.com", "googlemail.com"].randomElement(using: &random) ?? "example.org"
            if let address = try? AddrSpec(parsing: local + "@" + domain) { addresses.append(address) }
        }
        for one in addresses {
            let keys = Set(one.exclusionKeys.map { Array($0.utf8) })
            for other in addresses where !keys.isDisjoint(with: other.exclusionKeys.map { Array($0.utf8) }) {
                #expect(Array(one.loosestKey.utf8) == Array(other.loosestKey.utf8), "\(one) and \(other)")
            }
        }
    }
}
