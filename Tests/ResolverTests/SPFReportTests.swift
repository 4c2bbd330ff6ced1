import Testing

@testable import Resolver

/// Look-ups are counted as receivers count them (RFC 7208 §4.6.4).
@Suite struct SPFReportTests {
    private func report(_ texts: [String: [String]], hosts: [String: [MailHost]] = [:], named: Set<String> = [])
        -> SPFReport
    {
        SPFReport(of: "example.org", from: PretendedRecords(texts, hosts: hosts, named: named))
    }

    @Test func standings() {
        #expect(report([:]).standing == .noDomain)
        #expect(report(["example.org": ["hello"]]).standing == .none)
        #expect(report(["example.org": []]).standing == .none)
        let two = ["v=spf1 -all", "x", "v=spf1 mx -all"]
        #expect(report(["example.org": two]).standing == .several(["v=spf1 -all", "v=spf1 mx -all"]))
        let odd = "v=spf1 ipv4:192.0.2.1 -all"
        #expect(report(["example.org": [odd]]).standing == .syntax(term: "ipv4:192.0.2.1", text: odd))
        #expect(SPFReport(of: "example.broken", from: PretendedRecords()).standing == .failed(.serverFailed))
    }

    struct Count: Sendable, CustomTestStringConvertible {
        let record: String
        var others: [String: [String]] = [:]
        let lookups: Int
        let why: String
        var testDescription: String { why }
    }

    static let counts: [Count] = [
        Count(record: "v=spf1 ip4:192.0.2.1 ip6:::1 -all", lookups: 0, why: "networks ask nothing"),
        Count(record: "v=spf1 a mx ptr exists:%{i}.example.org -all", lookups: 4, why: "each of these asks once"),
        Count(record: "v=spf1 -all a mx include:a.example.org", lookups: 0, why: "nothing behind `all` is looked at"),
        Count(
            record: "v=spf1 include:a.example.org -all",
            others: [
                "a.example.org": ["v=spf1 include:b.example.org mx:example.org -all"],
                "b.example.org": ["v=spf1 a ip4:192.0.2.1 -all"],
            ], lookups: 4, why: "what is included asks as well"),
        Count(
            record: "v=spf1 redirect=a.example.org", others: ["a.example.org": ["v=spf1 a -all"]], lookups: 2,
            why: "a redirection counts"),
        Count(
            record: "v=spf1 redirect=a.example.org ~all", others: ["a.example.org": ["v=spf1 a -all"]], lookups: 0,
            why: "beside `all` it does not hold"),
        Count(
            record: "v=spf1 include:a.example.org include:a.example.org -all",
            others: ["a.example.org": ["v=spf1 a -all"]], lookups: 4, why: "what stands twice is asked twice"),
        Count(
            record: "v=spf1 include:%{d}.example.org exp=x.example.org -all", lookups: 1,
            why: "what a message fills in is not followed; an explanation does not count"),
    ]

    @Test(arguments: counts) func lookups(_ item: Count) {
        var texts = item.others
        texts["example.org"] = [item.record]
        let report = report(
            texts, hosts: ["example.org": [MailHost(preference: 1, name: "a.example.org")]],
            named: ["example.org", "b.example.org", "a.example.org"])
        #expect(report.lookups == item.lookups)
        #expect(report.faults.isEmpty && report.void.isEmpty)
        #expect(report.costs.map(\.lookups).reduce(0, +) == item.lookups, "what each term costs adds up")
    }

    @Test func tenAreAllowedAndElevenAreNot() {
        func texts(_ count: Int) -> [String: [String]] {
            let terms = (1...count).map { "a:h\($0).example.org" }.joined(separator: " ")
            return ["example.org": ["v=spf1 \(terms) -all"]]
        }
        let named = Set((1...60).map { "h\($0).example.org" })
        #expect(!report(texts(10), named: named).hasTooManyLookups)
        #expect(report(texts(11), named: named).hasTooManyLookups)
        let far = report(texts(60), named: named)
        #expect(far.isCountOpen && far.lookups == 41, "counting ends somewhere")
    }

