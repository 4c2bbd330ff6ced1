import Foundation
import Testing

/// The key and the ledger are what the objections rest on: where one cannot be read, nothing is sent.
@Suite struct KeyAndLedgerTests {
    @Test(arguments: ["missing", "malformed", "empty", "foreign"]) func theKey(_ fault: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let key = try folder.text("portillon.key")
        switch fault {
        case "missing": try folder.remove("portillon.key")
        case "malformed": try folder.write("portillon.key", "zz\n")
        case "empty": try folder.write("portillon.key", "")
        default:
            let other = try WorkingFolder()
            try other.meet("ada")
            try folder.write("portillon.key", other.text("portillon.key"))
        }
        let before = try? folder.bytes("portillon.key")
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["suppression-unreadable"])
        let send = try folder.send()
        #expect(send.code == 77)
        #expect(try send.document(SendDocument.self).refused.map(\.code) == ["suppression-unreadable"])
        for arguments in [
            ["import", "csv", "met.csv", "--as", "cards"], ["object", "ada@example.org"], ["why", "ada@example.org"],
            ["send", "letter.md", "--yes", "--test-to", "zoe@example.org"], ["contacts"],
            ["heard-from", "ada@example.org", "--on", day(-1)],
        ] {
            #expect(try folder.run(arguments).code == 77, "\(arguments)")
        }
        _ = try folder.run("init")
        #expect((try? folder.bytes("portillon.key")) == before, "no new key beside a ledger that has one")
        try folder.write("portillon.key", key)
        #expect(try folder.preview().admitted == 1)
    }

    @Test(arguments: ["text", "database"]) func whatIsNoLedgerIsLeftAsItIs(_ kind: String) throws {
        let folder = try WorkingFolder()
        if kind == "text" {
            try folder.write("portillon.sqlite", String(repeating: "no database at all ", count: 100))
        } else {
            _ = try judge(
                """
                import sqlite3, sys
                c = sqlite3.connect(sys.argv[1]); c.execute('create table t (x)'); c.commit(); c.close()
                """, folder.path("portillon.sqlite"))
        }
        try folder.write("met.csv", Sample.cards("ada@example.org,Ada,L,\(day(-9)),Expo"))
        let before = try folder.bytes("portillon.sqlite")
        for arguments in [
            ["preview", "letter.md"], ["status"], ["object", "ada@example.org"], ["send", "letter.md", "--yes"],
            ["import", "csv", "met.csv", "--as", "cards"], ["contacts"], ["log"],
        ] {
            let run = try folder.run(arguments)
            #expect(run.code == 74, "\(arguments): \(run.err)")
            #expect(try folder.bytes("portillon.sqlite") == before, "\(arguments)")
        }
        #expect(folder.names(in: ".").filter { $0.hasPrefix("portillon.sqlite-") }.isEmpty)
    }

    @Test(arguments: ["nowhere/x.sqlite", "letter.md/x.sqlite"]) func theLedgerCannotBeCreated(_ path: String) throws {
        let folder = try WorkingFolder(.with { $0.ledger = "\"\(path)\"" })
        try folder.write("met.csv", Sample.cards("ada@example.org,Ada,L,\(day(-9)),Expo"))
        let run = try folder.run("import", "csv", "met.csv", "--as", "cards")
        #expect(run.code == 73, "\(run.err)")
    }

    @Test func filesArePrivate() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        #expect(try folder.mode("portillon.sqlite") == 0o600)
        #expect(try folder.mode("portillon.key") == 0o600)
    }

    @Test func initLaysOutAFolderAndOverwritesNothing() throws {
        let folder = try WorkingFolder()
        #expect(try folder.run("init", "new").code == 0)
        for name in ["config.json", "portillon.key"] { #expect(try folder.mode("new/" + name) == 0o600) }
        #expect(!folder.names(in: "new/Templates").isEmpty)
        let files = folder.names(in: "new")
        try folder.write("new/config.json", Settings().json)
        let key = try folder.bytes("new/portillon.key")
        #expect(try folder.run("init", "new").code == 0)
        #expect(try folder.text("new/config.json") == Settings().json)
        #expect(try folder.bytes("new/portillon.key") == key && folder.names(in: "new") == files)
    }

    @Test func theExampleLetterOfInitLacksOnlyItsSendersWords() throws {
        let folder = try WorkingFolder()
        try folder.prepare("init", "new")
        let letter = try #require(folder.names(in: "new").first { $0.hasSuffix(".md") })
        try folder.write("met.csv", Sample.cards("ada@example.org,Ada,L,\(day(-9)),Expo"))
        try folder.prepare("import", "csv", "met.csv", "--as", "cards", "--config", "new/config.json")
        let run = try folder.run("preview", "new/" + letter, "--json", "--config", "new/config.json")
        let preview: PreviewDocument = try run.document()
        // Text, name and address are the sender's own, and nobody else can fill them in.
        #expect(
            Set(preview.refused.map(\.code)).isSubset(of: ["sender-unidentified", "no-way-out", "untouched-sample"]),
            "\(run.err)")
    }
}
