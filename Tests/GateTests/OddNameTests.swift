import Testing
import Vocabulary

@testable import Gate

/// First names that are none, where the letter greets.
struct OddNameTests {
    @Test(
        arguments: [
            ("🚀 Ada", .symbol), ("Ada ✨", .symbol), ("Ada❤️", .symbol), ("★ Ada", .symbol), ("Ada ✔", .symbol),
            ("👩🏽‍🔬", .symbol),
            ("🇫🇷 Zoé", .symbol), ("Ada ☎", .symbol),
            ("Dr Ada", .title), ("Dr. Ada", .title), ("DR", .title), ("Mme Zoé", .title), ("Mme", .title),
            ("M. Jean", .title),
            ("Prof. Ada", .title), ("Pr Ada", .title), ("Professeur Ada", .title), ("Monsieur Paul", .title),
            ("Me Jeanne", .title),
            ("Ada, PhD", .title), ("Ada M.D.", .title), ("Ada MBA", .title), ("Mr", .title),
            ("J", .initial), ("J.", .initial), ("é", .initial), ("J.-P.", .initial), ("J. P.", .initial),
            ("J.R.R.", .initial),
            ("Ж", .initial), ("M.", .initial), ("e\u{301}", .initial),
            ("Sam (they/them)", .pronoun), ("Zoé (elle)", .pronoun), ("Sam [She/Her]", .pronoun),
            ("Sam (he, him)", .pronoun),
            ("(il) Paul", .pronoun), ("Sam she/her", .pronoun), ("Sam (iel/lui)", .pronoun),
            ("Sam (she / her / hers)", .pronoun),
            ("Sam (any pronouns)", .pronoun),
        ] as [(String, NameOddity)])
    func isOdd(_ name: String, _ expected: NameOddity) { #expect(NameOddity.ofFirstName(name) == expected) }

    @Test(arguments: [
        "Ada", "Zoé", "Jean-Baptiste", "Jean Paul", "J. Robert", "Robert J.", "Li", "Jo", "Al", "伟", "훈", "Ng", "Me",
        "Mei",
        "Drew", "Prisca", "Madeleine", "Missy", "D’Arcy", "O'Neil", "Æ Ada", "Alexandra (Alex)", "Elle", "Ila", "He Li",
        "Any",
        "Siobhán", "Nguyễn", "محمد", "Anne/Marie", "Ada 2", "", " ", ".", "José María", "Ada®",
    ])
    func isNone(_ name: String) { #expect(NameOddity.ofFirstName(name) == nil) }

    @Test func aFullNameMayHaveItsTitle() {
        #expect(NameOddity.ofAnyName("Dr Ada Lovelace") == nil)
        #expect(NameOddity.ofAnyName("J. Lovelace") == nil)
        #expect(NameOddity.ofAnyName("Ada Lovelace (she/her)") == .pronoun)
        #expect(NameOddity.ofAnyName("Ada Lovelace 🚀") == .symbol)
    }

    private func person(_ contact: Int64, _ firstName: String, full: String = "", _ date: String? = "2026-03-04")
        -> Dossier
    {
        var dossier = dossier(
            ["p\(contact)@example.com"], [card(contact, "p\(contact)@example.com", date, place: "fair")],
            contact: contact)
        dossier.contact.fields = ContactFields(firstName: firstName, lastName: "Example", fullName: full)
        return dossier
    }

    private func warnings(_ shown: Set<String>, _ dossiers: [Dossier]) -> [Warning] {
        var brief = brief()
        brief.shown = shown
        var gate = Gate(brief: brief)
        for dossier in dossiers { _ = gate.judge(dossier) }
        return gate.warnings()
    }

    @Test func namesTheFirstFewOfThoseAdmitted() {
        let people = [
            person(1, "🚀 Ada"), person(2, "Bob"), person(3, "Dr Cleo", nil), person(4, "J."), person(5, "Zoé (elle)"),
            person(6, "Mme Eve"),
        ]
        let found = warnings(["first_name", "company"], people)
        #expect(found.map(\.code) == [.oddFirstName])
        #expect(found.first?.contacts == [1, 4, 5, 6].map { ContactID($0) })
        #expect(
            found.first?.message.en
                == "the letter would greet 4 admitted contacts by something other than a first name: "
                + "“🚀 Ada” (emoji or symbol), “J.” (initial), “Zoé (elle)” (pronoun)…")
        #expect(
            warnings(["first_name"], [people[3]]).first?.message.fr
                == "la lettre saluerait 1 contact admis par autre chose qu’un prénom\u{A0}: «\u{A0}J.\u{A0}» (initiale)"
        )
    }

    @Test func saysNothingWhereTheLetterDoesNotGreet() {
        #expect(warnings(["company"], [person(1, "🚀 Ada")]) == [])
        #expect(warnings([], [person(1, "🚀 Ada")]) == [])
        #expect(warnings(["full_name"], [person(1, "Dr", full: "Dr Ada Example")]) == [])
        #expect(warnings(["full_name"], [person(1, "Ada", full: "Ada 🚀")]).map(\.code) == [.oddFirstName])
    }
}
