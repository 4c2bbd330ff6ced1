import TestSupport
import Testing

@testable import Mailroom

/// What a letter lost on its way, and what the last host says of it.
@Suite struct ArrivedLetterTests {
    private static let fields = """
        Date: Sat, 28 Nov 2026 10:00:00 +0100
        From: Camille Martin <camille@example.org>
        To: Camille Martin <camille@example.org>
        Subject: =?utf-8?B?w6l0w6k=?= [ab12]
        Message-ID: <round-trip.1@example.org>
        List-Unsubscribe: <mailto:leave@example.org?subject=leave%20ab12>

        """
    private static let body = """
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="b"

        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        d=C3=A9j=C3=A0
        --b
        Content-Type: text/html; charset=utf-8

        <p>la</p>
        --b--

        """

    private func arrived(_ mail: String, trusted: String? = nil) -> ArrivedLetter {
        ArrivedLetter(sent: Array((Self.fields + Self.body).utf8), arrived: Array(mail.utf8), trusted: trusted)
    }

    @Test func whatArrivesAsItLeftHasNoChanges() {
        let same = arrived("Received: by mx.example.org; now\n" + Self.fields + Self.body)
        #expect(same.fields.isEmpty && same.body == .none && same.verdict == nil && same.signatureCount == 0)
        let folded = Self.fields.replacing("leave%20ab12>", with: "leave%20ab12>\n ").replacing(
            ": <mailto", with: ":\n\t<mailto")
        let wire = (folded + Self.body).replacing("\n", with: "\r\n")
        #expect(arrived(wire).fields.isEmpty && arrived(wire).body == .none, "folding and line ends say nothing")
        let decoded = Self.fields.replacing("=?utf-8?B?w6l0w6k=?=", with: "=?iso-8859-1?Q?=E9t=E9?=")
        #expect(arrived(decoded + Self.body).fields.isEmpty, "the same words in another encoding")
    }

    @Test func changedFieldsAreNamed() {
        let changed = Self.fields.replacing("round-trip.1@example.org", with: "0102@relay.example.net")
            .replacing("Subject: ", with: "Subject: [SPAM] ").replacing("List-Unsubscribe:", with: "X-Gone:")
        let letter = arrived(changed + Self.body)
        #expect(
            letter.fields == [
                .init(name: "Subject", sent: "été [ab12]", arrived: "[SPAM] été [ab12]"),
                .init(name: "Message-ID", sent: "<round-trip.1@example.org>", arrived: "<0102@relay.example.net>"),
                .init(name: "List-Unsubscribe", sent: "<mailto:leave@example.org?subject=leave%20ab12>", arrived: nil),
            ])
        #expect(letter.hasKept("From") && !letter.hasKept("Subject"))
    }

    @Test func bodiesAreHeldSideBySide() {
        let recoded = Self.body.replacing("quoted-printable\n\nd=C3=A9j=C3=A0", with: "base64\n\nZMOpasOg")
        #expect(arrived(Self.fields + recoded).body == .reencoded(from: "quoted-printable", to: "base64"))
        #expect(
            arrived(Self.fields + Self.body.replacing("<p>la</p>", with: "<p>la</p><p>Sent free</p>")).body == .text)
        #expect(arrived(Self.fields + Self.body.replacing("--b--", with: "--b\n\nad\n--b--")).body == .parts)
        #expect(arrived("Subject: x\n\nhello").body == .parts)
    }

    @Test func signaturesAreRead() throws {
        let signature = """
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=Example.ORG;
             s=k1; h=From : To:Subject
             :Message-ID; bh=aa==; b=ab
             cd==; l=100

            """
        let letter = arrived(signature + "DKIM-Signature: v=1; d=x\n" + Self.fields + Self.body)
        #expect(letter.signatureCount == 2 && letter.signatures.count == 1)
        let found = try #require(letter.signatures.first)
        #expect(found.domain == "example.org" && found.selector == "k1" && found.algorithm == "rsa-sha256")
        #expect(found.signedFields == ["from", "to", "subject", "message-id"] && !found.coversWholeBody)
        #expect(found.covers("FROM") && !found.covers("List-Unsubscribe"))
    }

    private static let results = """
        Authentication-Results: relay.example.net; spf=none
        Authentication-Results: mx.example.org; spf=pass (sender is allowed) smtp.mailfrom=camille@Example.org;
         dkim=pass header.d=example.org header.s=k1; dkim=fail header.i=@example.net
        Authentication-Results: mx.example.org; dmarc=pass (p=none) header.from=example.org

        """

    @Test func theTrustedHostIsHeard() throws {
        let verdict = try #require(arrived(Self.results + Self.fields + Self.body, trusted: "MX.example.org").verdict)
        #expect(verdict.isTrusted && verdict.authservID == "mx.example.org")
        #expect(verdict.spf == [.init(result: "pass", domain: "example.org")])
        #expect(
            verdict.dkim == [
                .init(result: "pass", domain: "example.org"), .init(result: "fail", domain: "example.net"),
            ])
        #expect(verdict.dmarc == [.init(result: "pass", domain: "example.org")])
    }

    @Test(arguments: [nil, "other.example.org"] as [String?]) func withoutOneTheTopmostIs(_ trusted: String?) throws {
        let verdict = try #require(arrived(Self.results + Self.fields + Self.body, trusted: trusted).verdict)
        #expect(!verdict.isTrusted && verdict.authservID == "relay.example.net")
        #expect(verdict.spf == [.init(result: "none", domain: nil)] && verdict.dmarc.isEmpty)
    }

    @Test(arguments: [
        ("example.org", "example.org", true), ("mail.example.org", "example.org", true),
        ("a.example.org", "b.example.org", true), ("example.org", "example.com", false),
        ("example.co.uk", "other.co.uk", false), ("a.example.co.uk", "example.co.uk", true),
        ("un.asso.fr", "deux.asso.fr", false), ("badexample.org", "example.org", false), ("a.com.fr", "com.fr", false),
    ]) func alignment(_ one: String, _ other: String, _ isAligned: Bool) {
        #expect(DomainAlignment.isRelaxed(one, other) == isAligned)
        #expect(DomainAlignment.isRelaxed(other, one) == isAligned)
    }

    /// Whatever comes back is read: no octets end the program.
    @Test(arguments: 0..<10) func hostileArrivals(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let mail = Array(
            (Self.results + "DKIM-Signature: v=1; d=a; s=b; h=c; a=d; b=e\n" + Self.fields + Self.body).utf8)
        for _ in 0..<200 {
            var octets = mail
            for _ in 0..<1 + generator.below(20) {
                let place = generator.below(octets.count)
                if generator.below(2) == 0 {
                    octets[place] = UInt8(truncatingIfNeeded: generator.next())
                } else {
                    octets.removeSubrange(place..<min(octets.count, place + 1 + generator.below(30)))
                }
                if octets.isEmpty { octets = [0] }
            }
            _ = ArrivedLetter(sent: mail, arrived: octets, trusted: "mx.example.org")
        }
    }
}
