import Testing
import Vocabulary

/// Text without case and accents.
@Suite struct LetterFoldingTests {
    @Test(arguments: [
        ("Désabonnez-moi s’il vous plaît", "desabonnez-moi s'il vous plait"),
        ("ŒUVRE Ça Æon Straße", "oeuvre ca aeon strasse"),
        ("e\u{301}te\u{301}", "ete"), ("İstanbul Iğdır", "istanbul igdir"), ("Привет Їжак Йод", "привет іжак иод"),
        ("Ǆ ΑΣ", "ǆ ας"),
        ("Ệ\u{202F}!\u{A0}?", "e ! ?"), ("日本 👍", "日本 👍"), ("", ""), ("plain 123", "plain 123"),
    ])
    func folds(_ text: String, _ folded: String) {
        // A sigma is one in the middle of a word.
        #expect(text.folded == folded.replacing("ς", with: "σ"))
        #expect(text.folded.folded == text.folded)
    }

    /// Each character becomes what its lower case is, without marks; none is lost but the marks.
    @Test func everyCharacterIsFoldedByItself() {
        for value in UInt32(0)..<0x3000 {
            guard let scalar = Unicode.Scalar(value), !(0x300...0x36F).contains(value) else { continue }
            let folded = String(scalar).folded
            #expect(!folded.isEmpty)
            #expect(("x" + String(scalar) + "y").folded == "x" + folded + "y")
        }
    }
}
