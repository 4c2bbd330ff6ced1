import Foundation
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a user may run into without meaning any harm, and what somebody may mean by it.
@Suite struct SurpriseTests {
    // MARK: The Maildir, and a relay afterwards

    @Test func aLetterInAMaildirIsNotLostWhenARelayIsNamed() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        let first = try folder.run("send", "letter.md", "--yes")
        #expect(first.code == 0 && first.err.contains("none has left this machine"))
        try folder.write("config.json", Settings.with { $0.relay = relay.settings() }.json)
        let second = try folder.run("send", "letter.md", "--yes")
        // Never twice without the sender's word: the Maildir may be somebody's way of sending.
        #expect(second.code == 0 && relay.recipients.isEmpty)
        #expect(second.err.contains("no relay has it") && second.err.contains("resolve l1 --maildir --resend"))
        #expect(!second.err.contains("The relay has accepted"))
        #expect(try folder.run("resolve", "l1", "--maildir").out.contains("bob@example.org"))
        #expect(try folder.run("resolve", "l1", "--maildir", "--resend", "cleo@example.org").code == 64)
        try folder.prepare("resolve", "l1", "--maildir", "--resend", "bob@example.org")
        #expect(try folder.send().code == 0)
        #expect(relay.recipients == ["bob@example.org"])
        try folder.prepare("resolve", "l1", "--maildir", "--settle")
        #expect(try folder.status().states == ["ada@example.org": "settled", "bob@example.org": "accepted"])
        // What the relay has is no longer in question.
        #expect(try folder.run("resolve", "l1", "--maildir", "--resend").out.isEmpty)
    }

    // MARK: A letter that carries what it must not

    @Test(arguments: [
        "portillon.key", "portillon.sqlite", "config.json", "./Templates/../portillon.key", "link", "/dev/zero", "pipe",
        "secret",
    ])
    func noSecretTravels(_ path: String) throws {
        let folder = try WorkingFolder(
            .with {
                $0.relay = #"{"url": "maildir:outbox", "username": "zoe", "password": {"file": "secret"}}"#
            })
        try folder.meet("ada")
        try folder.write("secret", "open sesame\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("portillon.key"))
        try FileManager.default.createDirectory(atPath: folder.path("Templates"), withIntermediateDirectories: true)
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let letter = WorkingFolder.letter
        try folder.write("a.md", letter.replacingOccurrences(of: "Subject:", with: "Attach: \(path)\nSubject:"))
        try folder.write("i.md", letter.replacingOccurrences(of: "friend", with: "![x](\(path))"))
        for name in ["a.md", "i.md"] {
            let preview = try folder.preview(name, code: 77)
            #expect(preview.refused.map(\.code) == ["template-fault"], "\(name)")
        }
        // A layout that leads to it is no layout.
        try? FileManager.default.createSymbolicLink(
            atPath: folder.path("Templates/l.html"), withDestinationPath: folder.path("portillon.key"))
        try folder.write("l.md", letter.replacingOccurrences(of: "Subject:", with: "Layout: l\nSubject:"))
        #expect(try folder.preview("l.md", code: 77).refused.map(\.code) == ["template-fault"])
    }

    @Test(arguments: ["On-Behalf-Of:", "On-Behalf-Of: Others Ltd"])
    func onBehalfOfOthers(_ header: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write(
            "letter.md", WorkingFolder.letter.replacingOccurrences(of: "Subject:", with: header + "\nSubject:"))
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["on-behalf-of-others"])
    }

    @Test(arguments: [
        String(repeating: "{{#company}}", count: 10_000) + "x" + String(repeating: "{{/company}}", count: 10_000),
        String(repeating: "{{#company}}\n\n", count: 10_000), String(repeating: "> ", count: 50_000) + "x",
        String(repeating: "*a **b ", count: 20_000), String(repeating: "[", count: 50_000),
        (0..<2000).map { String(repeating: " ", count: $0 * 2) + "- x\n" }.joined(),
    ])
    func deepLettersEndWithAWord(_ body: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("letter.md", WorkingFolder.letter + body + "\n")
        let run = try folder.run("preview", "letter.md")
        #expect([0, 65, 77].contains(run.code), "\(run.code): \(run.err.prefix(300))")
    }

    @Test func aDeepConfigurationIsAnError() throws {
        let folder = try WorkingFolder()
        for text in [String(repeating: "[", count: 200_000), String(repeating: #"{"a":"#, count: 200_000)] {
            try folder.write("config.json", text)
            #expect(try folder.run("status").code == 78)
        }
    }

    // MARK: What a preview promises

    @Test func theDigestCoversWhatIsFilledIn() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write(
            "letter.md", WorkingFolder.letter.replacingOccurrences(of: "friend", with: "{{first_name}} {{company|x}}"))
        let digest = try folder.preview().digest
        try folder.write("more.csv", "email,company\nada@example.org,BadCo\n")
        try folder.prepare("import", "csv", "more.csv", "--as", "contacts")
        #expect(try folder.preview().digest != digest)
        #expect(try folder.send("--as-previewed", digest).code == 77)
    }

    @Test func nobodysMessageIsLeftBesideTheOthers() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        try folder.write("eml/notes.txt", "mine")
        #expect(folder.names(in: "eml").count == 3)
        try folder.prepare("object", "ada@example.org")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        #expect(folder.names(in: "eml") == ["2-bob@example.org.eml", "notes.txt"])
        #expect(try folder.run("send", "letter.md", "--yes", "--eml", "eml").code == 64)
    }

    @Test(arguments: ["\u{202E}", "\u{2060}", "\u{AD}", "\u{3164}", "\u{2800}", "\u{1}", "\u{200B} \u{A0}"])
    func whatNobodySeesIsNoName(_ name: String) throws {
        let folder = try WorkingFolder()
        try folder.write("met.csv", Sample.cards("ada@example.org,\(name),Lovelace,\(day(-10)),Expo"))
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write("letter.md", WorkingFolder.letter.replacingOccurrences(of: "friend", with: "{{first_name}}"))
        #expect(try folder.preview(code: 77).recipients.map(\.codes) == [["letter-incomplete"]])
    }

    @Test(arguments: [
        "<html><head><title>{{unsubscribe}}</title></head><body>Hello</body></html>",
        "<template>{{unsubscribe}}</template><p>x</p>", "<p title=\"{{unsubscribe}}\">Hello</p>",
        "<img src=\"{{unsubscribe}}\"><p>Hello</p>",
    ])
    func theWayOutMustBeInSight(_ html: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("h.html", "Letter: l2\nPurpose: newsletter\nSubject: s\n\n\(html)\n")
        try folder.write("h.txt", "Out: {{unsubscribe}}\n")
        #expect(try folder.preview("h.html", code: 77).refused.map(\.code) == ["no-way-out"])
        try folder.write("h.html", "Letter: l2\nPurpose: newsletter\nSubject: s\n\n<a href='{{unsubscribe}}'>out</a>\n")
        #expect(try folder.preview("h.html").admitted == 1)
    }

    @Test func aRefusedMailingStandsWhereItStands() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.send("--limit", "1").code == 0)
        let run = try folder.send("--as-previewed", String(repeating: "0", count: 64))
        #expect(run.code == 77)
        let document: SendDocument = try run.document()
        #expect(document.refused.map(\.code) == ["preview-outdated"])
        #expect(document.counts == ["accepted": 1, "left": 1] && document.isBalanced)
    }

    /// Another address of the person is another attempt, and the first one's end is in the log.
    @Test func anotherAddressBeginsAnew() throws {
        let relay = try ScriptedRelay {
            $0.point == .recipient && $0.recipient == "a@example.org" ? .reply("450 4.2.1 busy") : .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings() })
        try folder.write(
            "met.csv",
            "email,url,met_on,met_at\na@example.org,https://x.example/1,\(day(-5)),Expo\n"
                + "b@example.org,https://x.example/1,\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        #expect(try folder.send().code == 75)
        try folder.prepare("object", "a@example.org", "--kind", "bounced")
        #expect(try folder.send().code == 0)
        #expect(
            try folder.status().recipients.map { "\($0.address) \($0.state) \($0.attempts)" } == [
                "b@example.org accepted 1"
            ])
        #expect(try folder.run("log", "--address", "a@example.org").out.contains("withheld"))
    }

    // MARK: Output

    @Test func anAddressWithLineBreaksForgesNoRow() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "in.csv",
            "email,first_name\n\"x\r\n✓ eve@example.org\",\"Ada\u{2028}✓ eve\"\n\"y\n✓ eve@example.org\",Bob\n")
        try folder.prepare("import", "csv", "in.csv", "--as", "contacts")
        let run = try folder.run("contacts")
        #expect(run.out.split(whereSeparator: \.isNewline).count == 2)
    }

    @Test func aFileAtItsLargestSizeIsAFailureToWrite() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let rows = (0..<20_000).map { "p\($0)@example.org,\(day(-10)),Expo\n" }
        try folder.write("in.csv", "email,met_on,met_at\n" + rows.joined())
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.currentDirectoryURL = folder.url
        shell.arguments = ["-c", "ulimit -f 400; exec \"$0\" import csv in.csv --as cards", Command.path]
        shell.standardError = FileHandle.nullDevice
        shell.standardOutput = FileHandle.nullDevice
        try Spawning.lock.withLock { try shell.run() }
        shell.waitUntilExit()
        #expect(shell.terminationReason == .exit && shell.terminationStatus == 74)
        #expect(try folder.preview().contacts == 1)
    }

    // MARK: The run

    @Test func twoNamesOfOneLedgerAreOneLedger() throws {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(1500) : .usual }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings() })
        try folder.meet("ada")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("other.sqlite"), withDestinationPath: folder.path("portillon.sqlite"))
        try folder.write(
            "other.json",
            Settings.with {
                $0.relay = relay.settings()
                $0.ledger = #""other.sqlite""#
            }.json)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        while relay.connections == 0 { usleep(2_000) }
        let second = try folder.run("send", "letter.md", "--yes", "--config", "other.json")
        #expect(second.code == 75 && second.err.contains("another run is sending"))
        #expect(try going.end().code == 0)
        #expect(relay.recipients.count == 1)
        #expect(link(folder.path("portillon.sqlite"), folder.path("third.sqlite")) == 0)
        #expect(try folder.run("send", "letter.md", "--yes").code == 74)
    }

    @Test func garbageAtOneRecipientDoesNotStopTheOthersForEver() throws {
        let relay = try ScriptedRelay {
            $0.point == .recipient && $0.recipient == "ada@example.org" ? .reply("what is this") : .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.meet("ada", "bob", "cleo")
        #expect(try folder.send().code == 76)
        #expect(try folder.status().states["ada@example.org"] == "deferred")
        #expect(try folder.send().code == 75)
        #expect(Set(relay.recipients) == ["bob@example.org", "cleo@example.org"])
    }

    /// Where the first attempt is the last one too, whoever stops the run stays in the queue: they come behind the others, and
    /// get theirs once the relay can be understood.
    @Test(arguments: [1, 4]) func whoStopsARunComesLast(_ connections: Int) throws {
        let garbled = Turnstile(isShut: true)
        let relay = try ScriptedRelay {
            let isOdd = $0.point == .recipient && ["ada@example.org", "cleo@example.org"].contains($0.recipient)
            return isOdd && garbled.isShut ? .reply("what is this") : .usual
        }
        defer { relay.close() }
        let more = #", "connections": \#(connections), "retry": {"attempts": 1}"#
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(more) })
        let people = ["ada", "bob", "cleo", "dan", "eve", "fay", "gil"]
        try folder.meet(people)
        // One run for each of the two to be met, and one in which the others get theirs.
        for _ in 0..<3 { #expect(try folder.send().code == 76) }
        #expect(Set(relay.recipients) == Set(people.filter { $0 != "ada" && $0 != "cleo" }.map { $0 + "@example.org" }))
        let states = try folder.status().states
        #expect(states["ada@example.org"] == "queued" && states["cleo@example.org"] == "queued")
        garbled.open()
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.count == people.count && Set(relay.recipients).count == people.count)
    }

    /// The same at MAIL, which is no attempt of theirs: a relay that stumbles over SMTPUTF8 does so at one of them alone.
    @Test func whoStopsARunAtMailComesLast() throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "8BITMIME", "SMTPUTF8"]) {
            $0.point == .mail && $0.line.contains("SMTPUTF8") ? .reply("what is this") : .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.meet("ädä", "bob", "cleo", "dan")
        #expect(try folder.send().code == 76)
        #expect(try folder.send().code == 76)
        #expect(Set(relay.recipients) == ["bob@example.org", "cleo@example.org", "dan@example.org"])
        let left = try folder.status().recipients.filter { $0.state != "accepted" }
        #expect(left.map(\.state) == ["queued"] && left.map(\.attempts) == [0])
    }

    @Test func onlyOneWhoHasItAlreadyIsDone() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.send("--only", "ada@example.org").code == 0)
        let again = try folder.run("send", "letter.md", "--yes", "--only", "ada@example.org")
        #expect(again.code == 0 && again.err.contains("served already"))
        #expect(try folder.send("--only", "nobody@example.org").code == 77)
        #expect(try folder.outbox().count == 1)
    }

    @Test func aPreviewAfterTheFirstMessageShowsTheDigestThatSendTakes() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        let digest = try folder.preview().digest
        #expect(try folder.send("--limit", "1").code == 0)
        let later = try folder.preview().digest
        #expect(later == digest)
        #expect(try folder.send("--as-previewed", later).code == 0)
        #expect(try folder.outbox().count == 3)
    }

    @Test func whyTellsOfTheLastNews() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.prepare("heard-from", "ada@example.org", "--on", "2026-01-31")
        let why = try folder.run("why", "ada@example.org")
        #expect(why.out.contains("Last heard from") && why.out.contains("31 January 2026"))
    }

    @Test func nobodyWritesAsTheExample() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        func configure(_ relay: String) throws {
            let json = Settings.with {
                $0.name = #""Your Name""#
                $0.relay = relay
            }.json
            try folder.write("config.json", json.replacingOccurrences(of: "zoe@example.org", with: "you@example.org"))
        }
        try configure(#"{"url": "smtp://smtp.example.org:587"}"#)
        #expect(try folder.preview().admitted == 1)
        let refused = try folder.send()
        #expect(refused.code == 77)
        #expect(try refused.document(SendDocument.self).refused.map(\.code) == ["sender-unidentified"])
        // At home it may be tried out, with a word of warning.
        try configure(#"{"url": "maildir:outbox"}"#)
        let run = try folder.run("preview", "letter.md")
        #expect(run.code == 0 && run.err.contains("sender.name"))
    }
}
