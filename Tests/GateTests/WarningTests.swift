import Gate
import Testing
import Vocabulary

/// What a mailing is warned about.
struct WarningTests {
    private func warnings(_ dossiers: [Dossier], _ brief: Brief = GateTests.brief()) -> [Warning] {
        var gate = Gate(brief: brief)
        for dossier in dossiers { _ = gate.judge(dossier) }
        return gate.warnings()
    }

    private func ada(_ contact: Int64, _ date: String?, objections: [Objection] = [], name: String = "Ada Example")
        -> Dossier
    {
        dossier(
            ["ada\(contact)@example.com"], [card(contact, "ada\(contact)@example.com", date, place: "fair")],
            objections: objections, contact: contact, name: name, sharesName: true)
    }

    @Test func nothingToWarnOf() {
        #expect(warnings([dossier(["a@example.com"], [card(1, "a@example.com", "2026-03-04", place: "fair")])]) == [])
    }

    @Test func aMissingPostalAddress() {
        let result = warnings([], brief(sender: sender(postalAddress: " ")))
        #expect(result.map(\.code) == [.noPostalAddress])
    }

    @Test func twoAdmittedOfOneName() {
        let result = warnings([ada(1, "2026-03-04"), ada(2, "2026-03-04", name: "ADA example"), ada(3, nil)])
        #expect(result.map(\.code) == [.sameName])
        #expect(result.first?.contacts == [ContactID(1), ContactID(2), ContactID(3)])
        #expect(
            result.first?.message.en
                == "3 contacts bear the name “Ada Example”: if they are one person, that person would get 2 messages")
    }

    @Test(arguments: [ObjectionKind.objected, .complained, .erased])
    func oneAdmittedWhoseNamesakeObjected(_ kind: ObjectionKind) {
        let result = warnings([
            ada(1, "2026-03-04"),
            ada(2, "2026-03-04", objections: [objection(kind, "ada2@example.com", "2026-05-06")]),
        ])
        #expect(result.map(\.code) == [.sameName])
    }

    @Test func noWarningWhereNobodyIsHarmed() {
        let bounced = [objection(.bounced, "ada2@example.com", "2026-05-06")]
        let objected = [objection(.objected, "ada2@example.com", "2026-05-06")]
        #expect(warnings([ada(1, "2026-03-04"), ada(2, nil)]) == [])
        #expect(warnings([ada(1, "2026-03-04"), ada(2, "2026-03-04", objections: bounced)]) == [])
        #expect(warnings([ada(1, nil), ada(2, "2026-03-04", objections: objected)]) == [])
        #expect(warnings([ada(1, "2026-03-04"), ada(2, "2026-03-04", name: "Alan Example")]) == [])
    }

    private func employed(_ contact: Int64, card company: String, linkedIn: String, _ date: String? = "2026-03-04")
        -> Dossier
    {
        dossier(
            ["a\(contact)@example.com"],
            [
                card(contact, "a\(contact)@example.com", "2020-03-04", place: "fair", company: "Older Ltd"),
                card(contact + 50, "a\(contact)@example.com", date, place: "fair", company: company),
            ],
            contact: contact, name: "Ada \(contact)", linkedInCompany: linkedIn)
    }

    @Test func anEmployerThatChanged() {
        let result = warnings([
            employed(1, card: "Analytical Ltd", linkedIn: "Difference Ltd"),
            employed(2, card: "Analytical Ltd", linkedIn: " ANALYTICAL ltd"),
            employed(3, card: "", linkedIn: ""), employed(4, card: "Analytical Ltd", linkedIn: " "),
            employed(5, card: "Analytical Ltd", linkedIn: "Difference Ltd", nil),
        ])
        #expect(result.map(\.code) == [.employerChanged])
        #expect(result.first?.contacts == [ContactID(1)])
        #expect(
            result.first?.message.en == "LinkedIn shows another company than the business card for 1 admitted contact: "
                + "Ada 1 (card: Analytical Ltd; LinkedIn: Difference Ltd)")
    }

    @Test func manyEmployersAreCountedAndAFewNamed() {
        let result = warnings((1...5).map { employed($0, card: "Analytical Ltd", linkedIn: "Difference Ltd") })
        #expect(result.count == 1)
        #expect(result.first?.contacts.count == 5)
        #expect(result.first?.message.en.contains("Ada 3") == true)
        #expect(result.first?.message.en.contains("Ada 4") == false)
    }

    @Test(arguments: [(50, false), (51, true)])
    func oneAttestationOverManyCards(_ count: Int64, _ isWarned: Bool) {
        let dossiers = (1...count).map { number in
            // Two addresses of one card are one card.
            let first = card(
                number, "a\(number)@example.com", "2026-03-04", place: "fair", attestation: "--met-on 2026-03-04")
            var second = card(
                number + 1000, "b\(number)@example.com", "2026-03-04", place: "fair",
                attestation: "--met-on 2026-03-04")
            second.artefact = first.artefact
            return dossier(["a\(number)@example.com", "b\(number)@example.com"], [first, second], contact: number)
        }
        let result = warnings(dossiers)
        #expect(result.map(\.code) == (isWarned ? [.bulkAttestation] : []))
        if isWarned { #expect(result[0].message.en.contains("covers 51 business cards")) }
    }

    @Test func aBlankAttestationIsTheCardsOwn() {
        let dossiers = (1...60).map { (number: Int64) in
            dossier(
                ["a\(number)@example.com"],
                [card(number, "a\(number)@example.com", "2026-03-04", place: "fair", attestation: "")], contact: number)
        }
        #expect(warnings(dossiers) == [])
    }

    @Test func theInboxsWarningSaysHowLongAgo() {
        let ago = Phrase(fr: "il y a 3 jours", en: "3 days ago")
        #expect(Warning.inboxNotRead(ago: ago).message.en.contains("the inbox was read (3 days ago)"))
        #expect(Warning.inboxNotRead(ago: nil).message.en.contains("was never read"))
    }

    @Test func theKeysWarningNamesTheFile() {
        #expect(Warning.keyNotBackedUp(keyFile: "portillon.key").message.en.contains("`portillon.key`"))
    }
}
