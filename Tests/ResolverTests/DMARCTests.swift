import Testing

@testable import Resolver

/// RFC 7489 §6.3 and §6.6.3.
@Suite struct DMARCTests {
    @Test func tagsAreRead() throws {
        let policy = try #require(
            DMARCPolicy(
                parsing:
                    "v=DMARC1; p=Quarantine ; sp=reject; pct=20;adkim=s; rua=mailto:a@example.org,mailto:b@example.org;"
            ))
        #expect(policy.disposition == .quarantine && policy.belowDisposition == .reject)
        #expect(policy.percent == 20 && policy.dkimAlignment == .strict && policy.spfAlignment == .relaxed)
        #expect(policy.reports == "mailto:a@example.org,mailto:b@example.org")
        let bare = try #require(DMARCPolicy(parsing: "v=DMARC1;p=none"))
        #expect(bare.belowDisposition == .none && bare.percent == 100 && bare.reports.isEmpty)
    }

    @Test(arguments: [
        "v=DMARC1", "v=DMARC1; p", "v=DMARC1; p=", "v=DMARC1; p=block", "v=DMARC1; sp=none", "v=DMARC2; p=none",
        "p=none; v=DMARC1",
        "v=DMARC1; p=none; p=reject", "v=DMARC1; =none", "v=DMARC1 p=none", "",
    ]) func whatIsNoPolicy(_ text: String) {
        #expect(DMARCPolicy(parsing: text) == nil)
    }

    @Test func thePolicyIsSoughtUpwards() throws {
        let policy = try #require(DMARCPolicy(parsing: "v=DMARC1; p=reject"))
        let source = PretendedRecords(["_dmarc.example.org": ["hello", policy.text], "b.a.example.org": []])
        #expect(
            DMARCReport(of: "example.org", from: source)
                == .policy(policy, at: "_dmarc.example.org", isInherited: false))
        #expect(
            DMARCReport(of: "b.a.example.org", from: source)
                == .policy(policy, at: "_dmarc.example.org", isInherited: true))
        #expect(DMARCReport(of: "example.net", from: source) == .none)
        #expect(!source.asked.contains("_dmarc.org"), "never of a top-level domain")
    }

    @Test func standings() {
        let policy = "v=DMARC1; p=none"
        #expect(
            DMARCReport(of: "example.org", from: PretendedRecords(["_dmarc.example.org": [policy, policy]]))
                == .several(at: "_dmarc.example.org"))
        #expect(
            DMARCReport(of: "example.org", from: PretendedRecords(["_dmarc.example.org": ["v=DMARC1; p=all"]]))
                == .malformed(text: "v=DMARC1; p=all", at: "_dmarc.example.org"))
        #expect(DMARCReport(of: "example.broken", from: PretendedRecords()) == .failed(.serverFailed))
        #expect(DMARCReport(of: String(repeating: "a.", count: 100) + "org", from: PretendedRecords()) == .none)
    }

    @Test func reception() {
        func of(_ hosts: [MailHost]?, named: Set<String> = []) -> MailReception {
            MailReception(
                of: "example.org", from: PretendedRecords(hosts: hosts.map { ["example.org": $0] } ?? [:], named: named)
            )
        }
        let two = [MailHost(preference: 20, name: "b.example.org"), MailHost(preference: 10, name: "a.example.org")]
        #expect(
            of(two, named: ["a.example.org"]) == .hosts(["a.example.org", "b.example.org"], missing: ["b.example.org"]))
        #expect(of([MailHost(preference: 0, name: "")]) == .refused)
        #expect(of(nil, named: ["example.org"]) == .implicit)
        #expect(of([]) == .none)
        #expect(of(nil) == .noDomain)
    }
}
