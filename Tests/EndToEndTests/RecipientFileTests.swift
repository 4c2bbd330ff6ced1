import Foundation
import Synchronization
import TestSupport
import Testing

private let out = "\n\n[Out]({{unsubscribe}})\n"
private let head = "Letter: l1\nPurpose: newsletter\nSubject: Hello\n"

/// A file for each recipient: `Attach: invoices/{{customer_id}}.pdf`.
@Suite struct RecipientFileTests {
    /// Ada, Bob and Cleo with a customer number each, and the letter that sends them their invoice.
    private func folder(
        _ attach: String = "invoices/{{customer_id}}.pdf", numbers: [String] = ["1", "2", "3"],
        files: [String] = ["1", "2", "3"]
    ) throws -> WorkingFolder {
        let folder = try WorkingFolder()
        let rows = zip(["ada", "bob", "cleo"], numbers).map { name, number in
            "\(name)@example.org,\(name.capitalized),\(day(-9)),Expo,\"\(number)\"\n"
        }
        try folder.write("met.csv", "email,first_name,met_on,met_at,Customer ID\n" + rows.joined())
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        for file in files { try folder.write("invoices/\(file).pdf", "invoice \(file)") }
        try folder.write("letter.md", head + "Attach: \(attach)\n\nYour invoice, {{first_name}}." + out)
        return folder
    }

    private static let attachments = """
        import email, email.policy, sys
        m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        print(m['to'], *[(p.get_filename(), p.get_content()) for p in m.iter_attachments()])
        """

    /// A message but for what differs each time.
    private func lasting(_ message: Data) -> [String] {
        String(decoding: message, as: UTF8.self).components(separatedBy: "\r\n")
            .filter { !$0.hasPrefix("Date:") && !$0.hasPrefix("Message-ID:") }
    }

