import Foundation
import Testing

/// What a person sees on a terminal of 80 columns, in both languages, to the byte; the files under `Golden` are made to be
/// read.
@Suite struct ScreenTests {
    /// Nothing in it grows stale: what a screen shows must not depend on the day.
    private static func folder(_ change: (inout Settings) -> Void = { _ in }) throws -> WorkingFolder {
        let folder = try WorkingFolder(
            .with {
                $0.policy = #"{"evidenceMaxAgeDays": 36500, "linkedInExportMaxAgeDays": 36500}"#
                $0.purposes =
                    #"{"newsletter": {"context": "professional", "description": {"fr": "la lettre", "en": "the letter"}}}"#
                change(&$0)
            })
        try folder.write("letter.md", WorkingFolder.letter.replacing("l1", with: "lettre-d-automne"))
        try folder.write(
            "cards.csv",
            """
            email,first_name,last_name,met_on,met_at
            evil@example.net,\u{1B}[31mEvil\u{7},\u{202E}gnp.exe,2024-05-04,Back\u{8}alley
            ada@example.org,Ada,Lovelace,2024-03-04,Salon des métiers
            li.wei@example.com,李,伟,2024-05-01,展览会
            famille@example.net,Famille,👩‍👩‍👧‍👦 Dupont 🇫🇷,2024-05-02,Marché
            noemie@example.net,Noe\u{301}mie,Cafe\u{301} 👋🏽,2024-05-03,Atelier
            sans.date@example.org,Sans,Date,,Salon
            ambigu@example.org,Ambigu,Date,10/11/2023,Salon
            objecte@example.org,Odile,Objecte,2024-03-04,Salon
            deux@example.org,Deux,Preuves,,Salon
            deux@example.org,Deux,Preuves,2023-05-05,
            deux@example.org,Deux,Preuves,6/7/2023,Foire

            """)
        try folder.write("book.csv", "email,first_name,last_name\nnowhere@example.org,Nadia,Nulle-Part\n")
        try folder.write(
            "Connections.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Marie,Martin,https://www.linkedin.com/in/marie,marie@example.com,Acme,Directrice,02 May 2021
            Jean,Muet,https://www.linkedin.com/in/jean,,Acme,Comptable,03 May 2021

            """)
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("import", "csv", "book.csv", "--as", "contacts")
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", "2025-01-15")
        try folder.prepare(
            "object", "objecte@example.org", "--on", "2025-02-01", "--because", "« plus de lettres »")
        try folder.prepare("object", "deux@example.org", "--kind", "bounced", "--on", "2025-03-01")
        try folder.prepare("heard-from", "ada@example.org", "--on", "2025-05-06")
        return folder
    }

    /// What differs from run to run, and from machine to machine, taken out.
    private static func steady(_ screen: String, _ folder: WorkingFolder) -> String {
        screen.replacing(folder.url.path, with: "/home/zoe/lettres")
            .replacing(#/[0-9a-f]{64}/#, with: String(repeating: "0", count: 64))
            .replacing(#/(?m)^  \d+[.,]\d[ \x{A0}]s$/#, with: "  0.1 s")
            .replacing(#/\r[^\n]*\u{1B}\[K/#, with: "")
    }

    @Test(arguments: ["fr", "en"]) func preview(_ language: String) throws {
        let folder = try Self.folder()
        let narrow = try Terminal().run(["preview", "letter.md", "--lang", language], in: folder)
        #expect(narrow.code == 0)
        #expect(narrow.screen.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
        try Golden.expect(Self.steady(narrow.screen, folder), "preview.\(language)")
        let wide = try Terminal(columns: 120, rows: 60).run(["preview", "letter.md", "--lang", language], in: folder)
        try Golden.expect(Self.steady(wide.screen, folder), "preview-wide.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func why(_ language: String) throws {
        let folder = try Self.folder()
        var screens = ""
        for address in [
            "ada@example.org", "sans.date@example.org", "objecte@example.org", "deux@example.org", "marie@example.com",
            "nobody@example.org",
            "evil@example.net",
        ] {
            let run = try Terminal().run(["why", address, "--lang", language], in: folder)
            #expect(run.code == 0)
            screens += "$ portillon why \(address)\n" + run.screen + "\n"
        }
        try Golden.expect(Self.steady(screens, folder), "why.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func contacts(_ language: String) throws {
        let folder = try Self.folder()
        let narrow = try Terminal().run(["contacts", "--lang", language], in: folder)
        #expect(narrow.code == 0)
        try Golden.expect(Self.steady(narrow.screen, folder), "contacts.\(language)")
        let wide = try Terminal(columns: 140).run(["contacts", "--lang", language], in: folder)
        try Golden.expect(Self.steady(wide.screen, folder), "contacts-wide.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func sendAsksAndGivesAReceipt(_ language: String) throws {
        let folder = try Self.folder()
        let question = language == "fr" ? "(6)" : "(6)"
        let refused = try Terminal().run(
            ["send", "letter.md", "--lang", language], in: folder, [.answer("5", to: question)])
        #expect(refused.code == 64)
        #expect(try folder.outbox().isEmpty)
        let sent = try Terminal().run(
            ["send", "letter.md", "--lang", language], in: folder, [.answer("6", to: question)])
        #expect(sent.code == 0)
        #expect(try folder.outbox().count == 6)
        try Golden.expect(Self.steady(refused.screen + sent.screen, folder), "send.\(language)")
        let status = try Terminal().run(["status", "--lang", language], in: folder)
        #expect(status.code == 0)
        let one = try Terminal().run(["status", "lettre-d-automne", "--lang", language], in: folder)
        try Golden.expect(Self.steady(status.screen + one.screen, folder), "status.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func rules(_ language: String) throws {
        let folder = try Self.folder()
        let run = try Terminal().run(["rules", "objected", "--lang", language], in: folder)
        #expect(run.code == 0)
        try Golden.expect(Self.steady(run.screen, folder), "rules.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func doctor(_ language: String) throws {
        let folder = try Self.folder()
        for name in ["config.json"] { chmod(folder.path(name), 0o600) }
        let sound = try Terminal().run(["doctor", "--lang", language], in: folder)
        #expect(sound.code == 0)
        chmod(folder.path("config.json"), 0o644)
        try folder.remove("portillon.key")
        let unsound = try Terminal().run(["doctor", "--lang", language], in: folder)
        #expect(unsound.code == 1)
        try Golden.expect(Self.steady(sound.screen + unsound.screen, folder), "doctor.\(language)")
    }

    @Test(arguments: ["fr", "en"]) func help(_ language: String) throws {
        let folder = try Self.folder()
        var screens = ""
        for arguments in [
            ["--help"], ["send", "--help"], ["import"], ["sned", "letter.md"], ["send"],
            ["send", "letter.md", "--limt", "3"],
            ["send", "letter.md", "--limit", "x"], ["send", "letter.md", "--limit"], ["status", "a", "b"],
            ["status", "a", "b", "c"], ["status", "--json=3"], ["import", "linkdin", "x"], ["heard-from"],
            ["contacts", "--export", "paper"],
        ] {
            let run = try Terminal().run(["--lang", language] + arguments, in: folder)
            #expect(run.code == (arguments.last == "--help" || arguments == ["import"] ? 0 : 64))
            screens += "$ portillon \(arguments.joined(separator: " "))\n" + run.screen + "\n"
        }
        try Golden.expect(Self.steady(screens, folder), "help.\(language)")
    }

    /// Contact data reaches no terminal as a command to it, wherever it is shown.
    @Test(arguments: [["preview", "letter.md"], ["contacts"], ["why", "evil@example.net"]])
    func controlsOfContactDataStayText(_ arguments: [String]) throws {
        let folder = try Self.folder()
        let run = try Terminal(rows: 60).run(arguments, in: folder)
        #expect(run.code == 0 && run.screen.contains("vil"))
        let hostile = run.screen.unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
        }
        #expect(hostile.isEmpty, "\(hostile.map { String($0.value, radix: 16) })")
    }

    /// Only the sixteen colours of the terminal's palette, and none where they are not wanted.
    @Test func colours() throws {
        let folder = try Self.folder()
        for arguments in [["preview", "letter.md"], ["contacts"], ["why", "ada@example.org"], ["doctor"], ["rules"]] {
            let coloured = try Terminal(environment: ["LANG": "C"]).run(arguments, in: folder).screen
            let codes = Set(coloured.matches(of: #/\u{1B}\[([0-9;]*)m/#).map { String($0.1) })
            #expect(codes.isSubset(of: ["0", "1", "2", "31", "32", "33", "36"]) && codes.contains("0"), "\(codes)")
            let plain = try Terminal().run(arguments, in: folder).screen
            #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
            #expect(try !Terminal(environment: ["TERM": "dumb"]).run(arguments, in: folder).screen.contains("\u{1B}"))
        }
    }
}
