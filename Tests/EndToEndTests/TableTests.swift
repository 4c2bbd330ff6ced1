import Foundation
import Testing

/// Tables and lists as they occur: several encodings in one file, stray quotes, other tools' lists, and files that are none.
@Suite struct TableTests {
    private func imported(_ folder: WorkingFolder, _ arguments: String...) throws -> ImportDocument {
        let run = try folder.run(["import", "csv"] + arguments + ["--json"])
        try #require(run.code == 0, "\(run.err)")
        return try run.document()
    }

    private static let header = "email,first_name,last_name,met_on,met_at\r\n"

    @Test func eachRowIsDecodedByItself() throws {
        let folder = try WorkingFolder()
        var bytes = Data((Self.header + "p@example.com,Hélène,X,\(day(-9)),Salon\r\nq@example.com,Ren").utf8)
        bytes += Data([0xE9]) + Data(",Y,\(day(-9)),Salon\r\n".utf8)
        try folder.write("met.csv", bytes: bytes)
        let document = try imported(folder, "met.csv", "--as", "cards")
        #expect(document.encodings == ["UTF-8": 1, "windows-1252": 1])
        #expect(try folder.preview().recipients.map(\.name).sorted() == ["Hélène X", "René Y"])
        let screen = try WorkingFolder()
        try screen.write("met.csv", bytes: bytes)
        let shown = try screen.prepare("--lang", "en", "import", "csv", "met.csv", "--as", "cards").out
        #expect(shown.contains("UTF-8 (1 row), windows-1252 (1 row)"))
    }

    /// Nobody is written to at an address that had to be guessed, and whoever objects does so in every reading.
    @Test func whatCannotBeDecodedAdmitsNobodyAndObjects() throws {
        let folder = try WorkingFolder()
        let address = Data([0xC9]) + Data("cole@example.org".utf8)
        try folder.write(
            "met.csv", bytes: Data(Self.header.utf8) + address + Data(",A,B,\(day(-9)),Salon\r\n".utf8))
        _ = try imported(folder, "met.csv", "--as", "cards")
        #expect(try folder.preview(code: 77).recipients.allSatisfy { $0.codes.contains("invalid-address") })
        try folder.write(
            "known.csv",
            Self.header + "École@example.org,A,B,\(day(-9)),Salon\r\nbob@example.org,B,B,\(day(-9)),Salon\r\n")
        _ = try imported(folder, "known.csv", "--as", "cards")
        #expect(try folder.preview().admitted == 2)
        try folder.write("out.csv", bytes: Data("email\n".utf8) + address + Data([0x0A]))
        let list = try imported(folder, "out.csv", "--as", "objections")
        #expect(list.rejected.map(\.line) == [2] && list.rejectedButRecorded == 1 && list.rows == 1)
        #expect(try folder.preview().recipient("École@example.org")?.codes == ["objected"])
    }

    /// What one spreadsheet writes for `ř` is `ø` to another: nobody is written to at an address that was not UTF-8, and whoever
    /// objects by one does so all the same.
    @Test func anAddressThatIsNotUTF8AdmitsNobody() throws {
        let folder = try WorkingFolder()
        let address = Data([0x6A, 0x69, 0xF8, 0xED]) + Data("@example.org".utf8)
        try folder.write(
            "met.csv", bytes: Data(Self.header.utf8) + address + Data(",Jan,B,\(day(-9)),Salon\r\n".utf8))
        _ = try imported(folder, "met.csv", "--as", "cards")
        let excluded = try folder.preview(code: 77).recipients
        #expect(excluded.map(\.codes) == [["invalid-address"]])
        let shown = try folder.run(["--lang", "en", "preview", "letter.md", "--json"]).out
        #expect(shown.contains("save the file as UTF-8"), "\(shown)")
        try folder.write("known.csv", Self.header + "jiøí@example.org,A,B,\(day(-9)),Salon\r\n")
        _ = try imported(folder, "known.csv", "--as", "cards")
        #expect(try folder.preview().admitted == 1)
        try folder.write("out.csv", bytes: Data("email\n".utf8) + address + Data([0x0A]))
        _ = try imported(folder, "out.csv", "--as", "objections")
        #expect(try folder.preview(code: 77).recipient("jiøí@example.org")?.codes == ["objected"])
    }

