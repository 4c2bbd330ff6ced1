import Ledger
import Testing
import Vocabulary

/// What a new export of an address book changed against the one before it.
@Suite struct BookImportTests {
    /// The changes as `kind name address [before>after]`, sorted; nil where nothing was compared.
    private func told(_ tally: ImportTally) -> [String]? {
        tally.changes.map { changes in
            AddressBookChanges.Kind.allCases.flatMap { kind in
                (changes.items[kind] ?? []).map { item in
                    let values = kind.isOfAValue ? " \(item.before ?? "-")>\(item.after ?? "-")" : ""
                    return "\(kind.rawValue) \(item.name) \(item.address ?? "-")" + values
                }
            }
        }
    }

    @discardableResult
    private func take(
        _ books: Books, _ file: String, kind: ImportSource.Kind = .contacts, sha: String? = nil,
        isSupplement: Bool = false, named: Int = .max, _ rows: [IntakeRecord]
    ) throws -> ImportTally {
        let source = ImportSource(
            kind: kind, fileName: file, sha256: sha ?? "\(file) \(rows.hashValue)", isSupplement: isSupplement,
            namedChanges: named, recordedBy: "you@example.org")
        return try books.ledger.importing(source, key: key, now: at(0)) { session in
            for row in rows { try session.add(row) }
        }
    }

    private func person(_ name: String, _ address: String? = nil, company: String = "", url: Bool = true)
        -> IntakeRecord
    {
        row(
            [address ?? "\(name)@example.org"].filter { !$0.isEmpty }, url: url ? name : nil, name: name,
            company: company)
    }

    @Test func aNetworkTellsEveryKindOfChange() throws {
        let books = try Books()
        func network(_ day: String, _ rows: IntakeRecord...) throws -> ImportTally {
            try books.take(.linkedIn, exportedOn: day, rows)
        }
        let first = try network(
            "2026-10-01", linkedInRow("a", "a@example.org", name: "A", company: "One"),
            linkedInRow("b", "b@example.org", name: "B"), linkedInRow("c", "", name: "C"),
            linkedInRow("d", "", name: "D"), linkedInRow("e", "E@Example.org", name: "E"))
        #expect(first.changes == nil && first.olderThan == nil)
        let second = try network(
            "2026-11-01", linkedInRow("a", "a2@example.org", name: "A", company: "Two"),
            linkedInRow("b", "", name: "B"), linkedInRow("c", "c@example.org", name: "C"),
            linkedInRow("e", "E@example.ORG", name: "E"), linkedInRow("f", "f@example.org", name: "F"))
        #expect(
            told(second) == [
                "joined F f@example.org", "left D -", "hidden B - b@example.org>-",
                "shown C c@example.org ->c@example.org", "address A a2@example.org a@example.org>a2@example.org",
                "company A a2@example.org One>Two",
            ])
        #expect(second.changes?.since?.date == day("2026-10-01"))
        #expect(try books.ledger.contactCount() == 6, "nobody is deleted")

