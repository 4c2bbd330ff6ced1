import Foundation
import Testing

/// `inbox`, `inbox review` and `inbox settle` as they are called, and what the screens say.
@Suite struct InboxCommandTests {
    @Test(arguments: [
        Call(["inbox"], 78), Call(["inbox", "--json"], 78), Call(["inbox", "missing.eml"], 66),
        Call(["inbox", "notes.txt"], 65), Call(["inbox", "good.eml", "notes.txt"], 65), Call(["inbox", "good.eml"], 0),
        Call(["inbox", "good.eml", "--dry-run"], 0), Call(["inbox", "good.eml", "--since", "soon"], 64),
        Call(["inbox", "good.eml", "--since", "2026-05"], 64), Call(["inbox", "review"], 0),
        Call(["inbox", "review", "--json"], 0), Call(["inbox", "settle", "7", "--as", "objected"], 64),
        Call(["inbox", "settle", "seven", "--as", "objected"], 64), Call(["inbox", "settle", "--as", "nothing"], 64),
        Call(["inbox", "--json", "review"], 0), Call(["inbox", "letter.md"], 65), Call(["inbox", "pipe"], 66),
        Call(["inbox", "long.eml"], 0), Call(["inbox", "odd"], 65),
        Call(["inbox", "settle", "7"], 64), Call(["inbox", "settle", "7", "--as", "bouncd"], 64),
    ]) func endsAsTheContractSays(_ call: Call) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("notes.txt", "Nothing of a mail is in here.\n")
        try folder.write("good.eml", "From: shop@example.com\nTo: zoe@example.org\nSubject: Sale\n\nAll must go.\n")
        try folder.write(
            "long.eml", "X-Report: \(String(repeating: "spam\n ", count: 20_000))\nFrom: a@example.com\n\nHi\n")
        for name in ["odd/a.eml", "odd/b.eml", "odd/c.eml"] { try folder.write(name, "Nothing of a mail.\n") }
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let run = try folder.run(call.arguments)
        #expect(run.code == call.code, "\(run.err)")
        if call.arguments.last == "odd" { #expect(run.err.contains("a.eml") && run.err.contains("`b.eml`, `c.eml`")) }
        if call.arguments.last == "bouncd" { #expect(run.err.contains("did you mean `bounced`?")) }
        if call.arguments == ["inbox"] { #expect(run.err.contains("`inbox`") && run.err.contains(".eml")) }
    }

    /// Three that wait: a person who left, a word from elsewhere, and somebody who seems to ask to leave.
    private func waiting() throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.language = #""fr""# })
        try folder.meet("ada", "bob", "cleo")
        #expect(try folder.send().code == 0)
        let sent = try folder.sentLetters()
        func letter(_ name: String) throws -> SentLetter { try #require(sent[name + "@example.org"]) }
        try folder.write("back/1.eml", letter("ada").gone())
        try folder.write("back/2.eml", letter("bob").reply("Merci \u{1B}[31mpour\u{202E} ces nouvelles.\n"))
        try folder.write("back/3.eml", letter("cleo").reply("Merci beaucoup.\n"))
        #expect(try folder.run("inbox", "back").code == 0)
        return folder
    }

    @Test func oneKeyAnswers() throws {
        let folder = try waiting()
        let question = "[q]"
        let run = try Terminal(environment: ["NO_COLOR": "1", "LANG": "fr_FR.UTF-8"]).run(
            ["inbox", "review"], in: folder,
            [
                .init(awaited: question, typed: "a"),
                // What cannot be taken back takes the same key again; another one asks anew.
                .init(awaited: "revenir\u{A0}au\u{A0}choix", typed: "d"), .init(awaited: question, typed: "a"),
                .init(awaited: "revenir\u{A0}au\u{A0}choix", typed: "a"),
                // A key that says nothing and an arrow are passed over, and the bell says so.
                .init(awaited: question, typed: "x"), .init(awaited: "\u{7}", typed: "\u{1B}[A"),
                .init(awaited: "\u{7}", typed: "r"), .init(awaited: question, typed: "\r"),
            ])
        #expect(run.code == 0, "\(run.screen)")
        #expect(run.screen.contains("1/3  ada@example.org") && run.screen.contains("lettre l1"))
        #expect(run.screen.contains("plus aucune lettre à ada@example.org"))
        #expect(run.screen.contains("bob@example.org vous a écrit"))
        #expect(run.screen.contains("1\u{A0}message attend encore"), "\(run.screen)")
        let hostile = run.screen.unicodeScalars.filter {
            $0.value < 0x20 && $0 != "\n" && $0 != "\u{7}" || (0x202A...0x202E).contains($0.value)
        }
        #expect(hostile.isEmpty, "\(run.screen)")
        let left: [WaitingDocument] = try folder.run("inbox", "review", "--json").document()
        #expect(left.map(\.address) == ["cleo@example.org"])
        let why: WhyDocument = try folder.run("why", "ada@example.org", "--json").document()
        #expect(why.objections.map(\.kind) == ["bounced"])
    }

    @Test func quittingLeavesTheRest() throws {
        let folder = try waiting()
        let run = try Terminal().run(["inbox", "review"], in: folder, [.init(awaited: "[q]", typed: "q")])
        #expect(run.code == 0 && run.screen.contains("3\u{A0}messages attendent encore"), "\(run.screen)")
    }

    @Test func withoutATerminalTheyAreATable() throws {
        let folder = try waiting()
        let run = try folder.run("inbox", "review", "--lang", "en")
        #expect(run.code == 0 && run.out.split(separator: "\n").count == 4, "\(run.out)")
        #expect(
            run.err.contains("bounced (dead address), objected") && run.err.contains("heard-from (reply), objected"),
            "\(run.err)")
        let all: [WaitingDocument] = try folder.run("inbox", "review", "--json").document()
        let ids = all.map { String($0.id) }
        let settled = try folder.run(["inbox", "settle"] + ids + ["--as", "nothing", "--lang", "en"])
        #expect(settled.code == 0 && settled.err.contains("Nothing waits any more"), "\(settled.err)")
        // Settled is settled.
        let again = try folder.run("inbox", "settle", ids[0], "--as", "objected", "--lang", "en")
        #expect(
            again.code == 0 && again.out.contains("settled before") && again.out.contains("portillon object "),
            "\(again.out) \(again.err)")
        let unknown = try folder.run("inbox", "settle", "999", "--as", "objected")
        #expect(unknown.code == 64)
    }

