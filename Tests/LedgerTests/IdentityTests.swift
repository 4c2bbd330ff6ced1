import Gate
import Ledger
import Testing
import Vocabulary

/// Who is who: by the profile url, else by an address, never by name.
@Suite struct IdentityTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Each list is one file.
        let files: [[IntakeRecord]]
        let people: [String]
    }

    static let cases = [
        Case(
            testDescription: "one url is one contact, whatever the addresses",
            files: [[row(["a@example.org"], url: "ada"), row(["b@example.org"], url: "ada")]],
            people: ["ada a@example.org b@example.org"]),
        Case(
            testDescription: "rows without url meet by an address, strictly but for case",
            files: [[row(["Ada@example.org"])], [row(["ada@EXAMPLE.org"])], [row(["ada+x@example.org"])]],
            people: ["- Ada@example.org", "- ada+x@example.org"]),
        Case(
            testDescription: "different urls never merge, even at one address",
            files: [[row(["office@example.org"], url: "ada")], [row(["office@example.org"], url: "bob")]],
            people: ["ada office@example.org", "bob office@example.org"]),
        Case(
            testDescription: "a contact without url gains the url of a row at its address",
            files: [[row(["a@example.org"])], [row(["a@example.org"], url: "ada")]], people: ["ada a@example.org"]),
        Case(
            testDescription: "a url row takes in a contact without url",
            files: [
                [row(["a@example.org"], url: "ada")], [row(["b@example.org"])], [row(["b@example.org"], url: "ada")],
            ],
            people: ["ada a@example.org b@example.org"]),
        Case(
            testDescription: "all addresses of a profile are one url",
            files: [
                [row(["a@example.org"], url: "ada")], [row(["b@example.org"], url: "ada/fr")],
                [row(["c@example.org"], url: "%61da?x=y")],
            ],
            people: ["ada a@example.org b@example.org c@example.org"]),
        Case(
            testDescription: "a card with two addresses makes one contact of two",
            files: [[row(["a@example.org"])], [row(["b@example.org"])], [row(["b@example.org", "a@example.org"])]],
            people: ["- a@example.org b@example.org"]),
        Case(
            testDescription: "a card with two addresses joins the contact that has a url, whichever comes first",
            files: [
                [row(["a@example.org"])], [row(["b@example.org"], url: "bob")],
                [row(["a@example.org", "b@example.org"])],
            ],
            people: ["bob a@example.org b@example.org"]),
        Case(
            testDescription: "a card at addresses of two urls leaves both",
            files: [
                [row(["a@example.org"], url: "ada"), row(["b@example.org"], url: "bob")],
                [row(["a@example.org", "b@example.org"])],
            ],
            people: ["ada a@example.org b@example.org", "bob b@example.org"]),
        Case(
            testDescription: "a name brings nobody together",
            files: [[row(["a@example.org"], name: "Ada Example"), row(["b@example.org"], name: "Ada Example")]],
            people: ["- a@example.org", "- b@example.org"]),
        Case(
            testDescription: "rows without url and address are known again by their whole content",
            files: [[row(name: "Ada Example"), row(name: "Bob Example")], [row(name: "Ada Example")]],
            people: ["- ", "- "]),
        Case(
            testDescription: "what is no address brings nobody together",
            files: [[row(["not an address"], name: "Ada")], [row(["not an address"], name: "Bob")]],
            people: ["- not an address", "- not an address"]),
    ]

    @Test(arguments: cases) func whoIsWho(_ testCase: Case) throws {
        let books = try Books()
        for file in testCase.files { try books.take(.contacts, file) }
        #expect(try books.people() == testCase.people)
        #expect(try books.ledger.contactCount() == testCase.people.count)
    }

    @Test func evidenceFollowsAContactThatTurnsOutToBeAnother() throws {
        let books = try Books()
        try books.take(.cards, row(["b@example.org"], card("b@example.org")))
        try books.take(.cards, row(["a@example.org"], url: "ada", card("a@example.org")))
        try books.take(row(["b@example.org"], url: "ada"))
        let dossier = try #require(try books.dossiers().first)
        #expect(dossier.evidence.map(\.claim.address) == ["b@example.org", "a@example.org"])
    }

    /// The same connection held by two contacts that turn out to be one: the latest export still shows it.
    @Test func whatTheLatestExportShowsSurvivesAMerger() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-01-01", linkedInRow("ada", "a@example.org"))
        try books.take(
            .linkedIn, exportedOn: "2026-11-01", linkedInRow(nil, "b@example.org"), linkedInRow("ada", "a@example.org"))
        try books.take(.linkedIn, exportedOn: "2026-11-02", linkedInRow("ada", "b@example.org"))
        let dossier = try #require(try books.dossiers().first)
        #expect(try books.people().count == 1)
        #expect(dossier.evidence.filter { $0.linkedIn?.isInLatest == true }.map(\.claim.address) == ["b@example.org"])
    }

    @Test func fieldsOfBothAreKeptAndTheNewerOnesWin() throws {
        let books = try Books()
        try books.take(row(["b@example.org"], name: "Ada New", company: "New Ltd", dated: "2026-05-01"))
        try books.take(row(["a@example.org"], url: "ada", name: "Ada Old", dated: "2020-05-01"))
        try books.take(row(["b@example.org"], url: "ada"))
        let fields = try #require(try books.dossiers().first).contact.fields
        #expect(fields.fullName == "Ada New")
        #expect(fields.company == "New Ltd")
    }

    /// A name joins nobody, and who shares one is told to those who ask.
    @Test func whoSharesANameIsMarkedWhereThatIsAskedFor() throws {
        let books = try Books()
        try books.take(
            row(["a@example.org"], name: "Ada Lovelace"), row(["b@example.org"], name: "ada LOVELACE"),
            row(["c@example.org"], name: "Ada Byron"), row(["d@example.org"]), row(["e@example.org"]))
        #expect(try books.dossiers(marksNamesakes: true).map(\.sharesName) == [true, true, false, false, false])
        #expect(try !books.dossiers().contains(where: \.sharesName))
    }
}
