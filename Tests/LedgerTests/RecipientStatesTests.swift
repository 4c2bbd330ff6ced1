import Testing
import Vocabulary

@testable import Ledger

@Suite struct RecipientStatesTests {
    @Test func sqlListsWhatTheStatesSay() {
        #expect(
            RecipientState.mailedInSQL == "('attempting', 'accepted', 'rejected', 'uncertain', 'settled')")
        #expect(RecipientState.waitingInSQL == "('queued', 'deferred')")
        #expect(RecipientState.unmailedInSQL == "('queued', 'deferred', 'withheld')")
    }

    @Test func whatIsNoStateIsInDoubt() { #expect(RecipientState(stored: "sent").mayHaveBeenMailed) }
}
