import Foundation
import Testing

/// `preview` and `send` into the Maildir: what is shown is what leaves, once.
@Suite struct SendTests {
    @Test func aPreviewWritesNothingToTheLedger() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        let before = try folder.bytes("portillon.sqlite")
        let preview = try folder.run("preview", "letter.md", "--json", "--eml", "eml")
        #expect(preview.code == 0)
        let dry = try folder.run("send", "letter.md", "--dry-run", "--json")
        #expect(dry.code == 0 && dry.out == preview.out)
        #expect(try folder.bytes("portillon.sqlite") == before)
        #expect((try? folder.bytes("portillon.sqlite-wal"))?.isEmpty ?? true)
        #expect(try folder.outbox().isEmpty && !folder.exists("outbox"))
        #expect(
            try preview.fields().isSuperset(of: [
                "letter", "purpose", "digest", "contacts", "admitted", "excluded", "refused", "warnings", "byReason",
                "recipients", "contactsAdmitted", "contactsExcluded", "byMainReason",
            ]))
    }

    @Test func theDigestIsSteadyUntilSomethingChanges() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        let digest = try folder.preview().digest
        #expect(digest.count == 64 && digest.allSatisfy(\.isHexDigit))
        #expect(try folder.preview().digest == digest)
        func changes(_ what: String, _ change: () throws -> Void) throws {
            try change()
            #expect(try folder.preview().digest != digest, "\(what)")
            try folder.write("config.json", Settings().json)
            try folder.write("letter.md", WorkingFolder.letter)
        }
        try changes("letter") { try folder.write("letter.md", WorkingFolder.letter + "P.S.\n") }
        try changes("sender") { try folder.write("config.json", Settings.with { $0.name = #""Zoe""# }.json) }
        try changes("policy") {
            try folder.write("config.json", Settings.with { $0.policy = #"{"evidenceMaxAgeDays": 900}"# }.json)
        }
        #expect(try folder.preview().digest == digest)
        try changes("recipients") { try folder.meet("cleo") }
    }

    @Test func asPreviewed() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        let digest = try folder.preview().digest
        let wrong = String(repeating: "0", count: 64)
        let refused = try folder.send("--as-previewed", wrong)
        #expect(refused.code == 77)
        #expect(try refused.document(SendDocument.self).refused.map(\.code) == ["preview-outdated"])
        #expect(try folder.outbox().isEmpty)
        #expect(try folder.send("--as-previewed", digest, "--limit", "1").code == 0)
        // On resume it compares with the digest that the mailing began with.
        #expect(try folder.send("--as-previewed", wrong).code == 77)
        let last = try folder.send("--as-previewed", digest)
        #expect(last.code == 0)
        #expect(try last.document(SendDocument.self).digest == digest)
        #expect(try folder.outbox().count == 3)
    }

    @Test func anObjectionSinceThePreviewOutdatesIt() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        let digest = try folder.preview().digest
        try folder.prepare("object", "bob@example.org")
        #expect(try folder.send("--as-previewed", digest).code == 77)
    }

    @Test func sentIsWhatWasPreviewed() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        #expect(folder.names(in: "eml").count == 3)
        let run = try folder.send()
        #expect(run.code == 0)
        #expect(
            try run.fields().isSuperset(of: [
                "letter", "digest", "contacts", "admitted", "excluded", "refused", "accepted", "deferred", "rejected",
                "uncertain", "settled", "left", "seconds",
            ]))
        let previewed = try folder.names(in: "eml").map { withoutMoment(try folder.text("eml/" + $0)) }
        let sent = try folder.outbox().map { withoutMoment(String(decoding: $0, as: UTF8.self)) }
        #expect(previewed.sorted() == sent.sorted())
        for name in folder.names(in: "eml") { #expect(try folder.mode("eml/" + name) == 0o600) }
    }

    @Test func runAgainItResumes() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        let first = try folder.send("--limit", "2")
        #expect(first.code == 0)
        #expect(try first.document(SendDocument.self).counts == ["accepted": 2, "left": 1])
        let second = try folder.send()
        #expect(second.code == 0)
        #expect(try second.document(SendDocument.self).counts == ["accepted": 3])
        let third = try folder.send()
        #expect(third.code == 0)
        #expect(try folder.outbox().count == 3)
        let status = try folder.status()
        #expect(status.states.values.allSatisfy { $0 == "accepted" } && status.recipients.count == 3)
        #expect(try folder.preview().byReason == ["already-mailed": 3])
        // Who is met meanwhile is taken up.
        try folder.meet("dan")
        #expect(try folder.send().document(SendDocument.self).counts == ["accepted": 4])
        #expect(
            try Set(folder.outbox().compactMap { header("To", of: String(decoding: $0, as: UTF8.self)) }).count == 4)
    }

    @Test func onlyThese() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        try folder.prepare("object", "bob@example.org")
        let run = try folder.send("--only", "ADA@example.org", "--only", "cleo@example.org")
        #expect(run.code == 0)
        #expect(try run.document(SendDocument.self).counts == ["accepted": 2])
        #expect(try folder.send("--only", "bob@example.org", letter: "letter.md").code != 70)
        #expect(try folder.outbox().count == 2)
        #expect(try folder.send("--only", "no address").code == 64)
    }

    @Test func onlyAnExcludedAddressReachesNobody() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.prepare("object", "bob@example.org")
        let run = try folder.send("--only", "bob@example.org")
        #expect(run.code == 77, "\(run.err)")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func nobodyAdmitted() throws {
        let folder = try WorkingFolder()
        try folder.write("contacts.csv", "email\nada@example.org\n")
        try folder.prepare("import", "csv", "contacts.csv", "--as", "contacts")
        #expect(try folder.preview(code: 77).byReason == ["no-explicit-share": 1])
        let run = try folder.send()
        #expect(run.code == 77)
        #expect(try run.document(SendDocument.self).admitted == 0)
    }

    @Test func withoutATerminalItWantsAYes() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        #expect(try folder.run("send", "letter.md").code == 64)
        #expect(try folder.run("send", "letter.md", "--json").code == 64)
        #expect(try folder.outbox().isEmpty)
    }

    @Test(arguments: ["zoe@example.org", "zoe@example.net"]) func aTestToOneself(_ own: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run("send", "letter.md", "--yes", "--test-to", own)
        #expect(run.code == 0, "\(run.err)")
        let message = String(decoding: try #require(try folder.outbox().first), as: UTF8.self)
        #expect(header("To", of: message)?.contains(own) == true)
        let french = try folder.run("--lang", "fr", "send", "letter.md", "--yes", "--test-to", own)
        #expect(french.err.contains(own) && french.err.contains("accepté"), "\(french.err)")
        // It counts nowhere, and it is logged as a test.
        #expect(try folder.run("status", "l1").code == 64)
        let preview = try folder.preview()
        #expect(preview.admitted == 1)
        #expect(try folder.run("log").out.contains(#""kind":"test""#))
    }

    /// The receipt counts over all runs: it does not look as if they had been written to once more.
    @Test func aRunWithNothingToDoSaysSo() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let words = "Nothing was left to send"
        let first = try folder.run("--lang", "en", "send", "letter.md", "--yes")
        #expect(first.code == 0 && !first.err.contains(words), "\(first.err)")
        let again = try folder.run("--lang", "en", "send", "letter.md", "--yes")
        #expect(again.code == 0 && again.err.contains(words), "\(again.err)")
        #expect(try folder.outbox().count == 1)
    }

    @Test func aTestToAStranger() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run("send", "letter.md", "--yes", "--test-to", "ada@example.org")
        #expect([64, 77].contains(run.code), "\(run.err)")
        #expect(try folder.run("send", "letter.md", "--yes", "--test-to", "nobody").code == 64)
        #expect(try folder.outbox().isEmpty)
    }

    @Test func theLedgerIsMissing() throws {
        let folder = try WorkingFolder()
        for arguments in [
            ["preview", "letter.md"], ["send", "letter.md", "--yes"], ["status"], ["contacts"], ["log"],
            ["why", "ada@example.org"], ["resolve", "l1", "--settle"],
        ] {
            #expect(try folder.run(arguments).code == 66, "\(arguments)")
        }
        #expect(!folder.exists("portillon.sqlite"))
    }

    @Test func theMaildirCannotBeWritten() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("outbox", "a file where the folder should be")
        let run = try folder.send()
        #expect(run.code == 74, "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["left": 2])
        try folder.remove("outbox")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 2)
    }

    @Test func warnings() throws {
        let folder = try WorkingFolder(.with { $0.postalAddress = #""""# })
        try folder.write(
            "met.csv",
            "email,first_name,last_name,company,url,met_on,met_at\n"
                + "a@example.org,Ada,Lovelace,Engines,https://x.example.org/1,\(day(-9)),Expo\n"
                + "b@example.org,Ada,Lovelace,Engines,https://x.example.org/2,\(day(-9)),Expo\n"
                + "c@example.org,Cy,C,Old,https://www.linkedin.com/in/cy,\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write("l.csv", Sample.linkedIn("Cy,C,https://www.linkedin.com/in/cy,c@example.org,New,P,1 Jan 2020"))
        try folder.prepare("import", "linkedin", "l.csv", "--exported-on", day(-1))
        let preview = try folder.preview()
        let codes = Set(preview.warnings.map(\.code))
        #expect(codes.isSuperset(of: ["no-postal-address", "same-name", "employer-changed", "key-not-backed-up"]))
        #expect(preview.admitted == 3)
        let twins = preview.recipients.filter { $0.name == "Ada Lovelace" }.map(\.contact)
        #expect(preview.warnings.first { $0.code == "same-name" }?.contacts.sorted() == twins.sorted())
    }
}
