import Foundation
import Testing

/// People are found by name, company or address, however these are typed.
@Suite struct FindingPeopleTests {
    private static func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(
            .with { $0.policy = #"{"evidenceMaxAgeDays": 36500, "linkedInExportMaxAgeDays": 36500}"# })
        try folder.write(
            "cards.csv",
            """
            email,first_name,last_name,company,met_on,met_at
            jp@example.org,Jean-Pierre,Lefèvre,Œuvres & Cie,2024-03-04,Salon
            anne@example.org,Anne,Martin,Acme,2024-03-04,Salon
            anne.martin@example.net,Anne,Martin,Globex,2024-03-04,Salon
            zoé@example.org,Zoé,Petit,Acme,2024-03-04,

            """)
        try folder.write(
            "Connections.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Léa,Muette,https://www.linkedin.com/in/lea,,Acme,Comptable,03 May 2021

            """)
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", "2025-01-15")
        return folder
    }

    static let names: [(name: [String], address: String?)] = [
        (["Jean-Pierre Lefèvre"], "jp@example.org"), (["lefevre", "JEAN", "pierre"], "jp@example.org"),
        (["oeuvres"], "jp@example.org"), (["Lef"], "jp@example.org"),
        (["martin", "globex"], "anne.martin@example.net"),
        (["Léa Muette"], nil), (["muette"], nil),
    ]

    @Test(arguments: names) func whyByName(_ name: [String], _ address: String?) throws {
        let folder = try Self.folder()
        let byName = try folder.run(["why", "--lang", "en"] + name)
        #expect(byName.code == 0, "\(byName.err)")
        guard let address else {
            #expect(byName.out.contains("Léa Muette will not get a letter") && byName.out.contains("[no-address]"))
            #expect(try folder.run(["why", "--json"] + name).out.contains("\"address\": null"))
            return
        }
        #expect(try byName.out == folder.run("why", address, "--lang", "en").out)
        #expect(try folder.run(["why", "--json"] + name).out == folder.run("why", address, "--json").out)
    }

    @Test func aNameThatSeveralHave() throws {
        let folder = try Self.folder()
        let run = try folder.run("why", "anne", "martin", "--lang", "fr")
        #expect(run.code == 0)
        #expect(run.out.split(separator: "\n").count == 2)
        #expect(run.out.contains("Acme") && run.out.contains("anne.martin@example.net"), "\(run.out)")
        #expect(run.err.contains("Plusieurs personnes"))
        let document = try folder.run("why", "Anne Martin", "--json")
        #expect(
            try document.fields() == [
                "address", "name", "contacts", "evidence", "objections", "retracted", "mailings", "cameBack",
                "decision",
            ])
    }

    static let unknown = [["nobody"], ["Anne", "Lefevre"], ["-"], ["anne@"], ["a@example.org", "b@example.org"]]

    @Test(arguments: unknown) func whatIsNeitherAddressNorName(_ typed: [String]) throws {
        let folder = try Self.folder()
        for command in ["why", "object"] {
            let run = try folder.run([command] + typed)
            #expect(run.code == 64 && run.out.isEmpty && !run.err.isEmpty, "\(command): \(run.err)")
        }
        #expect(
            try folder.run(["why"] + typed + ["--config", "nowhere.json"]).code == (typed[0].contains("@") ? 64 : 66))
        try folder.remove("portillon.sqlite")
        #expect(try folder.run(["why"] + typed).code == 64)
    }

    // MARK: contacts

    @Test(arguments: [
        ("martin", 2), ("MARTIN anne", 2), ("acme", 3), ("lefevre", 1), ("oeuvres", 1), ("example.net", 1),
        ("jp@example.org", 1), ("zoe", 1), ("nobody", 0),
    ]) func find(_ text: String, _ count: Int) throws {
        let folder = try Self.folder()
        let list = try folder.run("contacts", "--find", text)
        #expect(list.code == 0 && list.out.split(separator: "\n").count == count, "\(list.out)")
        let export = try folder.run("contacts", "--find", text, "--export", "csv")
        #expect(export.out.split(whereSeparator: \.isNewline).count == count + 1, "\(export.out)")
        let json = try folder.run("contacts", "--find", text, "--json").out
        #expect(json.components(separatedBy: "\"contact\":").count >= count + 1)
    }

    @Test func findNeedsSomethingToFind() throws {
        let folder = try Self.folder()
        for text in ["", "  ", "…"] { #expect(try folder.run("contacts", "--find", text).code == 64) }
    }

    /// A screen holds a page, whatever its height; a pipe everybody.
    @Test(arguments: [24, 40, 10]) func aPageFitsTheScreen(_ height: Int) throws {
        let folder = try WorkingFolder()
        try folder.meet((1...60).map { "p\($0)" })
        #expect(try folder.run("contacts").out.split(separator: "\n").count == 60)
        for language in ["fr", "en"] {
            for find in [[], ["--find", "lovelace"]] {
                var terminal = Terminal()
                terminal.rows = height
                let run = try terminal.run(["contacts", "--lang", language] + find, in: folder)
                #expect(run.code == 0)
                let lines = run.screen.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= height && lines.count > height - 5, "\(run.screen)")
                #expect(lines.allSatisfy { $0.count <= 80 })
                #expect(run.screen.contains("| less -S") && run.screen.contains("60"), "\(run.screen)")
                #expect(run.screen.contains("--find") == find.isEmpty)
            }
        }
        var terminal = Terminal()
        terminal.rows = 70
        #expect(try !terminal.run(["contacts"], in: folder).screen.contains("less"), "everybody is there")
    }

    // MARK: object

    @Test func objectByNameAsksWhichAddress() throws {
        let folder = try Self.folder()
        let listed = try folder.run("object", "anne", "martin")
        #expect(listed.code == 64 && listed.out.isEmpty)
        #expect(listed.err.contains("anne@example.org") && listed.err.contains("Globex"), "\(listed.err)")
        let none = try Terminal().run(["object", "anne", "martin"], in: folder, [.answer("", to: "(1-2")])
        #expect(none.code == 64 && none.screen.contains("Nothing was recorded."), "\(none.screen)")
        let run = try Terminal().run(["object", "Anne Martin", "--lang", "fr"], in: folder, [.answer("2", to: "(1-2")])
        #expect(run.code == 0 && run.screen.contains("anne.martin@example.net (opposition"), "\(run.screen)")
        #expect(run.screen.split(separator: "\n").allSatisfy { $0.count <= 80 })
        func objections(_ address: String) throws -> Int {
            try folder.run("why", address, "--json").document(WhyDocument.self).objections.count
        }
        #expect(try objections("anne.martin@example.net") == 1 && objections("anne@example.org") == 0)
        #expect(try folder.run("object", "Léa Muette").code == 64, "she has no address")
    }

    @Test func anAddressThatNobodyHasIsRecordedAndSaidSo() throws {
        let folder = try Self.folder()
        let run = try folder.run("object", "lefevre@example.org", "--lang", "en")
        #expect(run.code == 0 && run.err.contains("Nobody in the ledger has this address"), "\(run.err)")
        #expect(try !folder.run("object", "JP+x@example.org", "--lang", "en").err.contains("Nobody"))
        #expect(try !folder.run("object", "@example.com", "--lang", "en").err.contains("Nobody"))
        let found = try Terminal().run(
            ["object", "martin@example.org"], in: folder,
            [.answer("nobody", to: "Enter"), .answer("martin acme", to: "Enter: nobody else"), .answer("1", to: "(1,")])
        #expect(found.code == 0 && found.screen.contains("Recorded: anne@example.org"), "\(found.screen)")
        let passed = try Terminal().run(["object", "x@example.org"], in: folder, [.answer("", to: "Enter")])
        #expect(passed.code == 0, "the objection that was asked for is on record")
        for address in ["lefevre", "martin", "anne", "x"] {
            let why = try folder.run("why", "\(address)@example.org", "--json").document(WhyDocument.self)
            #expect(!why.objections.isEmpty, "\(address)")
        }
    }
}
