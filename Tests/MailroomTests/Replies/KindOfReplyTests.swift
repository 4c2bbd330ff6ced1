import Mailroom
import TestSupport
import Testing
import Vocabulary

/// Mails of the tables under `Fixtures/replies`: what each is, and how many of a sort are told right.
@Suite struct KindOfReplyTests {
    static let me = try? AddrSpec(parsing: "camille@example.org")

    static func understand(_ mail: SampleMail) -> Understanding {
        Understanding(
            of: ReceivedMail(parsing: mail.bytes), trustedResults: nil, ownAddresses: me.map { [$0] } ?? [])
    }

    /// What of a table is told otherwise than it says.
    static func misses(_ table: [SampleMail]) -> [String] {
        table.compactMap { mail in
            let found = understand(mail)
            // A request that is not plain is recorded or waits: which of them, its words decide.
            let waits = mail.kind == .unsubscribe && mail.isPlain != true && found.kind == .reply && found.leavesDoubt
            guard !waits, found.kind != mail.kind || mail.isPlain.map({ $0 != found.isPlainRequest }) ?? false
            else { return nil }
            return
                "\(mail.file) \(mail.number) is \(mail.kind), read as \(found.kind)\(found.isPlainRequest ? " plain" : ""): "
                + "\(mail.body.prefix(70).replacing("\n", with: " ")) | \(found.words.prefix(90))"
        }
    }

    /// What each is, and whether a request is plain: by all that the patterns were made from.
    @Test(arguments: ["leave", "away", "gone", "replies", "ordinary"])
    func ofATable(_ sort: String) throws {
        let table = try SampleMail.table(sort) + SampleMail.table("later-" + sort)
        let misses = Self.misses(table)
        #expect(table.count >= 70)
        #expect(misses.isEmpty, "\(misses.count) of \(table.count):\n\(misses.joined(separator: "\n"))")
    }

    /// No request of an ordinary mail is plain, whatever else it may be taken for, and none of a table is a bounce.
    @Test func nothingOrdinaryIsRecorded() throws {
        for sort in [
            "replies", "ordinary", "later-replies", "later-ordinary", "away", "gone", "later-away", "later-gone",
        ] {
            for mail in try SampleMail.table(sort) {
                let found = Self.understand(mail)
                #expect(
                    !found.isPlainRequest && found.kind != .bounce && found.kind != .complaint,
                    "\(mail.testDescription)")
            }
        }
    }

    /// Words are short, on one line, and of the mail.
    @Test func wordsAreFewAndPlain() throws {
        for sort in ["leave", "away", "gone", "replies", "ordinary"] {
            for mail in try SampleMail.table(sort) {
                let words = Self.understand(mail).words
                #expect(words.unicodeScalars.count <= 500 && !words.unicodeScalars.contains { $0.value < 0x20 })
            }
        }
    }

    /// Whatever becomes of a mail on its way, it is read; and nothing that a person sent without signs of a report is one.
    @Test(arguments: 0..<60)
    func mutatedMailsAreRead(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed, place: "mutated mails")
        for sort in ["leave", "replies", "gone", "ordinary"] {
            let table = try SampleMail.table(sort)
            for _ in 0..<10 {
                var bytes = chance.one(of: table).bytes
                for _ in 0..<chance.below(20) where !bytes.isEmpty {
                    let place = chance.below(bytes.count)
                    switch chance.below(5) {
                    case 0: bytes.removeLast(bytes.count - place)
                    case 1: bytes[place] = UInt8(chance.below(256))
                    case 2: bytes.insert(UInt8(ascii: "\n"), at: place)
                    case 3: bytes.replaceSubrange(place..<min(place + chance.below(40), bytes.count), with: [])
                    default: bytes += bytes[place...].prefix(200)
                    }
                }
                let found = Understanding(
                    of: ReceivedMail(parsing: bytes), trustedResults: "mx.example.org", ownAddresses: [])
                #expect(found.kind != .bounce && found.kind != .complaint && !found.isAuthentic)
                #expect(found.words.unicodeScalars.count <= 500)
            }
        }
    }
}

/// What a program or a list passes on and is nothing but a plain request is one.
@Suite struct PassedOnRequestTests {
    @Test(arguments: [
        "Precedence: bulk", "List-Id: <g.example.org>", "Auto-Submitted: auto-generated", "Return-Path: <>",
        "From: noreply@example.org",
    ]) func isHeard(_ field: String) {
        let from = field.hasPrefix("From") ? "" : "From: ada@example.org\n"
        let mail =
            "\(from)\(field)\nTo: you@example.org\nSubject: Re: Lettre\nIn-Reply-To: <a@example.org>\n\nMerci de me retirer de votre liste.\n"
        let said = Understanding(of: ReceivedMail(parsing: Array(mail.utf8)), trustedResults: nil, ownAddresses: [])
        #expect(said.kind == .unsubscribe && said.isPlainRequest)
    }

    @Test func appleMailsOwn() {
        let mail =
            "From: ada@example.org\nTo: you@example.org\nSubject: unsubscribe\nAuto-Submitted: auto-replied\n"
            + "X-Apple-Unsubscribe: true\n\nThis is an automated message.\n"
        let said = Understanding(of: ReceivedMail(parsing: Array(mail.utf8)), trustedResults: nil, ownAddresses: [])
        #expect(said.kind == .unsubscribe && said.isPlainRequest)
    }
}
