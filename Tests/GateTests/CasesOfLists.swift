import Gate
import Testing
import Vocabulary

/// Rows of a contacts file that say whence an address came, or with whom it was shared.
extension CaseTests {
    static let lists: [Case] = [
        Case(
            "a list says that the address came from a third party", brief(),
            dossier([ada], [listed(1, ada, source: .thirdParty)]),
            expected: ["ada@example.com: no-explicit-share third-party-source"]),
        Case(
            "a list says so, looked at without a letter", brief(nil),
            dossier([ada], [listed(1, ada, source: .thirdParty)]),
            expected: ["ada@example.com: no-explicit-share third-party-source"]),
        Case(
            "a list gives a source that is not understood", brief(),
            dossier([ada], [listed(1, ada, source: .unreadable("friend"))]),
            expected: ["ada@example.com: no-explicit-share evidence-unreadable"]),
        Case(
            "a list says that the address was given to somebody else", brief(),
            dossier([ada], [listed(1, ada, sharedWith: "alan@example.org")]),
            expected: ["ada@example.com: no-explicit-share shared-with-someone-else"]),
        Case(
            "a list says with words to whom the address was given", brief(),
            dossier([ada], [listed(1, ada, sharedWith: "the whole team")]),
            expected: ["ada@example.com: no-explicit-share shared-with-someone-else"]),
        Case(
            "a list says that the address was given to the sender, now or formerly", brief(),
            dossier([ada], [listed(1, ada, sharedWith: "grace@example.org")]),
            dossier([ada], [listed(2, ada, sharedWith: "Grace@Former.Example.ORG")]),
            expected: ["ada@example.com: no-explicit-share", "ada@example.com: no-explicit-share"]),
        Case(
            "a list says everything that it can say against an address", brief(),
            dossier(
                [ada],
                [
                    listed(1, ada, source: .unreadable("friend"), sharedWith: "alan@example.org"),
                    listed(2, ada, source: .thirdParty),
                ]),
            expected: [
                "ada@example.com: no-explicit-share shared-with-someone-else third-party-source evidence-unreadable"
            ]),
        Case(
            "a list against one address, a card with another", brief(),
            dossier(
                [ada, other],
                [listed(1, ada, source: .thirdParty), card(2, other, "2026-03-04", place: "trade fair")]),
            expected: [
                "ada@example.com: address-not-shared third-party-source",
                "other@example.com: admitted by business-card 2",
            ]),
        Case(
            "a list against one address of two, and nothing shared", brief(),
            dossier([ada, other], [listed(1, ada, source: .thirdParty)]),
            expected: [
                "ada@example.com: no-explicit-share third-party-source", "other@example.com: no-explicit-share",
            ]),
        Case(
            "a list against an address, a sound card with it", brief(),
            dossier(
                [ada], [listed(1, ada, source: .thirdParty), card(2, ada, "2026-03-04", place: "trade fair")]),
            expected: ["ada@example.com: admitted by business-card 2"]),
        Case(
            "a list against an address, a sound sign-up with it", brief(),
            dossier(
                [ada],
                [
                    form(1, ada, "2026-03-04", confirmed: "2026-03-05"),
                    listed(2, ada, source: .unreadable("friend"), sharedWith: "alan@example.org"),
                ]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "a list against an address, a sound connection with it", brief(),
            dossier([ada], [listed(1, ada, source: .thirdParty), connection(2, ada, "2015-06-07")]),
            expected: ["ada@example.com: admitted by linkedin-connection 2"]),
        Case(
            "a list against an address, an old card with it", brief(),
            dossier(
                [ada], [listed(1, ada, source: .thirdParty), card(2, ada, "2022-03-04", place: "trade fair")]),
            expected: ["ada@example.com: third-party-source evidence-stale"]),
        Case(
            "a list against an address, a connection without one", brief(),
            dossier([ada], [connection(1, "", "2020-02-03"), listed(2, ada, source: .thirdParty)]),
            expected: ["ada@example.com: no-explicit-share third-party-source linkedin-address-not-shared"]),
        Case(
            "a list against a text that is no address", brief(),
            dossier(["ada at example.com"], [listed(1, "ada at example.com", source: .thirdParty)]),
            expected: ["ada at example.com: no-explicit-share third-party-source invalid-address"]),
        Case(
            "a list lifts no bounce and opens no administrative mailbox", brief(),
            dossier(
                ["admin@example.com"], [listed(1, "admin@example.com", sharedWith: "grace@example.org")],
                objections: [objection(.bounced, "admin@example.com", "2020-01-01")]),
            expected: ["admin@example.com: no-explicit-share bounced role-address"]),
    ]

    private static let ada = "ada@example.com"
    private static let other = "other@example.com"

    @Test func whatAListSaysIsLookedAtWhateverComesOfIt() {
        let list = listed(1, CaseTests.ada, source: .thirdParty)
        let sound = card(2, CaseTests.ada, "2026-03-04", place: "fair")
        let elsewhere = card(2, CaseTests.other, "2026-03-04", place: "fair")
        for evidence in [[list], [list, sound], [list, elsewhere]] {
            var gate = Gate(brief: brief())
            #expect(gate.judge(dossier([CaseTests.ada], evidence))[0].lookedAt == evidence.map(\.id))
        }
    }

    /// Not even a rule book without a rule against it.
    @Test func anEntryInAListNeverAdmits() {
        let book = RuleBook(version: 1, sharing: [], pieces: [], entries: [], mailing: [])
        let entry = listed(1, CaseTests.ada, sharedWith: "grace@example.org")
        #expect(
            verdicts(brief(), dossier([CaseTests.ada], [entry]), rules: book)
                == ["ada@example.com: no-explicit-share"])
    }

    /// The spelling is that of what was shared.
    @Test func anEntryInAListDoesNotSpellTheAddress() {
        let evidence = [
            listed(1, "ADA@EXAMPLE.COM", source: .thirdParty), card(2, "Ada@example.com", nil, place: "fair"),
        ]
        #expect(
            verdicts(brief(), dossier([CaseTests.ada], evidence))
                == ["Ada@example.com: third-party-source card-exchange-not-attested"])
    }

    /// A contact with many addresses takes another way through the map.
    @Test func aListIsHeardAmongManyAddresses() {
        let addresses = (1...20).map { "a\($0)@example.com" }
        let evidence = [
            listed(1, addresses[3], source: .thirdParty), card(2, addresses[4], "2026-03-04", place: "fair"),
            listed(3, addresses[4], source: .thirdParty),
        ]
        let result = verdicts(brief(), dossier(addresses, evidence))
        #expect(result[2] == "a3@example.com: address-not-shared")
        #expect(result[3] == "a4@example.com: address-not-shared third-party-source")
        #expect(result[4] == "a5@example.com: admitted by business-card 2")
    }
}
