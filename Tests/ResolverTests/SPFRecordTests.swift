import TestSupport
import Testing

@testable import Resolver

/// The grammar of RFC 7208 §4.5, §5, §6, §7 and §12.
@Suite struct SPFRecordTests {
    @Test(arguments: [
        ("v=spf1", true), ("v=spf1 -all", true), ("V=SPF1 -all", true), ("v=spf1  mx", true), ("v=spf10 -all", false),
        ("v=spf1-all", false), (" v=spf1 -all", false), ("spf2.0/pra -all", false), ("", false),
    ]) func recordsAreTold(_ text: String, _ isMeant: Bool) {
        #expect(SPFRecord.isMeant(by: text) == isMeant)
    }

    static let sound = [
        "v=spf1", "v=spf1 -all", "v=spf1 +a mx/24 a:example.org/24//64 mx:example.org//64 ptr ptr:example.org ~all",
        "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.1 ip6:2001:db8::/32 ip6:::1 ip6:::ffff:192.0.2.1 ip6:2001:db8:0:0:0:0:0:1 ?all",
        "v=spf1 include:_spf.example.org INCLUDE:Example.ORG. -ALL",
        "v=spf1 exists:%{ir}.%{v}._spf.%{d2} exists:%{l1r-}.example.org redirect=_spf.example.org",
        "v=spf1 include:%{d}._spf.example.org exp=explain.example.org -all", "v=spf1 a:%{d/}.example.org/24 -all",
        "v=spf1 moo.cow-far_out=man:dog/cat ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.0/0 -all",
    ]
    @Test(arguments: sound) func soundRecords(_ text: String) throws {
        _ = try SPFRecord(parsing: text)
    }

    static let wrong = [
        ("v=spf1 ip4:192.0.2.256 -all", "ip4:192.0.2.256"), ("v=spf1 ip4:192.0.2.0/33", "ip4:192.0.2.0/33"),
        ("v=spf1 ip4:192.0.2.1, -all", "ip4:192.0.2.1,"), ("v=spf1 ip4:192.0.2 -all", "ip4:192.0.2"),
        ("v=spf1 ip4:192.0.2.01 -all", "ip4:192.0.2.01"), ("v=spf1 ip4 -all", "ip4"),
        ("v=spf1 ip6:2001:db8::1::2 -all", "ip6:2001:db8::1::2"), ("v=spf1 ip6:2001:db8 -all", "ip6:2001:db8"),
        ("v=spf1 ip6:::1/129", "ip6:::1/129"), ("v=spf1 ipv4:192.0.2.1 -all", "ipv4:192.0.2.1"),
        ("v=spf1 include -all", "include"), ("v=spf1 include: -all", "include:"),
        ("v=spf1 include:localhost -all", "include:localhost"), ("v=spf1 include:192.0.2.1 -all", "include:192.0.2.1"),
        ("v=spf1 include:example.org/24 -all", "include:example.org/24"), ("v=spf1 all:example.org", "all:example.org"),
        ("v=spf1 -all;", "-all;"), ("v=spf1 a:exa%mple.org -all", "a:exa%mple.org"),
        ("v=spf1 exists:%{x}.example.org", "exists:%{x}.example.org"), ("v=spf1 a/33 -all", "a/33"),
        ("v=spf1 a:https://example.org -all", "a:https://example.org"), ("v=spf1 +-all", "+-all"),
        ("v=spf1 redirect=a.example.org redirect=b.example.org", "redirect=b.example.org"),
        ("v=spf1 redirect= -all", "redirect="), ("v=spf1 \u{201C}-all", "\u{201C}-all"),
        ("v=spf1 v=spf1 include:-", "include:-"), ("v=spf1 mx:a..example.org", "mx:a..example.org"),
    ]
    @Test(arguments: wrong) func wrongRecords(_ text: String, _ term: String) {
        #expect(throws: SPFRecord.SyntaxFault(term: term)) { try SPFRecord(parsing: text) }
    }

    @Test func termsAreRead() throws {
        let record = try SPFRecord(parsing: "v=spf1 a mx:Example.net ~include:x.example.org ip4:192.0.2.1 ?all")
        #expect(
            record.directives.map(\.mechanism) == [
                .address(nil), .mailHosts("example.net"), .include("x.example.org"), .network("192.0.2.1"), .all,
            ])
        #expect(record.directives.map(\.qualifier) == [.pass, .pass, .softFail, .pass, .neutral])
        #expect(record.everybodyElse == .neutral)
        #expect(try SPFRecord(parsing: "v=spf1 redirect=b.example.org -all").redirect == nil, "`all` wins")
        #expect(try SPFRecord(parsing: "v=spf1 redirect=B.example.org.").redirect == "b.example.org")
    }

    @Test(arguments: 0..<10) func noTextEndsTheProgram(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "a", "mx", ":", "/", "%", "{", "}", "ip4", "ip6", "=", "all", "é", ".", "-", "64", "redirect", " ", "\0",
            "::",
        ]
        for _ in 0..<3_000 {
            let text = (0..<generator.below(12)).map { _ in generator.one(of: pieces) }.joined()
            _ = try? SPFRecord(parsing: "v=spf1 " + text)
            _ = DMARCPolicy(parsing: "v=DMARC1; " + text)
        }
    }
}
