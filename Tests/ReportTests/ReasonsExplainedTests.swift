// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Report
import Testing
import Vocabulary

/// Findings and evidence in words.
struct ReasonsExplainedTests {
    private func when(_ iso: String) -> When { When(iso: iso)! }
    private func day(_ iso: String) -> CivilDate { CivilDate(iso: iso)! }

    struct Row: Sendable {
        let finding: Finding
        let observed: Phrase?
        let expected: Phrase?
    }

    private static let march = When(iso: "2020-03-12")!

    static let rows: [Row] = [
        Row(
            finding: Finding(.evidenceStale, observed: .age(march, days: 2448), expected: .days(1095)),
            observed: Phrase(
                fr: "12 mars 2020, il y a 2\u{202F}448\u{A0}jours", en: "12 March 2020, 2,448 days ago"),
            expected: Phrase(fr: "au plus 1\u{202F}095\u{A0}jours", en: "at most 1,095 days")),
        Row(
            finding: Finding(.evidenceUndated, observed: .text("10/11/2023")),
            observed: Phrase(fr: "«\u{A0}10/11/2023\u{A0}»", en: "“10/11/2023”"),
            expected: Phrase(
                fr: "une date sans équivoque, comme 2023-11-10", en: "an unambiguous date, such as 2023-11-10")),
        Row(
            finding: Finding(.invalidAddress, observed: .fault(.noAtSign)),
            observed: Phrase(fr: "elle n’a pas de `@`", en: "it has no `@`"), expected: nil),
        Row(
            finding: Finding(.objected, observed: .date(When(iso: "2024-05")!)),
            observed: Phrase(fr: "mai 2024", en: "May 2024"), expected: nil),
        Row(
            finding: Finding(.evidenceInFuture, observed: .date(march), expected: .day(CivilDate(iso: "2020-03-01")!)),
            observed: Phrase(fr: "12 mars 2020", en: "12 March 2020"),
            expected: Phrase(fr: "au plus tard le 1er mars 2020", en: "1 March 2020 at the latest")),
        Row(
            finding: Finding(.letterIncomplete, observed: .texts(["first_name", "company", "position"])),
            observed: Phrase(fr: "first_name, company et position", en: "first_name, company and position"),
            expected: nil),
        Row(
            finding: Finding(.cardExchangeNotAttested, expected: .texts(["date", "place"])), observed: nil,
            expected: Phrase(
                fr: "la date de l’échange et le lieu ou l’occasion",
                en: "the date of the exchange and the place or occasion")),
        Row(
            finding: Finding(.alreadyMailed, observed: .text("accepted")),
            observed: Phrase(fr: "acceptée par le relais", en: "accepted by the relay"), expected: nil),
        Row(
            finding: Finding(.linkedInNoLongerShared, observed: .day(CivilDate(iso: "2026-11-22")!)),
            observed: Phrase(
                fr: "absente de l’export du 22 novembre 2026", en: "not in the export of 22 November 2026"),
            expected: nil),
        Row(
            finding: Finding(.linkedInNotReciprocal, observed: .date(When(iso: "2022-03")!)),
            observed: Phrase(fr: "visible depuis mars 2022", en: "visible since March 2022"), expected: nil),
        Row(
            finding: Finding(.linkedInNotReciprocal, observed: .date(march)),
            observed: Phrase(fr: "visible depuis le 12 mars 2020", en: "visible since 12 March 2020"), expected: nil),
        Row(
            finding: Finding(.formUnconfirmed, expected: .date(When(iso: "2022-03")!)), observed: nil,
            expected: Phrase(
                fr: "au plus tôt en mars 2022, date de l’inscription", en: "not before March 2022, the sign-up")),
        Row(
            finding: Finding(.formUnconfirmed, expected: .date(march)), observed: nil,
            expected: Phrase(
                fr: "au plus tôt le 12 mars 2020, date de l’inscription", en: "not before 12 March 2020, the sign-up")),
        Row(
            finding: Finding(.notProfessional),
            observed: Phrase(fr: "laissé en blanc", en: "left blank"),
            expected: Phrase(fr: "un cadre professionnel", en: "a professional setting")),
        Row(
            finding: Finding(.evidenceUnreadable, observed: .text("a\r\nb")),
            observed: Phrase(fr: "«\u{A0}a b\u{A0}»", en: "“a b”"),
            expected: Phrase(fr: "`self` ou `third-party`", en: "`self` or `third-party`")),
    ]

    @Test(arguments: rows)
    func factsAreWorded(_ row: Row) {
        let explanation = explain(row.finding)
        #expect(explanation.message == Reason(row.finding.code).message)
        #expect(explanation.remedy == Reason(row.finding.code).remedy)
        #expect(explanation.observed == row.observed)
        #expect(explanation.expected == row.expected)
    }

    @Test(arguments: ReasonCode.allCases)
    func everyFactOfEveryCodeCanBeWorded(_ code: ReasonCode) {
        let facts: [Fact] = [
            .text("x"), .texts([]), .texts(["x"]), .date(Self.march), .day(Self.march.day), .days(1),
            .age(Self.march, days: 0), .fault(.badDomain("two full stops in a row")),
        ]
        for fact in facts {
            let explanation = explain(Finding(code, observed: fact, expected: fact))
            #expect(explanation.observed != nil)
            #expect(explanation.expected != nil)
        }
    }

