import Foundation
import TestSupport
import Testing

/// From one computer to another in the middle of a mailing.
@Suite struct MovedFolderTests {
    private let people = (1...12).map { "p\($0)" }

    @Test(arguments: [true, false]) func theSecondHalfLeavesFromThere(_ withKey: Bool) throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let here = try WorkingFolder(.with { $0.relay = relay.settings() })
        try here.write("Templates/mine.html", "<main>{{{content}}}</main>")
        try here.write("Templates/mine.txt", "{{{content}}}")
        try here.write("files/terms.pdf", "terms")
        try here.write(
            "letter.md",
            "Letter: l1\nPurpose: newsletter\nSubject: x\nLayout: mine\nAttach: files/terms.pdf\n\nHello.\n\n"
                + "[Out]({{unsubscribe}})\n")
        try here.meet(people)
        try here.prepare("object", "p12@example.org")
        #expect(try here.send("--limit", "5").code == 0)
        let stick = try WorkingFolder()
        let backup = try here.run(["backup", stick.path("copy")] + (withKey ? ["--with-key"] : []))
        #expect(backup.code == 0 && backup.err.contains("Without the key"), "\(backup.err)")

        let there = try WorkingFolder()
        for name in ["config.json", "letter.md"] { try there.remove(name) }
        let restore = try there.run("restore", stick.path("copy"))
        #expect(restore.code == 0 && restore.err.contains("subject reapply"), "\(restore.err)")
        #expect(restore.err.contains("put your copy") == !withKey)
        if !withKey {
            #expect(try there.send().code == 77)
            try there.write("portillon.key", here.text("portillon.key"))
        }
        #expect(try there.send().code == 0)
        #expect(relay.recipients.count == 11 && Set(relay.recipients).count == 11)
        #expect(!relay.recipients.contains("p12@example.org"))
        #expect(try there.run("log", "verify").code == 0 && there.run("ledger", "check").code == 0)
        #expect(try there.status().accepted == 11)
        // A second time, nothing is touched.
        #expect(try there.run("restore", stick.path("copy")).code == 73)
        #expect(try here.run("backup", stick.path("copy")).code == 73)
    }

    /// A copy that is made while letters leave is whole, and of one moment.
    @Test func duringASend() throws {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(60) : .usual }
        defer { relay.close() }
        let here = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try here.meet(people)
        let stick = try WorkingFolder()
        let going = try here.start("send", "letter.md", "--yes")
        let deadline = ContinuousClock.now + .seconds(20)
        while relay.received.isEmpty, ContinuousClock.now < deadline { usleep(1_000) }
        #expect(try here.run("backup", stick.path("copy"), "--with-key").code == 0)
        #expect(try going.end().code == 0)
        let there = try WorkingFolder()
        for name in ["config.json", "letter.md"] { try there.remove(name) }
        #expect(try there.run("restore", stick.path("copy")).code == 0)
        #expect(try there.run("ledger", "check").code == 0)
    }

    /// A person who asks to be forgotten is looked for in the backup as well.
    @Test func anErasureNamesTheBackup() throws {
        let here = try WorkingFolder()
        try here.meet("ada")
        let stick = try WorkingFolder()
        try here.prepare("backup", stick.path("copy"))
        let erase = try here.run("subject", "erase", "ada@example.org", "--yes")
        #expect(erase.code == 0 && (erase.out + erase.err).contains(stick.path("copy")), "\(erase.err)")
    }

    @Test func oneMessageAboutTheKey() throws {
        let folder = try WorkingFolder()
        let message = "nobody can tell any more who objected"
        #expect(try folder.run("init", "new", "--lang", "en").err.contains(message))
        func told(_ arguments: String...) throws -> String {
            try folder.run(arguments + ["--lang", "en"]).out.replacing(#/\s+/#, with: " ")
        }
        #expect(try told("doctor", "--offline", "--config", "new/config.json").contains(message))
        #expect(try told("rules", "key-not-backed-up").contains(message))
        // What the manual page is made of.
        #expect(try folder.run("--experimental-dump-help").out.contains(message))
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for document in ["README.md", "Docs/guide.en.md", "Docs/rights.md"] {
            let text = String(decoding: try Data(contentsOf: root.appendingPathComponent(document)), as: UTF8.self)
            #expect(text.replacing("\n", with: " ").contains(message), "\(document)")
        }
        let guide = String(
            decoding: try Data(contentsOf: root.appendingPathComponent("Docs/guide.fr.md")), as: UTF8.self)
        #expect(guide.replacing("\n", with: " ").contains("plus personne ne sait qui s’est opposé"))
    }
}
