import Foundation
import Testing

/// Leaving another tool must never mean writing to those who had unsubscribed there, however its list was kept.
@Suite struct LooseObjectionTests {
    /// Cells that mean ada@example.org, whatever stands around the address.
    @Test(arguments: [
        "ada@example.org", "ADA@EXAMPLE.ORG", " ada@example.org ", "Ada Lovelace <ada@example.org>",
        "Ada<ada@example.org>", "<ada@example.org>", "mailto:ada@example.org", "MAILTO:ada@example.org?subject=stop",
        "ada@example.org.", "ada@example.org;", "(ada@example.org)", "'ada@example.org'", "«ada@example.org»",
        "ada @ example.org", "ada@ example.org", "x@example.net; ada@example.org", "x@example.net ada@example.org",
        "x@example.net|ada@example.org", "ada\u{200B}@example.org", "\u{FEFF}ada@example.org", "ada@exam\u{AD}ple.org",
        "\u{202A}ada@example.org\u{202C}", "ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ada+news@example.org", "ada@example.org\u{0}",
        "ada@example.org\u{0}@example.com", "ada@example.org\r\nx@example.net", "ada@example.org (left in 2024)",
        "@example.org", "*@example.org", "example.org", "@example.org.", "EXAMPLE.ORG",
    ])
    func everySpellingObjects(_ cell: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let quoted = "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
        try folder.write("out.csv", "email,because\n\(quoted),left\n")
        let run = try folder.run("import", "csv", "out.csv", "--as", "objections", "--json")
        #expect(run.code == 0, "\(run.err)")
        #expect(try folder.preview(code: 77).recipients.map(\.codes) == [["objected"]])
        // The same list again changes nothing, and does not lose it.
        try folder.prepare("import", "csv", "out.csv", "--as", "objections")
        #expect(try folder.preview(code: 77).admitted == 0)
    }

    /// What nobody can make out is given back, by its line, to be mended and imported again.
    @Test func whatMeansNobodyIsGivenBack() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write(
            "out.csv", "email\nbob@example.net\nAda Lovelace\nada@@example.org\n*.example.org\nada(at)example.org\n")
        let document: ImportDocument = try folder.run(
            "import", "csv", "out.csv", "--as", "objections", "--json"
        ).document()
        #expect(document.rows == 5)
        #expect(document.rejected.map(\.line) == [3, 4, 5, 6])
        let back = try #require(document.rejectedFile)
        let mended = try String(contentsOfFile: back, encoding: .utf8)
            .replacingOccurrences(of: "ada@@example.org", with: "ada@example.org")
        try folder.write("mended.csv", mended)
        try folder.prepare("import", "csv", "mended.csv", "--as", "objections")
        #expect(try folder.preview(code: 77).recipients.map(\.codes) == [["objected"]])
    }

    /// A cell of which one part is understood and another is not objects for the one, and is given back for the other.
    @Test func aPartThatIsUnderstoodCountsAtOnce() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("out.csv", "email\nada@example.org and bob@@example.org\n")
        let document: ImportDocument = try folder.run(
            "import", "csv", "out.csv", "--as", "objections", "--json"
        ).document()
        #expect(document.rejected.map(\.line) == [2])
        #expect(try folder.preview().recipient("ada@example.org")?.codes == ["objected"])
        #expect(try folder.preview().recipient("bob@example.org")?.verdict == "admitted")
    }

    /// A row that is no row may still say who objects.
    @Test(arguments: [
        "ada@example.org,objected,no, thanks,2026-01-01", "ada@example.org,a,b,c,d,e", "\"ada@example.org,objected",
    ])
    func aRowThatIsRejectedStillObjects(_ row: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("out.csv", "email,kind,because\n\(row)\n")
        let run = try folder.run("import", "csv", "out.csv", "--as", "objections", "--json")
        #expect(run.code == 0)
        #expect(try run.document(ImportDocument.self).rejected.count == 1)
        #expect(try folder.preview().recipient("ada@example.org")?.codes == ["objected"])
    }

    @Test func aDomainBesideANameIsNotTheWholeDomain() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("out.csv", "email\n\"\"\"b o b\"\"@example.org\"\nbob smith example.org\n")
        _ = try folder.run("import", "csv", "out.csv", "--as", "objections")
        #expect(try folder.preview().admitted == 2)
    }
}

/// NUL ends a text in many a library: nothing may be read out of what stands before it.
@Suite struct NULTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: String
        let header: String
        let row: String
        let reason: String
        var testDescription: String { reason + " " + row.replacingOccurrences(of: "\u{0}", with: "␀") }

        init(_ kind: String, _ header: String, _ row: String, _ reason: String) {
            (self.kind, self.header, self.row, self.reason) = (kind, header, row, reason)
        }
    }

    private static let met = day(-100)

    @Test(arguments: [
        Case("cards", "email,met_on,met_at", "d@example.org\u{0}@example.com,\(met),Expo", "invalid-address"),
        Case("cards", "email,met_on,met_at", "d@example.org\u{0},\(met),Expo", "invalid-address"),
        Case("cards", "email,met_on,met_at", "\u{0}d@example.org,\(met),Expo", "invalid-address"),
        Case("cards", "email,met_on,met_at", "d\u{0}@example.org,\(met),Expo", "invalid-address"),
        Case("cards", "email,met_on,met_at", "d@example.org,\(met)\u{0}x,Expo", "evidence-undated"),
        Case(
            "cards", "email,met_on,met_at,shared_with", "d@example.org,\(met),Expo,zoe@example.org\u{0}@example.com",
            "shared-with-someone-else"),
        Case(
            "cards", "email,met_on,met_at,context", "d@example.org,\(met),Expo,professional\u{0}ly not",
            "not-professional"),
        Case(
            "cards", "email,met_on,met_at,source", "d@example.org,\(met),Expo,self\u{0}third-party",
            "evidence-unreadable"),
        Case(
            "signups", "email,submitted_on,purposes,wording,confirmed_on",
            "d@example.org,\(met),newsletter\u{0}not,I agree,\(met)", "purpose-not-agreed"),
        Case(
            "signups", "email,submitted_on,purposes,wording,confirmed_on",
            "d@example.org,\(met),newsletter,I agree,\(met)\u{0}never", "form-unconfirmed"),
    ])
    func nothingIsReadOutOfWhatStandsBefore(_ sample: Case) throws {
        let folder = try WorkingFolder()
        try folder.write("in.csv", sample.header + "\n" + sample.row + "\n")
        try folder.prepare("import", "csv", "in.csv", "--as", sample.kind)
        let preview = try folder.preview(code: 77)
        #expect(preview.admitted == 0)
        #expect(preview.recipients.allSatisfy { $0.codes.contains(sample.reason) })
        #expect(preview.recipients.count == 1)
    }

    @Test func inACard() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "in.vcf",
            Sample.card(
                "D", "EMAIL:d@example.org\u{0}@example.com", "EMAIL;ENCODING=QUOTED-PRINTABLE:e@example.org=00.com"))
        try folder.prepare("import", "cards", "in.vcf", "--met-on", day(-10), "--met-at", "Expo")
        let preview = try folder.preview(code: 77)
        #expect(preview.recipients.map(\.codes).allSatisfy { $0.contains("invalid-address") })
    }
}