    private func evidence(_ claim: Claim, export: String? = nil) -> Evidence {
        Evidence(
            id: EvidenceID(1), claim: claim, artefact: Artefact(fileName: "f", sha256: "", line: 1),
            recordedAt: Instant(seconds: 0),
            linkedIn: export.map { LinkedInStanding(latestExport: day($0), isInLatest: true) })
    }

    @Test func evidenceIsToldInOneLine() {
        let card = evidence(
            Claim(kind: .businessCard, address: "a@example.com", shared: .on(when("2026-03-04")), place: "trade fair"))
        #expect(
            explain(card)
                == Phrase(fr: "carte de visite, 4 mars 2026, trade fair", en: "card, 4 March 2026, trade fair"))
        let form = evidence(
            Claim(
                kind: .formOptIn, address: "a@example.com", shared: .on(when("2026-08-01")),
                consent: FormConsent(
                    purposes: ["newsletter", "events"], wording: "Yes", wordingLanguage: "en",
                    confirmed: .on(when("2026-08-02")), formURL: "")))
        #expect(
            explain(form)
                == Phrase(
                    fr: "inscription, 1er août 2026, confirmée le 2 août 2026, pour newsletter et events",
                    en: "sign-up, 1 August 2026, confirmed 2 August 2026, for newsletter and events"))
        let byMonth = evidence(
            Claim(
                kind: .formOptIn, address: "a@example.com", shared: .on(when("2026-08")),
                consent: FormConsent(
                    purposes: [], wording: "Yes", wordingLanguage: "en", confirmed: .on(when("2026-09")), formURL: "")))
        #expect(
            explain(byMonth)
                == Phrase(
                    fr: "inscription, août 2026, confirmée en septembre 2026",
                    en: "sign-up, August 2026, confirmed September 2026"))
        let row = evidence(
            Claim(kind: .linkedInConnection, address: "a@example.com", shared: .on(when("2015-06-07"))),
            export: "2026-11-22")
        #expect(
            explain(row)
                == Phrase(
                    fr: "relation LinkedIn, 7 juin 2015, export du 22 novembre 2026",
                    en: "LinkedIn connection, 7 June 2015, export of 22 November 2026"))
    }

    @Test func anEntryInAListIsToldByItsOrigin() {
        func entry(_ source: SharingSource, sharedWith: String = "") -> Evidence {
            evidence(
                Claim(
                    kind: .contactList, address: "a@example.com", shared: .missing, source: source,
                    sharedWith: sharedWith))
        }
        #expect(
            explain(entry(.thirdParty))
                == Phrase(fr: "entrée d’une liste, d’un tiers", en: "entry in a list, from a third party"))
        #expect(
            explain(entry(.unreadable("a\r\nfriend"), sharedWith: " alan@example.org\n"))
                == Phrase(
                    fr: "entrée d’une liste, source\u{A0}: «\u{A0}a friend\u{A0}», communiquée à alan@example.org",
                    en: "entry in a list, source: “a friend”, given to alan@example.org"))
        let document = DecisionDocument.full(entry(.thirdParty)).canonical
        #expect(document.contains(#""kind":"contact-list""#))
        #expect(document.contains(#""source":"third-party""#))
        #expect(!document.contains("context"))
    }

    @Test func anAdmissionIsExplainedAndAnExclusionIsNot() {
        let card = evidence(
            Claim(kind: .businessCard, address: "a@example.com", shared: .on(when("2026-03-04")), place: "dinner"))
        let brief = Brief(
            letter: nil, purpose: nil, needs: [],
            sender: Sender(name: "Grace", address: try! AddrSpec(parsing: "grace@example.org")), policy: Policy(),
            policyRevision: "", today: day("2026-11-23"))
        var gate = Gate(brief: brief)
        let decisions = gate.judge(
            Dossier(
                contact: Contact(id: ContactID(1), profile: nil, fields: ContactFields()),
                addresses: [Dossier.KnownAddress("a@example.com"), Dossier.KnownAddress("b@example.com")],
                evidence: [card]))
        #expect(decisions.map { explain($0)?.en } == ["card, 4 March 2026, dinner", nil])
    }

    @Test func numbersAndNounsAgree() {
        #expect(Wording.number(0, .french) == "0")
        #expect(Wording.number(999, .english) == "999")
        #expect(Wording.number(1_234_567, .french) == "1\u{202F}234\u{202F}567")
        #expect(Wording.number(-1_000, .english) == "-1,000")
        #expect(Wording.number(Int.min, .english) == "-9,223,372,036,854,775,808")
        #expect(Wording.days(0, .french) == "0\u{A0}jour")
        #expect(Wording.days(0, .english) == "0 days")
        #expect(Wording.days(1, .french) == "1\u{A0}jour")
        #expect(Wording.days(1, .english) == "1 day")
        #expect(Wording.days(2, .french) == "2\u{A0}jours")
        #expect(Wording.list([], .english) == "")
    }
}
