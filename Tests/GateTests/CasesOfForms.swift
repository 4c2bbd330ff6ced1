import Gate
import Testing
import Vocabulary

/// Sign-ups.
extension CaseTests {
    static let forms: [Case] = [
        Case(
            "sign-up for events, letter newsletter", brief(newsletter),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])]),
            expected: ["ada@example.com: purpose-not-agreed"]),
        Case(
            "sign-up for events, no letter: nothing to agree to", brief(nil),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up for Newsletter, letter newsletter", brief(newsletter),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: [" Newsletter"])]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up never confirmed", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: nil)]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "sign-up on paper, policy takes recorded ones", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: nil)]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "confirmation unreadable, policy takes recorded ones", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "yes")]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "confirmed before the sign-up", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-03")]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "confirmed in the future", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "2027-03-03")]),
            expected: ["ada@example.com: evidence-in-future"]),
        Case(
            "sign-up of 2019, confirmed, no contact since", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2019-03-04", confirmed: "2019-03-05")]),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "sign-up of 2019, confirmed in 2025", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2019-03-04", confirmed: "2025-03-05")]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up without date and wording", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", nil, confirmed: "2026-03-05", wording: " ")]),
            expected: ["ada@example.com: form-wording-missing evidence-undated"]),
    ]
}

/// The wording of a sign-up, and what the sender states of it.
@Suite struct SignUpWordingTests {
    private func verdict(_ piece: Evidence, objections: [Objection] = []) -> [String] {
        var gate = Gate(brief: brief())
        return gate.judge(dossier(["ada@example.com"], [piece], objections: objections)).flatMap { decision in
            decision.isAdmitted ? ["admitted"] : decision.findings.map(\.code.rawValue)
        }
    }

    @Test(arguments: [
        "oui", "Oui", "yes", "YES!", "ok", "OK.", "x", "X", "1", "true", "TRUE", "vrai", "✓", "☑", "o", "Oui, oui",
        "[x]", "-", "ja",
        "accepted", "Accepté", "Acceptée", "Agreed", "d’accord", "D'accord", "undefined", "null", "Selected",
        "subscribed",
        "opt-in", "Opted in", "checked", "coché", "on", "TBD", "inconnu", "xxx",
        "Stop", "Please remove me", "Me désinscrire", "Désabonnement", "Non merci", "Je refuse", "décoché", "unchecked",
        "Je ne souhaite pas recevoir la lettre",
    ])
    func aBareAnswerIsNoWording(_ wording: String) {
        let piece = form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-05", wording: wording)
        #expect(verdict(piece) == ["form-wording-missing"])
    }

    /// A cell of a card's place that holds no place.
    @Test(
        arguments: [
            "-", "?", "n/a", "N/A", "#N/A", "unknown", "inconnu", "Inconnue", "none", ".", "…", "TBD", "à compléter",
            "XXX",
            "null", "(non renseigné)", "k. A.", "unbekannt", "#REF!",
        ])
    func aPlaceholderIsNoPlace(_ place: String) {
        #expect(verdict(card(1, "ada@example.com", "2026-03-04", place: place)) == ["card-exchange-not-attested"])
    }

    @Test(arguments: ["S", "Lyon", "N° 5", "京都", "Salon de l’inconnu", "Hall 3"])
    func aPlaceIsOne(_ place: String) {
        #expect(verdict(card(1, "ada@example.com", "2026-03-04", place: place)) == ["admitted"])
    }

    @Test(arguments: [
        "Oui, écrivez-moi.", "I agree", "J'accepte", "Newsletter", "J’accepte de recevoir la lettre",
        "はい、受け取ります",
        "Je souhaite recevoir la lettre. Pas de spam, désinscription à tout moment.",
    ])
    func whatWasAgreedToIsOne(_ wording: String) {
        let piece = form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-05", wording: wording)
        #expect(verdict(piece) == ["admitted"])
    }

    /// One day of confirmation that the sender states for a whole file is not the person's own later word.
    @Test(arguments: [
        ("2025-01-02", "", ["admitted"]), ("2025-01-02", Claim.confirmedOn + "2026-03-05", ["objected"]),
        ("2026-01-02", "", ["admitted"]),
        ("2026-01-02", Claim.confirmedOn + "2026-03-05", ["objected"]),
        ("2022-01-02", Claim.confirmedOn + "2026-03-05", ["evidence-stale", "objected"]),
    ])
    func aStatedConfirmationLiftsNothing(_ signedUp: String, _ attestation: String, _ expected: [String]) {
        let own = form(1, "ada@example.com", signedUp, confirmed: "2026-03-05").claim
        let claim = Claim(
            kind: .formOptIn, address: own.address, shared: own.shared, consent: own.consent, attestation: attestation)
        let objection = Objection(
            id: 1, kind: .objected,
            target: .address(normalForm: "ada@example.com", loosestKey: "ada@example.com"), on: when("2025-06-01"),
            because: "")
        #expect(verdict(piece(1, claim), objections: [objection]) == expected)
    }
}
