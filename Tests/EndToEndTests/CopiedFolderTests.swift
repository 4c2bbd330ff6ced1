import Foundation
import Testing

private let out = "\n\n[Out]({{unsubscribe}})\n"

/// A letter that was mailed, and whose folder is not what it was: a copy on another computer, without all of it.
@Suite struct CopiedFolderTests {
    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.write("Templates/mine.html", "<main>{{{content}}}</main>")
        try folder.write("Templates/mine.txt", "{{{content}}}")
        try folder.write("Templates/hello.md", "Hello.\n")
        try folder.write("terms.pdf", "terms")
        try folder.write("logo.png", "logo")
        try folder.write(
            "letter.md",
            "Letter: l1\nPurpose: newsletter\nSubject: x\nLayout: mine\nAttach: terms.pdf\n\n"
                + "![Logo](logo.png)\n\n{{> hello}}" + out)
        try folder.meet("ada")
        #expect(try folder.send().code == 0)
        try folder.meet("bob")
        return folder
    }

    @Test(arguments: [
        ("Templates/mine.html", "the layout `mine` is missing; expected Templates/mine.html"),
        (
            "Templates/mine.txt",
            "`Templates/mine.txt`, part of the letter `l1` that has been mailed to somebody already, is missing; put it back"
        ),
        ("Templates/hello.md", "the partial `hello` is missing; expected Templates/hello.md"),
        ("terms.pdf", "the attachment `terms.pdf` is missing"), ("logo.png", "the image `logo.png` is missing"),
    ])
    func whatIsMissingIsNamed(_ name: String, _ expected: String) throws {
        let folder = try folder()
        try folder.remove(name)
        let preview = try folder.preview(code: 77)
        #expect(preview.refused.map(\.code) == ["template-fault"])
        #expect(preview.refused.first?.message.contains(expected) == true, "\(preview.refused)")
        #expect(try folder.send().code == 77)
        let doctor = try folder.run("doctor", "--offline", "letter.md")
        #expect(doctor.code == 1 && doctor.out.contains("template-fault") && !doctor.out.contains("has changed"))
        let french = try folder.run("--lang", "fr", "preview", "letter.md")
        #expect(french.err.contains("manque"))
    }

    @Test func theWholeFolderOfTemplates() throws {
        let folder = try folder()
        try folder.remove("Templates")
        #expect(Set(try folder.preview(code: 77).refused.map(\.code)) == ["template-fault"])
    }

    @Test(arguments: [
        ("Templates/mine.html", " (`Templates/mine.html`)"), ("Templates/mine.txt", " (`Templates/mine.txt`)"),
        ("Templates/hello.md", " (`Templates/hello.md`)"), ("terms.pdf", " (`terms.pdf`)"), ("letter.md", ""),
    ])
    func whatHasChangedIsNamed(_ name: String, _ expected: String) throws {
        let folder = try folder()
        try folder.write(name, try folder.text(name) + "!")
        let run = try folder.run("preview", "letter.md")
        #expect(run.code == 65 && run.err.contains("and it has changed since\(expected); take"), "\(run.err)")
        let doctor = try folder.run("doctor", "--offline", "letter.md")
        #expect(doctor.code == 1 && doctor.out.contains("has changed since"))
    }

    /// What was written anew is another letter, whatever it lacks.
    @Test func aChangedLetterThatLacksAFile() throws {
        let folder = try folder()
        try folder.write("letter.md", try folder.text("letter.md").replacing("terms.pdf", with: "gone.pdf"))
        #expect(try folder.run("preview", "letter.md").code == 65)
    }

    /// A system with other line ends, an editor that puts a mark before everything: the letter is the same.
    @Test func lineEndsAreNoChange() throws {
        let folder = try folder()
        for name in ["letter.md", "Templates/mine.html", "Templates/mine.txt", "Templates/hello.md"] {
            try folder.write(name, "\u{FEFF}" + (try folder.text(name)).replacing("\n", with: "\r\n"))
        }
        #expect(try folder.send().code == 0)
        let sent = try folder.outbox().map { String(decoding: $0, as: UTF8.self) }
        #expect(sent.count == 2)
        for message in sent {
            #expect(message.contains("\r\n\r\nLogo\r\n\r\nHello.\r\n\r\nOut <") && message.contains("\r\n<main><p>"))
            #expect(!message.contains("\r\r") && !message.contains("=EF=BB=BF") && !message.contains("77u/"))
        }
        #expect(try folder.run("log", "verify").code == 0)
    }
}
