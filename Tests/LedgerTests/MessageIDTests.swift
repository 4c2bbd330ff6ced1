// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import Ledger
import TestSupport
import Testing
import Vocabulary

/// Message-IDs that lead back to their recipient, and by what a mail is known again.
@Suite struct MessageIDTests {
    private let token = "000102030405060708090a0b0c0d0e0f"

    /// Computed with Python's `hmac`: the key is 32 octets `ab`, the use `message-id` and a NUL
    /// before the 8 octets.
    @Test(arguments: [
        (UInt64(0), "0000000000000000991b7369a1291db3ea0986d087ddbfc7"),
        (0x0102_0304_0506_0708, "01020304050607080b183c5db85633c2cac1761301c0dd83"),
        (UInt64.max, "fffffffffffffffff373427d34935abff6e49e77e3bf6a05"),
    ]) func isWhatOthersWouldCompute(_ nonce: UInt64, _ digits: String) {
        #expect(key.messageID(letter: "autumn-2026", token: token, nonce: nonce) == "autumn-2026." + digits)
    }

    @Test func leadsBack() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let letter = String(repeating: "l", count: Int.random(in: 1...90, using: &generator))
            let token = key.unsubscribeToken(letter: letter, address: spec("ada@example.org"))
            let id = key.messageID(letter: letter, token: token, nonce: generator.next())
            #expect(id.utf8.count <= 89)
            for text in [id, id + "@example.org", id.uppercased() + "@EXAMPLE.ORG"] {
                #expect(key.token(ofMessageID: text) == token)
            }
            #expect(Key().token(ofMessageID: id) != token, "under another key it is noise")
        }
    }

    @Test(arguments: [
        "", "@", ".", "a@example.org", "0123456789@example.org", ".@" + String(repeating: "0", count: 48),
        String(repeating: "0", count: 48) + "@example.org", "x." + String(repeating: "0", count: 47) + "@example.org",
        "x." + String(repeating: "g", count: 48), "x" + String(repeating: "0", count: 48),
        "é." + String(repeating: "é", count: 24),
    ]) func anotherFormLeadsNowhere(_ id: String) {
        #expect(key.token(ofMessageID: id) == nil)
    }

    // MARK: The same mail

    private static let mail = [
        "Received: from a by b", "Message-ID: <1@example.org>", "Date: Mon, 23 Nov 2026 09:00:00 +0100",
        "From: Ada", " <ada@example.org>", "Subject: hello", "", "Bonjour,", "", "From the start.  ", "> quoted", "",
    ]

    private func digest(_ lines: [String], _ end: String = "\r\n") -> [UInt8] {
        key.digest(ofMail: Array(lines.joined(separator: end).utf8))
    }

    @Test func aMailIsKnownAgain() {
        let mail = MessageIDTests.mail
        let known = digest(mail)
        #expect(digest(mail, "\n") == known && digest(mail, "\r") == known)
        var other = mail
        other[0] = "Received: from c by d"
        #expect(digest(["X-Folder: Junk"] + other) == known, "what relays and folders add")
        other[3...4] = ["From: Ada <ada@example.org>"]
        #expect(digest(other) == known, "folded otherwise")
        other[6...] = ["Bonjour,", ">From the start.", "> quoted"]
        #expect(digest(other) == known, "blank lines, blanks at their ends, and what an mbox does to `From `")
        #expect(digest(mail.map { $0.replacingOccurrences(of: "Message-ID", with: "message-id") }) == known)
    }

    @Test(arguments: [
        (1, "Message-ID: <2@example.org>"), (2, "Date: Mon, 23 Nov 2026 09:00:01 +0100"), (3, "From: Bob"),
        (7, "Bonjour"), (10, "quoted"),
    ]) func anotherMailIsAnotherOne(_ line: Int, _ text: String) {
        var mail = MessageIDTests.mail
        mail[line] = text
        #expect(digest(mail) != digest(MessageIDTests.mail))
    }

    /// A server gives the first 256 KiB of a long body, a file all of it.
    @Test func whereALongMailIsCutOffMakesNoDifference() {
        let head = MessageIDTests.mail.prefix(7)
        let lines = (0..<9000).map { "line \($0) of a body that is longer than anybody reads" }
        let whole = digest(Array(head + lines))
        let cut = Array(Array((head + lines).joined(separator: "\r\n").utf8).prefix(262_144))
        #expect(key.digest(ofMail: cut) == whole)
        #expect(digest(Array(head + lines.dropFirst())) != whole)
    }

    @Test func anyOctetsHaveADigest() {
        var generator = SeededGenerator(seed: 2)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(key.digest(ofMail: bytes).count == 32)
        }
        #expect(key.digest(ofMail: Array("From: a".utf8)) != key.digest(ofMail: []))
    }
}
