import TestSupport
import Testing

@testable import Vocabulary

/// What is taken for a plain address is what the closer look makes of it.
@Suite struct PlainAddressTests {
    static let texts = [
        "ada@example.org", "Ada.Lovelace@Example.ORG", "a@b.c", "a+b@gmail.com", "a.b@gmail.com", "a@googlemail.com",
        "a..b@example.org", ".a@example.org", "a.@example.org", "a@example", "a@example.", "a@.example", "a@-x.org",
        "a@x-.org", "a@x--y.org", "a@xn--bcher-kva.example", "a@x.1", "a@1.2.3.4", "a@1x.org", "a@x.org1", "@x.org",
        "a@",
        "", "a@b@c.org", "a b@c.org", " a@c.org", "a@c.org ", "\"a\"@c.org", "a(b)@c.org", "a<b@c.org", "é@c.org",
        "a@é.org", "a@c_d.org", "a\u{0}@c.org", "o'hara@c.org", "a@[1.2.3.4]", "a,b@c.org",
        String(repeating: "a", count: 64) + "@c.org", String(repeating: "a", count: 65) + "@c.org",
        "a@" + String(repeating: "b", count: 63) + ".org", "a@" + String(repeating: "b", count: 64) + ".org",
        "a@" + String(repeating: "bcd.", count: 62) + "orga", "a@" + String(repeating: "bcd.", count: 63) + "org",
    ]

    private func at(_ text: String) -> Int? {
        var text = text
        return text.withUTF8(PlainAddress.at)
    }

    private func hold(_ text: String) throws {
        guard let at = at(text) else { return }
        let (spec, parts) = (try AddrSpec(parsing: text), try AddressParser.parse(text))
        #expect(spec.localPart == parts.localPart && parts.localPart.utf8.count == at)
        #expect(try Domain.normalized(parts.domain) == spec.domain)
        #expect(AddrSpec.quotedIfNeeded(parts.localPart) == parts.localPart)
        #expect(parts.localPart.utf8.count <= 64 && text.utf8.count <= 254)
        guard spec.isItsOwnKey(writtenAs: text) else { return }
        #expect([text, text].elementsEqual([spec.normalForm, spec.loosestKey]))
        #expect(spec.formerLoosestKey == nil)
    }

    @Test(arguments: texts) func oneByOne(_ text: String) throws { try hold(text) }

    @Test(arguments: 0..<20) func atRandom(_ seed: Int) throws {
        var chance = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "a", "Z", "9", ".", "-", "@", "+", "_", "gmail.com", "org", "xn--", "é", " ", "\"", "'", "@example.",
        ]
        for _ in 0..<2000 {
            try hold((0..<chance.below(9)).map { _ in chance.one(of: pieces) }.joined())
        }
    }

    @Test func whichArePlain() {
        #expect(
            PlainAddressTests.texts.filter { at($0) != nil }.prefix(3) == [
                "ada@example.org", "Ada.Lovelace@Example.ORG", "a@b.c",
            ])
        #expect(at("a@x-y.org") == 1 && at("o'hara@c.org") == 6)
        #expect((try? AddrSpec(parsing: "a@b.c"))?.isItsOwnKey(writtenAs: "a@b.c") == true)
    }

    /// A whole string's edges are judged as a piece of one.
    @Test func edges() {
        for value in UInt32(0)...0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in [String(scalar), String(scalar) + "a", "a" + String(scalar)] {
                let piece = text[...]
                #expect((text.isBlank, text.showsNothing) == (piece.isBlank, piece.showsNothing))
                #expect(text.trimmingBlanks().isSpelled(piece.trimmingBlanks()))
                #expect(text.trimmingUnseen().isSpelled(piece.trimmingUnseen()))
                #expect(text.trimmingWhitespace().isSpelled(piece.trimmingWhitespace()))
            }
        }
    }
}
