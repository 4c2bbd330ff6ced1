import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// `{{why}}`: each kind of evidence, in both languages.
@Suite struct WhyTests {
    struct Case: CustomTestStringConvertible {
        let evidence: Evidence?
        let french: String
        let english: String

        init(_ evidence: Evidence?, _ french: String, _ english: String) {
            (self.evidence, self.french, self.english) = (evidence, french, english)
        }

        var testDescription: String { english }
    }

    @Test(arguments: [
        Case(
            evidence(place: " Salon du livre, Lyon "),
            "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite le 4 mars 2026 (Salon du "
                + "livre, Lyon).",
            "You receive this letter because you handed me your business card on 4 March 2026 (Salon du livre, Lyon)."),
        Case(
            evidence(on: "2026-04"),
            "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite en avril 2026.",
            "You receive this letter because you handed me your business card in April 2026."),
        Case(
            evidence(on: "2026-03-01", place: " \t"),
            "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite le 1er mars 2026.",
            "You receive this letter because you handed me your business card on 1 March 2026."),
        Case(
            evidence(.formOptIn, on: "2025-12-31T23:30:00+01:00", confirmed: "2026-01-01"),
            "Vous recevez cette lettre parce que vous avez demandé le 31 décembre 2025 à recevoir la lettre "
                + "trimestrielle, et l’avez confirmé le 1er janvier 2026.",
            "You receive this letter because you signed up on 31 December 2025 to receive the quarterly letter, and "
                + "confirmed it on 1 January 2026."
        ),
        Case(
            evidence(.formOptIn, on: "2025-12"),
            "Vous recevez cette lettre parce que vous avez demandé en décembre 2025 à recevoir la lettre "
                + "trimestrielle.",
            "You receive this letter because you signed up in December 2025 to receive the quarterly letter."),
        Case(
            evidence(.linkedInConnection, on: "2020-08-12"),
            "Vous recevez cette lettre parce que nous sommes en relation sur LinkedIn depuis le 12 août 2020, et que "
                + "vous y partagez cette adresse avec vos relations.",
            "You receive this letter because we have been connected on LinkedIn since 12 August 2020, and you share "
                + "this address with your connections there."
        ),
        Case(
            evidence(.linkedInConnection, on: "2020-08"),
            "Vous recevez cette lettre parce que nous sommes en relation sur LinkedIn depuis août 2020, et que vous "
                + "y partagez cette adresse avec vos relations.",
            "You receive this letter because we have been connected on LinkedIn since August 2020, and you share "
                + "this address with your connections there."
        ),
        Case(
            evidence(on: nil), "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite.",
            "You receive this letter because you handed me your business card."),
        Case(
            evidence(.formOptIn, on: nil),
            "Vous recevez cette lettre parce que vous avez demandé à recevoir la lettre trimestrielle.",
            "You receive this letter because you signed up to receive the quarterly letter."),
        Case(
            nil,
            "Ceci est un essai que vous vous envoyez à vous-même\u{A0}; chaque destinataire lira ici d’où vient son "
                + "adresse.",
            "This is a test that you send to yourself; each recipient reads here where their address comes from."),
    ])
    func saysWhereTheAddressComesFrom(_ example: Case) throws {
        let pass = clearance(evidence: example.evidence)
        #expect(WhyText.text(pass, .french) == example.french)
        #expect(WhyText.text(pass, .english) == example.english)
    }

    @Test func isATestWhateverTheEvidence() {
        #expect(WhyText.text(clearance(isTest: true), .english).contains("test"))
    }

    @Test func isTextWhereverItLands() throws {
        let pass = clearance(evidence: evidence(place: "<b>\r\n{{x}} & \"Co\"\u{202E}"))
        let found = render(try compile(letter("{{why}}", subject: "{{why}}")), pass)
        #expect(found.html.contains("(&lt;b&gt; &#123;&#123;x&#125;&#125; &amp; &quot;Co&quot;)."))
        #expect(found.text.contains("(<b> {{x}} & \"Co\")."))
        #expect(!found.subject.contains("\r"))
    }
}
