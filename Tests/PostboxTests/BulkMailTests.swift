import Testing

@testable import Postbox

/// Which mails need not be fetched.
@Suite struct BulkMailTests {
    @Test(arguments: [
        ("List-Unsubscribe: <https://example.com>", true, "a newsletter"), ("LIST-ID: <a.example.com>", true, "a list"),
        ("Precedence: bulk", true, "bulk"), ("Subject: List-Id: x", false, "words of a person"),
        ("Subject: x\r\n List-Id: y", false, "a folded line belongs to its field"),
        ("Precedence: normal", false, "none"),
        ("List-Id: <a>\r\nAuto-Submitted: auto-replied", false, "an automatic reply"),
        ("List-Id: <a>\r\nAuto-Submitted: no", true, "by a person, to a list"),
        ("Content-Type: multipart/report;\r\n report-type=delivery-status\r\nPrecedence: bulk", false, "a report"),
        ("Precedence: list\r\nReturn-Path: <>", false, "a report's reverse-path"),
        ("Precedence: bulk\r\nFrom: Mail Delivery <MAILER-DAEMON@example.net>", false, "a report's sender"),
        ("List-Id: <group.example.org>\r\nIn-Reply-To: <x@example.org>", false, "an answer, by way of a group"),
        ("", false, "nothing"), (":", false, "no name"),
    ]) func isTold(_ header: String, _ isBulk: Bool, _ why: Comment) {
        for end in ["\r\n", "\n", "\r"] {
            let octets = Array((header.replacing("\r\n", with: end) + end + end).utf8)
            #expect(BulkMail.isSure(octets) == isBulk, why)
        }
    }
}
