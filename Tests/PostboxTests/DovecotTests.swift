import Foundation
import TestSupport
import Testing
import Vocabulary
import Wire

@testable import Postbox

/// A real IMAP server, with TLS and login.
@Suite(.serialized, .enabled(if: PrivateDovecot.isThere, "\(PrivateDovecot.absence)"))
struct DovecotTests {
    private static func everything(_ header: [UInt8]) -> Bool { true }

    static func settings(
        _ dovecot: PrivateDovecot, _ authority: TestAuthority, _ security: ConnectionSecurity = .startTLS,
        password: String = PrivateDovecot.password
    ) -> MailboxSettings {
        MailboxSettings(
            host: "127.0.0.1", port: security == .tls ? dovecot.tlsPort : dovecot.port, security: security,
            username: "you@example.org", credential: .password(Secret(password)),
            caFile: security == .none ? nil : authority.caFile)
    }

    private static func started(_ fill: (String) throws -> Void) throws -> (PrivateDovecot, TestAuthority) {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        return (try PrivateDovecot(certificate: certificate, key: key, fill), authority)
    }

    /// Everything is read once, the next time only what is new, and nothing changes in the mailbox. `PORTILLON_MEASURE=1` takes
    /// 20,000 mails, and tells how long that lasts and how much memory it needs.
    @Test func aFullMailboxIsReadAndLeftAsItWas() throws {
        let measures = ProcessInfo.processInfo.environment["PORTILLON_MEASURE"] != nil
        let count = measures ? 20_000 : 3_000
        let (dovecot, authority) = try Self.started { try MaildirOfMany.fill($0, 0..<count) }
        let before = try MaildirOfMany.seen(dovecot.maildir)
        var bookmark: MailBookmark?
        for security in [ConnectionSecurity.startTLS] + (measures ? [.tls, .none] : []) {
            let began = ContinuousClock.now
            let account = try IMAPAccount(Self.settings(dovecot, authority, security))
            let folder = try #require(try account.chosen().folders.first)
            var (mails, bytes, cut) = (0, 0, 0)
            var uids: Set<UInt32> = []
            let reading = try account.read(folder) { batch, bookmark in
                mails += batch.count
                bytes += batch.reduce(0) { $0 + $1.bytes.count }
                cut += batch.count(where: \.isTruncated)
                uids.formUnion(batch.map(\.uid))
                #expect(batch.allSatisfy { $0.uid <= bookmark.lastUID && $0.uidValidity == bookmark.uidValidity })
                #expect(batch.allSatisfy { $0.internalDate != nil && $0.bytes.starts(with: "Return-Path: <r".utf8) })
            }
            let wanted = count - (0..<count).count { $0 % 10 == 3 }
            #expect(mails == wanted && uids.count == wanted && reading.fetched == wanted && reading.seen == count)
            #expect(cut == (0..<count).count { MaildirOfMany.isLarge($0) })
            #expect(reading.bookmark.lastUID == count && !reading.wasRenumbered)
            if measures {
                print(
                    "\(security): \(mails) mails, \(bytes) octets, \(ContinuousClock.now - began), \(peakResident()) kB at most"
                )
            }
            bookmark = reading.bookmark
        }
        let last = try #require(bookmark)
        try MaildirOfMany.fill(dovecot.maildir, count..<(count + 5))
        if getuid() == 0 { try run("chown", "-R", "mail:mail", dovecot.maildir) }
        for security in [ConnectionSecurity.tls, .none] {
            let began = ContinuousClock.now
            let account = try IMAPAccount(Self.settings(dovecot, authority, security))
            var found: [UInt32] = []
            let next = try account.read(.inbox, after: last, since: .last, wants: Self.everything) { batch, _ in
                found += batch.map(\.uid)
            }
            #expect(next.seen == 5 && found == (1...5).map { UInt32(count + $0) })
            let again = try account.read(.inbox, after: next.bookmark) { batch, _ in #expect(batch.isEmpty) }
            #expect(again.seen == 0 && again.bookmark == next.bookmark)
            if measures { print("\(security): what is new, \(ContinuousClock.now - began)") }
        }
        #expect(try MaildirOfMany.seen(dovecot.maildir, below: count) == before)
    }

    /// `VmHWM` of this process, where the system tells.
    private func peakResident() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }?.split(separator: " ").compactMap {
            Int($0)
        }.first ?? 0
    }

    @Test func foldersAreFoundByNameAndByUse() throws {
        let (dovecot, authority) = try Self.started { maildir in
            for name in [".Lettres", ".R&AOk-ponses", ".Archives.2025"] {
                for part in ["cur", "new", "tmp"] {
                    try FileManager.default.createDirectory(
                        atPath: "\(maildir)/\(name)/\(part)", withIntermediateDirectories: true)
                }
            }
            try MaildirOfMany.fill(maildir + "/.R&AOk-ponses", 0..<3)
        }
        var settings = Self.settings(dovecot, authority)
        settings.folders = ["inbox", #"\Junk"#, "Réponses", #"\Archive"#, "Archives.2025"]
        let account = try IMAPAccount(settings)
        let choice = try account.chosen()
        #expect(choice.folders.map(\.name) == ["INBOX", "Spam", "Réponses", "Archives.2025"])
        #expect(choice.absent == [#"\Archive"#])
        var mails = 0
        _ = try account.read(choice.folders[2]) { batch, _ in mails += batch.count }
        #expect(mails == 3)

        settings.folders = ["Nowhere"]
        let other = try IMAPAccount(settings)
        let fault = try #require(throws: PostboxFault.self) { try other.chosen() }
        #expect(fault.kind == .folderMissing && fault.place == "Nowhere")
        #expect(fault.detail.contains("`Réponses`") && fault.detail.contains("`Spam`"))
    }

    /// The day is that on which the account took a mail in.
    @Test func theFirstReadingBeginsOnADay() throws {
        let (dovecot, authority) = try Self.started { maildir in
            try MaildirOfMany.fill(maildir, 0..<3)
            try MaildirOfMany.fill(maildir, 5000..<5002)
        }
        let account = try IMAPAccount(Self.settings(dovecot, authority))
        let day = Instant(seconds: 1_795_000_000 + 4000 * 60).day
        var found: [FetchedMail] = []
        let reading = try account.read(.inbox, since: day, wants: Self.everything) { batch, _ in found += batch }
        #expect(found.count == 2 && reading.bookmark.lastUID == 5)
        #expect(found.first?.internalDate == Instant(seconds: 1_795_000_000 + 5000 * 60))
        // Where there is a bookmark that holds, it alone counts.
        let all = try account.read(
            .inbox, after: MailBookmark(uidValidity: reading.bookmark.uidValidity, lastUID: 1), since: .last,
            wants: Self.everything
        ) { _, _ in }
        #expect(all.fetched == 4)
    }

    enum Flaw: CaseIterable { case otherHost, expired, unknownAuthority }

    @Test(arguments: Flaw.allCases, [ConnectionSecurity.startTLS, .tls])
    func aCertificateThatDoesNotHoldIsNotSpokenTo(_ flaw: Flaw, _ security: ConnectionSecurity) throws {
        let (authority, stranger) = (try TestAuthority(), try TestAuthority())
        let pair =
            switch flaw {
            case .otherHost: try authority.issue("other", for: "imap.example.com")
            case .expired: try authority.issue("old", for: "127.0.0.1", days: -1)
            case .unknownAuthority: try stranger.issue("stranger", for: "127.0.0.1")
            }
        let dovecot = try PrivateDovecot(certificate: pair.certificate, key: pair.key)
        let fault = #expect(throws: PostboxFault.self) {
            try IMAPAccount(Self.settings(dovecot, authority, security))
        }
        #expect(fault?.kind == .certificate, "\(fault?.description ?? "none")")
        #expect(!dovecot.log.contains("Login:"))
    }

    @Test func aWrongPasswordIsRefused() throws {
        let (dovecot, authority) = try Self.started { _ in }
        let fault = #expect(throws: PostboxFault.self) {
            try IMAPAccount(Self.settings(dovecot, authority, password: "wrong sesame"))
        }
        #expect(fault?.kind == .loginRefused && fault?.detail.contains("AUTHENTICATIONFAILED") == true)
        #expect(fault?.description.contains("sesame") == false)
    }
}
