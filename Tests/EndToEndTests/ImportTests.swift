import Foundation
import Testing

/// What `import` reads, counts, rejects and reports.
@Suite struct ImportTests {
    /// Imports and decodes, after holding the document's fields to the contract.
    private func document(_ folder: WorkingFolder, _ arguments: String...) throws -> ImportDocument {
        let run = try folder.run(["import"] + arguments + ["--json"])
        try #require(run.code == 0, "\(run.err)")
        #expect(
            try run.fields().isSuperset(of: [
                "file", "sha256", "date", "rows", "contacts", "evidence", "rejected", "rejectedFile",
            ]))
        return try run.document()
    }

    @Test func linkedInCountsEveryRow() throws {
        let folder = try WorkingFolder()
        let text = Sample.linkedIn(
            Sample.ada("ada@example.org"),  // line 5
            "Bob,B,https://www.linkedin.com/in/bob,,C,P,16 Mar 2021",
            ",,,,,,",
            "Eve,\"never closed,x,y,z",  // line 8
            "Fay,F,https://www.linkedin.com/in/fay,fay@example.org,C,P,1 Jan 2020,surplus",
            "Gil,G,https://www.linkedin.com/in/gil,gil@example.org",
            "Han,H,https://www.linkedin.com/in/han,not an address,C,P,1 Jan 2020",
            "Ida,I,https://www.linkedin.com/in/ida,ida@example.org,C,P,10/11/2023,,")
        try folder.write("Connections.csv", text)
        let first = try document(folder, "linkedin", "Connections.csv", "--exported-on", day(-5))
        #expect(first.file == "Connections.csv" && first.date == day(-5))
        #expect(first.rows == 7)
        #expect(first.contacts == .init(new: 5))
        #expect(first.evidence.withdrawn == 0)
        #expect(first.rejected.map(\.line) == [8, 9])
        let sum = try judge(
            "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), end='')",
            folder.path("Connections.csv"))
        #expect(first.sha256 == sum)

        // The good rows are kept; what is wrong in a cell is told later, by the gate.
        let preview = try folder.preview()
        #expect(preview.recipient("ada@example.org")?.verdict == "admitted")
        #expect(preview.recipient("gil@example.org")?.codes == ["evidence-undated"])
        #expect(preview.recipient("not an address")?.codes == ["invalid-address"])
        #expect(preview.recipient("ida@example.org")?.codes == ["evidence-undated"])

        let again = try document(folder, "linkedin", "Connections.csv", "--exported-on", day(-2))
        #expect(again.date == day(-5), "the same bytes keep their first date")
        #expect(again.contacts.new == 0 && again.contacts.updated == 0 && again.contacts.unchanged == 5)
        #expect(again.evidence.new == 0 && again.evidence.withdrawn == 0)
    }

    @Test func rejectedRowsComeBackCorrected() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            Sample.cards(
                "ada@example.org,=Ada,+L,\(day(-9)),Expo,surplus", "bob@example.org,Bob,B,\(day(-9)),Expo",
                "cleo@example.org,\"never closed,C,\(day(-9)),@Expo"))
        let first = try document(folder, "csv", "met.csv", "--as", "cards")
        #expect(first.rows == 3 && first.contacts.new == 1)
        #expect(first.rejected.map(\.line) == [2, 4])
        let file = URL(fileURLWithPath: try #require(first.rejectedFile)).lastPathComponent
        #expect(try folder.mode(file) == 0o600)
        let kept = try folder.text(file)
        #expect(kept.contains("'=Ada") && kept.contains("'+L"))
        #expect(kept.contains("ada@example.org") && kept.contains("cleo@example.org"))

        // Corrected as a person would: the surplus cell and the quote taken away.
        let corrected = kept.replacing(",surplus", with: "").replacing("\"\"\"never closed\"", with: "Cleo")
        try folder.write("corrected.csv", corrected)
        let second = try document(folder, "csv", "corrected.csv", "--as", "cards")
        #expect(second.rows == 2 && second.rejected.isEmpty && second.rejectedFile == nil && second.contacts.new == 2)
        let preview = try folder.preview()
        #expect(preview.admitted == 3)
        #expect(preview.recipient("ada@example.org")?.name == "=Ada +L")
        #expect(preview.recipient("cleo@example.org")?.evidence?.where == "@Expo")
    }

    @Test func exportedCellsComeBackAsTheyWere() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email,first_name,company,met_on,met_at\nada@example.org,'=Ada,'@Engines,\(day(-9)),Expo\n"
                + "bob@example.org,O'Neil,'quoted',\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        let exported = try folder.prepare("contacts", "--export", "csv").out
        #expect(exported.contains("'=Ada") && exported.contains("'@Engines"))
        #expect(exported.contains("O'Neil") && exported.contains(",'quoted',") && !exported.contains("''"))
        let other = try WorkingFolder()
        try other.write("back.csv", exported)
        try other.prepare("import", "csv", "back.csv", "--as", "contacts")
        #expect(try other.run("contacts", "--export", "csv").out == exported)
    }

    static let useless: [(String, String, [String])] = [
        ("empty.csv", "", ["linkedin"]), ("other.csv", "a,b,c\n1,2,3\n", ["linkedin"]),
        ("bare.csv", Sample.linkedIn(), ["linkedin"]), ("blank.csv", Sample.linkedIn(",,,,,,"), ["linkedin"]),
        ("no.csv", "a,b\n1,2\n", ["csv", "--as", "contacts"]), ("no.csv", "a,b\n1,2\n", ["csv", "--as", "signups"]),
        ("no.csv", "a,b\n1,2\n", ["csv", "--as", "objections"]), ("empty.csv", "", ["csv", "--as", "cards"]),
        ("empty.vcf", "", ["cards"]), ("letter.vcf", "Dear Ada\n", ["cards"]),
        ("open.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n", ["cards"]),
        ("surplus.csv", Sample.cards("a@example.org,A,B,\(day(-9)),Expo,surplus"), ["csv", "--as", "cards"]),
    ]

    @Test(arguments: useless)
    func nothingUsable(_ name: String, _ text: String, _ kind: [String]) throws {
        let folder = try WorkingFolder()
        try folder.write(name, text)
        let run = try folder.run(["import", kind[0], name] + kind.dropFirst())
        #expect(run.code == 65, "\(run.err)")
        #expect(!run.err.isEmpty)
    }

    static let calls: [Call] = [
        .init(["import", "linkedin", "Connections.csv", "--exported-on", day(3)], 65),
        .init(["import", "linkedin", "Connections.csv", "--exported-on", "one day"], 64),
        .init(["import", "linkedin", "nowhere.csv"], 66), .init(["import", "cards", "card.vcf", "nowhere.vcf"], 66),
        .init(["import", "cards", "card.vcf", "--met-on", "10/11/2023"], 64),
        .init(["import", "cards", "card.vcf", "--met-on", "one day"], 64),
        .init(["import", "cards", "card.vcf", "--context", "personal"], 64),
        .init(["import", "csv", "met.csv"], 64), .init(["import", "csv", "met.csv", "--as", "friends"], 64),
        .init(["import", "csv", "met.csv", "--as", "cards", "--map", "met_on=Nowhere"], 64),
        .init(["import", "csv", "met.csv", "--as", "cards", "--map", "nothing=email"], 64),
        .init(["import", "paper", "met.csv"], 64),
    ]

    @Test(arguments: calls) func commandLine(_ call: Call) throws {
        let folder = try WorkingFolder()
        try folder.write("Connections.csv", Sample.linkedIn(Sample.ada("ada@example.org")))
        try folder.write("card.vcf", Sample.card("Ada", "EMAIL:ada@example.org"))
        try folder.write("met.csv", Sample.cards("ada@example.org,Ada,L,\(day(-9)),Expo"))
        let run = try folder.run(call.arguments)
        #expect(run.code == call.code, "\(run.err)")
    }

    @Test func theExportsDateIsFoundAndSaid() throws {
        let folder = try WorkingFolder()
        try folder.write("Connections.csv", Sample.linkedIn(Sample.ada("ada@example.org")))
        #expect(try document(folder, "linkedin", "Connections.csv").date == "2015-03-15")
        _ = try judge(
            """
            import sys, zipfile
            rows = open(sys.argv[1]).read().replace('Countess', 'Analyst')
            for name, moment in [('dated', (2024, 5, 6, 7, 8, 10)), ('undated', (1980, 1, 1, 0, 0, 0))]:
                with zipfile.ZipFile(sys.argv[1] + '.' + name + '.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
                    entry = zipfile.ZipInfo('Connections.csv', moment)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, rows)
            """, folder.path("Connections.csv"))
        #expect(try document(folder, "linkedin", "Connections.csv.dated.zip").date == "2024-05-06")
        let other = try WorkingFolder()
        try other.write("undated.zip", bytes: folder.bytes("Connections.csv.undated.zip"))
        #expect(try document(other, "linkedin", "undated.zip").date == "2015-03-15")
    }

    @Test func anOlderExportChangesNoFields() throws {
        let folder = try WorkingFolder()
        try folder.write("new.csv", Sample.linkedIn(Sample.ada("ada@example.org", company: "New")))
        try folder.write("old.csv", Sample.linkedIn(Sample.ada("ada@example.org", company: "Old")))
        _ = try document(folder, "linkedin", "new.csv", "--exported-on", day(-2))
        let old = try document(folder, "linkedin", "old.csv", "--exported-on", day(-20))
        #expect(old.contacts.updated == 0)
        #expect(try folder.run("contacts", "--export", "csv").out.contains("New"))
        try folder.write("newest.csv", Sample.linkedIn(Sample.ada("", company: "Newest")))
        let newest = try document(folder, "linkedin", "newest.csv", "--exported-on", day(-1))
        #expect(newest.contacts.updated == 1 && newest.evidence.withdrawn == 1)
        #expect(try folder.run("contacts", "--export", "csv").out.contains("Newest"))
    }

    @Test func severalCardFilesAreAnArray() throws {
        let folder = try WorkingFolder()
        try folder.write("a.vcf", Sample.card("Ada", "EMAIL:ada@example.org"))
        try folder.write(
            "b.vcf", Sample.card("Bob", "EMAIL:bob@example.org") + Sample.card("Cleo", "EMAIL:cleo@example.org"))
        let run = try folder.run("import", "cards", "a.vcf", "b.vcf", "--json")
        #expect(run.code == 0)
        let documents: [ImportDocument] = try run.document()
        #expect(documents.map(\.file) == ["a.vcf", "b.vcf"] && documents.map(\.rows) == [1, 2])
        #expect(try document(folder, "cards", "a.vcf").contacts == .init(unchanged: 1))
    }

    @Test func anotherAttestationAddsEvidence() throws {
        let folder = try WorkingFolder()
        try folder.write("a.vcf", Sample.card("Ada", "EMAIL:ada@example.org"))
        #expect(try document(folder, "cards", "a.vcf").evidence == .init(new: 1))
        #expect(try document(folder, "cards", "a.vcf").evidence == .init(unchanged: 1))
        let met = ["--met-on", day(-9), "--met-at", "Expo"]
        #expect(try document(folder, "cards", "a.vcf", met[0], met[1], met[2], met[3]).evidence == .init(new: 1))
        #expect(try document(folder, "cards", "a.vcf", met[0], met[1], met[2], met[3]).evidence == .init(unchanged: 1))
        #expect(try folder.preview().admitted == 1)
    }

    @Test func theCardsOwnExchangeWins() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "a.vcf",
            Sample.card(
                "Ada", "EMAIL:ada@example.org", "X-PORTILLON-MET-ON:\(day(-77))", "X-PORTILLON-MET-AT:Fair"))
        _ = try document(folder, "cards", "a.vcf", "--met-on", day(-9), "--met-at", "Expo")
        let evidence = try folder.preview().recipient("ada@example.org")?.evidence
        #expect(evidence == EvidenceShown(kind: "business-card", sharedOn: day(-77), where: "Fair"))
    }

    @Test(arguments: [50, 51]) func oneAttestationOverManyCards(_ count: Int) throws {
        let folder = try WorkingFolder()
        let cards = (1...count).map { Sample.card("P\($0)", "EMAIL:p\($0)@example.org") }
        try folder.write("many.vcf", cards.joined())
        let met = ["import", "cards", "many.vcf", "--met-on", day(-9), "--met-at", "Expo"]
        #expect(try folder.run(met).code == (count > 50 ? 64 : 0))
        #expect(try folder.run(met + ["--yes"]).code == 0)
        let preview = try folder.preview()
        #expect(preview.admitted == count)
        #expect(preview.warnings.contains { $0.code == "bulk-attestation" } == (count > 50))
    }

    @Test(arguments: [
        ("utf8", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "with a mark"),
    ])
    func encodings(_ encoding: String, _ name: String) throws {
        let folder = try WorkingFolder()
        _ = try judge(
            """
            import sys
            rows = 'email;first_name;last_name;met_on;met_at\\r\\n z@example.org ;Zoé;L;\(day(-9));Café "du coin"\\r\\n;;;;\\r\\n'
            open(sys.argv[1], 'wb').write(rows.encode('\(encoding)'))
            """, folder.path("met.csv"))
        #expect(try document(folder, "csv", "met.csv", "--as", "cards").rows == 1, "\(name)")
        let recipient = try folder.preview().recipient("z@example.org")
        #expect(recipient?.name == "Zoé L" && recipient?.evidence?.where == "Café \"du coin\"")
    }

    @Test func objectionsOutliveWhatIsImported() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "returns.csv",
            "email,kind,because,on\nada@example.org,objected,asked,\(day(-30))\n@example.net,complained,,\nbob@example.org,"
                + "bounced,550,10/11/2023\ncleo@example.org,whatever,,\n")
        let first = try document(folder, "csv", "returns.csv", "--as", "objections")
        #expect(first.rows == 4 && first.rejected.isEmpty)
        _ = try document(folder, "csv", "returns.csv", "--as", "objections")
        try folder.meet("ada", "bob", "cleo", "dan")
        let preview = try folder.preview()
        #expect(preview.recipients.filter { $0.verdict == "admitted" }.map(\.address) == ["dan@example.org"])
        #expect(try folder.run("why", "ada@example.org", "--json").document(WhyDocument.self).objections.count == 1)
    }
}
