import Foundation
import Testing

/// What the system says of a fault is told in the language of the run, and what is written beside the ledger stays there.
@Suite struct SystemWordsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let arguments: [String]
        let french: String
        let english: String
    }

    static let cases = [
        Case(
            testDescription: "a missing file", arguments: ["import", "linkedin", "nowhere.csv"],
            french: "aucun fichier ou dossier de ce nom", english: "No such file or directory"),
        Case(
            testDescription: "a folder in the place of a file", arguments: ["import", "cards", "."],
            french: "c’est un dossier", english: "Is a directory"),
        Case(
            testDescription: "a file in the place of a folder",
            arguments: ["preview", "letter.md", "--report", "met.csv/x"],
            french: "un dossier du chemin n’en est pas un", english: "Not a directory"),
        Case(
            testDescription: "a Maildir that is a file", arguments: ["send", "letter.md", "--yes"],
            french: "un dossier du chemin n’en est pas un", english: "Not a directory"),
    ]

    @Test(arguments: cases) func bothLanguages(_ fault: Case) throws {
        let folder = try WorkingFolder(.with { $0.relay = #"{"url": "maildir:met.csv"}"# })
        try folder.meet("ada")
        let french = try folder.run(fault.arguments + ["--lang", "fr"])
        #expect(french.err.contains(fault.french) && !french.err.contains(fault.english), "\(french.err)")
        let english = try folder.run(fault.arguments + ["--lang", "en"])
        #expect(english.err.contains(fault.english), "\(english.err)")
    }

    @Test func whatTheNetworkSays() throws {
        let folder = try WorkingFolder(.with { $0.relay = #"{"url": "smtp://127.0.0.1:1", "security": "none"}"# })
        try folder.meet("ada")
        let french = try folder.run("send", "letter.md", "--yes", "--lang", "fr")
        #expect(french.code == 69 && !french.err.contains("connect to"), "\(french.err)")
        #expect(french.err.contains("pas de connexion à 127.0.0.1"), "\(french.err)")
    }

    /// The lock, and the list of places, as a link into another file: neither is written to.
    @Test(arguments: [true, false]) func nothingIsWrittenBehindALink(_ isSymbolic: Bool) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("precious.txt", "precious")
        func lead(_ name: String) throws {
            let (from, to) = (folder.path(name), folder.path("precious.txt"))
            if isSymbolic {
                try FileManager.default.createSymbolicLink(atPath: from, withDestinationPath: to)
            } else {
                #expect(link(to, from) == 0)
            }
        }
        try lead("portillon.sqlite.sending")
        for (language, words) in [("en", "has a second name"), ("fr", "porte un second nom")] {
            let run = try folder.run("send", "letter.md", "--yes", "--lang", language)
            #expect(run.code == 74 && run.err.contains(words) && run.err.contains(".sending"), "\(run.err)")
        }
        #expect(try folder.outbox().isEmpty)
        try folder.remove("portillon.sqlite.sending")
        #expect(try folder.send().code == 0)
        try folder.remove("portillon.sqlite.outputs")
        try lead("portillon.sqlite.outputs")
        try folder.prepare("preview", "letter.md", "--report", "page.html")
        #expect(try folder.text("precious.txt") == "precious")
    }
}
