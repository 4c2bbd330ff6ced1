import Testing
import Vocabulary

/// Whom a name means, however it is typed.
@Suite struct NameQueryTests {
    private static let person = ContactFields(
        firstName: "Jean-Pierre", lastName: "Lefèvre", fullName: "Jean-Pierre Lefèvre", company: "Œuvres & Cie")

    static let matches: [(String, NameQuery.Match?, String)] = [
        ("Jean-Pierre Lefèvre", .whole, "as it is written"), ("jean-pierre lefevre", .whole, "no accents, no capitals"),
        ("LEFÈVRE Jean-Pierre", .whole, "the last name first"), ("Lefe\u{300}vre", .whole, "accents of their own"),
        ("Jean Pierre", .whole, "no hyphen"), ("jeanpierre lefevre", .whole, "in one word"),
        ("Pierre", .whole, "half of a name is a word"), ("  lefevre ,", .whole, "blanks and commas"),
        ("lefevre oeuvres", .whole, "the company tells namesakes apart"), ("œuvres", .whole, "a ligature"),
        ("lef", .partial, "how a word begins"), ("j lefevre", .partial, "an initial"),
        ("jean p", .partial, "an initial behind a hyphen"), ("evre", nil, "the middle of a word"),
        ("lefevre martin", nil, "each word must be there"), ("jean-paul lefevre", nil, "somebody else"),
    ]

    @Test(arguments: matches) func aName(_ typed: String, _ match: NameQuery.Match?, _ why: String) throws {
        let found = try #require(NameQuery(typed)).match(Self.person)
        #expect(found == match, "\(typed): \(why)")
    }

    @Test(arguments: [("李伟", true), ("李 伟", true), ("伟", true), ("王", false)])
    func namesOfOneCharacter(_ typed: String, _ isFound: Bool) throws {
        let query = try #require(NameQuery(typed))
        #expect((query.match(ContactFields(firstName: "李", lastName: "伟")) != nil) == isFound)
    }

    /// Both ways: what is one word in the ledger may be typed as two.
    @Test func oneWordTypedAsTwo() throws {
        let fields = ContactFields(fullName: "Jeanpierre Lefevre")
        #expect(try #require(NameQuery("jean-pierre lefèvre")).match(fields) == .whole)
    }

    @Test func addressesAnswerWhereTheyAreAsked() throws {
        let query = try #require(NameQuery("jp@example.org"))
        #expect(query.match(Self.person) == nil)
        #expect(query.match(Self.person, and: ["jp@example.org"]) == .whole)
    }

    @Test(arguments: ["", " ", "-", "@", "…"]) func whatNamesNobody(_ typed: String) {
        #expect(NameQuery(typed) == nil)
    }

    /// What somebody pastes by mistake takes no time.
    @Test func aLongTextIsSearchedAtOnce() throws {
        let query = try #require(NameQuery(String(repeating: "a ", count: 100_000)))
        #expect(query.match(ContactFields(fullName: String(repeating: "a ", count: 400))) == .whole)
    }
}
