import Resolver
import TestSupport
import Testing
import Vocabulary

@testable import Workspace

/// What is said of the records of the sender's domain, and what to put there.
@Suite struct DomainExaminationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let why: String
        var address = "zoe@example.org"
        var relay = #"{"url": "smtps://ssl0.ovh.net:465"}"#
        var replyTo = "null"
        var zone: [String: [ScriptedNameServer.Record]] = [:]
        let expected: [String]
        /// What some remedy must say.
        var remedy = ""
        var testDescription: String { why }
    }

    private static let rest: [String: [ScriptedNameServer.Record]] = [
        "_dmarc.example.org": [.text("v=DMARC1; p=none")], "mx.example.org": [.address([192, 0, 2, 1])],
        "mx.ovh.com": [.text("v=spf1 ip4:192.0.2.0/24 -all")],
    ]

    private static func zone(
        _ records: [ScriptedNameServer.Record], _ more: [String: [ScriptedNameServer.Record]] = [:]
    )
        -> [String: [ScriptedNameServer.Record]]
    {
        rest.merging(more) { $1 }.merging(["example.org": records + [.mailHost(5, "mx.example.org")]]) { $1 }
    }

    static let cases: [Case] = [
        Case(
            why: "all is well", zone: zone([.text("v=spf1 include:mx.ovh.com ~all")]),
            expected: ["spf ok", "spf-lookups ok", "spf-relay ok", "dmarc ok", "mx ok"]),
        Case(
            why: "no SPF", zone: zone([]), expected: ["spf fail", "dmarc ok", "mx ok"],
            remedy: "in the DNS, the TXT record of `example.org`: `v=spf1 include:mx.ovh.com ~all`"),
        Case(
            why: "no SPF, and a relay that nobody knows", relay: #"{"url": "smtp://relay.example.net"}"#,
            zone: zone([]),
            expected: ["spf fail", "dmarc ok", "mx ok"], remedy: "ask your relay’s provider which `include:` it needs"),
        Case(
            why: "the relay is missing", zone: zone([.text("v=spf1 mx -all")]),
            expected: ["spf ok", "spf-lookups ok", "spf-relay warn", "dmarc ok", "mx ok"],
            remedy: "`v=spf1 mx include:mx.ovh.com -all`"),
        Case(
            why: "the relay's provider behind another include",
            zone: zone(
                [.text("v=spf1 include:all.example.org -all")],
                ["all.example.org": [.text("v=spf1 include:mx.ovh.com")]]),
            expected: ["spf ok", "spf-lookups ok", "spf-relay ok", "dmarc ok", "mx ok"]),
        Case(
            why: "two records",
            zone: zone([.text("v=spf1 include:mx.ovh.com ~all"), .text("v=spf1 mx include:mx.ovh.com -all")]),
            expected: ["spf fail", "dmarc ok", "mx ok"], remedy: "`v=spf1 include:mx.ovh.com mx -all`"),
        Case(
            why: "no term of SPF", zone: zone([.text("v=spf1 ipv4:192.0.2.1 -all")]),
            expected: ["spf fail", "dmarc ok", "mx ok"],
            remedy: "correct this term"),
        Case(
            why: "an include without a record",
            zone: zone([.text("v=spf1 include:mx.ovh.com include:mx.example.org ~all")]),
            expected: ["spf fail", "spf-lookups ok", "spf-relay ok", "dmarc ok", "mx ok"],
            remedy: "take `mx.example.org` out"),
        Case(
            why: "eleven look-ups",
            zone: zone(
                [.text("v=spf1 include:mx.ovh.com " + String(repeating: "a ", count: 10) + "~all")], ["example.org": []]
            ),
            expected: ["spf ok", "spf-lookups fail", "spf-relay ok", "dmarc ok", "mx ok"],
            remedy: "take out the `include:`"),
        Case(
            why: "everybody may", zone: zone([.text("v=spf1 include:mx.ovh.com +all")]),
            expected: ["spf ok", "spf-lookups ok", "spf-all warn", "spf-relay ok", "dmarc ok", "mx ok"],
            remedy: "`~all`"),
        Case(
            why: "nothing of the others", zone: zone([.text("v=spf1 include:mx.ovh.com")]),
            expected: ["spf ok", "spf-lookups ok", "spf-all warn", "spf-relay ok", "dmarc ok", "mx ok"]),
        Case(
            why: "neither DMARC nor MX", zone: ["example.org": [.text("v=spf1 -all")]],
            expected: ["spf ok", "spf-lookups ok", "spf-relay warn", "dmarc warn", "mx fail"],
            remedy: "the TXT record of `_dmarc.example.org`: `v=DMARC1; p=none; rua=mailto:zoe@example.org`"),
        Case(
            why: "a domain that takes no mail",
            zone: rest.merging(["example.org": [.text("v=spf1 -all"), .mailHost(0, "")]]) { $1 },
            expected: ["spf ok", "spf-lookups ok", "spf-relay warn", "dmarc ok", "mx fail"]),
        Case(
            why: "no such domain", address: "zoe@example.net", zone: zone([]), expected: ["spf fail"],
            remedy: "check the spelling"),
        Case(
            why: "replies go elsewhere", replyTo: #""zoe@example.net""#,
            zone: zone([.text("v=spf1 include:mx.ovh.com ~all")]),
            expected: ["spf ok", "spf-lookups ok", "spf-relay ok", "dmarc ok", "mx ok", "mx-reply-to fail"]),
        Case(
            why: "an address of Gmail by Gmail's relay", address: "zoe@gmail.com",
            relay: #"{"url": "smtp://smtp.gmail.com"}"#,
            expected: ["sender-domain ok"]),
        Case(
            why: "an address of Orange by another relay", address: "zoe@orange.fr", expected: ["sender-domain warn"],
            remedy: "write by the relay of Orange"),
        Case(
            why: "an address of Orange and no relay yet", address: "zoe@orange.fr",
            relay: #"{"url": "maildir:outbox"}"#,
            expected: ["sender-domain ok"]),
    ]

    @Test(arguments: cases) func records(_ item: Case) throws {
        let server = try ScriptedNameServer(item.zone)
        defer { server.close() }
        let checkup = try examine(item, server)
        #expect(checkup.checks.map { "\($0.code) \($0.status.rawValue)" } == item.expected)
        #expect(checkup.checks.allSatisfy { $0.status == .ok || $0.remedy != nil })
        let remedies = checkup.checks.compactMap(\.remedy)
        #expect(item.remedy.isEmpty || remedies.contains { $0.en.contains(item.remedy) }, "\(remedies.map(\.en))")
        #expect(remedies.allSatisfy { $0.fr != $0.en || $0.en.hasPrefix("portillon ") })
    }

    @Test func silenceIsWaitedForOnce() throws {
        let server = try ScriptedNameServer { _ in .silence }
        defer { server.close() }
        let checkup = try examine(Case(why: "", expected: []), server)
        #expect(
            checkup.checks.map { "\($0.code) \($0.status.rawValue)" } == ["spf skipped", "dmarc skipped", "mx skipped"])
        #expect(server.questions.count == 1)
    }

    @Test func aBrokenZoneIsTheDomains() throws {
        let server = try ScriptedNameServer { _ in .code(2) }
        defer { server.close() }
        let checkup = try examine(Case(why: "", expected: []), server)
        #expect(checkup.checks.map { "\($0.code) \($0.status.rawValue)" } == ["spf warn", "dmarc warn", "mx warn"])
    }

    private func examine(_ item: Case, _ server: ScriptedNameServer) throws -> Checkup {
        let files = try TemporaryFolder()
        try files.write(
            #"{"sender": {"name": "Zoe", "address": "\#(item.address)", "replyTo": \#(item.replyTo)}, "relay": \#(item.relay)}"#,
            to: "config.json")
        let configuration = try Configuration.load(files.file("config.json"), environment: [:])
        let records = DNSClient(server: DNSClient.Server(parsing: "127.0.0.1:\(server.port)"), seconds: 1, tries: 1)
        var checkup = Checkup()
        DomainExamination(configuration: configuration, records: records).run(&checkup)
        return checkup
    }
}
