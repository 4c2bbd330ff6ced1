import Testing
import Vocabulary

@testable import Gate

/// Mailboxes of roles, and addresses made to look like others.
struct AddressTableTests {
    private func reasons(_ address: String, policy: Policy = Policy()) -> [String] {
        var gate = Gate(brief: brief(policy: policy))
        return gate.judge(dossier([address], [card(1, address, "2026-03-04", place: "trade fair")]))
            .flatMap { $0.findings.map(\.code.rawValue) }
    }

    private func reasonsWithSignUp(_ address: String, confirmed: String?) -> [String] {
        var gate = Gate(brief: brief(policy: Policy(formConfirmation: .recorded)))
        return gate.judge(dossier([address], [form(1, address, "2026-03-04", confirmed: confirmed)]))
            .flatMap { $0.findings.map(\.code.rawValue) }
    }

    static let nobody = [
        "noreply", "no-reply", "no_reply", "No.Reply", "donotreply", "do-not-reply", "ne-pas-repondre",
        "nepasrepondre", "mailer-daemon", "MAILER-DAEMON", "postmaster", "abuse", "bounce", "bounces", "listserv",
        "majordomo", "news-request", "news-owner", "owner-news", "noreply+ada", "\"no-reply\"",
    ]

    @Test(arguments: nobody)
    func aMailboxThatIsNobodysIsNeverWrittenTo(_ local: String) {
        #expect(reasons(local + "@example.com") == ["role-address"])
        #expect(reasonsWithSignUp(local + "@example.com", confirmed: "2026-03-04") == ["role-address"])
    }

    static let administrative = [
        "admin", "administrator", "root", "webmaster", "hostmaster", "security", "noc", "www", "ftp", "Admin+x",
    ]

    @Test(arguments: administrative)
    func anAdministrativeMailboxNeedsAConfirmedSignUp(_ local: String) {
        #expect(reasons(local + "@example.com") == ["role-address"])
        #expect(reasonsWithSignUp(local + "@example.com", confirmed: nil) == ["role-address"])
        #expect(reasonsWithSignUp(local + "@example.com", confirmed: "2026-03-04") == [])
    }

    @Test func anUnsoundSignUpOpensNoAdministrativeMailbox() {
        let given = "admin@example.com"
        let result = verdicts(
            brief(),
            dossier(
                [given],
                [
                    card(1, given, "2026-03-04", place: "trade fair"),
                    form(2, given, "2026-03-04", confirmed: "2026-03-04", wording: ""),
                ]))
        #expect(result == ["admin@example.com: role-address"])
    }

    static let offices = [
        "info", "contact", "sales", "support", "hello", "bonjour", "office", "accueil", "commercial", "service",
        "jobs", "rh", "press", "presse", "Info+fair",
    ]

    @Test(arguments: offices)
    func anOfficeIsAdmittedUnlessThePolicySaysOtherwise(_ local: String) {
        #expect(reasons(local + "@example.com") == [])
        #expect(reasons(local + "@example.com", policy: Policy(officeAddresses: .exclude)) == ["role-address"])
        #expect(reasons("x" + local + "@example.com", policy: Policy(officeAddresses: .exclude)) == [])
    }

    @Test(arguments: ["ada", "n.o.reply.x", "abuser", "rootes", "request", "owner", "norep", "information.ada"])
    func peopleAreLeftAlone(_ local: String) {
        #expect(reasons(local + "@example.com", policy: Policy(officeAddresses: .exclude)) == [])
    }

    @Test(arguments: [
        ("ad\u{430}@example.com", true),  // Cyrillic а after Latin letters
        ("\u{430}\u{434}\u{430}@example.com", false),  // all Cyrillic
        ("\u{3B1}da@example.com", true),  // Greek α
        ("\u{3B1}\u{3B2}@example.com", false),  // all Greek
        ("\u{3B1}\u{430}@example.com", true),  // Greek and Cyrillic
        ("ada@b\u{FC}cher.example", false),  // Latin with an umlaut
        ("ada@ex\u{430}mple.com", true),  // Cyrillic а in a label
        ("ada@\u{43F}\u{440}\u{438}\u{43C}\u{435}\u{440}.example", false),  // a Cyrillic label beside a Latin one
        ("ada1-2_3@example-4.com", false),  // digits and signs belong to no script
        ("\u{E9}lodie@example.com", false),
    ])
    func mixedScriptsAreSuspicious(_ address: String, _ isSuspicious: Bool) {
        #expect(reasons(address) == (isSuspicious ? ["suspicious-address"] : []))
    }

    @Test func theSuspiciousPartIsShownDecoded() {
        var gate = Gate(brief: brief())
        let decision = gate.judge(dossier(["ada@ex\u{430}mple.com"]))[0]
        #expect(decision.findings.last?.observed == .text("ex\u{430}mple"))
    }

    /// The first seven are sample strings of RFC 3492 §7.1.
    @Test(arguments: [
        ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"), ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
        ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
        ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
        ("b1abfaaepdrnnbgefbaDotcwatmq2g4l", "почемужеонинеговорятпорусски"),
        ("PorqunopuedensimplementehablarenEspaol-fmd56a", "PorquénopuedensimplementehablarenEspañol"),
        ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"), ("bcher-kva", "bücher"), ("-", ""),
    ])
    func punycodeIsDecoded(_ encoded: String, _ decoded: String) {
        #expect(Punycode.decoded(encoded) == decoded)
    }

    @Test(arguments: ["", "é", "a b", "99999999", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "bcher-kv_", "x-9"])
    func whatIsNoPunycodeIsNotDecoded(_ encoded: String) {
        #expect(Punycode.decoded(encoded) == nil)
    }
}
