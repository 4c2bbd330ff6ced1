import Foundation
import Gate
import Testing
import Vocabulary

/// The gate's decisions as a table that anyone can read, held to the byte against `Golden/decisions.txt`.
///
/// Set `PORTILLON_WRITE_GOLDEN=1` to write the file anew, then read the difference: it is a change of policy.
struct DecisionMatrixTests {
    @Test func decisionsAreThoseOfTheTable() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/decisions.txt")
        let text = DecisionMatrix.text()
        if ProcessInfo.processInfo.environment["PORTILLON_WRITE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let (rows, expected) = (text.split(separator: "\n"), golden.split(separator: "\n"))
        for (row, wanted) in zip(rows, expected) { #expect(row == wanted) }
        #expect(text.utf8.elementsEqual(golden.utf8))
    }
}

/// The situations, section by section. All are of 23 November 2026.
enum DecisionMatrix {
    static func text() -> String {
        """
        Decisions of the gate on 23 November 2026, for the letter "spring" and its purpose "newsletter".
        Unless a row says otherwise: the sender is grace@example.org, formerly grace@former.example.org, whose own
        address has been visible on LinkedIn since 1 May 2019; the contact's address is ada@example.com; the policy
        is the default one (evidence 1,095 days, LinkedIn export 180 days, double opt-in, offices admitted).
        A contact with several addresses has one line for each.


        """ + [cards(), forms(), linkedIn(), lists(), objections(), addresses(), people()].joined(separator: "\n")
    }

    private static let address = "ada@example.com"