    @Test func aTreeThatGrowsIsGivenUp() {
        // Each includes the next one four times: 4^30 look-ups, were they followed.
        var texts: [String: [String]] = ["example.org": ["v=spf1 include:n0.example.org -all"]]
        for level in 0..<30 {
            let next = "include:n\(level + 1).example.org"
            texts["n\(level).example.org"] = ["v=spf1 \(next) \(next) \(next) \(next) -all"]
        }
        let source = PretendedRecords(texts)
        let report = SPFReport(of: "example.org", from: source)
        #expect(report.isCountOpen)
        #expect(source.asked.count <= 42)
    }

    @Test func voidLookups() {
        let report = report(
            ["example.org": ["v=spf1 a:x.example.org mx:y.example.org exists:z.example.org a -all"]],
            named: ["example.org"])
        #expect(report.void == ["x.example.org", "y.example.org", "z.example.org"])
        #expect(report.hasTooManyVoid)
        #expect(!self.report(["example.org": ["v=spf1 a:x.example.org a:y.example.org -all"]]).hasTooManyVoid)
    }

    @Test func whatMakesReceiversDropTheRecord() {
        let report = report(
            [
                "example.org": [
                    "v=spf1 include:none.example.org include:two.example.org include:odd.example.org include:round.example.org mx:many.example.org -all"
                ], "none.example.org": ["hello"], "two.example.org": ["v=spf1 -all", "v=spf1 a"],
                "odd.example.org": ["v=spf1 foo -all"], "round.example.org": ["v=spf1 include:back.example.org"],
                "back.example.org": ["v=spf1 include:round.example.org include:example.org"],
            ], hosts: ["many.example.org": (1...11).map { MailHost(preference: $0, name: "h.example.org") }])
        #expect(
            report.faults == [
                .noRecord(of: "none.example.org"), .several(of: "two.example.org"),
                .syntax(term: "foo", of: "odd.example.org"), .circle("round.example.org"), .circle("example.org"),
                .tooManyHosts(of: "many.example.org"),
            ])
    }

    @Test func whatNobodyCanSayEndsTheWalk() {
        let source = PretendedRecords(["example.org": ["v=spf1 include:a.silent include:b.silent a:c.silent -all"]])
        let report = SPFReport(of: "example.org", from: source)
        #expect(report.unanswered?.name == "a.silent" && report.unanswered?.fault == .timedOut)
        #expect(source.asked == ["example.org", "a.silent"], "nobody waits for more time-outs")
    }

    @Test(
        arguments: [
            ("v=spf1 mx +all", SPFRecord.Qualifier.pass), ("v=spf1 mx all", .pass), ("v=spf1 mx ?all", .neutral),
            ("v=spf1 mx ~all", .softFail), ("v=spf1 redirect=r.example.org", .fail),
            ("v=spf1 include:r.example.org", nil),
            ("v=spf1 mx", nil),
        ] as [(String, SPFRecord.Qualifier?)]) func everybodyElse(_ text: String, _ qualifier: SPFRecord.Qualifier?)
    {
        #expect(report(["example.org": [text], "r.example.org": ["v=spf1 -all"]]).everybodyElse == qualifier)
    }

    @Test func whatIsIncludedIsKnown() {
        let report = report([
            "example.org": ["v=spf1 include:a.example.org redirect=R.example.net"],
            "a.example.org": ["v=spf1 include:_SPF.google.com ptr"], "_spf.google.com": ["v=spf1 ip4:192.0.2.1"],
            "r.example.net": ["v=spf1 -all"],
        ])
        #expect(report.included == ["a.example.org", "_spf.google.com", "r.example.net"])
        #expect(report.usesPointers)
    }
}
