import Foundation
import Synchronization
import TestSupport
import Testing

/// What is imported while a mailing is under way counts for everybody whose letter has not left by then, those included whose
/// message was made before.
@Suite struct ChangedDuringSendTests {
    static func connection(_ name: String, _ address: String, company: String = "Looms") -> String {
        "\(name.capitalized),Lovelace,https://www.linkedin.com/in/\(name),\(address),\(company),Chief,16 Mar 2021"
    }

    static func export(_ rows: [String]) -> String { Sample.linkedIn() + rows.map { $0 + "\n" }.joined() }

    /// What another command imports between the judgement and the claim of Ada and Bob, and what comes of it.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The latest export of the network.
        var export: [String]?
        /// A table of contacts.
        var contacts: String?
        /// Who gets the letter.
        let received: Set<String>
        /// Where the others stand.
        var withheld: Set<String> = []
        /// A text that one of the letters holds, and one that none does.
        var says: (String, never: String)?
        /// Bob is known by a card alone, and by no profile.
        var isBobByCard = false
    }

    static let bob = connection("bob", "bob@example.org")
    static let changes = [
        Change(
            testDescription: "the connection is gone", export: [bob], received: ["bob@example.org"],
            withheld: ["ada@example.org"]),
        Change(
            testDescription: "the address is hidden", export: [connection("ada", ""), bob],
            received: ["bob@example.org"], withheld: ["ada@example.org"]),
        Change(
            testDescription: "both are gone", export: [connection("ada", ""), connection("bob", "")], received: [],
            withheld: ["ada@example.org", "bob@example.org"]),
        Change(
            testDescription: "the address is another one", export: [connection("ada", "ada@example.net"), bob],
            received: ["ada@example.net", "bob@example.org"]),
        Change(
            testDescription: "the company is another one",
            export: [connection("ada", "ada@example.org", company: "Clocks"), bob],
            received: ["ada@example.org", "bob@example.org"], says: ("Clocks", never: "Engines")),
        Change(
            testDescription: "an export that says the same",
            export: [connection("ada", "ada@example.org", company: "Engines"), bob],
            received: ["ada@example.org", "bob@example.org"], says: ("Engines", never: "Clocks")),
        Change(
            testDescription: "two contacts are one",
            contacts: "email,url\nbob@example.org,https://www.linkedin.com/in/ada\n", received: ["ada@example.org"],
            isBobByCard: true),
    ]

    private func begun(_ relay: ScriptedRelay, isBobByCard: Bool = false) throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.write(
            "letter.md",
            WorkingFolder.letter.replacingOccurrences(of: "Hello friend", with: "Hello friend at {{company|home}}"))
        let ada = Self.connection("ada", "ada@example.org", company: "Engines")
        try folder.write("Connections.csv", Self.export(isBobByCard ? [ada] : [ada, Self.bob]))
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-9))
        if isBobByCard { try folder.meet("bob") }
        return folder
    }

    private func make(_ change: Change, in folder: WorkingFolder) throws {
        if let export = change.export {
            try folder.write("newer.csv", Self.export(export))
            try folder.prepare("import", "linkedin", "newer.csv", "--exported-on", day(-2))
        }
        if let contacts = change.contacts {
            try folder.write("contacts.csv", contacts)
            try folder.prepare("import", "csv", "contacts.csv", "--as", "contacts")
        }
    }

    @Test(arguments: changes) func whatHoldsAtTheClaimCounts(_ change: Change) throws {
        let turnstile = Turnstile(isShut: true)
        let relay = try ScriptedRelay {
            turnstile.pass($0)
            return .usual
        }
        defer { relay.close() }
        let folder = try begun(relay, isBobByCard: change.isBobByCard)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        while turnstile.waiting == 0, !going.hasEnded { usleep(2_000) }
        try make(change, in: folder)
        turnstile.open()
        let run = try going.end()
        #expect(run.code == 0, "\(run.err)")
        #expect(Set(relay.recipients) == change.received && relay.recipients.count == change.received.count)
        let document = try run.document(SendDocument.self)
        #expect(document.isBalanced && document.left == 0 && document.accepted == change.received.count)
        let states = try folder.status().states
        #expect(Set(states.filter { $0.value == "accepted" }.keys) == change.received)
        #expect(Set(states.filter { $0.value != "accepted" }.keys) == change.withheld)
        // Their reason is on record, and the log holds.
        let excluded = try folder.run("log", "--letter", "l1").out.split(separator: "\n").filter {
            $0.contains("\"verdict\":\"excluded\"")
        }
        #expect(change.withheld.isEmpty || excluded.count >= change.withheld.count)
        #expect(try folder.run("log", "verify").code == 0)
        if let says = change.says {
            let contents = relay.received.map(\.content).joined()
            #expect(contents.contains(says.0) && !contents.contains(says.never))
        }
        // Another run finds nothing to do.
        #expect(try folder.send().code == (change.received.isEmpty ? 77 : 0))
        #expect(relay.recipients.count == change.received.count)
    }

    /// Whoever named a preview agreed to what it showed: the others are named, and nobody believes that all is done.
    @Test(arguments: ["en", "fr"]) func whoIsNotAsPreviewedIsLeftAndSaid(_ language: String) throws {
        let turnstile = Turnstile(isShut: true)
        let relay = try ScriptedRelay {
            turnstile.pass($0)
            return .usual
        }
        defer { relay.close() }
        let folder = try begun(relay)
        let digest = try folder.preview().digest
        let going = try folder.start("send", "letter.md", "--yes", "--as-previewed", digest, "--lang", language)
        while turnstile.waiting == 0, !going.hasEnded { usleep(2_000) }
        let moved = Change(
            testDescription: "", export: [Self.connection("ada", "ada@example.net"), Self.bob], received: [])
        try make(moved, in: folder)
        turnstile.open()
        let run = try going.end()
        #expect(run.code == 75, "\(run.err)")
        let said = language == "fr" ? "Autres que dans l’aperçu confirmé" : "No longer as the confirmed preview"
        #expect(run.err.contains(said) && run.err.contains("--as-previewed"), "\(run.err)")
        #expect(relay.recipients == ["bob@example.org"])
        #expect(try folder.send().code == 0)
        #expect(Set(relay.recipients) == ["bob@example.org", "ada@example.net"])
    }

    /// Somebody who waits for another try and is moved meanwhile is asked for at the new address alone: what the relay says of
    /// the old one later is not about the letter that was accepted.
    @Test(arguments: ["450 4.2.0 greylisted", "550 5.1.1 gone"]) func aRetryGoesWhereThePersonIs(_ later: String) throws
    {
        let turnstile = Turnstile(isShut: true)
        let asked = Mutex(0)
        let relay = try ScriptedRelay { turn in
            if turn.point == .data, turn.recipient == "bob@example.org" { turnstile.pass(turn) }
            guard turn.point == .recipient, turn.recipient == "ada@example.org" else { return .usual }
            let times = asked.withLock { asked in
                asked += 1
                return asked
            }
            return .reply(times == 1 ? "450 4.2.0 greylisted" : later)
        }
        defer { relay.close() }
        let people = (1...6).map { Self.connection("p\($0)", "p\($0)@example.org") }
        let folder = try WorkingFolder(
            .with {
                $0.relay = relay.settings(
                    #", "connections": 1, "rate": {"messages": 3, "perSeconds": 1}, "retry": {"firstDelaySeconds": 1}"#)
            })
        try folder.write(
            "Connections.csv", Self.export([Self.connection("ada", "ada@example.org"), Self.bob] + people))
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-9))
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        while turnstile.waiting == 0, !going.hasEnded { usleep(2_000) }
        // Those behind come again in the second round, and Ada's retry falls due among them.
        let moved = (1...6).map { Self.connection("p\($0)", "p\($0)@example.net") }
        try make(
            Change(
                testDescription: "", export: [Self.connection("ada", "ada@example.net"), Self.bob] + moved,
                received: []), in: folder)
        turnstile.open()
        var run = try going.end()
        for _ in 0..<30 where run.code == 75 { run = try folder.send() }
        #expect(run.code == 0, "\(run.err)")
        #expect(relay.recipients.count == 8 && Set(relay.recipients).count == 8, "\(relay.recipients)")
        #expect(relay.recipients.contains("ada@example.net") && asked.withLock { $0 } == 1)
        #expect(try folder.status().states["ada@example.net"] == "accepted")
        #expect(try folder.verify().ok)
    }

    /// A run that goes on by a preview goes by what that showed, not by what everybody is today.
    @Test func whoIsMovedBetweenTwoRunsIsNotAsPreviewed() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try begun(relay)
        let digest = try folder.preview().digest
        #expect(try folder.send("--as-previewed", digest, "--limit", "1").code == 0)
        let (first, rest) = (relay.recipients, ["ada@example.org", "bob@example.org"])
        try make(
            Change(
                testDescription: "",
                export: ["ada", "bob"].map {
                    Self.connection($0, "\($0)@example.\(first == [rest[0]] ? "net" : "com")")
                },
                received: []), in: folder)
        // However often it is asked.
        for _ in 1...2 {
            let run = try folder.send("--as-previewed", digest)
            #expect(run.code == 75 && run.err.contains("No longer as the confirmed preview"), "\(run.err)")
            #expect(relay.recipients == first)
        }
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.count == 2)
    }

    /// A refusal of the preview has its document too, whether the mailing has begun or not.
    @Test func anotherPreviewIsRefusedWithADocument() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try begun(relay)
        for code: Int32 in [77, 77] {
            let run = try folder.send("--as-previewed", String(repeating: "0", count: 64))
            #expect(run.code == code, "\(run.err)")
            #expect(run.out.contains("preview-outdated"))
            #expect(try folder.send("--limit", "1").code == 0)
        }
        #expect(relay.recipients.count == 2)
    }
}