    private static func section(_ title: String, _ rows: [(String, Brief, [Dossier])]) -> String {
        var lines = [title, String(repeating: "=", count: title.count)]
        for (situation, brief, dossiers) in rows {
            var gate = Gate(brief: brief)
            for (index, decision) in dossiers.flatMap({ gate.judge($0) }).enumerated() {
                let shown = index == 0 ? situation : "  and " + (decision.address ?? "no address")
                let outcome =
                    decision.admittedBy.map { "admitted  by \($0.claim.kind.rawValue)" }
                    ?? "excluded  " + decision.findings.map(\.code.rawValue).joined(separator: ", ")
                lines.append(padded(shown) + outcome)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(2, 86 - text.count))
    }

    private static func cards() -> String {
        let dates: [(String, String?)] = [
            ("4 March 2026", "2026-03-04"), ("24 November 2023, 1,095 days ago", "2023-11-24"),
            ("23 November 2023, 1,096 days ago", "2023-11-23"), ("no date", nil), ("dated 10/11/2023", "10/11/2023"),
            ("tomorrow", "2026-11-24"),
        ]
        var rows: [(String, Brief, [Dossier])] = []
        for (words, date) in dates {
            for (placeWords, place) in [("trade fair", "trade fair"), ("no place or occasion", "")] {
                rows.append(
                    (
                        "card, \(words), \(placeWords)", brief(),
                        [dossier([address], [card(1, address, date, place: place)])]
                    ))
            }
        }
        func old(_ words: String, heardFrom: String?) -> (String, Brief, [Dossier]) {
            (
                "card of 2022, trade fair, \(words)", brief(),
                [dossier([address], [card(1, address, "2022-01-02", place: "trade fair")], heardFrom: heardFrom)]
            )
        }
        func odd(
            _ words: String, context: SharingContext = .professional, source: SharingSource = .person,
            sharedWith: String = "", at given: String = "ada@example.com"
        ) -> (String, Brief, [Dossier]) {
            let piece = card(
                1, given, "2026-03-04", place: "trade fair", context: context, source: source, sharedWith: sharedWith)
            return ("sound card, but \(words)", brief(), [dossier([address], [piece])])
        }
        rows += [
            old("the person wrote last month", heardFrom: "2026-10-20"),
            old("the person last wrote in 2022", heardFrom: "2022-06-01"),
            odd("in a private setting", context: .other("private")),
            odd("the setting is left blank", context: .other("")),
            odd("the address came from a third party", source: .thirdParty),
            odd("the source says `friend?`", source: .unreadable("friend?")),
            odd("given to alan@example.org", sharedWith: "alan@example.org"),
            odd("given to grace@former.example.org", sharedWith: "grace@former.example.org"),
            odd("with the address other@example.com", at: "other@example.com"),
            odd("with the address ada+fair@example.com", at: "ada+fair@example.com"),
            odd("with the address spelt ADA@Example.COM", at: "ADA@Example.COM"),
        ]
        return section("Business cards", rows)
    }

    private static func forms() -> String {
        var rows: [(String, Brief, [Dossier])] = []
        let policies: [(String, Policy)] = [
            ("double opt-in", Policy()), ("recorded sign-ups do", Policy(formConfirmation: .recorded)),
        ]
        let confirmations: [(String, String?)] = [
            ("confirmed the day after", "2026-03-05"), ("never confirmed", nil), ("confirmed `yes`", "yes"),
            ("confirmed the day before", "2026-03-03"), ("confirmed in 2027", "2027-01-01"),
        ]
        for (policyWords, policy) in policies {
            for (words, confirmed) in confirmations {
                rows.append(
                    (
                        "sign-up, 4 March 2026, \(words), \(policyWords)", brief(policy: policy),
                        [dossier([address], [form(1, address, "2026-03-04", confirmed: confirmed)])]
                    ))
            }
        }
        func sound(_ words: String, _ piece: Evidence, _ purpose: Purpose? = newsletter) -> (String, Brief, [Dossier]) {
            ("confirmed sign-up, \(words)", brief(purpose), [dossier([address], [piece])])
        }
        rows += [
            sound(
                "for events only",
                form(1, address, "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])),
            sound(
                "for events and newsletter",
                form(1, address, "2026-03-04", confirmed: "2026-03-04", purposes: ["events", "newsletter"])),
            sound(
                "for events only, looked at without a letter",
                form(1, address, "2026-03-04", confirmed: "2026-03-04", purposes: ["events"]), nil),
            sound("wording unknown", form(1, address, "2026-03-04", confirmed: "2026-03-04", wording: "")),
            sound("undated", form(1, address, nil, confirmed: "2026-03-04")),
            sound("of 2019, confirmed then", form(1, address, "2019-03-04", confirmed: "2019-03-04")),
        ]
        return section("Sign-ups", rows)
    }

    private static func linkedIn() -> String {
        var rows: [(String, Brief, [Dossier])] = []
        let visible: [(String, String?)] = [
            ("own address visible", "2019-05-01"), ("own address visible too late", "2026-11-23"),
            ("visibility not attested", nil),
        ]
        for (visibleWords, since) in visible {
            for (exportWords, export) in [("yesterday's export", "2026-11-22"), ("an export of January", "2026-01-15")]
            {
                for (words, isInLatest) in [("in", true), ("no longer in", false)] {
                    rows.append(
                        (
                            "connection of 2015, \(words) \(exportWords), \(visibleWords)",
                            brief(sender: sender(visibleSince: since)),
                            [
                                dossier(
                                    [address],
                                    [connection(1, address, "2015-06-07", export: export, isInLatest: isInLatest)])
                            ]
                        ))
                }
            }
        }
        let blank = connection(1, "", "2015-06-07")
        let sound = card(2, address, "2026-03-04", place: "trade fair")
        let withdrawn = connection(3, address, "2015-06-07", isInLatest: false)
        rows += [
            ("connection without address, none known", brief(), [dossier([], [blank])]),
            ("connection without address, one in a contacts file", brief(), [dossier([address], [blank])]),
            ("connection without address, a sound card", brief(), [dossier([address], [blank, sound])]),
            ("address blanked in the latest export", brief(), [dossier([address], [blank, withdrawn])]),
            ("address blanked in the latest export, a sound card", brief(), [dossier([address], [withdrawn, sound])]),
            ("export without date", brief(), [dossier([address], [connection(1, address, "2015-06-07", export: nil)])]),
            ("connection dated `07/06/2015`", brief(), [dossier([address], [connection(1, address, "07/06/2015")])]),
        ]
        return section("LinkedIn connections", rows)
    }

    private static func lists() -> String {
        let listings: [(String, Evidence)] = [
            ("from a third party", listed(9, address, source: .thirdParty)),
            ("from a `friend`", listed(9, address, source: .unreadable("friend"))),
            ("given to alan@example.org", listed(9, address, sharedWith: "alan@example.org")),
            ("given to grace@example.org", listed(9, address, sharedWith: "grace@example.org")),
        ]
        let besides: [(String, [Evidence])] = [
            ("nothing else", []),
            ("a card with other@example.com", [card(1, "other@example.com", "2026-03-04", place: "trade fair")]),
            ("a card of 2022", [card(1, address, "2022-01-02", place: "trade fair")]),
            ("a sound card", [card(1, address, "2026-03-04", place: "trade fair")]),
            ("a confirmed sign-up", [form(1, address, "2026-03-04", confirmed: "2026-03-04")]),
        ]
        let rows = listings.flatMap { words, entry in
            besides.map { besideWords, pieces in
                ("listed as \(words), \(besideWords)", brief(), [dossier([address], pieces + [entry])])
            }
        }
        return section("Entries in a list", rows)
    }

    private static func objections() -> String {
        let evidence: [(String, Evidence)] = [
            ("card of 2023", card(1, address, "2023-12-24", place: "trade fair")),
            ("card of 2025", card(1, address, "2025-03-04", place: "trade fair")),
            ("connection, latest export", connection(1, address, "2025-06-07")),
            ("sign-up confirmed in 2025", form(1, address, "2025-03-04", confirmed: "2025-03-04")),
            (
                "sign-up for events confirmed in 2025",
                form(1, address, "2025-03-04", confirmed: "2025-03-04", purposes: ["events"])
            ),
        ]
        var rows: [(String, Brief, [Dossier])] = []
        for kind in ObjectionKind.allCases {
            for (words, piece) in evidence {
                rows.append(
                    (
                        "\(kind.rawValue) on 6 May 2024, \(words)", brief(),
                        [dossier([address], [piece], objections: [objection(kind, address, "2024-05-06")])]
                    ))
            }
        }
        let cardOfB = card(1, "b@example.com", "2026-03-04", place: "trade fair")
        for kind in ObjectionKind.allCases {
            rows.append(
                (
                    "\(kind.rawValue) at a@example.com, card for b@example.com", brief(),
                    [
                        dossier(
                            ["a@example.com", "b@example.com"], [cardOfB],
                            objections: [objection(kind, "a@example.com", "2026-05-06")])
                    ]
                ))
        }
        return section("Objections", rows)
    }

    private static func addresses() -> String {
        let rows: [(String, Brief, [Dossier])] =
            ["noreply", "admin", "info", "ada"].flatMap { local in
                [
                    ("card", "default policy", Policy()),
                    ("card", "offices excluded", Policy(officeAddresses: .exclude)),
                    ("sign-up", "default policy", Policy()),
                ].map { kind, words, policy in
                    let given = local + "@example.com"
                    let piece =
                        kind == "card"
                        ? card(1, given, "2026-03-04", place: "trade fair")
                        : form(1, given, "2026-03-04", confirmed: "2026-03-04")
                    return ("\(given), sound \(kind), \(words)", brief(policy: policy), [dossier([given], [piece])])
                }
            }
        func shown(_ words: String, _ given: String) -> (String, Brief, [Dossier]) {
            (words, brief(), [dossier([given], [card(1, given, "2026-03-04", place: "trade fair")])])
        }
        return section(
            "Addresses",
            rows + [
                shown("a Cyrillic letter among Latin ones, sound card", "ad\u{430}@example.com"),
                shown("no domain, sound card", "ada@"),
                ("an address in a contacts file, nothing else", brief(), [dossier([address])]),
                ("no address, nothing else", brief(), [dossier([])]),
            ])
    }

    private static func people() -> String {
        let (a, b) = ("a@example.com", "b@example.com")
        let cardA = card(1, a, "2026-03-04", place: "trade fair")
        let cardB = card(2, b, "2026-03-05", place: "trade fair")
        func mailed(_ state: RecipientState) -> (String, Brief, [Dossier]) {
            (
                "sound card, this letter \(state.rawValue) before", brief(),
                [
                    dossier(
                        [address], [card(1, address, "2026-03-04", place: "trade fair")],
                        mailed: [Dossier.Mailed(loosestKey: address, state: state, isSameContact: true)])
                ]
            )
        }
        func person(_ contact: Int64, _ piece: Evidence) -> Dossier {
            dossier([address], [piece], contact: contact, isKnownElsewhere: true)
        }
        return section(
            "One message a person",
            [
                ("a@ on a card, b@ on a later card", brief(), [dossier([a, b], [cardA, cardB])]),
                (
                    "a@ in the latest LinkedIn export, b@ on a later card", brief(),
                    [dossier([a, b], [connection(1, a, "2015-06-07"), cardB])]
                ),
                ("a@ in a contacts file, b@ on a card", brief(), [dossier([a, b], [cardB])]),
                ("a@ and b@, both on cards, without a letter", brief(nil), [dossier([a, b], [cardA, cardB])]),
                (
                    "two contacts, one address, two sound cards", brief(),
                    [
                        person(1, card(1, address, "2026-03-04", place: "trade fair")),
                        person(2, card(2, address, "2026-03-05", place: "trade fair")),
                    ]
                ),
                (
                    "sound card, first name needed and unknown", brief(needs: [.field("first_name")]),
                    [dossier([address], [card(1, address, "2026-03-04", place: "trade fair")])]
                ),
            ] + RecipientState.allCases.map(mailed))
    }
}
