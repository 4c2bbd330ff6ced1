import Foundation
import Testing

private let head = "Letter: l1\nPurpose: newsletter\nSubject: Hello {{first_name|you}}\n"
private let out = "\n\n[Out]({{unsubscribe}})\n"

/// `render`: the letter as one person will read it, for its author.
@Suite struct RenderTests {
    @Test func needsNoLedgerForAMadeUpPerson() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "letter.md", head + "\nHello {{first_name}} of {{company}}, number {{customer_id}}. {{why}}" + out)
        let before = folder.names(in: ".")
        let run = try folder.run("render", "letter.md")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.out.hasPrefix("Hello Alex of Harbour Works, number 1042. You receive this letter because"))
        #expect(run.err.contains("Hello Alex") && run.err.contains("customer_id"))
        #expect(try folder.run("render", "letter.md", "--sample", "--text").out == run.out)
        #expect(folder.names(in: ".") == before, "nothing is written")
    }

    @Test func speaksTheLettersLanguage() throws {
        let folder = try WorkingFolder()
        try folder.write("letter.md", head + "Language: fr\n\nBonjour {{first_name}}. {{why}}" + out)
        let run = try folder.run("render", "--lang", "fr", "letter.md")
        #expect(run.out.hasPrefix("Bonjour Camille. Vous recevez cette lettre"))
        #expect(run.err.contains("Objet\u{A0}: Hello Camille"))
        #expect(try folder.run("--lang", "fr", "render", "letter.md").err == run.err)
    }

    @Test func showsHTMLWithItsImages() throws {
        let folder = try WorkingFolder()
        try folder.write("dot.png", bytes: Data([1, 2, 3]))
        try folder.write("letter.md", head + "\n![dot](dot.png)" + out)
        let run = try folder.run("render", "letter.md", "--html")
        #expect(run.code == 0 && run.out.contains("data:image/png;base64,AQID") && run.out.contains("<html"))
    }

    @Test func theMessageIsWhatWouldLeave() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("note.txt", "the note")
        try folder.write("letter.md", head + "Attach: note.txt\n\nHello {{first_name}}. {{why}}" + out)
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let name = try #require(folder.names(in: "eml").first)
        let run = try folder.run("render", "letter.md", "--for", "ada@example.org", "--eml")
        #expect(run.code == 0, "\(run.err)")
        func lasting(_ text: String) -> [String] {
            text.components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date:") && !$0.hasPrefix("Message-ID:") }
        }
        #expect(lasting(run.out) == lasting(try folder.text("eml/" + name)))
        #expect(!run.err.contains("would not get"))
    }

    @Test func whoWouldBeLeftOutIsShownAllTheSame() throws {
        let folder = try WorkingFolder()
        try folder.write("list.csv", "email,first_name\nbob@example.org,Bob\n")
        try folder.prepare("import", "csv", "list.csv", "--as", "contacts")
        try folder.write("letter.md", head + "\nHello {{first_name}} of {{company}}" + out)
        let ledger = try folder.bytes("portillon.sqlite")
        let run = try folder.run("render", "letter.md", "--for", "bob@example.org")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.out.hasPrefix("Hello Bob of"))
        #expect(run.err.contains("no-explicit-share") && run.err.contains("letter-incomplete"))
        #expect(try folder.bytes("portillon.sqlite") == ledger)
        #expect(try folder.outbox().isEmpty)
    }

    /// An unfinished letter is shown as far as it goes, and its faults are named with their places.
    @Test func anUnfinishedLetter() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write(
            "letter.md", head.replacing("newsletter", with: "offers") + "Layout: nowhere\n\nDear {{frist_name}},\n\nHi")
        for arguments in [["render", "letter.md"], ["render", "letter.md", "--for", "ada@example.org"]] {
            let run = try folder.run(arguments)
            #expect(run.code == 77)
            #expect(run.out.hasPrefix("Dear {{frist_name}},\n\nHi"))
            for word in ["purpose-undeclared", "no-way-out", "letter.md:6:6", "frist_name", "letter.md:4:1"] {
                #expect(run.err.contains(word), "\(word): \(run.err)")
            }
        }
    }

    @Test func thePersonsOwnFile() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("Ada.txt", "for Ada")
        try folder.write("letter.md", head + "Attach: {{first_name}}.txt\n\nHi" + out)
        let ada = try folder.run("render", "letter.md", "--for", "ada@example.org", "--eml")
        #expect(ada.code == 0 && ada.out.contains("filename=\"Ada.txt\""))
        let bob = try folder.run("render", "letter.md", "--for", "bob@example.org", "--eml")
        #expect(bob.code == 0 && !bob.out.contains("filename") && bob.err.contains("Bob.txt"))
    }

    @Test(arguments: [
        Call(["render"], 64), Call(["render", "letter.md", "--for", "nobody"], 64),
        Call(["render", "letter.md", "--sample", "--for", "ada@example.org"], 64),
        Call(["render", "letter.md", "--text", "--html"], 64), Call(["render", "nowhere.md"], 66),
        Call(["render", "letter.md", "--for", "ada@example.org"], 66), Call(["render", "config.json"], 65),
        Call(["render", "letter.md", "--config", "nowhere.json"], 66), Call(["render", "letter.md"], 0),
    ])
    func endsWith(_ call: Call) throws {
        let folder = try WorkingFolder()
        #expect(try folder.run(call.arguments).code == call.code)
    }

    @Test func nobodyHasThatAddress() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run("render", "letter.md", "--for", "stranger@example.org")
        #expect(run.code == 65 && run.err.contains("--sample") && run.out.isEmpty)
    }

    // MARK: - What `init` lays out

    @Test(arguments: ["fr", "en"]) func theStarterLettersAreReady(_ language: String) throws {
        let folder = try WorkingFolder()
        try folder.prepare("--lang", language, "init", "new")
        for letter in ["letter.md", "newsletter.md", "invitation.md"] {
            let run = try folder.run("render", "new/" + letter, "--config", "new/config.json", "--eml")
            #expect(run.code == 0, "\(letter): \(run.err)")
            #expect(run.out.contains("multipart/alternative") && run.out.contains("Content-Language: \(language)"))
        }
        #expect(folder.names(in: "new/Templates").count == 8)
        // Again: nothing is overwritten.
        try folder.write("new/Templates/newsletter.html", "mine")
        try folder.write("new/images/gate.png", "mine")
        try folder.prepare("init", "new")
        #expect(try folder.text("new/Templates/newsletter.html") == "mine")
        #expect(try folder.text("new/images/gate.png") == "mine")
    }
}
