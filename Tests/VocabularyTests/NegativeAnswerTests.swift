import TestSupport
import Testing

@testable import Vocabulary

@Suite struct NegativeAnswerTests {
    /// Octet by octet, ASCII has the words that it has by Unicode.
    @Test(arguments: 0..<20) func plainWordsAreTheWords(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "n't", "don't", "Opt-Out", "opted out", "OPT OUT", "opt", "out", "-", " ", "'", "No", "non", "N", "x1",
            "\n", "\t",
            "adopt outside", ".", "!?", "\0", "Oui", "wo", "0", "opted", "_",
        ]
        for _ in 0..<200 {
            let count = Int.random(in: 0...30, using: &generator)
            let text = (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
            #expect(NegativeAnswer.plainWords(text) == NegativeAnswer.wordsOfAnything(text), "\(text.debugDescription)")
        }
        let long = String(repeating: "abc don't ", count: 60)
        #expect(NegativeAnswer.plainWords(long) == NegativeAnswer.wordsOfAnything(long))
    }

    @Test(arguments: ["Non, désolé", "no\r\nthanks", "don’t"]) func othersAreReadByUnicode(_ text: String) {
        #expect(NegativeAnswer.plainWords(text) == nil)
    }

    @Test func refusalsAreFoundByEither() {
        for text in ["Non merci", "Je ne souhaite pas", "I don't want letters", "Please unsubscribe me", "opt out"] {
            #expect(NegativeAnswer.isRefusal(text), "\(text)")
        }
        for text in ["Send me the quarterly letter", "Ne manquez rien", "no spam, unsubscribe anytime", "Oui"] {
            #expect(!NegativeAnswer.isRefusal(text), "\(text)")
        }
        #expect(NegativeAnswer.isRefusal("☐") && !NegativeAnswer.isRefusal(""))
    }
}