    /// A domain that takes no mail excludes each of its addresses; a later card reopens its own.
    @Test func aBouncedDomainExcludesItsAddresses() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            Self.header + "ada@example.org,A,B,\(day(-9)),Salon\r\nbob@example.org,B,B,\(day(-1)),Salon\r\n"
                + "cleo@example.com,C,B,\(day(-9)),Salon\r\n")
        _ = try imported(folder, "met.csv", "--as", "cards")
        try folder.write("out.csv", "email,on\n@example.org,\(day(-5))\n")
        let list = try imported(folder, "out.csv", "--as", "objections", "--kind", "bounced")
        #expect(list.rejected.isEmpty)
        let preview = try folder.preview()
        #expect(preview.recipient("ada@example.org")?.codes == ["bounced"])
        #expect(
            preview.recipients.filter { $0.verdict == "admitted" }.compactMap(\.address).sorted()
                == ["bob@example.org", "cleo@example.com"])
    }

    @Test func everyAddressOfALineObjects() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo", "dan")
        try folder.write("out.csv", "ada@example.org, bob@example.org\n")
        #expect(try imported(folder, "out.csv", "--as", "objections").rows == 1)
        try folder.write("more.csv", "email,name\nnobody@example.net,N,cleo@example.org,C\n")
        let more = try imported(folder, "more.csv", "--as", "objections")
        #expect(more.rows == 1 && more.rejected.map(\.line) == [2] && more.rejectedButRecorded == 1)
        #expect(
            try folder.preview().recipients.filter { $0.verdict == "admitted" }.map(\.address) == ["dan@example.org"])
    }

    /// A bounce is held against the address, never against the person, and a later card lifts it.
    @Test(arguments: [
        (
            "Address,Code,Error,Created At\nada@example.org,550,\"550 5.1.1 unknown\",\"Fri, 18 Oct 2024 18:28:14 UTC\"\n",
            []
        ),
        ("email\nada@example.org\n", ["--kind", "bounced"]),
    ])
    func aListOfBouncesIsOne(_ text: String, _ more: [String]) throws {
        let folder = try WorkingFolder()
        try folder.write("back.csv", text)
        let run = try folder.run(["import", "csv", "back.csv", "--as", "objections"] + more)
        try #require(run.code == 0, "\(run.err)")
        let kinds = try folder.run("why", "ada@example.org", "--json").document(WhyDocument.self).objections.map(\.kind)
        #expect(kinds == ["bounced"])
    }

    static let calls: [Call] = [
        .init(["--as", "objections", "--kind", "complained"], 0),
        .init(["--as", "objections", "--kind", "erased"], 64),
        .init(["--as", "objections", "--kind", "spam"], 64), .init(["--as", "contacts", "--kind", "bounced"], 64),
    ]

    @Test(arguments: calls) func kindsOnTheCommandLine(_ call: Call) throws {
        let folder = try WorkingFolder()
        try folder.write("list.csv", "email\nada@example.org\n")
        #expect(try folder.run(["import", "csv", "list.csv"] + call.arguments).code == call.code)
    }

    @Test(arguments: ["contacts", "cards", "signups", "objections"])
    func whatIsNoTableIsRefused(_ kind: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("stop.eml", "From: ada@example.org\nTo: zoe@example.org\nSubject: stop\n\nStop.\n")
        let run = try folder.run("--lang", "en", "import", "csv", "stop.eml", "--as", kind)
        #expect(run.code == 65 && run.err.contains("mail") && run.err.contains("object ADDRESS"))
        try folder.write("ada.csv", Sample.card("Ada", "EMAIL:ada@example.org"))
        let card = try folder.run("--lang", "en", "import", "csv", "ada.csv", "--as", kind)
        #expect(card.code == 65 && card.err.contains("import cards"))
        #expect(try folder.preview().admitted == 1)
    }

    @Test func outlooksAndGooglesAddressesAreAllThePersons() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "outlook.csv",
            "First Name,Last Name,Title,Suffix,E-mail Address,E-mail 2 Address,Company,Job Title,met_on,met_at\n"
                + "Anne,Petit,Mme,,anne@example.com,anne2@example.com,Atelier,Cheffe,\(day(-9)),Salon\n")
        _ = try imported(folder, "outlook.csv", "--as", "cards")
        let preview = try folder.preview()
        #expect(preview.contacts == 1 && preview.recipient("anne@example.com")?.verdict == "admitted")
        #expect(preview.recipient("anne2@example.com")?.codes == ["other-address-chosen"])
        try folder.write("out.csv", "email\nanne2@example.com\n")
        _ = try imported(folder, "out.csv", "--as", "objections")
        #expect(try folder.preview(code: 77).recipients.map(\.codes) == [["objected"], ["objected"]])
    }
}
