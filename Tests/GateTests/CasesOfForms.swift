import Gate
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
