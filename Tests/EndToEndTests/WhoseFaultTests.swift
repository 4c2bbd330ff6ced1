import Foundation
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension WorkingFolder {
    /// Cards of an attested exchange, one per address.
    func meet(addresses: [String], at place: SourceLocation = #_sourceLocation) throws {
        let rows = addresses.map { "\($0),\($0.prefix { $0 != "@" }),Lovelace,\(day(-100)),Expo\n" }
        try write("met.csv", "email,first_name,last_name,met_on,met_at\n" + rows.joined())
        let run = try run("import", "csv", "met.csv", "--as", "cards")
        try #require(run.code == 0, "\(run.err)", sourceLocation: place)
    }
}

/// Whose fault a refusal is: nobody is lost to what is the sender's.
@Suite struct WhoseFaultTests {
    /// Of two domains, in turn.
    static func people(_ count: Int) -> [String] { (1...count).map { "p\($0)@example.\($0 % 2 == 0 ? "org" : "net")" } }

    private func folder(_ relay: ScriptedRelay, _ people: [String], _ more: String = "") throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(more) })
        try folder.meet(addresses: people)
        return folder
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let point: ScriptedRelay.Turn.Point
        let reply: String
        /// How `send` ends, and what of nine people it counts.
        let code: Int32
        let counts: [String: Int]
        /// How often it may have been said.
        let most: Int
        var testDescription: String { "\(reply) at \(point)" }
    }

    static let faults = [
        Fault(
            point: .recipient, reply: "550 5.1.8 <zoe@example.org>: Sender address rejected", code: 77,
            counts: ["left": 9], most: 1),
        Fault(point: .finalDot, reply: "553 5.1.7 bad sender", code: 77, counts: ["left": 9], most: 1),
        Fault(point: .recipient, reply: "450 4.1.8 no such domain for now", code: 75, counts: ["left": 9], most: 1),
        Fault(point: .recipient, reply: "554 5.7.1 Relay access denied", code: 77, counts: ["left": 9], most: 5),
        Fault(point: .data, reply: "554 Transaction failed", code: 77, counts: ["left": 9], most: 5),
        Fault(point: .finalDot, reply: "550 5.7.26 unauthenticated mail", code: 77, counts: ["left": 9], most: 5),
        Fault(point: .recipient, reply: "550 5.1.0 address rejected", code: 77, counts: ["left": 9], most: 5),
        Fault(point: .recipient, reply: "451 4.7.1 greylisted", code: 75, counts: ["deferred": 5, "left": 4], most: 5),
        Fault(point: .finalDot, reply: "451 4.3.0 not now", code: 75, counts: ["deferred": 5, "left": 4], most: 5),
    ]

    @Test(arguments: faults, [["PIPELINING"], []]) func nobodyIsMarkedForIt(_ fault: Fault, _ extensions: [String])
        throws
    {
        let isMended = Mutex(false)
        let relay = try ScriptedRelay(extensions: extensions) {
            $0.point == fault.point && !isMended.withLock { $0 } ? .reply(fault.reply) : .usual
        }
        defer { relay.close() }
        let people = Self.people(9)
        let settings = #", "connections": 1, "retry": {"attempts": 5, "firstDelaySeconds": 1}"#
        let folder = try folder(relay, people, settings)
        let run = try folder.send()
        #expect(run.code == fault.code, "\(run.err)")
        let document = try run.document(SendDocument.self)
        #expect(document.counts == fault.counts && document.isBalanced)
        #expect(run.err.contains(fault.reply), "\(run.err)")
        let status = try folder.status()
        #expect(status.recipients.allSatisfy { $0.state == "queued" ? $0.attempts == 0 : $0.attempts == 1 })
        #expect(try folder.verify().ok)
        #expect(try !folder.run("log").out.contains(#""kind":"objection""#))
        // Once it is put right, everybody gets it, once.
        isMended.withLock { $0 = true }
        var last = try folder.send()
        for _ in 0..<40 where last.code == 75 {
            usleep(100_000)
            last = try folder.send()
        }
        #expect(last.code == 0, "\(last.err)")
        #expect(try last.document(SendDocument.self).counts == ["accepted": 9])
        #expect(relay.recipients.sorted() == people.sorted() || fault.point == .finalDot)
        #expect(try folder.verify().ok)
    }

    /// A host that refuses all of its own says nothing of the sender, as long as others accept.
    @Test func oneHostsPolicyIsItsOwnMatter() throws {
        let relay = try ScriptedRelay {
            $0.point == .recipient && $0.recipient.hasSuffix("@example.net") ? .reply("550 5.7.1 not here") : .usual
        }
        defer { relay.close() }
        let folder = try folder(
            relay, ["first@example.org"] + (1...7).map { "p\($0)@example.net" } + ["last@example.org"],
            #", "connections": 1"#)
        let run = try folder.send()
        #expect(run.code == 1, "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["accepted": 2, "rejected": 7])
        #expect(try folder.status().recipients.allSatisfy { $0.attempts == 1 })
        #expect(try folder.verify().ok)
    }

    /// Greylisting: each first attempt is refused for now, and the second passes when it is due and not before.
    @Test(arguments: ["451 4.7.1 greylisted", "450 4.2.0 greylisted"]) func greylistingIsWaitedFor(_ reply: String)
        throws
    {
        let first = Mutex<[String: ContinuousClock.Instant]>([:])
        let early = Mutex(0)
        let relay = try ScriptedRelay { turn in
            guard turn.point == .recipient else { return .usual }
            let (known, now) = (first.withLock { $0[turn.recipient] }, ContinuousClock.now)
            guard let known else {
                first.withLock { $0[turn.recipient] = now }
                return .reply(reply)
            }
            guard now - known >= .milliseconds(990) else {
                early.withLock { $0 += 1 }
                return .reply(reply)
            }
            return .usual
        }
        defer { relay.close() }
        let people = Self.people(12)
        let folder = try folder(relay, people, #", "connections": 3, "retry": {"attempts": 3, "firstDelaySeconds": 1}"#)
        var codes: [Int32] = []
        while codes.last ?? 75 == 75, codes.count < 200 {
            codes.append(try folder.send().code)
            usleep(100_000)
        }
        #expect(codes.last == 0, "\(codes)")
        // What a run had on the wire when it stopped was refused unheard, and is asked again at once: one a connection at most.
        #expect(early.withLock { $0 } <= 3 * (codes.count - 1), "\(codes)")
        #expect(relay.recipients.sorted() == people.sorted())
        #expect(try folder.status().recipients.allSatisfy { $0.state == "accepted" && $0.attempts == 2 })
    }

    /// It says what to do and from when on.
    @Test func whenToGoOnIsSaid() throws {
        let relay = try ScriptedRelay { $0.point == .recipient ? .reply("451 4.7.1 greylisted, come back") : .usual }
        defer { relay.close() }
        let folder = try folder(relay, Self.people(9), #", "connections": 1, "retry": {"firstDelaySeconds": 3600}"#)
        let run = try folder.run("send", "letter.md", "--yes")
        #expect(run.code == 75 && run.err.contains("greylisted, come back"), "\(run.err)")
        #expect(run.err.firstMatch(of: /run the same command again from \d\d:\d\d/) != nil, "\(run.err)")
        let french = try folder.run("send", "letter.md", "--yes", "--lang", "fr")
        #expect(french.err.contains("relancez la même commande"), "\(french.err)")
    }

    /// Killed between the fourth refusal and the fifth, and at other moments: nobody is marked.
    @Test(arguments: [4, 5], [0, 30, 300]) func killedWhileTheRelayMeansTheSender(_ count: Int, _ milliseconds: Int)
        throws
    {
        let state = Mutex<(refused: Int, sender: pid_t?, isMended: Bool)>((0, nil, false))
        let relay = try ScriptedRelay { turn in
            guard turn.point == .finalDot else { return .usual }
            let (refused, sender, isMended) = state.withLock { state in
                state.refused += 1
                return (state.refused, state.sender, state.isMended)
            }
            if isMended { return .usual }
            if refused == count, let sender {
                usleep(UInt32(milliseconds) * 1000)
                kill(sender, SIGKILL)
                return .close
            }
            return .reply("550 5.7.1 not from you")
        }
        defer { relay.close() }
        let people = Self.people(9)
        let folder = try folder(relay, people, #", "connections": 1, "rate": {"messages": 10, "perSeconds": 1}"#)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        state.withLock { $0.sender = going.pid }
        let killed = try going.end()
        #expect(killed.code == 128 + SIGKILL, "\(killed.err)")
        state.withLock { $0.isMended = true }
        let run = try folder.send()
        let status = try folder.status()
        // The one whose answer never came is in doubt.
        #expect(status.rejected == 0 && status.accepted == 8 && status.uncertain == 1, "\(run.err)")
        #expect(try folder.verify().ok)
    }

    // MARK: The sender's own address

    /// Known after EHLO: nobody is claimed, and it is said which header and what to do.
    @Test(arguments: [true, false]) func aReplyToOutsideASCII(_ isOffered: Bool) throws {
        let extensions = ["PIPELINING", "8BITMIME"] + (isOffered ? ["SMTPUTF8"] : [])
        let relay = try ScriptedRelay(extensions: extensions)
        defer { relay.close() }
        let folder = try folder(relay, Self.people(3))
        try folder.write(
            "letter.md", WorkingFolder.letter.replacing("Subject:", with: "Reply-To: zoé@example.org\nSubject:"))
        let run = try folder.send()
        #expect(run.code == (isOffered ? 0 : 77), "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == (isOffered ? ["accepted": 3] : ["left": 3]))
        guard !isOffered else { return }
        #expect(run.err.contains("Reply-To: zoé@example.org") && run.err.contains("SMTPUTF8"), "\(run.err)")
        #expect(!relay.lines.contains { $0.hasPrefix("MAIL") })
        #expect(
            try folder.status().recipients.allSatisfy { $0.state == "queued" && $0.attempts == 0 && $0.reply == nil })
        // The letter may be mended, as nobody was mailed.
        try folder.write("letter.md", WorkingFolder.letter)
        #expect(try folder.send().code == 0)
    }

    @Test(arguments: [true, false]) func doctorKnowsBefore(_ isOffered: Bool) throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING"] + (isOffered ? ["SMTPUTF8"] : []))
        defer { relay.close() }
        let folder = try folder(relay, Self.people(1))
        chmod(folder.path("config.json"), 0o600)
        #expect(try folder.run("doctor").code == 0)
        try folder.write(
            "letter.md", WorkingFolder.letter.replacing("Subject:", with: "Reply-To: zoé@example.org\nSubject:"))
        let run = try folder.run("doctor")
        #expect(run.code == (isOffered ? 0 : 1), "\(run.out)")
        #expect(run.out.contains("zoé@example.org") && run.out.contains("SMTPUTF8"))
        #expect(!relay.lines.contains { $0.hasPrefix("MAIL") })
    }

    // MARK: Those of before

    /// Five runs of one recipient each, so that each refusal is booked; for a ledger of before.
    private func booked(_ relay: ScriptedRelay, _ people: [String]) throws -> WorkingFolder {
        let folder = try folder(relay, people)
        for address in people {
            let run = try folder.send("--only", address)
            #expect(run.code == 1 || run.code == 75, "\(run.err)")
        }
        return folder
    }

    @Test func whoWasRejectedForTheSendersFaultIsResent() throws {
        let isMended = Mutex(false)
        let relay = try ScriptedRelay { turn in
            if isMended.withLock({ $0 }) { return .usual }
            switch (turn.point, turn.recipient) {
            case (.recipient, "p3@example.net"): return .reply("550 5.1.1 unknown")
            case (.finalDot, "p4@example.org"): return .close
            case (.recipient, let recipient) where recipient != "p4@example.org":
                return .reply("554 5.7.1 Relay access denied")
            default: return .usual
            }
        }
        defer { relay.close() }
        let people = Self.people(7)
        let folder = try booked(relay, people)
        #expect(try folder.status().rejected == 6)
        let suggestion = try folder.run("status", "l1")
        #expect(suggestion.err.contains("5 of the rejected") && suggestion.err.contains("resolve l1 --resend"))
        let list = try folder.run("resolve", "l1")
        #expect(
            list.code == 75 && list.out.contains("p1@example.net") && list.out.contains("p4@example.org  uncertain"),
            "\(list.out)")
        #expect(!list.out.contains("p3@example.net"))
        // Never whoever was refused on their own account; and nobody is settled who is not in doubt.
        #expect(try folder.run("resolve", "l1", "--resend", "p3@example.net").code == 64)
        #expect(try folder.run("resolve", "l1", "--settle", "p1@example.net").code == 64)
        let one = try folder.run("resolve", "l1", "--resend", "p1@example.net")
        #expect(one.code == 0 && one.err.contains("1 rejected"), "\(one.err)")
        #expect(try folder.status().states["p1@example.net"] == "queued")
        let run = try folder.run("resolve", "l1", "--resend")
        #expect(
            run.code == 0 && run.err.contains("5 recipients back in the queue (1 uncertain, 4 rejected"), "\(run.err)")
        #expect(try folder.verify().ok)
        isMended.withLock { $0 = true }
        let last = try folder.send()
        #expect(last.code == 1, "\(last.err)")
        #expect(try last.document(SendDocument.self).counts == ["accepted": 6, "rejected": 1])
        #expect(try folder.verify().ok)
        #expect(try folder.run("resolve", "l1", "--resend").err.hasPrefix("0 recipients back"))
        #expect(try !folder.run("status", "l1").err.contains("resolve"))
    }

    /// A ledger of before: `5.1.8` at RCPT was booked on each of them.
    @Test func aLedgerOfBefore() throws {
        let isMended = Mutex(false)
        let relay = try ScriptedRelay { turn in
            turn.point == .recipient && turn.recipient != "p2@example.org" && !isMended.withLock { $0 }
                ? .reply("550 5.2.1 x") : .usual
        }
        defer { relay.close() }
        let people = Self.people(4)
        let folder = try folder(relay, people)
        #expect(try folder.send().code == 1)
        _ = try judge(
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("UPDATE recipient SET reply = '550 5.1.8 <zoe@example.org>: Sender address rejected: Domain not found' "
                "WHERE state = 'rejected' AND address <> 'p4@example.org'")
            db.commit()
            """, folder.path("portillon.sqlite"))
        #expect(try folder.run("resolve", "l1", "--resend", "p4@example.org").code == 64)
        #expect(try folder.run("resolve", "l1", "--resend", "p2@example.org").code == 64)
        let run = try folder.run("resolve", "l1", "--resend")
        #expect(run.code == 0 && run.out.split(separator: "\n").count == 2, "\(run.out) \(run.err)")
        isMended.withLock { $0 = true }
        #expect(try folder.send().code == 1)
        #expect(
            try folder.status().states == [
                "p1@example.net": "accepted", "p2@example.org": "accepted", "p3@example.net": "accepted",
                "p4@example.org": "rejected",
            ])
        #expect(try folder.verify().ok)
    }
}
