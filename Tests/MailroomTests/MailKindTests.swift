import Mailroom
import Testing
import Vocabulary

@Suite struct MailKindTests {
    /// Other programs rely on these names.
    @Test func theNamesStay() {
        #expect(
            MailKind.allCases.map(\.rawValue)
                == ["bounce", "complaint", "unsubscribe", "reply", "away", "gone", "unrelated"])
        #expect(BounceClass.allCases.map(\.rawValue) == ["dead", "temporary", "sender", "unknown"])
    }
}
