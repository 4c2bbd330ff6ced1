import Foundation
import Resolver
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Workspace

/// `doctor --round-trip` without a terminal: a relay and a name server on loopback, and an inbox of the test's own.
@Suite struct RoundTripTests {
    static let zone: [String: [ScriptedNameServer.Record]] = [
        "example.org": [.text("v=spf1 ip4:192.0.2.1 -all"), .mailHost(10, "mx.example.org")],
        "mx.example.org": [.address([192, 0, 2, 1])], "_dmarc.example.org": [.text("v=DMARC1; p=none")],
    ]

    /// What the examination found, and what was said meanwhile.
    struct Trip {
        let checkup: Checkup
        let looks: Int
        let told: [Int?]

        func status(_ code: String) -> Check.Status? { checkup.checks.first { $0.code == code }?.status }
        func found(_ code: String) -> String { checkup.checks.first { $0.code == code }?.found.en ?? "" }
        func remedy(_ code: String) -> String { checkup.checks.first { $0.code == code }?.remedy?.en ?? "" }
        /// Those that are not ok, in order.
        var open: [String] {
            checkup.checks.filter { $0.status != .ok }.map { "\($0.code) \($0.status.rawValue)" }
        }
    }

    /// An inbox in which the letter is at some look, as the test has it.
    final class Inbox: RoundTripInbox {
        let answer: (_ look: Int, _ mark: String) throws -> RoundTripArrival?
        private(set) var looks = 0

        init(_ answer: @escaping (Int, String) throws -> RoundTripArrival?) { self.answer = answer }

        func find(_ mark: String) throws -> RoundTripArrival? {
            looks += 1
            return try answer(looks, mark)
        }
    }

    private func trip(
        _ folder: Folder, zone: [String: [ScriptedNameServer.Record]] = RoundTripTests.zone,
        trusted: String? = "mx.example.org", _ answer: @escaping (Int, String) throws -> RoundTripArrival?
    ) throws -> Trip {
        let server = try ScriptedNameServer(zone)
        defer { server.close() }
        let inbox = Inbox(answer)
        var told: [Int?] = []
        let examination = Examination(
            configurationPath: folder.files.file("config.json"), letter: nil, isOffline: false, environment: [:]
        ) { _ in
            RoundTripMeans(
                records: DNSClient(
                    server: DNSClient.Server(parsing: "127.0.0.1:\(server.port)"), seconds: 1, tries: 1),
                inbox: inbox, trustedResults: trusted, pause: { _ in }, tell: { told.append($0) })
        }
        let (checkup, _) = try examination.run(speech: .english)
        // Every failure says what to do.
        for check in checkup.checks where check.status == .fail {
            #expect(check.remedy != nil || check.refusal != nil, "\(check.code)")
        }
        return Trip(checkup: checkup, looks: inbox.looks, told: told)
    }

    private static let results = """
        Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=zoe@example.org; dkim=pass header.d=example.org;
         dmarc=pass header.from=example.org

        """
    private static let signature = """
        DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k1; h=From:To:Subject:Date:List-Unsubscribe; bh=aa; b=bb

        """

    /// The letter that the relay took, with fields of the hosts behind it on top.
    private func letter(_ relay: ScriptedRelay, _ top: String = results + signature) -> [UInt8] {
        Array(top.replacing("\n", with: "\r\n").utf8) + (relay.received.last?.bytes ?? [])
    }

    private func relayed(_ relay: ScriptedRelay) throws -> Folder { try Folder(relay: relay.settings()) }

    @Test func aSoundRoundTrip() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try relayed(relay)
        let trip = try trip(folder) { _, _ in
            RoundTripArrival(folder: "INBOX", isJunk: false, bytes: letter(relay))
        }
        for code in [
            "spf", "spf-lookups", "dmarc", "mx", "round-trip-sent", "round-trip", "round-trip-results",
            "round-trip-spf",
            "round-trip-dkim", "round-trip-dmarc", "round-trip-headers", "round-trip-unsubscribe", "round-trip-body",
        ] { #expect(trip.status(code) == .ok, "\(code): \(trip.found(code))") }
        #expect(trip.found("round-trip").hasPrefix("in “INBOX”, after "))
        #expect(trip.found("round-trip-dkim").hasPrefix("pass, d=example.org s=k1 a=rsa-sha256 h=from:to:"))
        #expect(trip.told.last == .some(nil), "the line goes away")
        #expect(relay.recipients == ["zoe@example.org"], "one letter, to the sender alone")
        let content = try #require(relay.received.first?.content)
        let mark = try #require(content.firstMatch(of: #/Subject: \[Test\] Round trip ([0-9a-f]{12})\r\n/#)?.1)
        #expect(content.contains("Message-ID: <round-trip.\(mark)"), "what a relay replaces is not all there is")
        #expect(content.contains("List-Unsubscribe: <mailto:unsubscribe@example.org?subject="))
        #expect(!FileManager.default.fileExists(atPath: folder.files.file("portillon.sqlite")), "it counts nowhere")
    }