    @Test func eachGetsTheirOwnAndThePreviewShowsIt() throws {
        let folder = try folder()
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let names = folder.names(in: "eml")
        #expect(names.count == 3)
        let read = try names.map { try judge(RecipientFileTests.attachments, folder.path("eml/" + $0)) }
        #expect(
            read == [
                "Ada <ada@example.org> ('1.pdf', b'invoice 1')\n", "Bob <bob@example.org> ('2.pdf', b'invoice 2')\n",
                "Cleo <cleo@example.org> ('3.pdf', b'invoice 3')\n",
            ])
        #expect(try folder.send().code == 0)
        let sent = try folder.outbox().map(lasting)
        #expect(Set(sent) == Set(try names.map { lasting(try folder.bytes("eml/" + $0)) }))
        #expect(sent.count == 3)
    }

    @Test func whoseFileIsMissingIsLeftOut() throws {
        let folder = try folder(files: ["1", "3"])
        let preview = try folder.preview()
        #expect((preview.admitted, preview.excluded) == (2, 1))
        let bob = try #require(preview.recipient("bob@example.org"))
        #expect(bob.codes == ["letter-incomplete"])
        #expect(bob.reasons.first?.observed == "invoices/2.pdf")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 2)
        let why = try folder.run("why", "bob@example.org", "--letter", "letter.md")
        #expect(why.out.contains("letter-incomplete") && why.out.contains("invoices/2.pdf"))
        // Once it is there, the next run has it.
        try folder.write("invoices/2.pdf", "invoice 2")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 3)
    }

    @Test func itsFieldIsNeeded() throws {
        let folder = try folder(numbers: ["1", " ", "3"])
        let bob = try #require(try folder.preview().recipient("bob@example.org"))
        #expect(bob.codes == ["letter-incomplete"] && bob.reasons.first?.observed == "customer_id")
        try folder.write(
            "letter.md",
            head + "Attach: {{#customer_id}}invoices/{{customer_id}}.pdf{{/customer_id}}\n\nHello" + out)
        #expect(try folder.preview().admitted == 3)
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count { String(decoding: $0, as: UTF8.self).contains("multipart/mixed") } == 2)
    }

    /// What a field holds never leads out of the letter's folder, nor to what is Portillon's own.
    @Test(arguments: [
        "../secret.txt", "../../secret.txt", "invoices/../../secret.txt", "/etc/hostname", "..", ".", "./a.txt",
        ".hidden",
        "invoices/.hidden", "link.txt", "away/secret.txt", "portillon.key", "portillon.sqlite", "config.json",
        "invoices",
        "pipe", "loop", "a\\..\\b", "%2e%2e/secret.txt", "key-link", "key-hard-link",
    ])
    func aHostileValueLeadsNowhere(_ value: String) throws {
        let folder = try folder("{{customer_id}}", numbers: ["invoices/1.pdf", value, "invoices/3.pdf"])
        let outside = try WorkingFolder()
        try outside.write("secret.txt", "secret")
        try folder.write(".hidden", "secret")
        try folder.write("invoices/.hidden", "secret")
        try folder.write("a.txt", "plain")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path("link.txt"), withDestinationPath: outside.path("secret.txt"))
        try files.createSymbolicLink(atPath: folder.path("away"), withDestinationPath: outside.url.path)
        try files.createSymbolicLink(atPath: folder.path("loop"), withDestinationPath: "loop")
        try files.createSymbolicLink(atPath: folder.path("key-link"), withDestinationPath: "portillon.key")
        try files.linkItem(atPath: folder.path("portillon.key"), toPath: folder.path("key-hard-link"))
        mkfifo(folder.path("pipe"), 0o600)
        let preview = try folder.preview()
        #expect(preview.recipient("bob@example.org")?.codes == ["letter-incomplete"], "\(value)")
        #expect(preview.admitted == 2)
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 2)
    }

    /// Links within the folder, letters in a folder of their own, and names as people write them.
    @Test func whatStaysInsideIsFine() throws {
        let folder = try folder("files/{{customer_id}}.pdf", numbers: ["link", "Été 2026/a b", "up"], files: [])
        try folder.write("letters/letter.md", try folder.text("letter.md"))
        try folder.write("letters/files/real.pdf", "real")
        try folder.write("letters/files/Été 2026/a b.pdf", "summer")
        try folder.write("letters/up.pdf", "up")
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: folder.path("letters/files/link.pdf"), withDestinationPath: "real.pdf")
        try files.createSymbolicLink(atPath: folder.path("letters/files/up.pdf"), withDestinationPath: "../up.pdf")
        #expect(try folder.preview("letters/letter.md").admitted == 3)
        #expect(try folder.send(letter: "letters/letter.md").code == 0)
        #expect(try folder.outbox().count == 3)
    }

    @Test(arguments: [
        ("../{{customer_id}}.pdf", "4:9"), ("/srv/{{customer_id}}", "4:9"), ("a/{{date}}.pdf", "4:9"),
        ("a/{{custmer_id}}.pdf", "4:11"), ("a/{{#customer_id}}.pdf", "4:11"),
    ])
    func theAuthorsOwnFaultsHaveAPlace(_ path: String, _ place: String) throws {
        let folder = try folder(path)
        let refused = try folder.preview(code: 77).refused
        #expect(refused.map(\.code) == ["template-fault"])
        #expect(refused.first?.message.contains(":\(place):") == true, "\(refused)")
    }

    // MARK: - What was agreed to and what was mailed stays what it was

    @Test func theDigestCoversTheBytes() throws {
        let folder = try folder()
        let before = try folder.preview().digest
        #expect(try folder.preview().digest == before)
        try folder.write("invoices/2.pdf", "another invoice 2")
        let after = try folder.preview().digest
        #expect(after != before)
        #expect(try folder.send("--as-previewed", before).code == 77)
        #expect(try folder.outbox().isEmpty)
        #expect(try folder.send("--as-previewed", after).code == 0)
    }

    /// Of the mailed and of those who wait alike; and the old bytes put back, the mailing goes on.
    @Test(arguments: ["1", "3"]) func whatWasMailedIsFrozen(_ changed: String) throws {
        let folder = try folder()
        #expect(try folder.send("--limit", "1").code == 0)
        try folder.write("invoices/\(changed).pdf", "changed")
        for run in [try folder.run("preview", "letter.md"), try folder.send()] {
            #expect(run.code == 65, "\(run.err)")
            #expect(run.err.contains("invoices/\(changed).pdf") && run.err.contains("another identity"))
        }
        #expect(try folder.outbox().count == 1)
        try folder.write("invoices/\(changed).pdf", "invoice \(changed)")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 3)
        try folder.write("invoices/\(changed).pdf", "changed")
        #expect(try folder.send().code == 65)
        // Another letter may carry what it likes.
        try folder.write("letter.md", try folder.text("letter.md").replacing("Letter: l1", with: "Letter: l2"))
        #expect(try folder.send().code == 0)
    }

    /// Whoever was admitted with a file is never left out for want of it, whether they were mailed already or wait.
    @Test(arguments: [["1"], ["3"], ["1", "2", "3"]])
    func aFileThatGoesAfterTheMailingBeganStopsIt(_ gone: [String]) throws {
        let folder = try folder()
        #expect(try folder.send("--limit", "1").code == 0)
        for file in gone { try folder.remove("invoices/\(file).pdf") }
        let refused = try folder.preview(code: 77).refused
        #expect(refused.map(\.code) == gone.map { _ in "template-fault" })
        #expect(refused.first?.message.contains("invoices/\(gone[0]).pdf") == true, "\(refused)")
        let run = try folder.send("--json")
        #expect(run.code == 77 && run.out.contains("template-fault"), "\(run.err)")
        #expect(run.err.contains("invoices/\(gone[0]).pdf"))
        #expect(try folder.outbox().count == 1)
        for file in gone { try folder.write("invoices/\(file).pdf", "invoice \(file)") }
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 3)
    }

    /// Changed while the run goes on: nobody gets what was not agreed to, the run stops, and what it did stays true.
    @Test(arguments: [true, false]) func aFileThatChangesMeanwhile(_ isRemoved: Bool) throws {
        let place = Mutex<URL?>(nil)
        let relay = try ScriptedRelay { turn in
            guard turn.point == .finalDot else { return .usual }
            if let file = place.withLock({ place in
                defer { place = nil }
                return place
            }) {
                if isRemoved { try? FileManager.default.removeItem(at: file) } else { try? Data([1]).write(to: file) }
            }
            return .late(5)
        }
        defer { relay.close() }
        let folder = try WorkingFolder(
            .with { $0.relay = #"{"url": "smtp://127.0.0.1:\#(relay.port)", "security": "none", "connections": 1}"# })
        let people = (0..<200).map { "p\($0)" }
        try folder.meet(people)
        try folder.write("letter.md", head + "Attach: {{first_name}}.txt\n\nHi" + out)
        for name in people { try folder.write("\(name.capitalized).txt", name) }
        place.withLock { $0 = folder.url.appendingPathComponent("P150.txt") }
        let run = try folder.send()
        #expect(run.code == 65 && run.err.contains("P150.txt"), "\(run.err)")
        #expect(relay.received.count < 150 && !relay.recipients.contains("p150@example.org"))
        let states = try folder.status().recipients
        #expect(states.allSatisfy { $0.state == "accepted" || $0.state == "queued" })
        try folder.write("P150.txt", "p150")
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.sorted() == people.map { "\($0)@example.org" }.sorted())
    }

    @Test func aTestToOneselfGoesWithoutAndSaysSo() throws {
        let folder = try folder()
        let run = try folder.run("send", "letter.md", "--yes", "--test-to", "zoe@example.org")
        #expect(run.code == 0 && run.err.contains("invoices/"))
        #expect(try folder.outbox().count == 1)
    }

    @Test func severalFilesAndCommonOnes() throws {
        let folder = try folder("invoices/{{customer_id}}.pdf\nAttach: terms.txt\nAttach: {{address}}.txt")
        try folder.write("terms.txt", "terms")
        for name in ["ada", "bob", "cleo"] { try folder.write("\(name)@example.org.txt", name) }
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let read = try judge(
            RecipientFileTests.attachments, folder.path("eml/" + (try #require(folder.names(in: "eml").first))))
        #expect(
            read == "Ada <ada@example.org> ('1.pdf', b'invoice 1') ('terms.txt', 'terms') "
                + "('ada@example.org.txt', 'ada')\n")
    }
}
