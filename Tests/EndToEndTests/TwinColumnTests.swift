import TestSupport
import Testing

/// Two columns of one table whose headers mean the same. What they say against each other admits nobody, in whichever order the
/// columns stand, and what only one of them says counts as if it stood alone.
@Suite struct TwinColumnTests {
    struct Field: CustomTestStringConvertible, Sendable {
        var kind: String
        var headers: [String]
        /// The cells that are tried, by what they mean.
        var cells: [(text: String, meaning: String)]

        var testDescription: String { headers.joined(separator: " and ") }
    }

    private static let recent = day(-9)
    static let fields: [Field] = [
        Field(
            kind: "cards", headers: ["source", "Source"],
            cells: [
                ("", ""), ("self", "self"), ("Self", "self"), ("third-party", "third-party"), ("friend", "friend"),
            ]),
        Field(
            kind: "cards", headers: ["context", "Contexte"],
            cells: [("", ""), ("professional", "work"), ("Professionnel", "work"), ("privé", "home")]),
        Field(
            kind: "cards", headers: ["shared_with", "Partagé avec"],
            cells: [
                ("", ""), ("zoe@example.org", "zoe"), (" Zoe@example.org", "zoe"), ("zoe@example.net", "former"),
                ("other@example.com", "other"),
            ]),
        Field(
            kind: "cards", headers: ["met_on", "Date de rencontre"],
            cells: [("", ""), (recent, "9"), (recent + " 10:30", "9"), (day(-40), "40"), ("soon", "soon")]),
        Field(
            kind: "cards", headers: ["met_at", "Lieu de rencontre"],
            cells: [("", ""), ("Expo", "expo"), ("expo ", "expo"), ("Lyon", "lyon")]),
        Field(
            kind: "signups", headers: ["purposes", "Finalités"],
            cells: [
                ("", ""), ("newsletter", "n"), ("Newsletter", "n"), ("events", "e"), ("newsletter events", "ne"),
                ("events newsletter", "ne"), ("pas newsletter", "none"),
            ]),
        Field(
            kind: "signups", headers: ["wording", "Libellé"],
            cells: [("", ""), ("I would like the letter", "a"), ("I would like all of it", "b"), ("oui", "oui")]),
        Field(
            kind: "signups", headers: ["confirmed_on", "Confirmé le"],
            cells: [("", ""), (recent, "9"), (day(-8), "8"), ("soon", "soon")]),
        Field(
            kind: "signups", headers: ["submitted_on", "Date d’inscription"],
            cells: [("", ""), (recent, "9"), (day(-40), "40"), ("soon", "soon")]),
    ]

    private static let sound: [String: [(header: String, cell: String)]] = [
        "cards": [("met_on", recent), ("met_at", "Expo"), ("context", "professional")],
        "signups": [
            ("submitted_on", recent), ("confirmed_on", recent), ("wording", "I would like the letter"),
            ("purposes", "newsletter"),
        ],
    ]

    /// Whom a table admits whose columns stand in an order drawn from the seed: the numbers of its rows.
    private func admitted(
        _ field: Field, _ headers: [String], _ rows: [[String]], seed: UInt64
    ) throws -> Set<Int> {
        let folder = try WorkingFolder()
        let others = (Self.sound[field.kind] ?? []).filter { !field.headers.contains($0.header) }
        var order = Array(0..<(1 + others.count + headers.count))
        var chance = SeededGenerator(seed: seed, place: field.testDescription)
        for place in order.indices.reversed() { order.swapAt(place, chance.below(place + 1)) }
        func line(_ cells: [String]) -> String { order.map { cells[$0] }.joined(separator: ",") + "\n" }
        let text =
            line(["email"] + others.map(\.header) + headers)
            + rows.enumerated().map { line(["row\($0.offset)@example.com"] + others.map(\.cell) + $0.element) }.joined()
        try folder.write("table.csv", text)
        try folder.prepare("import", "csv", "table.csv", "--as", field.kind)
        let found = try folder.preview(code: nil).recipients
        #expect(found.count == rows.count)
        return Set(
            found.filter { $0.verdict == "admitted" }.compactMap { recipient in
                recipient.address.flatMap { Int($0.dropFirst(3).prefix { $0.isNumber }) }
            })
    }

    @Test(arguments: fields) func twinsAdmitNoMoreThanTheStricterOneAlone(_ field: Field) throws {
        let alone = try field.headers.map { try admitted(field, [$0], field.cells.map { [$0.text] }, seed: 1) }
        #expect(alone[0] == alone[1], "the two headers do not mean the same")
        #expect(!alone[0].isEmpty)
        let pairs = field.cells.indices.flatMap { one in field.cells.indices.map { (one, $0) } }
        let rows = pairs.map { [field.cells[$0.0].text, field.cells[$0.1].text] }
        let expected = Set(
            pairs.indices.filter { row in
                let (one, other) = pairs[row]
                if field.cells[one].meaning.isEmpty { return alone[0].contains(other) }
                if field.cells[other].meaning.isEmpty { return alone[0].contains(one) }
                return alone[0].contains(one) && field.cells[one].meaning == field.cells[other].meaning
            })
        for seed in [UInt64(2), 3] {
            #expect(try admitted(field, field.headers, rows, seed: seed) == expected)
            #expect(try admitted(field, field.headers.reversed(), rows, seed: seed) == expected)
        }
        // The very same header twice.
        #expect(try admitted(field, [field.headers[0], field.headers[0]], rows, seed: 4) == expected)
    }

    /// The sender is told which columns say what.
    @Test func bothColumnsAreNamed() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email,met_on,met_at,source,Source\nada@example.com,\(Self.recent),Expo,self,third-party\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        let shown = try folder.run(["--lang", "en", "why", "ada@example.com"]).out
        #expect(shown.contains("source=self ≠ Source=third-party"), "\(shown)")
        #expect(shown.contains("one value, the same everywhere"), "\(shown)")
    }
}
