import Testing
import Vocabulary

/// What a refusal means for the address: each row a host's words, and why.
@Suite struct BounceClassTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let words: String
        let verdict: BounceClass
        let because: String
        let phase: SMTPPhase?
        let status: EnhancedStatusCode?
        var testDescription: String { "\(words): \(because)" }

        init(
            _ words: String, _ verdict: BounceClass, _ because: String, at phase: SMTPPhase? = .recipient,
            _ status: (Int, Int, Int)? = nil
        ) {
            (self.words, self.verdict, self.because, self.phase) = (words, verdict, because, phase)
            self.status = status.map { EnhancedStatusCode($0.0, $0.1, $0.2) }
        }
    }

    static let french: [Row] = [
        .init(
            "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]", .dead, "Orange",
            (5, 1, 1)),
        .init("550 Adresse d'au moins un destinataire invalide", .dead, "Orange, without a status"),
        .init(
            "552 5.2.2 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]", .temporary, "Orange",
            (5, 2, 2)),
        .init(
            "550 5.2.1 Boite du destinataire archivee. Archived recipient. OFR_415 [415]", .temporary, "Orange",
            (5, 2, 1)),
        .init("421 Service refuse. Veuillez essayer plus tard. OFR_999", .temporary, "Orange, busy", (4, 3, 2)),
        .init("550 5.7.1 Service refuse. Spam Detected. OFR_506 [506]", .sender, "Orange", (5, 7, 1)),
        .init(
            "421 4.3.2 Trop de connexions, veuillez verifier votre configuration. OFR_104", .sender, "Orange", (4, 3, 2)
        ),
        .init(
            "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown", .dead, "Free, La Poste", (5, 1, 1)),
        .init("550 5.1.1 user unknown (UserSearch)", .dead, "Free", (5, 1, 1)),
        .init("550 spam detected", .sender, "Free, without a status"),
        .init("451 too many errors from your ip", .sender, "Free, for now"),
        .init("552 5.2.2 <ada@example.org>: user quota exceeded", .temporary, "Free", (5, 2, 2)),
        .init("550 5.1.1 L'adresse du destinataire est inconnue. LPN", .dead, "La Poste", (5, 1, 1)),
        .init(
            "550 5.5.0 Service refusé : votre adresse IP est sur liste noire. LPN007_510", .sender, "La Poste",
            (5, 5, 0)),
        .init(
            "554 5.7.1 <mail.example.org>: Client host rejected: #216 lpn LPN000_630", .sender, "La Poste", (5, 7, 1)),
        .init("550 5.1.1 <ada@example.org> : Adresse inconnue", .dead, "SFR", (5, 1, 1)),
        .init("550 5.7.1 <ada@example.org>: Recipient address rejected: User unknown", .dead, "SFR at RCPT", (5, 7, 1)),
        .init(
            "550 5.7.1 <ada@example.org>: Recipient address rejected: User unknown", .unknown, "SFR behind DATA",
            at: .message,
            (5, 7, 1)),
        .init("550 utilisateur inconnu", .dead, "SFR, Neuf"),
        .init("550 ce compte est inconnu de nos services", .dead, "a host of one's own"),
        .init("550 l'adresse saisie n'a pas été trouvée", .dead, "Microsoft in French"),
        .init("550 Der Empfänger wurde nicht gefunden", .dead, "Exchange in German"),
        .init("550 El buzón ya no existe", .dead, "in Spanish"),
        .init("550 Polzovatel ne najden", .dead, "in Russian, transliterated"),
        .init("550 收件人不存在", .dead, "in Chinese"),
        .init("550 <ada@example.org>: addressee unknown", .dead, "Exim"),
        .init("550 - Requested action not taken: no such user here", .dead, "no phase, no status", at: nil),
        .init("550 : User unknown", .unknown, "a carrier behind DATA, for what its user filters", at: nil),
        .init("552 boîte aux lettres pleine", .temporary, "Neuf"),
        .init(
            "550 5.1.1 <ada@example.org>: Recipient address rejected: Mailbox does not exist", .dead, "OVH", (5, 1, 1)),
        .init("550 5.7.1 Message refusé, contenu du message considéré comme indésirable", .sender, "OVH", (5, 7, 1)),
        .init("452 4.2.2 The email account that you tried to reach is over quota", .temporary, "OVH", (4, 2, 2)),
        .init(
            "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown in virtual mailbox table", .dead,
            "Gandi", (5, 1, 1)),
        .init("550 5.1.1 <ada@example.org> User doesn't exist: ada@example.org", .dead, "Gandi", (5, 1, 1)),
        .init("550 5.1.1 Recipient address rejected: Unknown recipient", .dead, "Infomaniak", (5, 1, 1)),
        .init("550 5.2.1 Cette boîte aux lettres est désactivée", .temporary, "Infomaniak", (5, 2, 1)),
        .init(
            "550 5.1.1 <ada@example.org>: Recipient address rejected: Address does not exist", .dead, "Proton",
            (5, 1, 1)),
        .init("550 5.2.2 Destinataire : quota dépassé", .temporary, "a company's own", (5, 2, 2)),
        .init("550 Le compte de cet utilisateur a été suspendu", .temporary, "it is there"),
        .init("550 L’adresse e-mail n’existe pas", .dead, "with typographic apostrophes"),
        .init("550 Domaine inconnu", .dead, "no such domain"),
        .init("550 Expéditeur refusé : utilisateur inconnu", .sender, "the sender's user"),
        .init("554 Message trop volumineux", .sender, "the message"),
        .init("550 5.7.1 Trop de destinataires", .sender, "too many at once", (5, 7, 1)),
    ]

    static let english: [Row] = [
        .init("550 No such user here", .dead, "the usual words"),
        .init("550 <this-user-does-not-exist@example.org>: no", .unknown, "the address itself says nothing"),
        .init("550 See https://example.org/no-such-user/unknown", .unknown, "nor does the path of a URL"),
        .init("553 sorry, no mailbox here by that name (#5.1.1 - chkusr)", .dead, "qmail", (5, 1, 1)),
        .init("550 5.1.1 The email account that you tried to reach does not exist.", .dead, "Gmail", (5, 1, 1)),
        .init(
            "550-5.1.1 The email account that you tried to reach does\n 550-5.1.1 not exist. Please try", .dead,
            "a reply's lines joined", at: nil, (5, 1, 1)),
        .init("550 5.2.1 The email account that you tried to reach is disabled.", .temporary, "Gmail", (5, 2, 1)),
        .init(
            "550 5.5.0 Requested action not taken: mailbox unavailable", .unknown, "nobody says when", at: nil,
            (5, 5, 0)),
        .init("550 Requested action not taken: mailbox unavailable", .dead, "at RCPT"),
        .init(
            "554 delivery error: dd This user doesn't have a yahoo.com account", .dead, "Yahoo behind DATA",
            at: .message),
        .init(
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", .dead, "Exchange",
            at: nil, (5, 1, 10)),
        .init(
            "550 5.4.1 Recipient address rejected: Access denied", .dead, "Microsoft's directory at the edge", (5, 4, 1)
        ),
        .init(
            "554 5.7.1 <ada@example.org>: Recipient address rejected: Access denied", .sender,
            "Postfix, a map of access", (5, 7, 1)),
        .init(
            "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", .sender, "closed to the outside", (5, 7, 1)),
        .init("User kim (kim@example.org) not listed in Domino Directory", .dead, "Domino", at: nil),
        .init("550 : User unknown", .unknown, "behind DATA, as Japanese carriers filter", at: nil, (5, 0, 0)),
        .init(
            "550 <kim@example.org>: User unknown", .dead, "the same carriers, of an unknown user", at: nil, (5, 0, 0)),
        .init("550 <kim@example.org>: User unknown", .unknown, "no status, and nobody says when", at: nil),
        .init("unknown user", .dead, "the mailer's own word: no host's code", at: nil),
        .init(
            "550 5.2.1 <kim@example.org>... User Unknown", .unknown, "the status says that it is there", at: nil,
            (5, 2, 1)),
        .init("450 4.1.1 user unknown", .temporary, "for now", (4, 1, 1)),
        .init("550 5.1.1 RCP-P2 Refused due to recipient preferences", .unknown, "they do not want it", (5, 1, 1)),
        .init(
            "553 5.1.3 http://www.spamhaus.org/query/bl?ip=192.0.2.2", .sender, "a list, whatever the status", (5, 1, 3)
        ),
        .init(
            "553 5.1.8 <kim@example.org>... Domain of sender address kim@example.org does not exist", .sender,
            "the sender's domain", (5, 1, 8)),
        .init(
            "550 5.7.26 This message fails to pass authentication checks (SPF and DKIM both do not pass)", .sender,
            "Gmail", (5, 7, 26)),
        .init("554 5.7.1 <kim@example.org>: Relay access denied", .sender, "relaying", (5, 7, 1)),
        .init(
            "550 5.7.25 The IP address sending this message does not have a PTR record", .sender, "no reverse name",
            (5, 7, 25)),
        .init("550 Requested mail action denied: mailbox not found", .dead, "denied is said of both"),
        .init("550 Host unknown (Name server: example.net.: host not found)", .dead, "no such domain", at: nil),
        .init(
            "Sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)", .dead, "no way to the domain", at: nil,
            (5, 4, 4)),
        .init("556 5.1.10 Domain does not accept mail (nullMX)", .dead, "RFC 7505", (5, 1, 10)),
        .init("DNS Error: NXDOMAIN Domain name not found", .temporary, "for now", at: nil, (4, 0, 0)),
        .init(
            "connect to mx.example.org[192.0.2.1]:25: Connection timed out", .temporary, "the network", at: nil,
            (4, 4, 1)),
        .init("retry timeout exceeded", .temporary, "given up", at: nil),
        .init("552 5.3.4 Message size exceeds fixed maximum message size", .sender, "the message", (5, 3, 4)),
        .init("550 5.7.0 Please use the smtp server of your ISP", .sender, "at MAIL", at: .mail, (5, 7, 0)),
        .init("451 4.7.1 Greylisted, please try again later", .sender, "policy, for now", (4, 7, 1)),
        .init("556 not here", .dead, "takes no mail (RFC 7504)"),
        .init("521 5.3.2 System not accepting network messages", .dead, "the same at RCPT", (5, 3, 2)),
        .init(
            "521 5.2.1 : (CON:B1)", .temporary, "a block, that the code alone does not make a host without mail",
            (5, 2, 1)),
        .init(
            "550 Requested action not taken: mailbox unavailable (-1:2:-3)", .dead,
            "a host's bare words, behind Microsoft's relay", at: nil,
            (5, 5, 0)),
        .init("550 Access denied", .sender, "the mailer put 5.1.1 to it", (5, 1, 1)),
        .init(
            "Name service error for name=example.org type=MX: Malformed reply", .temporary, "the network", at: nil,
            (5, 4, 4)),
        .init(
            "554 Nemesis ESMTP Service not available. No SMTP service. Bad DNS PTR resource record.", .sender,
            "no reverse name", (5, 0, 0)),
        .init(
            "550 5.1.6 <kim@example.org> has been replaced by lou@example.org", .dead, "another address now", (5, 1, 6)),
        .init("550 rejected", .unknown, "says nothing"),
        .init("", .dead, "the status alone", (5, 1, 1)),
        .init("", .temporary, "the status alone", (5, 2, 2)),
        .init("", .sender, "the status alone", (5, 7, 1)),
        .init("", .unknown, "nothing at all", at: nil),
    ]

    static let elsewhere: [Row] = [
        .init("550 Unbekannter Empfänger", .dead, "German"),
        .init("552 Das Postfach des Empfängers ist voll", .temporary, "German"),
        .init("550 usuario desconocido", .dead, "Spanish"), .init("550 buzón lleno", .temporary, "Spanish"),
        .init("550 usuário não encontrado", .dead, "Portuguese"),
        .init("552 caixa de correio cheia", .temporary, "Portuguese"),
        .init("550 utente sconosciuto", .dead, "Italian"), .init("552 casella piena", .temporary, "Italian"),
        .init("550 gebruiker onbekend", .dead, "Dutch"), .init("550 пользователь не найден", .dead, "Russian"),
        .init("550 ユーザが見つかりません", .dead, "Japanese"), .init("550 用户不存在", .dead, "Chinese"),
    ]

    @Test(arguments: french + english + elsewhere) func whatItMeans(_ row: Row) {
        let code = Int(row.words.prefix(3))
        #expect(BounceClass(code: code, status: row.status, words: row.words, at: row.phase) == row.verdict)
    }

    /// No words make an address dead that is refused for now.
    @Test(arguments: french + english + elsewhere) func forNowIsNeverDead(_ row: Row) {
        #expect(BounceClass(code: 450, status: EnhancedStatusCode(4, 1, 1), words: row.words, at: row.phase) != .dead)
        #expect(BounceClass(code: 450, status: nil, words: row.words, at: row.phase) != .dead)
    }

    /// Whatever the octets are, there is a verdict, and in no time.
    @Test func anyWords() {
        for words in [
            String(repeating: "user ", count: 100_000), String(repeating: "@", count: 50_000),
            "\u{0}\u{FFFD}e\u{301}\u{301}",
        ] {
            #expect(BounceClass(code: 550, status: nil, words: words, at: nil) == .unknown)
        }
    }
}
