import Gate
import Testing
import Vocabulary

/// The pass that the gate gives out.
struct ClearanceTests {
    private let sound = dossier(["ada@example.com"], [card(1, "Ada@Example.com", "2026-03-04", place: "fair")])

    @Test func carriesWhatALetterNeeds() throws {
        var gate = Gate(brief: brief())
        let decision = gate.judge(sound)[0]
        let clearance = try #require(decision.clearance)
        #expect(clearance.letter == "spring")
        #expect(clearance.contact == ContactID(1))
        #expect(clearance.address.spelling == "Ada@example.com")
        #expect(clearance.purpose == newsletter)
        #expect(clearance.fields.fullName == "Ada Example")
        #expect(clearance.evidence?.id == EvidenceID(1))
        #expect(clearance.policyRevision == "revision")
        #expect(!clearance.isTest)
    }

    @Test func isNotGivenWithoutAMailing() {
        var gate = Gate(brief: brief(nil))
        let decision = gate.judge(sound)[0]
        #expect(decision.isAdmitted)
        #expect(decision.clearance == nil)
    }

    @Test func isNotGivenWithoutAPurpose() {
        var purposeless = brief()
        purposeless.purpose = nil
        var gate = Gate(brief: purposeless)
        #expect(gate.judge(sound)[0].clearance == nil)
    }

    @Test(arguments: [
        ("grace@example.org", true), ("Grace@former.example.org", true), ("grace+x@example.org", false),
        ("ada@example.com", false),
    ])
    func aTestGoesToTheSenderAlone(_ address: String, _ isGiven: Bool) {
        let clearance = Judge(brief: brief()).clearTest(address: spec(address), fields: ContactFields(firstName: "Ada"))
        #expect((clearance != nil) == isGiven)
        if let clearance {
            #expect(clearance.isTest)
            #expect(clearance.evidence == nil)
            #expect(clearance.address.spelling == address)
            #expect(clearance.fields.firstName == "Ada")
        }
    }

    /// A test may go there, and nothing counts as shared with it.
    @Test func anAddressForTestsIsForTestsAlone() throws {
        var brief = brief()
        brief.sender.testAddresses = [spec("grace@example.net")]
        let judge = Judge(brief: brief)
        #expect(judge.clearTest(address: spec("grace@example.net"), fields: ContactFields())?.isTest == true)
        #expect(judge.clearTest(address: spec("ada@example.net"), fields: ContactFields()) == nil)
        #expect(!brief.sender.owns(spec("grace@example.net")))
    }

    @Test func aTestNeedsAMailing() {
        let clearance = Judge(brief: brief(nil)).clearTest(address: spec("grace@example.org"), fields: ContactFields())
        #expect(clearance == nil)
    }
}