    /// A letter went out since the last reading: the preview says so, and no longer once the mails are read.
    @Test func aPreviewSaysWhenTheInboxWasRead() throws {
        let folder = try waiting()
        try folder.write("second.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        let before = try folder.preview("second.md")
        #expect(!before.warnings.map(\.code).contains("inbox-not-read"))
        #expect(
            try Terminal(rows: 60).run(["preview", "second.md", "--lang", "en"], in: folder).screen.contains(
                "inbox read"))
        #expect(try folder.send(letter: "second.md").code == 0)
        try folder.write("third.md", WorkingFolder.letter.replacing("l1", with: "l3"))
        let after = try folder.preview("third.md")
        #expect(after.warnings.map(\.code).contains("inbox-not-read"))
        #expect(try folder.run("inbox", "back").code == 0)
        #expect(try !folder.preview("third.md").warnings.map(\.code).contains("inbox-not-read"))
    }

    /// Nobody who never heard anything and has no inbox is bothered.
    @Test func withoutAnInboxNothingIsSaid() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.send("--limit", "1").code == 0)
        let preview = try folder.preview()
        #expect(!preview.warnings.map(\.code).contains("inbox-not-read"))
        #expect(try !Terminal(rows: 60).run(["preview", "letter.md"], in: folder).screen.contains("inbox"))
    }

    /// The screens of a reading, a review, and of what shows elsewhere, held to the byte.
    @Test(arguments: ["fr", "en"]) func screens(_ language: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo", "dora", "emil")
        #expect(try folder.send().code == 0)
        let sent = try folder.sentLetters()
        func letter(_ name: String) throws -> SentLetter { try #require(sent[name + "@example.org"]) }
        try folder.write("back/1.eml", letter("ada").bounce())
        try folder.write("back/2.eml", letter("bob").bounce(status: "4.2.2", "452 4.2.2 mailbox full"))
        try folder.write("back/3.eml", letter("cleo").reply("désabonnez-moi svp\n", from: "Cléo <cleo@home.example>"))
        try folder.write("back/4.eml", letter("dora").gone())
        try folder.write("back/5.eml", letter("emil").bounce(status: "5.7.1", "550 5.7.1 blocked, see example.net"))
        try folder.write("back/6.eml", "From: shop@example.com\nTo: zoe@example.org\nSubject: Sale\n\nAll must go.\n")
        var screens = ""
        func show(_ arguments: [String], _ steps: [Terminal.Step] = []) throws {
            let run = try Terminal().run(["--lang", language] + arguments, in: folder, steps)
            #expect(run.code == 0, "\(run.screen)")
            screens += "$ portillon \(arguments.joined(separator: " "))\n" + run.screen + "\n"
        }
        try show(["inbox", "back", "--dry-run"])
        try show(["inbox", "back"])
        try show(["inbox", "back"])
        try show(["inbox", "back", "--dry-run"])
        try show(["inbox", "review"], [.init(awaited: "[q]", typed: "n")])
        try show(["inbox", "review"])
        try show(["status", "l1"])
        try show(["status"])
        let steady = screens.replacing(#/\d{1,2}(er)? \p{L}+ 20\d\d/#, with: "12 mai 2026")
            .replacing(#/20\d\d-\d\d-\d\d/#, with: "2026-05-12")
            .replacing(#/new\/\S+/#, with: "new/1").replacing(#/\r[^\n]*\u{1B}\[K/#, with: "")
        try Golden.expect(steady, "inbox.\(language)")
        // Where lines break there depends on the day.
        let contacts = try folder.run("--lang", language, "contacts").out
        #expect(contacts.contains(language == "fr" ? "revenu\u{A0}: échec passager" : "came back: temporary failure"))
    }
}
