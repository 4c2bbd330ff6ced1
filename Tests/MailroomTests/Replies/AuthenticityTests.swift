import Mailroom
import Testing
import Vocabulary

/// Whether the sender's own provider vouches for who wrote.
@Suite struct AuthenticityTests {
    private static let from = "From: Jean <jean@example.net>"
    private static let pass = "Authentication-Results: mx.example.org; dmarc=pass header.from=example.net"

    private static func isAuthentic(_ fields: [String], trusted: String? = "mx.example.org") -> Bool {
        let mail =
            fields.joined(separator: "\r\n") + "\r\nTo: camille@example.org\r\nSubject: Re: Lettre\r\n\r\nMerci.\r\n"
        return Understanding(of: ReceivedMail(parsing: Array(mail.utf8)), trustedResults: trusted, ownAddresses: [])
            .isAuthentic
    }

    @Test(arguments: [
        "mx.example.org; dmarc=pass header.from=example.net", "MX.Example.Org; DMARC=Pass header.from=EXAMPLE.NET",
        "mx.example.org 1; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=example.net",
        "mx.example.org;\r\n dkim=pass header.i=@example.net header.s=s1;\r\n spf=pass smtp.mailfrom=jean@example.net;\r\n dmarc=pass header.from=example.net",
        "(note) mx.example.org (more (nested) \\) ) ; dmarc=pass reason=\"a; b\" header.from=\"example.net\"",
        "mx.example.org; dmarc = pass header.from = example.net",
        "mx.example.org; dmarc/1=pass header.from=example.net;",
        "mx.example.org; spf=fail smtp.mailfrom=elsewhere.example; dmarc=pass header.from=example.net",
    ])
    func isSo(_ results: String) { #expect(Self.isAuthentic(["Authentication-Results: \(results)", Self.from])) }

    @Test(arguments: [
        "mx.example.org; dmarc=fail header.from=example.net", "mx.example.org; dmarc=pass header.from=example.com",
        "mx.example.org; dmarc=pass header.from=example.net.evil.example", "mx.example.org; dmarc=pass",
        "mx.example.org; dmarc=pass header.d=example.net", "mx.example.org; spf=pass header.from=example.net",
        "mx.example.org; dkim=pass header.from=example.net", "mx.example.org; (dmarc=pass header.from=example.net)",
        "mx.example.org; dmarc=(pass) fail header.from=example.net",
        "mx.example.org; dmarc=none (dmarc=pass header.from=example.net)",
        "mx.example.org.evil.example; dmarc=pass header.from=example.net",
        "evil.example; dmarc=pass header.from=example.net",
        "(mx.example.org;) evil.example; dmarc=pass header.from=example.net",
        "\"mx.example.org\"x; dmarc=pass header.from=example.net",
        "evil.mx.example.org; dmarc=pass header.from=example.net",
        "mx.example.org evil; dmarc=pass header.from=example.net",
        "mx.example.org; none", "mx.example.org", "", "; dmarc=pass header.from=example.net",
        "mx.example.org; x=\"; dmarc=pass header.from=example.net\"",
        "mx.example.org; dmarc=pass header.from=(example.net)",
        "mx.example.org; dmarc=fail header.from=example.net; dmarc=pass header.from=example.net",
        "mx.example.org; dmarc=pass header.from=example.com header.from=example.net",
        "=?utf-8?q?mx.example.org=3B_dmarc=3Dpass_header.from=3Dexample.net?=",
        "mx.example.org (never closed; dmarc=pass header.from=example.net",
        "dmarc=pass header.from=example.net",
        "mx.example.org; dmarc=pass header.from=example.net(x).evil.example",
        "mx.example.org; dmarc=pass header.from=\"example.net\"@evil.example",
        "mx.example.org; dmarc=pass header.from=example.net/evil.example",
        "mx.example.org 99; dmarc=pass header.from=example.net",
    ])
    func isNotSo(_ results: String) { #expect(!Self.isAuthentic(["Authentication-Results: \(results)", Self.from])) }

    /// What is below is older, and may have come with the mail.
    @Test func theTopmostOfTheProviderCounts() {
        let fail = "Authentication-Results: mx.example.org; dmarc=fail header.from=example.net"
        let other = "Authentication-Results: evil.example; dmarc=fail header.from=example.net"
        #expect(!Self.isAuthentic([fail, Self.pass, Self.from]))
        #expect(Self.isAuthentic([Self.pass, fail, Self.from]))
        #expect(Self.isAuthentic([other, Self.pass, other, Self.from]))
        #expect(!Self.isAuthentic(["Authentication-Results: mx.example.org; spf=pass", Self.pass, Self.from]))
    }

    @Test func withoutAProviderNothingIs() {
        #expect(Self.isAuthentic([Self.pass, Self.from]))
        #expect(!Self.isAuthentic([Self.pass, Self.from], trusted: nil))
        #expect(!Self.isAuthentic([Self.pass, Self.from], trusted: ""))
        #expect(!Self.isAuthentic([Self.from]))
        #expect(
            !Self.isAuthentic([
                "X-Authentication-Results: mx.example.org; dmarc=pass header.from=example.net", Self.from,
            ]))
    }

    @Test(arguments: [
        ["From: jean@example.net, anne@example.net"], ["From: jean@example.net", "From: anne@example.net"], [],
        ["From: \"a\" <anne@example.net> <jean@example.net>"], ["From: Amis: jean@example.net;"], ["From: jean"],
        ["From: =?utf-8?q?jean=40example.net?="], ["From:"], ["Sender: jean@example.net"],
        ["From: jean@sub.example.net"],
        ["From: jean@example.net <jean@example.com>"],
    ])
    func oneAuthorAlone(_ fields: [String]) { #expect(!Self.isAuthentic([Self.pass] + fields)) }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated", "List-Id: <l.example.org>",
        "Precedence: bulk",
        "List-Unsubscribe: <mailto:x@example.org>", "X-Autoreply: yes", "Return-Path: <>",
        "List-Owner: <mailto:x@example.org>", "Mailing-List: l@example.org",
        "Auto-Submitted: no\r\nAuto-Submitted: auto-replied", "Precedence: first-class\r\nPrecedence: bulk",
    ])
    func neitherAutomataNorLists(_ field: String) { #expect(!Self.isAuthentic([Self.pass, Self.from, field])) }

    /// What may be the provider's own and cannot be read as such stands for what somebody wrote below it.
    @Test(arguments: [
        "\"mx.example.org\"; dmarc=fail", "mx.example.org.; dmarc=fail", "mx.example.org 1 extra; dmarc=fail",
    ])
    func whatCannotBeReadIsNotPassedOver(_ topmost: String) {
        #expect(!Self.isAuthentic(["Authentication-Results: \(topmost)", Self.pass, Self.from]))
    }

    @Test func autoSubmittedNoIsAPersons() {
        #expect(Self.isAuthentic([Self.pass, Self.from, "Auto-Submitted: no", "X-Auto-Response-Suppress: All"]))
        #expect(Self.isAuthentic([Self.pass, "From: \"Rivière, Jean\" (moi) <jean@example.net>"]))
        #expect(
            Self.isAuthentic([
                "Authentication-Results: mx.example.org; dmarc=pass header.from=xn--bcher-kva.example",
                "From: jean@bücher.example",
            ]))
    }
}
