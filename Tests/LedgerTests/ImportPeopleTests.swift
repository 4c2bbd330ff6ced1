import Foundation
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// Whom an import is about, and its number.
@Suite struct ImportPeopleTests {
    private func contacts(_ books: Books, _ people: NumberRanges) throws -> [Int64] {
        var reader = DossierReader(books.ledger, key: key, letter: nil, people: people)
        var found: [Int64] = []
        while true {
            let next = try reader.next()
            if next.isEmpty { return found }
            found += next.map(\.contact.id.rawValue)
        }
    }

    private func addresses(_ books: Books, _ tally: ImportTally) throws -> [String] {
        let known = try contacts(books, tally.people)
        return try books.dossiers().filter { known.contains($0.contact.id.rawValue) }.flatMap {
            $0.addresses.map(\.text)
        }
    }

    @Test func newOnesAndKnownOnes() throws {
        let books = try Books()
        try books.take(.contacts, [row(["a@example.org"]), row(["b@example.org"]), row(["c@example.org"])])
        let second = try books.take(.cards, [row(["b@example.org"]), row(["d@example.org"]), row(["b@example.org"])])
        #expect(try addresses(books, second) == ["b@example.org", "d@example.org"])
    }

    /// Bytes that change nothing are the import that brought them.
    @Test func theNumberIsThatOfTheImport() throws {
        let books = try Books()
        #expect(try books.take(.contacts, sha: "1", [row(["a@example.org"])]).number == 1)
        #expect(try books.take(.contacts, sha: "2", [row(["b@example.org"])]).number == 2)
        let again = try books.take(.contacts, sha: "1", [row(["a@example.org"])])
        #expect(again.number == 1 && again.changedNothing)
        #expect(try addresses(books, again) == ["a@example.org"])
        #expect(try books.take(.cards, sha: "1", [row(["a@example.org"])]).number == 3)
        #expect(try books.take(.contacts, sha: "3", [row(["c@example.org"])]).number == 4)
    }

    @Test func whoTurnsOutToBeAnotherContactIsNotCounted() throws {
        let books = try Books()
        try books.take(.contacts, [row(["a@example.org"]), row(["b@example.org"])])
        let tally = try books.take(
            .linkedIn, exportedOn: "2026-11-20",
            [
                linkedInRow("ada", "a@example.org"), linkedInRow("ada", "b@example.org"),
            ])
        #expect(try contacts(books, tally.people).count == 1)
    }

    @Test func ofObjectionsThoseWhomTheyMeet() throws {
        let books = try Books()
        let people = [
            "Ada+news@example.org", "b@example.org", "c@firm.example.net", "d@firm.example.net", "e@example.org",
        ]
        try books.take(.contacts, people.map { row([$0]) })
        let source = ImportSource(
            kind: .objections, fileName: "list.csv", sha256: "9", recordedBy: "you@example.org")
        let tally = try books.ledger.importing(source, key: key, now: at(5)) { session in
            for target in ["ADA@example.org", "stranger@example.org", "@Firm.example.net", "b@example.org"] {
                try session.add(
                    ObjectionRecord(line: 2, target: target, kind: .objected, on: .missing, because: ""))
            }
        }
        #expect(try addresses(books, tally) == Array(people.prefix(4)))
        #expect(tally.contactsUnchanged == 0)
    }

    /// Sets of every density, over more contacts than a chunk holds.
    @Test(arguments: 1...6) func everybodyAskedForIsReadOnce(_ seed: UInt64) throws {
        let books = try Books()
        try books.take(.contacts, (1...1500).map { row(["p\($0)@example.org"]) })
        var chance = SeededGenerator(seed: seed)
        let density = [1, 2, 20, 40, 300, 1000][Int(seed) - 1]
        let wanted = (1...1500).filter { _ in Int.random(in: 0..<density, using: &chance) == 0 }.map(Int64.init)
        var people = NumberRanges()
        for number in wanted { people.append(number) }
        #expect(try contacts(books, people) == wanted)
        #expect(try contacts(books, NumberRanges(joining: [people, people])) == wanted)
    }

    /// Numbers of a ledger that somebody edited.
    @Test func numbersAtTheEndsOfTheScaleAreNoFault() throws {
        let books = try Books()
        try books.take(.contacts, [row(["a@example.org"])])
        var people = NumberRanges()
        for number in [Int64.min, -1, 1, .max - 1, .max] { people.append(number) }
        #expect(try contacts(books, people) == [1])
    }
}
