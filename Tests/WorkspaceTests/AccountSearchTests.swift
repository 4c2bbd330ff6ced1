import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Workspace

/// The letter of a round trip, looked for in a real mailbox.
@Suite(.serialized, .enabled(if: PrivateDovecot.isThere, "\(PrivateDovecot.absence)"))
struct AccountSearchTests {
    private let authority: TestAuthority
    private let dovecot: PrivateDovecot

    init() throws {
        authority = try TestAuthority()
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        dovecot = try PrivateDovecot(certificate: certificate, key: key)
    }

    private func put(_ subject: String, into folder: String = "") throws {
        let place = dovecot.maildir + folder
        for part in ["cur", "new", "tmp"] {
            try FileManager.default.createDirectory(atPath: place + "/" + part, withIntermediateDirectories: true)
        }
        let mail = "From: zoe@example.org\r\nTo: zoe@example.org\r\nSubject: \(subject)\r\n\r\nHello\r\n"
        try Data(mail.utf8).write(to: URL(fileURLWithPath: "\(place)/new/\(UUID().uuidString).host"))
        if getuid() == 0 { try run("chown", "-R", "mail:mail", dovecot.maildir) }
    }

    private func search(_ folder: Folder, password: String = PrivateDovecot.password) throws -> AccountSearch {
        let path = try folder.files.write(
            """
            {"sender": {"name": "Zoe", "address": "zoe@example.org", "postalAddress": "Paris"},
             "inbox": {"url": "imap://127.0.0.1:\(dovecot.port)", "caFile": "\(authority.caFile)",
                       "username": "zoe@example.org", "password": {"environment": "IMAP"},
                       "folders": ["INBOX", "\\\\Junk"]}}
            """, to: "search.json")
        return AccountSearch(
            try Configuration.load(path, environment: [:]), environment: ["IMAP": password],
            since: CivilDate(iso: "2020-01-01") ?? .last)
    }

    @Test func theLetterIsFoundWhereItFell() throws {
        let folder = try Folder()
        let search = try search(folder)
        try put("another [mark-1]")
        #expect(try search.find("mark-2") == nil)
        try put("Re: test [mark-2]", into: "/.Spam")
        let found = try #require(try search.find("mark-2"))
        #expect(found.folder == "Spam" && found.isJunk)
        #expect(String(decoding: found.bytes, as: UTF8.self).contains("Subject: Re: test [mark-2]\r\n"))
        // Each look takes in what is new since the one before, and changes nothing.
        #expect(try search.find("mark-2") == nil && search.find("mark-1") == nil)
        try put("test [mark-3]")
        let other = try #require(try search.find("mark-3"))
        #expect(other.folder == "INBOX" && !other.isJunk)
        #expect(try FileManager.default.contentsOfDirectory(atPath: dovecot.maildir + "/new").count == 2)
    }

    @Test func aRefusedLoginIsSaid() throws {
        let folder = try Folder()
        let search = try search(folder, password: "wrong sesame")
        let failure = #expect(throws: Failure.self) { try search.find("mark") }
        #expect(failure?.kind == .refused && failure?.message.en.contains("sesame") == false)
    }
}
