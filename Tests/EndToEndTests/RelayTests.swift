import Foundation
import TestSupport
import Testing

private let three = ["ada", "bob", "cleo"]

/// A folder that hands over to `relay`, with the three admitted.
private func folder(_ relay: ScriptedRelay, _ more: String = "", people: [String] = three) throws -> WorkingFolder {
    let folder = try WorkingFolder(.with { $0.relay = relay.settings(more) })
    try folder.meet(people)
    return folder
}

/// `send` end to end against a relay that says what each test wants.
@Suite struct RelayTests {
    /// A relay's behaviour, the code that `send` ends with, and its counts.
    struct Behaviour: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: Int32
        let counts: [String: Int]
        var extensions = ["PIPELINING", "8BITMIME"]
        var settings = ", \"connections\": 1"
        let script: @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer

        init(
            _ name: String, _ code: Int32, _ counts: [String: Int], extensions: [String] = ["PIPELINING", "8BITMIME"],
            settings: String = ", \"connections\": 1",
            _ script: @escaping @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer
        ) {
            (testDescription, self.code, self.counts, self.script) = (name, code, counts, script)
            (self.extensions, self.settings) = (extensions, settings)
        }
    }

    static let login = #", "connections": 1, "username": "zoe", "password": {"file": "secret"}"#

    @Test(arguments: [
        Behaviour("a willing relay", 0, ["accepted": 3]) { _ in .usual },
        Behaviour("a willing relay without pipelining", 0, ["accepted": 3], extensions: []) { _ in .usual },
        Behaviour("a recipient refused for good", 1, ["accepted": 2, "rejected": 1]) {
            $0.point == .recipient && $0.recipient == "bob@example.org" ? .reply("550 5.1.1 no such user") : .usual
        },
        Behaviour("a recipient refused for good, serially", 1, ["accepted": 2, "rejected": 1], extensions: []) {
            $0.point == .recipient && $0.recipient == "bob@example.org" ? .reply("550 5.1.1 no such user") : .usual
        },
        Behaviour("a recipient refused for now", 75, ["accepted": 2, "deferred": 1]) {
            $0.point == .recipient && $0.recipient == "bob@example.org" ? .reply("450 4.2.1 busy") : .usual
        },
        Behaviour("one refused for good, one for now", 75, ["accepted": 1, "deferred": 1, "rejected": 1]) {
            guard $0.point == .recipient else { return .usual }
            if $0.recipient == "bob@example.org" { return .reply("450 4.2.1 busy") }
            return $0.recipient == "ada@example.org" ? .reply("550 5.1.1 no such user") : .usual
        },
        Behaviour("a message refused for good", 1, ["accepted": 2, "rejected": 1]) {
            $0.point == .finalDot && $0.recipient == "bob@example.org" ? .reply("554 5.6.0 no") : .usual
        },
        Behaviour("a message refused for now", 75, ["accepted": 2, "deferred": 1]) {
            $0.point == .finalDot && $0.recipient == "bob@example.org" ? .reply("451 4.3.0 later") : .usual
        },
        Behaviour("dropped behind the final dot", 75, ["accepted": 2, "uncertain": 1]) {
            $0.point == .finalDot && $0.recipient == "bob@example.org" ? .close : .usual
        },
        Behaviour("the sender refused for good", 77, ["left": 3]) {
            $0.point == .mail ? .reply("550 5.7.1 not you") : .usual
        },
        Behaviour("the sender refused for now", 75, ["left": 3]) {
            $0.point == .mail ? .reply("451 4.3.2 not now") : .usual
        },
        Behaviour("the day's quota reached at RCPT", 77, ["left": 3]) {
            $0.point == .recipient ? .reply("550 5.4.5 daily sending quota exceeded") : .usual
        },
        Behaviour("the day's quota reached behind the final dot", 77, ["left": 3]) {
            $0.point == .finalDot ? .reply("550 5.4.5 daily sending quota exceeded") : .usual
        },
        Behaviour("closed between messages", 0, ["accepted": 3]) {
            $0.point == .finalDot ? .replyAndClose("250 2.0.0 queued") : .usual
        },
        Behaviour("closed before EHLO", 69, ["left": 3]) { $0.point == .greeting ? .close : .usual },
        Behaviour("closed instead of answering EHLO", 69, ["left": 3]) { $0.point == .hello ? .close : .usual },
        Behaviour("no STARTTLS where it is required", 69, ["left": 3], settings: "starttls") { _ in .usual },
        Behaviour("garbage in answer to MAIL", 76, ["left": 3]) {
            $0.point == .mail ? .reply("what is this") : .usual
        },
        Behaviour("the login refused for good", 77, ["left": 3], extensions: ["AUTH PLAIN"], settings: login) {
            $0.point == .auth ? .reply("535 5.7.8 wrong") : .usual
        },
        Behaviour("the login refused for now", 75, ["left": 3], extensions: ["AUTH PLAIN"], settings: login) {
            $0.point == .auth ? .reply("454 4.7.0 too many logins") : .usual
        },
        Behaviour("the login granted", 0, ["accepted": 3], extensions: ["AUTH PLAIN"], settings: login) { _ in .usual },
        Behaviour("messages larger than the relay's SIZE", 1, ["rejected": 3], extensions: ["SIZE 200", "PIPELINING"]) {
            _ in .usual
        },
    ])
    func behaviours(_ behaviour: Behaviour) throws {
        let relay = try ScriptedRelay(extensions: behaviour.extensions, script: behaviour.script)
        defer { relay.close() }
        let isTLS = behaviour.settings == "starttls"
        let folder = try WorkingFolder(
            .with {
                $0.relay = isTLS ? #"{"url": "smtp://127.0.0.1:\#(relay.port)"}"# : relay.settings(behaviour.settings)
            })
        try folder.write("secret", "open sesame\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("secret"))
        try folder.meet(three)
        let run = try folder.send()
        #expect(run.code == behaviour.code, "\(run.err)")
        let document: SendDocument = try run.document()
        #expect(document.counts == behaviour.counts)
        #expect(document.isBalanced)
        let status = try folder.status()
        #expect(status.recipients.count == 3)
        #expect(status.accepted == document.accepted && status.left == document.left)
        #expect(relay.received.allSatisfy { message in relay.recipients.count { $0 == message.recipient } == 1 })
    }

    /// Whatever stops a run, it ends, with everybody accounted for, however many messages are on their way.
    @Test(
        arguments: [
            Behaviour("quota behind a dot", 77, [:]) {
                $0.point == .finalDot && $0.recipient.hasPrefix("p5@") ? .reply("550 5.4.5 quota") : .usual
            },
            Behaviour("quota at RCPT", 77, [:]) {
                $0.point == .recipient && $0.recipient.hasPrefix("p7@") ? .reply("550 5.4.5 quota") : .usual
            },
            Behaviour("garbage behind a dot", 76, [:]) {
                $0.point == .finalDot && $0.recipient.hasPrefix("p5@") ? .reply("hello there") : .usual
            },
            Behaviour("garbage at RCPT", 76, [:]) {
                $0.point == .recipient && $0.recipient.hasPrefix("p6@") ? .reply("hello there") : .usual
            },
            Behaviour("the sender refused on the second connection, the first one slow", 77, [:]) {
                if $0.point == .mail, $0.connection == 2 { return .reply("550 5.7.1 not you") }
                return $0.point == .finalDot && $0.connection == 1 ? .late(700) : .usual
            },
            Behaviour("the same, and the first one closes", 77, [:]) {
                if $0.point == .mail, $0.connection == 2 { return .reply("550 5.7.1 not you") }
                return $0.point == .finalDot && $0.connection == 1 ? .replyAndClose("250 2.0.0 ok") : .usual
            },
            Behaviour("the same, and the first one closes without a word", 77, [:]) {
                if $0.point == .mail, $0.connection == 2 { return .reply("550 5.7.1 not you") }
                return $0.point == .finalDot && $0.connection == 1 ? .close : .usual
            },
            Behaviour("closing behind each 354", 75, [:]) { $0.point == .data ? .replyAndClose("354 go on") : .usual },
        ], [2, 4, 9])
    func aFaultEndsTheRunWithSeveralConnections(_ behaviour: Behaviour, _ connections: Int) throws {
        let relay = try ScriptedRelay(extensions: behaviour.extensions, script: behaviour.script)
        defer { relay.close() }
        let people = (0..<40).map { "p\($0)" }
        let folder = try folder(relay, ", \"connections\": \(connections)", people: people)
        let run = try folder.send()
        #expect([behaviour.code, 75].contains(run.code), "\(run.err)")
        let document: SendDocument = try run.document()
        #expect(document.isBalanced && document.admitted == people.count)
        let status = try folder.status()
        #expect(status.recipients.allSatisfy { $0.state != "attempting" })
        #expect(status.recipients.allSatisfy { $0.state != "queued" || $0.attempts == 0 })
        #expect(Set(relay.recipients).count == relay.recipients.count)
    }

    /// What a relay says to one is not held against the next, whose envelope travelled behind.
    @Test func garbageBehindADotIsAboutThatMessageAlone() throws {
        let relay = try ScriptedRelay {
            $0.point == .finalDot && $0.recipient == "bob@example.org" ? .reply("hello there") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 1")
        #expect(try folder.send().code == 76)
        let status = try folder.status()
        #expect(
            status.recipients.map { "\($0.address) \($0.state) \($0.attempts)" } == [
                "ada@example.org accepted 1", "bob@example.org uncertain 1", "cleo@example.org queued 0",
            ])
    }

    /// The transcript tells who said what, and neither the secret nor a body.
    @Test func aTranscriptHidesSecretsAndBodies() throws {
        let relay = try ScriptedRelay(extensions: ["AUTH PLAIN", "PIPELINING"])
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(Self.login) })
        try folder.write("secret", "open sesame\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("secret"))
        try folder.meet(three)
        let run = try folder.run("send", "letter.md", "--yes", "--verbose")
        #expect(run.code == 0, "\(run.err)")
        for line in ["→ EHLO", "→ AUTH PLAIN •••", "→ MAIL FROM:<zoe@example.org>", "octets of the message]", "← 250"] {
            #expect(run.err.contains(line), "\(line)")
        }
        for secret in ["open sesame", "AHpvZQBvcGVuIHNlc2FtZQ", "Hello friend", "Subject:"] {
            #expect(!run.err.contains(secret), "\(secret)")
        }
        #expect(try !folder.send("--only", "ada@example.org").err.contains("MAIL FROM"))
    }

    /// A relay that is down is asked once per connection, however many are waiting.
    @Test func aRelayThatTurnsEverybodyAwayIsNotHammered() throws {
        let relay = try ScriptedRelay { $0.point == .greeting ? .replyAndClose("554 5.3.2 no service") : .usual }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 5", people: (0..<300).map { "p\($0)" })
        #expect(try folder.send().code == 69)
        #expect((1...5).contains(relay.connections))
        #expect(try folder.status().left == 300)
    }

    /// That nothing was sent (69) is not said where something was: then it is to be gone on with.
    @Test func aRelayThatHasServedAndTurnsAwayIsTemporary() throws {
        let relay = try ScriptedRelay {
            $0.point == .greeting && $0.connection > 1 ? .replyAndClose("554 5.3.2 no service") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, #", "connections": 1, "messagesPerConnection": 1"#)
        let run = try folder.send()
        #expect(run.code == 75, "\(run.err)")
        #expect(run.err.contains("554 5.3.2 no service") && run.err.contains("same command"), "\(run.err)")
        let status = try folder.status()
        #expect(status.accepted == 1 && status.left == 2)
    }

    /// A relay that grants fewer connections than are asked for gets all its mail over those.
    @Test func fewerConnectionsAreEnough() throws {
        let relay = try ScriptedRelay {
            $0.point == .greeting && $0.connection > 2 ? .replyAndClose("421 4.7.0 too many connections") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 5", people: (0..<60).map { "p\($0)" })
        let run = try folder.send()
        #expect(run.code == 0, "\(run.err)")
        #expect(relay.recipients.count == 60 && Set(relay.recipients).count == 60)
    }

    /// A relay that serves one connection after the other leaves the rest waiting: the run does not wait with them.
    @Test func connectionsThatAreNeverGreetedAreNoHindrance() throws {
        let relay = try ScriptedRelay { $0.point == .greeting && $0.connection > 1 ? .late(30_000) : .usual }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 4", people: (0..<30).map { "p\($0)" })
        let start = ContinuousClock.now
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.count == 30)
        #expect(ContinuousClock.now - start < .seconds(25))
    }

    @Test func severalConnectionsShareTheWork() throws {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(40) : .usual }
        defer { relay.close() }
        let people = (0..<40).map { "p\($0)" }
        let folder = try folder(relay, ", \"connections\": 8", people: people)
        #expect(try folder.send().code == 0)
        #expect(relay.connections == 8)
        #expect(relay.recipients.sorted() == people.map { $0 + "@example.org" }.sorted())
    }

    @Test func sizeIsRespectedBeforeAnythingIsSent() throws {
        let relay = try ScriptedRelay(extensions: ["SIZE 200", "PIPELINING"])
        defer { relay.close() }
        let folder = try folder(relay)
        #expect(try folder.send().code == 1)
        #expect(relay.lines.allSatisfy { !$0.uppercased().hasPrefix("MAIL") })
    }

    @Test(arguments: [false, true]) func theConnectionOutlivesARefusedRecipient(_ isCareless: Bool) throws {
        let relay = try ScriptedRelay(isCareless: isCareless) { turn in
            turn.recipient == "ada@example.org" && turn.point == .recipient ? .reply("550 5.1.1 no") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 1")
        #expect(try folder.send().code == 1)
        #expect(relay.connections == 1)
        #expect(relay.recipients.sorted() == ["bob@example.org", "cleo@example.org"])
    }

    @Test(arguments: [ScriptedRelay.Turn.Point.mail, .recipient, .finalDot])
    func the421ThatEndsAConnectionLosesNobody(_ point: ScriptedRelay.Turn.Point) throws {
        let relay = try ScriptedRelay { turn in
            turn.connection == 1 && turn.point == point ? .replyAndClose("421 4.3.2 shutting down") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, #", "connections": 1, "retry": {"firstDelaySeconds": 0}"#)
        let first = try folder.send()
        #expect([0, 75].contains(first.code), "\(first.err)")
        let document: SendDocument = try first.document()
        #expect(document.isBalanced && document.rejected == 0 && document.uncertain == 0)
        let second = try folder.send()
        #expect(second.code == 0, "\(second.err)")
        #expect(try folder.status().accepted == 3)
    }

    @Test func garbageBehindTheFinalDotIsUncertainAndAFault() throws {
        let relay = try ScriptedRelay { turn in
            turn.point == .finalDot && turn.recipient == "ada@example.org" ? .reply("what is this") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 1")
        let run = try folder.send()
        #expect(run.code == 76, "\(run.err)")
        let status = try folder.status()
        #expect(status.states["ada@example.org"] == "uncertain")
        #expect(status.rejected == 0)
    }

    @Test func aGarbledGreetingIsNoRelay() throws {
        let relay = try ScriptedRelay { $0.point == .greeting ? .replyAndClose("SSH-2.0-OpenSSH") : .usual }
        defer { relay.close() }
        let folder = try folder(relay)
        let run = try folder.send()
        #expect([69, 76].contains(run.code), "\(run.err)")
        #expect(try folder.status().left == 3)
    }

    @Test func nobodyListens() throws {
        let relay = try ScriptedRelay()
        relay.close()
        let folder = try folder(relay)
        let run = try folder.send()
        #expect(run.code == 69, "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["left": 3])
    }

    @Test func aDeferredRecipientIsTakenUpWhenDue() throws {
        let relay = try ScriptedRelay { turn in
            turn.connection == 1 && turn.recipient == "bob@example.org" && turn.point == .recipient
                ? .reply("450 4.2.1 busy") : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, #", "connections": 1, "retry": {"firstDelaySeconds": 2}"#)
        #expect(try folder.send().code == 75)
        let bob = try folder.status().recipients.first { $0.address == "bob@example.org" }
        #expect(bob?.state == "deferred" && bob?.attempts == 1 && bob?.reply?.contains("4.2.1") == true)
        // Run again and again, as a timer would: not before it is due, and then for good.
        var code: Int32 = 75
        for _ in 0..<200 where code == 75 {
            code = try folder.send().code
            usleep(50_000)
        }
        #expect(code == 0)
        #expect(relay.recipients.sorted() == three.map { $0 + "@example.org" })
        #expect(try folder.status().recipients.first { $0.address == "bob@example.org" }?.attempts == 2)
    }

    @Test func theLastAttemptRejects() throws {
        let relay = try ScriptedRelay { $0.point == .recipient ? .reply("450 4.2.1 busy") : .usual }
        defer { relay.close() }
        let folder = try folder(relay, #", "retry": {"attempts": 2, "firstDelaySeconds": 0}"#, people: ["ada"])
        var code = try folder.send().code
        for _ in 0..<5 where code == 75 { code = try folder.send().code }
        #expect(code == 1)
        let ada = try #require(try folder.status().recipients.first)
        #expect(ada.state == "rejected" && ada.attempts == 2 && ada.reply?.contains("4.2.1") == true)
        #expect(relay.lines.count { $0.uppercased().hasPrefix("RCPT") } == 2)
    }

    @Test(arguments: ["--settle", "--resend"]) func uncertainOnesWaitForTheSendersWord(_ word: String) throws {
        let relay = try ScriptedRelay { turn in
            turn.connection == 1 && turn.point == .finalDot && turn.recipient == "bob@example.org" ? .close : .usual
        }
        defer { relay.close() }
        let folder = try folder(relay, ", \"connections\": 1")
        #expect(try folder.send().code == 75)
        #expect(try folder.status().states["bob@example.org"] == "uncertain")
        #expect(try folder.preview(code: nil).recipient("bob@example.org")?.codes == ["already-mailed"])
        let again = try folder.send()
        #expect(again.code == 75 && relay.received.count == 3, "\(again.err)")

        #expect(try folder.run("resolve", "l1", word, "ada@example.org").code == 64)
        #expect(try folder.run("resolve", "l1", word, "bob@example.org").code == 0)
        #expect(try folder.status().states["bob@example.org"] == (word == "--settle" ? "settled" : "queued"))
        let last = try folder.send()
        #expect(last.code == 0, "\(last.err)")
        #expect(relay.recipients.count { $0 == "bob@example.org" } == (word == "--settle" ? 1 : 2))
        let counts = try last.document(SendDocument.self).counts
        #expect(counts == (word == "--settle" ? ["accepted": 2, "settled": 1] : ["accepted": 3]))
    }

    @Test func theEnvironmentNamesAnotherRelay() throws {
        let relay = try ScriptedRelay(extensions: ["AUTH PLAIN"])
        defer { relay.close() }
        let folder = try WorkingFolder(
            .with {
                $0.relay =
                    #"{"url": "smtp://127.0.0.1:9", "security": "none", "username": "nobody", "#
                    + #""password": {"environment": "TEST_SECRET"}}"#
            })
        try folder.meet("ada")
        let run = try folder.run(
            "send", "letter.md", "--yes",
            environment: [
                "PORTILLON_RELAY_URL": "smtp://127.0.0.1:\(relay.port)", "PORTILLON_RELAY_USERNAME": "zoe",
                "TEST_SECRET": "sesame",
            ])
        #expect(run.code == 0, "\(run.err)")
        #expect(relay.recipients == ["ada@example.org"])
        let credentials = Data("\0zoe\0sesame".utf8).base64EncodedString()
        #expect(relay.lines.contains { $0.contains(credentials) })
    }

    /// Connections are made while the last ones are judged, and never for nobody.
    @Test func theRelayIsCalledForSomebodyAlone() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try folder(relay, #", "connections": 9"#)
        #expect(try folder.send("--as-previewed", String(repeating: "0", count: 64)).code == 77)
        #expect(try folder.send("--only", "somebody@example.com").code == 77)
        #expect(relay.connections == 0)
        #expect(try folder.send("--limit", "1").code == 0)
        #expect(relay.connections == 1)
        #expect(try folder.send().code == 0)
        #expect(relay.connections <= 3 && relay.received.count == 3)
        let before = relay.connections
        #expect(try folder.send().code == 0)
        #expect(relay.connections == before)
    }

    /// Whoever has to wait is no reason to call, and a relay that is gone by then no fault.
    @Test func theRelayIsNotCalledForThoseWhoWait() throws {
        let relay = try ScriptedRelay { $0.point == .recipient ? .reply("450 4.2.1 busy") : .usual }
        let folder = try folder(relay, #", "retry": {"firstDelaySeconds": 3600}"#)
        #expect(try folder.send().code == 75)
        let before = relay.connections
        #expect(try folder.send().code == 75)
        #expect(relay.connections == before)
        relay.die()
        #expect(try folder.send().code == 75)
    }

    @Test func theRelayIsNotCalledWhileTheRateLeavesNoRoom() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try folder(relay, #", "rate": {"messages": 1, "perSeconds": 3600}"#)
        #expect(try folder.send("--limit", "1").code == 0)
        let going = try folder.start("send", "letter.md", "--yes")
        let deadline = ContinuousClock.now + .seconds(20)
        func runs() throws -> Int {
            try folder.prepare("log").out.split(separator: "\n").count { $0.contains(#""kind":"run""#) }
        }
        while try runs() < 2, ContinuousClock.now < deadline { usleep(2_000) }
        #expect(try runs() == 2)
        going.signal(SIGINT)
        #expect(try going.end().code == 75)
        #expect(relay.connections == 1 && relay.received.count == 1)
    }

    /// It may open a window that asks for something: not once for each recipient.
    @Test func aCommandForThePasswordIsRunOnce() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try folder(
            relay, #", "username": "zoe", "password": {"command": ["sh", "-c", "echo asked >> asked; exit 1"]}"#)
        #expect(try folder.send().code == 78)
        #expect(try folder.text("asked") == "asked\n")
        #expect(relay.connections == 0)
    }

    @Test func theRateHoldsOverAllRuns() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try folder(
            relay, #", "rate": {"messages": 2, "perSeconds": 1}"#, people: ["ada", "bob", "cleo", "dan", "eve"])
        #expect(try folder.send("--limit", "2").code == 0)
        #expect(try folder.send().code == 0)
        let times = relay.received.map(\.at).sorted()
        #expect(times.count == 5)
        for (earlier, later) in zip(times, times.dropFirst(2)) {
            // The relay sees a message some moments after its start is counted, and later on a busy machine. A run that did
            // not know of the one before would be half a second early.
            #expect(later - earlier >= .milliseconds(700))
        }
    }

    /// A recipient whose connection went when it was claimed has its place in the rate, and waits for a connection: whoever
    /// holds the only one must not wait for that place in turn.
    @Test func aClaimWithoutAConnectionHoldsUpNobody() throws {
        let relay = try ScriptedRelay { turn in
            switch (turn.point, turn.connection) {
            case (.greeting, 3...): .replyAndClose("421 4.7.0 too many connections")
            case (.data, 1): .octets(Array("354 go on\r\n".utf8), then: .closes)
            case (.data, 2): .late(300)
            default: .usual
            }
        }
        defer { relay.close() }
        let folder = try folder(relay, #", "connections": 3, "rate": {"messages": 60, "perSeconds": 1}"#)
        let run = try folder.send()
        #expect(run.code == 0, "\(run.err)")
        #expect(relay.recipients.sorted() == three.map { $0 + "@example.org" })
    }

    @Test func whatIsPreviewedIsWhatTheRelayGets() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try folder(relay)
        try folder.write("letter.md", WorkingFolder.letter + "\n.a line that begins with a dot\n\n..and another\n")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        #expect(try folder.send().code == 0)
        let previewed = try folder.names(in: "eml").map { withoutMoment(try folder.text("eml/" + $0)) }
        #expect(previewed.sorted() == relay.received.map { withoutMoment($0.content) }.sorted())
    }
}
