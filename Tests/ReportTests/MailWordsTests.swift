import Ledger
import Mailroom
import Report
import Testing
import Vocabulary

/// The words around what came back.
@Suite struct MailWordsTests {
    private static let phrases: [Phrase] =
        MailKind.allCases.map(\.word) + BounceClass.allCases.map(\.word) + MailAction.allCases.map(\.word)
        + MailVerdict.allCases.flatMap { [$0.word, $0.receipt("ada@example.org")] } + MailReason.allCases.map(\.phrase)
        + [
            ReviewReport.nothing, ReviewReport.rest(0), ReviewReport.rest(1),
            ReviewReport.rest(1234), InboxSummary.waiting(1), InboxSummary.unreadBeforeSending,
            InboxSummary.goOnWithout,
        ]

    @Test(arguments: phrases) func isSetInBothLanguages(_ phrase: Phrase) {
        for sign in [":", ";", "?", "!", "»"] { #expect(!phrase.fr.contains(" " + sign), "\(phrase.fr)") }
        #expect(!phrase.fr.contains("'") && !phrase.fr.contains("« "), "\(phrase.fr)")
        #expect(!phrase.en.contains("\u{A0}") && !phrase.en.contains("\u{202F}"), "\(phrase.en)")
        #expect(!phrase.fr.isEmpty && !phrase.en.isEmpty)
    }

    /// One key says one thing, beside those for later and for the end.
    @Test(arguments: Language.allCases) func keysAreTheirOwn(_ language: Language) {
        let keys = MailVerdict.allCases.map { $0.key[language] } + [language == .french ? "t" : "s", "q"]
        #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.count == 1 })
    }

    @Test func everyReasonHasWordsOfItsOwn() {
        #expect(Set(MailReason.allCases.map(\.phrase)).count == MailReason.allCases.count)
        #expect(Set(MailReason.allCases.map(\.rawValue)).count == MailReason.allCases.count)
    }
}
