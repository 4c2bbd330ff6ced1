// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import GRDB
import Gate
import Ledger
import Mailroom
import TestSupport
import Vocabulary

/// A ledger whose letter reached some people, and what comes back to it.
final class Inbox {
    let books: Books
    let rehearsal: Rehearsal
    var ledger: Ledger { books.ledger }
    private(set) var hearing: InboxHearing
    private var count = 0

    /// Each at example.org, accepted by the relay at minute 5 of the day, in the letter `autumn`.
    init(_ people: String...) throws {
        books = try Books()
        for name in people {
            try books.take(.cards, row([name + "@example.org"], name: name, card(name + "@example.org")))
        }
        rehearsal = try Rehearsal(books)
        for one in try rehearsal.enrol().enrolled { try rehearsal.carry(one.recipient, to: .accepted) }
        hearing = Inbox.hearing(books.ledger)
    }

    static func hearing(_ ledger: Ledger) -> InboxHearing {
        InboxHearing(ledger, key: key, own: [spec("you@example.org")], language: .english) { $0.day }
    }

    func token(_ name: String, letter: String = "autumn") -> String {
        key.unsubscribeToken(letter: letter, address: spec(name + "@example.org"))
    }

    /// A Message-ID of a letter to somebody.
    func messageID(_ name: String, letter: String = "autumn") -> String {
        count += 1
        return key.messageID(letter: letter, token: token(name, letter: letter), nonce: UInt64(count)) + "@example.org"
    }

    /// Another mail each time, unless `digest` is one that was there.
    func mail(_ said: Understanding, digest: UInt8? = nil, uid: UInt32? = nil, uidValidity: UInt32 = 7) -> MailToHear {
        count += 1
        let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
        return MailToHear(
            place: .folder(folder, uidValidity: uidValidity, uid: uid ?? UInt32(count)),
            digest: digest.map { Array(repeating: $0, count: 32) } ?? key.digest(ofMail: Array("\n\(count)".utf8)),
            understanding: said)
    }

    /// Hears one mail at minute 90.
    @discardableResult
    func hear(_ said: Understanding, digest: UInt8? = nil, now: Instant = at(90), keep: Bool = true) throws -> HeardMail
    {
        try hearing.hear([mail(said, digest: digest)], now: now, keep: keep)[0]
    }

    /// Addresses and kinds of all objections, in their order.
    func objections() throws -> [String] {
        try books.raw().read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT text || ' ' || kind || ' ' || happened FROM objection
                    JOIN objection_data ON objection = objection.id ORDER BY objection.id
                    """)
        }
    }

    func heard() throws -> [String] {
        try books.raw().read { db in
            try String.fetchAll(
                db,
                sql: "SELECT normal || ' ' || happened FROM heard JOIN heard_data ON heard = heard.id ORDER BY heard.id"
            )
        }
    }

    /// All that is kept of mail, without the moments at which it was heard.
    func kept() throws -> [String] {
        try books.raw().read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT hex(digest) || kind || at || sender || words || entry.address || ifnull(entry.tied_by, '-')
                        || ifnull(class, '-') || diagnostic || action || because || ifnull(verdict, '-')
                    FROM inbox_mail JOIN inbox_entry AS entry ON mail = inbox_mail.id ORDER BY entry.id
                    """)
        }
    }
}

/// How a mail can be tied to Ada's letter.
enum Tying: String, CaseIterable {
    case token, messageID, reference, address

    func clues(_ inbox: Inbox) -> Clues {
        switch self {
        case .token: Clues(tokens: [inbox.token("ada")])
        case .messageID: Clues(returnedMessageIDs: [inbox.messageID("ada")])
        case .reference: Clues(references: [inbox.messageID("ada")])
        case .address: Clues()
        }
    }

    var tie: MailTie {
        switch self {
        case .token: .token
        case .messageID: .messageID
        case .reference: .reference
        case .address: .address
        }
    }
}

/// What comes back, as Mailroom would understand it; of Ada unless another name is given.
func bounce(_ class: BounceClass, of address: String = "ada@example.org", at moment: Instant = at(60), _ clues: Clues)
    -> Understanding
{
    Understanding(
        kind: .bounce,
        recipients: [
            .init(
                address: address, class: `class`, status: EnhancedStatusCode(5, 1, 1),
                diagnostic: "550 5.1.1 <\(address)>: user unknown")
        ],
        from: spec("mailer-daemon@example.net"), at: moment, words: "user unknown", clues: clues)
}

func written(
    _ kind: MailKind, from: String = "ada@example.org", at moment: Instant? = at(60), isPlain: Bool = false,
    isAuthentic: Bool = false, words: String = "words of mine", _ clues: Clues
) -> Understanding {
    Understanding(
        kind: kind, recipients: [.init(address: from)], from: try? AddrSpec(parsing: from), at: moment, words: words,
        isPlainRequest: isPlain, isAuthentic: isAuthentic, clues: clues)
}
