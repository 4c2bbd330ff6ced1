import Testing
import Vocabulary

@testable import Ledger

/// What is made of a row the short way is what the long way makes of it.
@Suite struct ImportRowTests {
    static let values = ["", " ", "Ada", " Ada ", "É\u{A0}x", "\u{200B}", "N/A", "Œuvre  Ÿ", "İX", "a\u{301}\tB"]

    @Test(arguments: values) func fieldsOfSomebodyNew(_ value: String) {
        for dated in [nil, CivilDate(dayNumber: 20_000), CivilDate(dayNumber: -3)] {
            for fields in [
                ContactFields(firstName: value, lastName: "L", fullName: "", company: value, position: ""),
                ContactFields(firstName: "", lastName: "", fullName: value, company: "C", position: value),
                ContactFields(firstName: "F", lastName: value, extra: ["k": value, "l": "v"]),
                ContactFields(extra: ["k": value]),
            ] {
                var known = DatedFields()
                _ = known.merge(fields, dated: dated)
                let (short, long) = (FieldColumns(fields, dated: dated), FieldColumns(known))
                #expect(short.firstName == long.firstName && short.lastName == long.lastName)
                #expect(short.fullName == long.fullName && short.company == long.company)
                #expect(short.position == long.position && short.extra == long.extra)
                #expect(short.dated == long.dated && short.nameKey == long.nameKey)
            }
        }
    }

    @Test func keysOfNames() {
        for value in (UInt32(1)...0x180).compactMap(Unicode.Scalar.init) {
            let letter = String(value)
            for name in [letter, "X\(letter)y  Z", "\(letter) \t\(letter)", " \(letter)", "A\(letter) "] {
                let key = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(DatedFields.nameKey(name).isSpelled(key))
            }
        }
    }

    @Test func literals() {
        for value in (UInt32(0)...0x300).compactMap(Unicode.Scalar.init) {
            for text in [String(value), "a\(value)", "\(value)\(value)b", "é\(value) x"] {
                var columns = ClaimColumns()
                columns.begin(.businessCard)
                columns.add(text)
                #expect(columns.octets == Array(("business-card\u{1F}" + String(reflecting: text)).utf8))
                #expect(columns.holdNUL == text.utf8.contains(0))
            }
        }
        var columns = ClaimColumns()
        for text in ["a\u{0}", "b"] {
            columns.begin(.contactList)
            columns.add(text)
            columns.add(nil)
            columns.add(true)
        }
        #expect(columns.octets == Array("contact-list\u{1F}\"b\"\u{1F}\u{1F}1".utf8) && !columns.holdNUL)
    }

    /// A NUL anywhere is told, of whichever claim of the row it is.
    @Test(arguments: 0..<3) func nul(_ place: Int) {
        func claim(_ text: String) -> Claim {
            Claim(kind: .businessCard, address: "a@example.org", shared: .missing, place: text)
        }
        let claims = (0..<3).map { claim($0 == place ? "a\u{0}b" : "a") }
        var means = ImportRow.Means()
        func row(_ claims: [Claim]) -> ImportRow {
            ImportRow(
                IntakeRecord(
                    line: 2, profile: nil, addresses: ["a@example.org"], fields: ContactFields(), fieldsDated: nil,
                    claims: claims), with: &means)
        }
        #expect(row(claims).holdsNUL)
        #expect(!row([claim("a")]).holdsNUL)
    }

    /// What is made in memory that is there already commits to the record alone.
    @Test func commitments() {
        var means = ImportRow.Means()
        for line in 2..<6 {
            let claim = Claim(
                kind: .businessCard, address: "a@example.org", shared: .missing,
                place: String(repeating: "x", count: 9 - line))
            let made = ImportClaim(claim, line: line, with: &means)
            let data = ClaimRow(claim).record(line: line).octets
            #expect(made.commitment == Digests.commitment(to: data, saltInHex: Hex.digits(made.salt)))
            #expect(made.identity == ClaimRow(claim).identity)
        }
    }
}
