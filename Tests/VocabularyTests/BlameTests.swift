import Testing
import Vocabulary

/// Whose fault a refusal is: each row with its reason.
@Suite struct BlameTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let reply: String
        let phase: SMTPPhase
        let isAccented: Bool
        let blame: Blame
        let because: String
        var testDescription: String { "\(reply) at \(phase.rawValue): \(because)" }

        init(
            _ reply: String, _ blame: Blame, _ because: String, at phase: SMTPPhase = .recipient,
            isAccented: Bool = false
        ) {
            (self.reply, self.phase, self.isAccented, self.blame) = (reply, phase, isAccented, blame)
            self.because = because
        }
    }

    static let rows: [Row] = [
        // About the sender, at once.
        .init("550 no", .sender, "MAIL names nobody else", at: .mail),
        .init("451 4.3.0 later", .sender, "MAIL, for now", at: .mail),
        .init("530 5.7.0 log in", .sender, "no login", at: .mail),
        .init("550 5.1.1 who", .sender, "nobody but the sender was named", at: .mail),
        .init("535 5.7.8 wrong", .sender, "login", at: .connection),
        .init("550 5.4.5 daily limit", .sender, "quota"),
        .init("550 5.4.5 daily limit", .sender, "quota behind the dot", at: .message),
        .init("550 5.1.8 <you@example.org>: Sender address rejected", .sender, "rejection put off until RCPT"),
        .init("450 4.1.8 <you@example.org>: Sender address rejected", .sender, "the same, for now"),
        .init("550 5.1.8 bad sender", .sender, "in any phase", at: .data),
        .init("550 5.1.8 bad sender", .sender, "in any phase", at: .message),
        .init("553 5.1.7 malformed", .sender, "the sender's mailbox address"),
        .init("451 4.1.7 later", .sender, "the same, for now", at: .message),
        .init("5.6.7 not sent: From: é@example.org", .sender, "the sender's own address is outside ASCII", at: .mail),
        .init("5.6.7 not sent: the message's header is not ASCII", .sender, "the same, as it was kept before"),
        // About the recipient, at once.
        .init("550 5.1.0 x", .suspect, "says nothing of which address"),
        .init("550 5.1.1 no such user", .recipient, "bad mailbox"),
        .init("450 4.1.1 unverified", .recipient, "the same, for now"),
        .init("550 5.1.2 no such host", .recipient, "bad domain"),
        .init("501 5.1.3 syntax", .recipient, "bad syntax"),
        .init("550 5.1.4 ambiguous", .recipient, "ambiguous"),
        .init("550 5.1.6 moved", .recipient, "moved", at: .message),
        .init("550 5.1.9 x", .suspect, "none of the list"),
        .init("556 5.1.10 null MX", .recipient, "takes no mail"),
        .init("550 5.2.1 disabled", .recipient, "mailbox"),
        .init("552 5.2.2 full", .recipient, "mailbox", at: .message),
        .init("450 4.2.0 greylisted", .recipient, "mailbox, for now"),
        .init("552 5.3.4 too large", .recipient, "SIZE, which MAIL names", at: .mail),
        .init("552 too large", .recipient, "SIZE without a status", at: .mail),
        .init("552 too large", .recipient, "SIZE without a status", at: .message),
        .init("5.3.4 not sent: the message has 9 octets", .recipient, "SIZE, before it was sent", at: .message),
        .init("5.6.7 not sent: the address is not ASCII", .recipient, "their own address", isAccented: true),
        .init("550 5.6.7 no SMTPUTF8", .recipient, "their own address, at MAIL", at: .mail, isAccented: true),
        .init("550 5.6.7 no SMTPUTF8", .recipient, "their own address, at RCPT", isAccented: true),
        .init("550 user unknown", .recipient, "no status, and words that leave nothing open"),
        .init("550 <ada@example.org>: No such user here", .recipient, "the same"),
        .init("553 utilisateur inconnu", .recipient, "the same in French"),
        .init("452 mailbox full", .recipient, "their mailbox"),
        .init("550 this account has been suspended", .recipient, "their mailbox"),
        // Either.
        .init("550 user unknown", .suspect, "behind the dot, hosts say so of what their user filters", at: .message),
        .init("550 Sender address rejected", .suspect, "the sender by its words: the others in the row tell"),
        .init("554 blocked using an RBL", .suspect, "the same"),
        .init("550 relay access denied", .suspect, "the same"),
        .init("451 greylisted, try again later", .suspect, "no status: it may be everybody"),
        .init("450 user unknown", .suspect, "for now"),
        .init("550 5.7.1 user unknown", .suspect, "the status says policy"),
        .init("550 5.6.7 no SMTPUTF8", .suspect, "whose address is not said"),
        .init("550 5.6.7 no SMTPUTF8", .sender, "the recipient's is ASCII", at: .mail),
        .init("552 5.7.0 blocked", .suspect, "552 for the contents", at: .message),
        .init("552 5.2.3 too large", .recipient, "SIZE, which MAIL names", at: .mail),
        .init("550 5.2.3 too large", .recipient, "SIZE, by its status", at: .mail),
        .init("550 5.7.0 blocked", .sender, "MAIL, and not about the size", at: .mail),
        .init("550 5.7.1 relay access denied", .suspect, "policy"),
        .init("451 4.7.1 greylisted", .suspect, "policy, for now"),
        .init("530 5.7.0 log in", .suspect, "policy, at RCPT"),
        .init("550 5.0.0 no", .suspect, "says nothing"),
        .init("503 5.5.1 bad sequence", .suspect, "protocol", at: .data),
        .init("554 transaction failed", .suspect, "no status", at: .message),
        .init("550", .suspect, "no status, no words"),
        .init("450 4.4.5 busy", .suspect, "4.4.5 is no quota"),
        .init("421 4.3.2 closing", .suspect, "closing"),
        .init("452 4.5.3 too many", .suspect, "protocol, for now"),
        .init("550 4.1.1 odd", .suspect, "the status is of another class, and does not count"),
        .init("no reply in time", .suspect, "no reply at all"),
        .init("", .suspect, "nothing kept"),
    ]

    @Test(arguments: rows) func whoseFaultItIs(_ row: Row) {
        var refusal = Outcome.Refusal(kept: row.reply)
        refusal.phase = row.phase
        #expect(Blame(refusal, onlyRecipientNeedsSMTPUTF8: row.isAccented) == row.blame)
    }

    /// A report that comes back gives the status alone.
    @Test(
        arguments: [
            ((5, 1, 1), Blame.recipient), ((5, 1, 8), .sender), ((5, 4, 5), .sender), ((5, 7, 1), .suspect),
            ((4, 2, 2), .recipient), ((5, 6, 7), .sender),
        ] as [((Int, Int, Int), Blame)])
    func aStatusAlone(_ status: (Int, Int, Int), _ blame: Blame) {
        let status = EnhancedStatusCode(status.0, status.1, status.2)
        #expect(Blame(code: nil, status: status, in: .message, onlyRecipientNeedsSMTPUTF8: false) == blame)
    }

    static let dead: [((Int, Int, Int), Bool)] = [
        ((5, 1, 1), true), ((5, 1, 2), true), ((5, 1, 3), true), ((5, 1, 6), true), ((5, 1, 10), true),
        ((5, 1, 0), false), ((5, 1, 7), false), ((5, 1, 8), false), ((5, 1, 9), false), ((4, 1, 1), false),
        ((5, 2, 1), false), ((5, 7, 1), false),
    ]

    /// Whoever is taken for dead is not written to again by any letter: never for what is not plainly about them.
    @Test(arguments: dead) func deadAddresses(_ status: (Int, Int, Int), _ isDead: Bool) {
        let code = EnhancedStatusCode(status.0, status.1, status.2)
        #expect(code.isDeadAddress == isDead)
        let blame = Blame(code: 550, status: code, in: .recipient, onlyRecipientNeedsSMTPUTF8: false)
        #expect(!isDead || blame == .recipient)
    }

    /// What a relay replies at RCPT, and whether the address is taken for dead by it.
    @Test(
        arguments: [
            ("550 5.1.1 no such user", true, "by its status"),
            ("550 5.1.10 recipient not found", true, "by its status"),
            ("550 5.1.1", true, "by its status alone"),
            ("550 No such user here", true, "by its words, without a status"),
            ("550 <ada@example.org>: utilisateur inconnu", true, "by its words"),
            ("450 user unknown", false, "for now"),
            ("550 5.7.1 user unknown", false, "the status says policy"), ("550 no", false, "says nothing"),
            ("550 mailbox full", false, "it is there"),
            ("550 5.1.1 blocked using Spamhaus", false, "the words say the sender"),
            ("550 5.1.1 mailbox is full", false, "the words say that it is there"),
            ("550 unknown user: sender address rejected", false, "the words say the sender"),
        ])
    func repliesOfDeadAddresses(_ reply: String, _ isDead: Bool, _ because: String) {
        let refusal = Outcome.Refusal(kept: reply)
        #expect(refusal.isOfDeadAddress == isDead, "\(because)")
        if isDead { #expect(Blame(refusal, onlyRecipientNeedsSMTPUTF8: false) == .recipient) }
    }

    @Test func whatWasKeptIsReadBack() {
        let kept = Outcome.Refusal(kept: "550 5.1.8 <you@example.org>: Sender address rejected")
        #expect(kept.code == 550 && kept.status == EnhancedStatusCode(5, 1, 8) && kept.phase == .recipient)
        #expect(Outcome.Refusal(kept: "554").code == 554)
        #expect(Outcome.Refusal(kept: "5541 x").code == nil)
        #expect(Outcome.Refusal(kept: "250 2.0.0 ok").code == nil)
    }
}