    @Test func theLetterIsWaitedFor() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        var marks: Set<String> = []
        let late = try trip(try relayed(relay)) { look, mark in
            marks.insert(mark)
            return look < 4 ? nil : RoundTripArrival(folder: "Spam", isJunk: true, bytes: letter(relay))
        }
        #expect(late.looks == 4 && marks.count == 1)
        #expect(late.told.compactMap { $0 } == [0, 3, 6, 9])
        #expect(
            late.status("round-trip") == .warn && late.found("round-trip") == "in “Spam”, after 9 s: taken for spam")
        let never = try trip(try relayed(relay)) { _, _ in nil }
        #expect(never.status("round-trip") == .fail && never.looks == 26, "three minutes and no more")
        #expect(never.status("round-trip-dkim") == nil)
        let broken = try trip(try relayed(relay)) { _, _ in
            throw Failure(.refused, Phrase(fr: "identification refusée", en: "login refused"))
        }
        #expect(broken.found("round-trip") == "login refused" && broken.looks == 1)
    }

    @Test func whatDoesNotLeaveIsNotWaitedFor() throws {
        let refusing = try ScriptedRelay { $0.point == .recipient ? .reply("550 5.7.1 not you") : .usual }
        defer { refusing.close() }
        let refused = try trip(try relayed(refusing)) { _, _ in nil }
        #expect(refused.status("round-trip-sent") == .fail && refused.status("round-trip") == .skipped)
        #expect(refused.found("round-trip-sent").contains("550 5.7.1 not you") && refused.looks == 0)
        let maildir = try trip(try Folder()) { _, _ in nil }
        #expect(maildir.status("round-trip-sent") == .fail && maildir.remedy("round-trip-sent") == "portillon relay")
        #expect(maildir.status("spf") == .ok, "the DNS is looked at all the same")
        let unknown = try trip(try Folder(relay: #"{"url": "smtp://127.0.0.1:1", "security": "none"}"#)) { _, _ in nil }
        #expect(unknown.status("relay") == .fail && unknown.status("round-trip-sent") == .skipped)
    }

    struct Arrival: Sendable, CustomTestStringConvertible {
        let why: String
        var top = RoundTripTests.results + RoundTripTests.signature
        var change: [(String, String)] = []
        let open: [String]
        var testDescription: String { why }
    }

    static let arrivals: [Arrival] = [
        Arrival(
            why: "no host says anything, nobody signed", top: "",
            open: ["round-trip-results skipped", "round-trip-dkim fail"]),
        Arrival(
            why: "another host than the trusted one",
            top: results.replacing("mx.example.org", with: "mx.example.net") + signature,
            open: ["round-trip-results warn"]),
        Arrival(
            why: "everything failed",
            top: results.replacing("pass", with: "fail") + signature,
            open: ["round-trip-spf fail", "round-trip-dkim fail", "round-trip-dmarc fail"]),
        Arrival(
            why: "a return address and a signature of the relay's own",
            top: results.replacing("zoe@example.org", with: "b@example.net")
                .replacing("header.d=example.org", with: "header.d=example.net").replacing(
                    "dmarc=pass", with: "dmarc=fail")
                + signature.replacing("d=example.org", with: "d=example.net"),
            open: ["round-trip-spf warn", "round-trip-dkim warn", "round-trip-dmarc fail"]),
        Arrival(
            why: "SPF passed, without a signature", top: results, open: ["round-trip-dkim warn"]),
        Arrival(
            why: "a host that says nothing of SPF",
            top: "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\n" + signature,
            open: ["round-trip-spf skipped", "round-trip-dmarc skipped"]),
        Arrival(
            why: "the end of the body is not signed", top: results + signature.replacing("bh=aa", with: "l=10; bh=aa"),
            open: ["round-trip-dkim warn"]),
        Arrival(why: "another Message-ID harms nobody", change: [("Message-ID: <", "Message-ID: <x.")], open: []),
        Arrival(
            why: "a marked subject", change: [("Subject: [Test]", "Subject: ***SPAM*** [Test]")],
            open: ["round-trip-headers warn"]),
        Arrival(
            why: "the way out is taken away", change: [("List-Unsubscribe:", "X-List:")],
            open: ["round-trip-unsubscribe warn"]),
        Arrival(why: "words are changed", change: [("deleted", "kept")], open: ["round-trip-body warn"]),
        Arrival(
            why: "parts are wrapped",
            change: [
                ("multipart/alternative", "multipart/x-other"),
                ("Content-Type: text/html", "Content-Type: text/x-html"),
            ],
            open: ["round-trip-body warn"]),
    ]

    @Test(arguments: arrivals) func whatArrivesIsJudged(_ item: Arrival) throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let trip = try trip(try relayed(relay)) { _, _ in
            var text = String(decoding: letter(relay, item.top), as: UTF8.self)
            for (old, new) in item.change { text = text.replacing(old, with: new) }
            return RoundTripArrival(folder: "INBOX", isJunk: false, bytes: Array(text.utf8))
        }
        #expect(trip.open.filter { $0.hasPrefix("round-trip") } == item.open)
    }

    @Test func oneClickMustBeSigned() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try relayed(relay)
        let settings = try String(contentsOfFile: folder.files.file("config.json"), encoding: .utf8)
        try folder.files.write(
            settings.replacing(
                #""mailto": "unsubscribe@example.org""#, with: #""url": "https://example.org/out/{token}""#),
            to: "config.json")
        var isSigned = false
        func once() throws -> Trip {
            try trip(folder) { _, _ in
                let top = Self.signature.replacing(
                    ":List-Unsubscribe;",
                    with: isSigned ? ":List-Unsubscribe:List-Unsubscribe-Post;" : ":List-Unsubscribe;")
                return RoundTripArrival(folder: "INBOX", isJunk: false, bytes: letter(relay, Self.results + top))
            }
        }
        #expect(try once().status("round-trip-unsubscribe") == .warn)
        isSigned = true
        #expect(try once().status("round-trip-unsubscribe") == .ok)
    }
}