        let older = try network("2026-10-15", linkedInRow("a", "a9@example.org", company: "Nine"))
        #expect(older.changes == nil && older.olderThan?.date == day("2026-11-01"))
        // It has not become what the next one is compared with.
        let third = try network("2026-11-02", linkedInRow("a", "a2@example.org", name: "A", company: "Two"))
        #expect(third.changes?.count(.left) == 4 && third.changes?.count(.company) == 0)
        let same = try books.take(.linkedIn, sha: "same", exportedOn: "2026-11-03", linkedInRow("a", ""))
        #expect(told(same) == ["hidden A - a2@example.org>-", "company A - Two>-"])
        let again = try books.take(.linkedIn, sha: "same", exportedOn: "2026-11-03", linkedInRow("a", ""))
        #expect(again.changedNothing && again.changes == nil && again.olderThan == nil)
    }

    @Test func correctedRowsAddToTheirExport() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("a", "a@example.org", name: "A"))
        let more = try books.take(.linkedIn, isSupplement: true, linkedInRow("b", "b@example.org", name: "B"))
        #expect(told(more) == ["joined B b@example.org"])
        let next = try books.take(.linkedIn, exportedOn: "2026-11-02", linkedInRow("a", "a@example.org", name: "A"))
        #expect(told(next) == ["left B b@example.org"])
        // And with a table, whose file is named for the one that it comes from.
        try take(books, "list.csv", [person("Ada"), person("Bob")])
        #expect(
            told(try take(books, "list.rejected.csv", isSupplement: true, [person("Cy")])) == [
                "joined Cy Cy@example.org"
            ])
        #expect(told(try take(books, "list.csv", [person("Ada"), person("Cy")])) == ["left Bob Bob@example.org"])
    }

    @Test func anAddressBookIsKnownAgain() throws {
        let books = try Books()
        let people = [person("Ada", company: "One"), person("Bob"), person("Cy")]
        #expect(try take(books, "contacts-2025.csv", people).changes == nil)
        // Another name, another kind, or nobody in common: another address book.
        #expect(try take(books, "friends.csv", people).changes == nil)
        #expect(try take(books, "contacts-2025.vcf", kind: .cards, people).changes == nil)
        #expect(try take(books, "contacts 3.csv", [person("Dan"), person("Eve")]).changes == nil)
        let next = try take(
            books, "Contacts (2) copy.csv", [person("Ada", company: "Two"), person("Bob", "bob@new.example")])
        #expect(
            told(next) == [
                "left Cy Cy@example.org", "address Bob bob@new.example Bob@example.org>bob@new.example",
                "company Ada Ada@example.org One>Two",
            ])
        // The bytes of an export that another one has followed.
        let known = try take(books, "contacts-2025.csv", people)
        #expect(known.changedNothing && known.olderThan?.file == "Contacts (2) copy.csv")
        #expect(try take(books, "friends.csv", people).olderThan == nil)
        #expect(told(try take(books, "friends2.csv", people + [person("Gil")])) == ["joined Gil Gil@example.org"])
    }

    @Test func aNewAddressWithoutUrlIsToldByTheName() throws {
        let books = try Books()
        let stay = ["x", "y", "z"].map { person($0, url: false) }
        try take(books, "a.csv", stay + [person("Ada", url: false), person("Bob", url: false)])
        // Two of one name: nobody can say which.
        let next = try take(
            books, "a.csv",
            stay + [
                person("Ada", "ada@new.example", url: false), person("Bob", "b1@new.example", url: false),
                person("Bob", "b2@new.example", url: false),
            ])
        #expect(
            told(next) == [
                "joined Bob b1@new.example", "joined Bob b2@new.example", "left Bob Bob@example.org",
                "address Ada ada@new.example Ada@example.org>ada@new.example",
            ])
        #expect(try books.ledger.contactCount() == 8)
    }

    @Test func allAreCountedAndAFewAreNamed() throws {
        let books = try Books()
        let people = (1...9).map { person("p\($0)") }
        try take(books, "a.csv", people)
        let changes = try #require(
            try take(books, "a.csv", named: 2, people + (1...7).map { person("q\($0)") }).changes)
        #expect(changes.count(.joined) == 7 && changes.items[.joined]?.map(\.name) == ["q1", "q2"])
        #expect(!changes.isNone && changes.joined(with: changes).count(.joined) == 14)
    }

    @Test func whoIsErasedOrTurnsOutToBeAnotherIsNotMissed() throws {
        let books = try Books()
        let people = [person("Ada"), person("Bob"), person("Cy", url: false), person("Dan")]
        try take(books, "a.csv", people)
        _ = try books.ledger.erase(.address(spec("Bob@example.org")), on: today, key: key, now: at(1), keep: true)
        // Cy gets a url elsewhere, and a second contact is taken into it.
        try books.take(row(["Cy@example.org"], url: "cy", name: "Cy"))
        let next = try take(books, "a.csv", [person("Ada"), person("Cy", url: false), person("Dan"), person("Bob")])
        #expect(told(next) == [])
        #expect(books.ledger.check(key: key).isSound)
    }

    @Test(arguments: [
        ("Contacts.csv", "contacts"), ("contacts_2026-11-24 (1).CSV", "contacts"),
        ("Copie de clients.vcf", "de clients"),
        ("2026.csv", "2026.csv"), ("list.rejected-2.csv", "list"), ("carnet", "carnet"),
    ]) func namesAsideOfNumbers(_ file: String, _ plain: String) throws {
        let books = try Books()
        let people = [person("Ada"), person("Bob")]
        try take(books, plain.contains(".") ? plain : plain + ".csv", people)
        #expect(try take(books, file, sha: "other", people + [person("Cy")]).changes?.count(.joined) == 1)
    }
}
