import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The rights of the people, through the built command: erasure and access.
@Suite struct SubjectTests {
    struct Erasure: Decodable {
        struct Person: Decodable {
            let name: String
            let match: String
            let addresses: [String]
        }
        struct Held: Decodable {
            let kind: String
            let path: String
            let files: Int
        }
        let subject: String
        let contacts: [Person]
        let near: [Person]
        let evidence: Int
        let records: Int
        let withheld: Int
        let fingerprints: Int
        let stillHeldIn: [Held]
    }

    /// Files that the sender owns: an erasure names them and leaves them.
    private static let sources = [
        "Connections.csv", "met.csv", "contacts.csv", "cards.vcf", "signups.csv", "letter.md", "config.json", "text.md",
    ]

    /// A folder in which Ada has left traces in every way that the product has.
    private func network(_ settings: Settings = Settings()) throws -> WorkingFolder {
        let folder = try WorkingFolder(settings)
        try folder.write(
            "Connections.csv",
            Sample.linkedIn(
                Sample.ada("Ada@Example.org"),
                "Bob,Bernoulli,https://www.linkedin.com/in/bob,bob@example.org,Basel,Prof,03 Feb 2020"))
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-3))
        try folder.write("met.csv", Sample.cards("ada.l@example.com,Ada,Lovelace,\(day(-90)),Expo \"Engines\""))
        try folder.write(
            "contacts.csv",
            """
            email,first_name,last_name,company,url
            ada.l@example.com,Ada,Lovelace,Engines,https://www.linkedin.com/in/ada
            x@example.org,A,B,C,,surplus,Ada Lovelace
            "ADA@example.org",Ada,,,,surplus
            y@example.org,Yves,Other,C,,surplus
            """)
        try folder.prepare("import", "csv", "contacts.csv", "--as", "contacts")
        try folder.write(
            "cards.vcf",
            Sample.card("Bob", "EMAIL:bob2@example.org")
                + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN;ENCODING=QUOTED-PRINTABLE:Ada Love=\r\nlace\r\nNOTE:no end\r\n"
                + "BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL;TYPE=work:ada@exam\r\n ple.org\r\nNOTE:no end\r\n")
        _ = try folder.run("import", "cards", "cards.vcf", "--met-on", day(-9), "--met-at", "Expo")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.prepare("object", "ada+old@example.org", "--because", "Ada Lovelace wrote", "--kind", "bounced")
        try folder.prepare("heard-from", "ada.l@example.com", "--on", day(-5))
        return folder
    }

    /// What tells Ada in a file, whatever it is encoded in.
    private static let needles: [Data] = {
        let texts = [
            "ada@example.org", "Ada@Example.org", "ADA@example.org", "ada.l@example.com", "ada+old@example.org",
            "Ada Lovelace",
            "Lovelace", "lovelace", "linkedin.com/in/ada", "ada=40example.org", "Love=\r\nlace",
        ]
        var all = texts.map { Data($0.utf8) }
        // Within base64, a text shows in three ways, by where it begins.
        for text in ["ada@example.org", "ada.l@example.com", "Ada Lovelace"] {
            for shift in 0..<3 {
                let octets = Data(repeating: 0x20, count: shift) + Data(text.utf8)
                let whole = octets.prefix(octets.count / 3 * 3).base64EncodedString()
                all.append(Data(whole.dropFirst(shift == 0 ? 0 : 4).utf8))
            }
        }
        return all
    }()

    private func holding(_ folder: WorkingFolder, except: Set<String> = []) throws -> [String] {
        var found: [String] = []
        let all = FileManager.default.enumerator(atPath: folder.url.path)
        while let name = all?.nextObject() as? String {
            guard !SubjectTests.sources.contains(name), !except.contains(where: { name.hasPrefix($0) }),
                let bytes = FileManager.default.contents(atPath: folder.path(name))
            else { continue }
            if SubjectTests.needles.contains(where: { bytes.range(of: $0) != nil }) { found.append(name) }
        }
        return found.sorted()
    }

    @Test func noFileHoldsThePersonAfterwards() throws {
        let folder = try network()
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        _ = try folder.send()
        try folder.prepare("subject", "export", "ada@example.org", "--to", "access")
        let before = try holding(folder)
        #expect(before.contains("portillon.sqlite") && before.contains("contacts.rejected.csv"), "\(before)")
        #expect(before.contains { $0.hasSuffix(".vcf") && $0.contains("rejected") }, "\(before)")
        let run = try folder.run("subject", "erase", "ada@example.org", "--yes", "--json")
        #expect(run.code == 0, "\(run.err)")
        let erasure: Erasure = try run.document()
        #expect(erasure.contacts.map(\.name) == ["Ada Lovelace"] && erasure.near.isEmpty)
        #expect(try holding(folder, except: ["eml", "outbox", "access"]) == [])
        // What is the sender's own to delete is named.
        #expect(erasure.stillHeldIn.map(\.kind).sorted() == ["access", "eml", "maildir"])
        #expect(erasure.stillHeldIn.allSatisfy { $0.path.hasPrefix("/") && $0.files > 0 })
        for held in erasure.stillHeldIn { try FileManager.default.removeItem(atPath: held.path) }
        #expect(try holding(folder) == [])
        // The rejected rows of others are still there to be mended.
        #expect(try folder.text("contacts.rejected.csv").contains("Yves"))
        #expect(try folder.mode("contacts.rejected.csv") == 0o600)
        #expect(
            try folder.text("portillon.sqlite").contains("Bernoulli")
                || folder.bytes("portillon.sqlite").range(of: Data("Bernoulli".utf8)) != nil)
        // And the preview is made anew without them.
        try folder.prepare("preview", "letter.md", "--json", "--eml", "eml2")
        #expect(try holding(folder) == [])
    }

    @Test func theLogShowsThatItHappenedAndNotOfWhom() throws {
        let folder = try network()
        _ = try folder.send()
        let before = try folder.run("log").out.split(separator: "\n")
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        let after = try folder.run("log").out.split(separator: "\n")
        #expect(after.count == before.count + 1)
        let verdict = try folder.verifyLog()
        #expect(verdict.hasPrefix("ok "), "\(verdict)")
        let hers = try folder.run("log", "--address", "ada@example.org").out.split(separator: "\n")
        #expect(hers.count > 2)
        #expect(hers.dropLast().allSatisfy { $0.hasSuffix("\"record\":null}") })
        #expect(hers.last?.contains("\"kind\":\"erasure\"") == true)
        let why = try folder.run("why", "ada@example.org", "--json")
        #expect(why.out.contains("\"erased\"") && !why.out.contains("Lovelace"))
    }

    @Test func importsDoNotBringThePersonBack() throws {
        let folder = try network()
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        for (arguments, erased) in [
            (["import", "linkedin", "Connections.csv"], 1), (["import", "csv", "met.csv", "--as", "cards"], 1),
            (["import", "csv", "contacts.csv", "--as", "contacts"], 1),
        ] {
            let run = try folder.run(arguments + ["--json"])
            let document: ImportDocument = try run.document()
            #expect(run.code == 0 && document.contacts.erased == erased && document.contacts.new == 0, "\(run.out)")
        }
        // A row of a LinkedIn export without an address is known by its url.
        try folder.write("Connections.csv", Sample.linkedIn(Sample.ada("")))
        let blank: ImportDocument = try folder.run(
            "import", "linkedin", "Connections.csv", "--exported-on", day(-1), "--json"
        ).document()
        #expect(blank.contacts.erased == 1)
        #expect(try !folder.run("contacts", "--json").out.contains("Lovelace"))
        // A row of theirs that cannot be read is counted, and written down nowhere.
        try folder.write(
            "met.csv", "email,met_on\nada@example.org,\(day(-9)),surplus\nx@example.org,,surplus\nc@example.org,\n")
        let rejected: ImportDocument = try folder.run("import", "csv", "met.csv", "--as", "cards", "--json").document()
        #expect(rejected.rejected.count == 2)
        #expect(try folder.text("met.rejected.csv").contains("x@example.org"))
        #expect(try holding(folder) == [])
        try folder.write("objections.csv", "email,kind,because,on\nada@example.org,objected,again,\(day(0))\n")
        try folder.prepare("import", "csv", "objections.csv", "--as", "objections")
        try folder.prepare("object", "ada@example.org")
        try folder.prepare("heard-from", "ada@example.org", "--on", day(-1))
        #expect(try folder.bytes("portillon.sqlite").range(of: Data("ada@example.org".utf8)) == nil)
    }

    @Test func theirOwnLaterSignUpBringsThemBack() throws {
        let folder = try network()
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        // Confirmed on the day of the erasure, the erasure wins.
        try folder.write(
            "signups.csv", Sample.signUps("ada@example.org,Ada,\(day(-1)),newsletter,I agree,en,\(day(0))"))
        let run = try folder.run("import", "csv", "signups.csv", "--as", "signups", "--json")
        let document: ImportDocument = try run.document()
        #expect(document.contacts.erased == 1, "\(run.out)")
    }

    @Test func nothingHappensWithoutTheSendersWord() throws {
        let folder = try network()
        let before = try folder.run("log").out
        let run = try folder.run("subject", "erase", "ada@example.org")
        #expect(run.code == 64 && run.err.contains("--yes"))
        #expect(run.out.contains("Ada Lovelace"))
        #expect(try folder.run("log").out == before)
        #expect(try folder.text("contacts.rejected.csv").contains("Lovelace"))
    }

    static let calls = [
        Call(["subject", "erase", "nobody", "--yes"], 64), Call(["subject", "erase"], 64),
        Call(["subject", "erase", "@example.org", "--yes"], 64), Call(["subject", "export", "nobody"], 64),
        Call(["subject", "forget", "ada@example.org"], 64), Call(["subject", "erase", "new@example.org", "--yes"], 0),
        Call(["subject", "erase", "https://www.linkedin.com/in/ada/", "--yes"], 0),
        Call(["subject", "export", "new@example.org"], 0), Call(["subject", "export", "new@example.org", "--json"], 0),
    ]

    @Test(arguments: calls) func endsWithItsCode(_ call: Call) throws {
        let folder = try network()
        let run = try folder.run(call.arguments)
        #expect(run.code == call.code, "\(run.err)\(run.out)")
    }

    @Test func anAddressThatNobodyHasIsKeptOut() throws {
        let folder = try WorkingFolder()
        try folder.prepare("subject", "erase", "Eve@example.org", "--yes")
        try folder.meet("eve", "bob")
        let contacts = try folder.run("contacts", "--json").out
        #expect(contacts.contains("bob@example.org") && !contacts.contains("eve@example.org"))
    }

    @Test func waitsForASendToEnd() throws {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(30) : .usual }
        defer { relay.close() }
        let folder = try network(.with { $0.relay = relay.settings(", \"connections\": 1") })
        try folder.meet((1...20).map { "person\($0)" })
        let going = try folder.start("send", "letter.md", "--yes")
        let deadline = ContinuousClock.now + .seconds(20)
        while relay.received.isEmpty, ContinuousClock.now < deadline { usleep(500) }
        let run = try folder.run("subject", "erase", "ada@example.org", "--yes")
        #expect(run.code == 75, "\(run.err)")
        #expect(try going.end().code == 0)
        let before = try folder.status()
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        let after = try folder.status()
        #expect(
            after.accepted == before.accepted && after.admitted == before.admitted && after.excluded == before.excluded)
        #expect(after.recipients.count == before.recipients.count)
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.count == Set(relay.recipients).count)
    }

    /// Killed at any instant: nothing has happened, or everything; and running it again completes it.
    @Test func killedAtAnyInstant() throws {
        for round in 0..<12 {
            let folder = try network()
            let going = try folder.start("subject", "erase", "ada@example.org", "--yes")
            usleep(useconds_t(4_000 + round * 9_000))
            going.signal(SIGKILL)
            _ = try going.end()
            let contacts = try folder.run("contacts", "--json").out
            let log = try folder.run("log").out
            let isErased = log.contains("\"kind\":\"erasure\"")
            #expect(contacts.contains("Lovelace") == !isErased, "round \(round)")
            #expect(log.contains("Lovelace") == !isErased, "round \(round)")
            #expect(try folder.verifyLog().hasPrefix("ok "))
            try folder.prepare("subject", "erase", "ada@example.org", "--yes")
            #expect(try holding(folder) == [], "round \(round)")
            #expect(try folder.run("log").out.components(separatedBy: "\"kind\":\"erasure\"").count == 2)
        }
    }

    @Test(arguments: ["missing", "malformed", "foreign"]) func withoutTheKeyEverythingIsRefused(_ what: String) throws {
        let folder = try network()
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        switch what {
        case "missing": try folder.remove("portillon.key")
        case "malformed": try folder.write("portillon.key", "no key\n")
        default: try folder.write("portillon.key", String(repeating: "0f", count: 32) + "\n")
        }
        for arguments in [
            ["import", "csv", "met.csv", "--as", "cards"], ["send", "letter.md", "--yes"], ["preview", "letter.md"],
            ["why", "bob@example.org"], ["object", "bob@example.org"], ["contacts"], ["tidy", "--dry-run"],
            ["heard-from", "bob@example.org", "--on", day(-1)], ["subject", "erase", "bob@example.org", "--yes"],
            ["subject", "export", "bob@example.org"],
        ] {
            let run = try folder.run(arguments)
            #expect(run.code == 77, "\(arguments): \(run.code) \(run.err)")
            #expect(run.err.contains("portillon.key"), "\(arguments): \(run.err)")
        }
        let preview = try folder.run("preview", "letter.md", "--json")
        #expect(preview.out.contains("suppression-unreadable"))
    }

    // MARK: Backups

    /// A ledger that was copied before an erasure and an objection brings people back; the list beside it does not.
    @Test func whoComesBackFromABackupGoesAgain() throws {
        let folder = try network()
        let backup = try folder.bytes("portillon.sqlite")
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        try folder.prepare("subject", "erase", "nobody@example.net", "--yes")
        try folder.prepare("object", "bob@example.org")
        try folder.prepare("object", "@example.com")
        let list = try folder.run("subject", "suppressions").out
        #expect(try folder.text("portillon.sqlite.suppressions") == list)
        #expect(try folder.mode("portillon.sqlite.suppressions") == 0o600)
        try folder.write("portillon.sqlite", bytes: backup)
        #expect(try folder.run("contacts", "--json").out.contains("Lovelace"))
        // Until that is taken up, nobody is written to, whoever asks for it.
        for command in [["preview", "letter.md"], ["send", "letter.md", "--yes"]] {
            let refused = try folder.run(command)
            #expect(refused.code == 77)
            #expect(refused.err.contains("subject reapply"))
        }
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["suppression-unreadable"])
        // Nor while the list cannot be understood.
        try folder.write("portillon.sqlite.suppressions", list.replacing("\"kind\"", with: "\"king\""))
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["suppression-unreadable"])
        try folder.write("portillon.sqlite.suppressions", list)
        let examined = try folder.run("doctor", "--offline")
        #expect(examined.code == 1)
        #expect(examined.out.contains("subject reapply"))
        #expect(try folder.run("subject", "reapply").code == 64)
        let run = try folder.run("subject", "reapply", "--yes", "--json")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.out.contains("\"contacts\": 1"))
        #expect(try holding(folder) == [])
        #expect(try folder.verifyLog().hasPrefix("ok "))
        func lines(_ text: String) -> Set<Substring> { Set(text.split(separator: "\n")) }
        #expect(try lines(folder.run("subject", "suppressions").out) == lines(list))
        let preview = try folder.preview(code: nil)
        #expect(preview.recipient("bob@example.org")?.codes == ["objected"])
        try folder.write(
            "met.csv",
            Sample.cards(
                "nobody@example.net,No,Body,\(day(-9)),Expo", "dora@example.com,Dora,Domain,\(day(-9)),Expo"))
        let again: ImportDocument = try folder.run("import", "csv", "met.csv", "--as", "cards", "--json").document()
        #expect(again.contacts.erased == 1)
        #expect(try folder.preview(code: nil).recipient("dora@example.com")?.codes == ["objected"])
        #expect(try !folder.run("preview", "letter.md").err.contains("reapply"))
        #expect(try folder.run("subject", "reapply", "--yes").code == 0)
    }

    @Test func aListIsReadStrictly() throws {
        let folder = try network()
        #expect(try folder.run("subject", "reapply", "nothing.txt", "--yes").code == 66)
        try folder.write("text.md", "no list\n")
        #expect(try folder.run("subject", "reapply", "text.md", "--yes").code == 65)
        try folder.write("text.md", "{\"key\": \"00\"}\n")
        #expect(try folder.run("subject", "reapply", "text.md", "--yes").code == 77)
        try folder.write("text.md", try folder.run("subject", "suppressions").out + "{\"on\": 1}\n")
        let run = try folder.run("subject", "reapply", "text.md", "--yes")
        #expect(run.code == 65 && run.err.contains("text.md:3"), "\(run.err)")
    }

    // MARK: Access

    @Test func theAnswerSaysAllThatIsKnown() throws {
        let folder = try network()
        _ = try folder.send()
        let run = try folder.run("subject", "export", "ada@example.org", "--json")
        #expect(run.code == 0, "\(run.err)")
        #expect(
            try run.fields() == [
                "subject", "on", "language", "controller", "people", "objections", "retracted", "cameBack",
                "passedTo", "keptForDays", "rights",
            ])
        for text in [
            "Ada Lovelace", "Ada@example.org", "ada.l@example.com", "Connections.csv", "met.csv", "\"line\": 5",
            "\"verdict\": \"admitted\"", "\"state\": \"accepted\"", "\"letter\": \"l1\"",
            "https://www.linkedin.com/in/ada",
        ] {
            #expect(run.out.contains(text), "\(text)")
        }
        #expect(!run.out.contains("Bernoulli"))
        let letter = try folder.run("subject", "export", "ada@example.org").out
        for text in ["Ada Lovelace", "Connections.csv", "“l1”", "GDPR art. 77", "1,095 days", "zoe@example.org"] {
            #expect(letter.contains(text), "\(text)")
        }
        #expect(letter.split(separator: "\n").allSatisfy { $0.count <= 76 })
    }

    /// All that is kept of a sign-up and of a decision: what the ledger has a column for, and what the log says.
    @Test func theDocumentHoldsAllThatIsKept() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "signups.csv", Sample.signUps("ada@example.org,Ada,\(day(-90)),newsletter,J'accepte,fr,\(day(-89))"))
        try folder.prepare("import", "csv", "signups.csv", "--as", "signups")
        try folder.write(
            "cards.csv", Sample.cards("ada@example.org,Ada,Lovelace,\(day(-9)),", "ada@example.org,Ada,Lovelace,,Expo"))
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("object", "ada@example.org")
        try folder.meet("bob")
        try folder.prepare("send", "letter.md", "--yes")
        let run = try folder.run("subject", "export", "ada@example.org", "--json")
        #expect(run.code == 0, "\(run.err)")
        for text in [
            "\"code\": \"objected\"", "\"observed\": \"", "\"wording\": \"J'accepte\"", "\"wordingLanguage\": \"fr\"",
            "\"recordedBy\": \"zoe@example.org\"",
            "\"wordingSHA256\": \"f81baeb9184fdf9a7a6bfc700fd7c3fccc79f84e4e5576a45092d190a53ce7ad\"",
            "\"program\": \"0.1.0\"", "\"policy\": \"",
        ] {
            #expect(run.out.contains(text), "\(text): \(run.out)")
        }
    }

    @Test func whomOnlyALooserKeyFindsIsAttributed() throws {
        let folder = try network()
        try folder.write("contacts.csv", "email,first_name,last_name\nada+x@example.org,Adam,Other\n")
        try folder.prepare("import", "csv", "contacts.csv", "--as", "contacts")
        let run = try folder.run("subject", "export", "ada@example.org", "--json")
        #expect(
            run.out.contains("\"match\": \"looser-key\"") && run.out.contains("\"matchedBy\": \"ada+x@example.org\""))
        #expect(run.err.contains("somebody else"))
    }

    @Test(arguments: [
        ("fr", "fr", nil), ("fr-FR", "fr", nil), ("en", "en", nil), ("de", "en", nil), ("fr", "en", "en"),
    ])
    func speaksThePersonsLanguage(_ wording: String, _ expected: String, _ option: String?) throws {
        let folder = try WorkingFolder()
        try folder.write(
            "signups.csv", Sample.signUps("ada@example.org,Ada,\(day(-90)),newsletter,J'accepte,\(wording),\(day(-89))")
        )
        try folder.prepare("import", "csv", "signups.csv", "--as", "signups")
        let run = try folder.run(
            ["subject", "export", "ada@example.org", "--to", "access"] + (option.map { ["--lang", $0] } ?? []))
        #expect(run.code == 0 && run.out.isEmpty, "\(run.err)")
        for name in ["subject.json", "letter.html", "letter.txt"] {
            #expect(try folder.mode("access/" + name) == 0o600)
        }
        let html = try folder.text("access/letter.html")
        #expect(html.contains("<html lang=\"\(expected)\">"))
        #expect(try folder.text("access/letter.txt").hasPrefix(expected == "fr" ? "Vos données" : "Your personal data"))
        #expect(try folder.text("access/subject.json").contains("J'accepte"))
    }

    @Test func hostileDataStaysText() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email,first_name,last_name,met_on,met_at\n"
                + "ada@example.org,<script>alert(1)</script>,\u{1B}[31mL\u{202E}x,\(day(-9)),\"\"\"><img src=x onerror=1>\"\n"
        )
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.prepare("subject", "export", "ada@example.org", "--to", "access")
        let html = try folder.text("access/letter.html")
        #expect(!html.contains("<script") && !html.contains("<img") && html.contains("&lt;script&gt;"))
        let text = try folder.text("access/letter.txt")
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        let shown = try folder.run("subject", "erase", "ada@example.org", "--yes").out
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
    }

    @Test func theAnswerChangesNothing() throws {
        let folder = try network()
        let before = try folder.bytes("portillon.sqlite")
        try folder.prepare("subject", "export", "ada@example.org", "--to", "access")
        #expect(try folder.bytes("portillon.sqlite") == before)
    }
}

extension WorkingFolder {
    /// What the few lines of Python in Docs/log.md say of the log.
    func verifyLog() throws -> String {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let document = try String(contentsOf: here.appendingPathComponent("../../Docs/log.md"), encoding: .utf8)
        let program = document.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first ?? ""
        try write("log.jsonl", try run("log").out)
        defer { try? remove("log.jsonl") }
        return try judge("import sys\nsys.stdin = open(sys.argv[1])\n" + program, path("log.jsonl"))
    }
}
