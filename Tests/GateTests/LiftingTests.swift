import Gate
import Testing
import Vocabulary

/// Which evidence speaks louder than which objection. All objections are of 6 May 2024, at the very address.
struct LiftingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        let evidence: Evidence
        let objectedAt: String
        let liftsObjections: Bool
        let liftsBounce: Bool
        var testDescription: String { title }

        init(_ title: String, _ evidence: Evidence, at: String = "2024-05-06", objections: Bool, bounce: Bool) {
            self.title = title
            self.evidence = evidence
            objectedAt = at
            liftsObjections = objections
            liftsBounce = bounce
        }
    }

    static let rows: [Row] = [
        Row(
            "sign-up confirmed a day later", form(1, address, "2024-05-07", confirmed: "2024-05-07"),
            objections: true, bounce: true),
        Row(
            "sign-up before, confirmed after", form(1, address, "2024-05-01", confirmed: "2024-05-07"),
            objections: true, bounce: true),
        Row(
            "sign-up confirmed on the same day", form(1, address, "2024-05-06", confirmed: "2024-05-06"),
            objections: false, bounce: false),
        Row(
            "both with times, the sign-up an hour later",
            form(1, address, "2024-05-06T11:00:00Z", confirmed: "2024-05-06T11:00:00Z"), at: "2024-05-06T10:00:00Z",
            objections: true, bounce: true),
        Row(
            "both with times, the sign-up an hour earlier",
            form(1, address, "2024-05-06T09:00:00Z", confirmed: "2024-05-06T09:00:00Z"), at: "2024-05-06T10:00:00Z",
            objections: false, bounce: false),
        Row(
            "sign-up confirmed in the same month, objection of that month",
            form(1, address, "2024-05-01", confirmed: "2024-05-30"), at: "2024-05", objections: false, bounce: false),
        Row(
            "sign-up confirmed in the month after, no day known", form(1, address, "2024-06", confirmed: "2024-06"),
            objections: true, bounce: true),
        Row(
            "sign-up never confirmed, policy takes recorded ones", form(1, address, "2025-01-01", confirmed: nil),
            objections: false, bounce: true),
        Row(
            "sign-up without wording", form(1, address, "2025-01-01", confirmed: "2025-01-01", wording: ""),
            objections: false, bounce: false),
        Row(
            "sign-up for another purpose",
            form(1, address, "2025-01-01", confirmed: "2025-01-01", purposes: ["events"]), objections: false,
            bounce: true),
        Row(
            "sign-up confirmed in the future", form(1, address, "2025-01-01", confirmed: "2027-01-01"),
            objections: false, bounce: false),
        Row("later card", card(1, address, "2025-01-01", place: "fair"), objections: false, bounce: true),
        Row("card of the same day", card(1, address, "2024-05-06", place: "fair"), objections: false, bounce: false),
        Row("earlier card", card(1, address, "2024-01-01", place: "fair"), objections: false, bounce: false),
        Row("later card without place", card(1, address, "2025-01-01", place: ""), objections: false, bounce: false),
        Row("later connection", connection(1, address, "2025-01-01"), objections: false, bounce: false),
    ]

    static let address = "ada@example.com"

    /// A sound card of 2024-02-03 admits beside the evidence under test, so that the objection alone decides.
    private func stands(_ row: Row, _ kind: ObjectionKind) -> Bool {
        var gate = Gate(brief: brief(newsletter, policy: Policy(formConfirmation: .recorded)))
        let decision = gate.judge(
            dossier(
                [Self.address], [card(9, Self.address, "2024-02-03", place: "fair"), row.evidence],
                objections: [objection(kind, Self.address, row.objectedAt)]))[0]
        #expect(decision.isAdmitted != decision.findings.contains { $0.code.rawValue == kind.rawValue })
        return !decision.isAdmitted
    }

    @Test(arguments: rows)
    func onlyTheLaterWordOfThePersonLifts(_ row: Row) {
        for kind in [ObjectionKind.objected, .complained, .erased] {
            #expect(stands(row, kind) == !row.liftsObjections, "\(kind)")
        }
        #expect(stands(row, .bounced) == !(row.liftsBounce || row.liftsObjections))
    }

    @Test func aSignUpLiftsForItsOwnAddressOnly() {
        let result = verdicts(
            brief(),
            dossier(
                ["ada@example.com", "ada+x@example.com"],
                [
                    form(1, "ada@example.com", "2025-01-01", confirmed: "2025-01-01"),
                    card(2, "ada+x@example.com", "2026-01-01", place: "fair"),
                ], objections: [objection(.objected, "ada@example.com", "2024-05-06")]))
        #expect(result == ["ada@example.com: admitted by form-opt-in 1", "ada+x@example.com: objected"])
    }

    @Test func aSignUpBetweenTwoObjectionsLiftsOnlyTheFirst() {
        let result = verdicts(
            brief(),
            dossier(
                ["ada@example.com"], [form(1, "ada@example.com", "2025-01-01", confirmed: "2025-01-01")],
                objections: [
                    objection(.objected, "ada@example.com", "2024-05-06", id: 1),
                    objection(.objected, "ada@example.com", "2026-05-06", id: 2),
                ]))
        #expect(result == ["ada@example.com: objected"])
    }
}
