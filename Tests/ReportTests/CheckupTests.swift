import Testing
import Vocabulary
import Workspace

@testable import Report

/// What `doctor` found, on a terminal.
@Suite struct CheckupTests {
    /// Whatever the lengths: nothing is broken by the terminal in the midst of a word.
    @Test(arguments: Language.allCases) func noLineIsWiderThanTheTerminal(language: Language) {
        var checkup = Checkup()
        for count in 1...60 {
            let text = String(repeating: "a", count: count) + " b"
            checkup.add(
                Check(
                    "x", Phrase(fr: "relais", en: "relay"), .fail, Phrase(fr: text, en: text),
                    remedy: Phrase(fr: text, en: text)))
        }
        let lines = checkup.lines(language, style: Style(isColoured: false), width: 80)
        #expect(lines.map(columnWidth).max() == 80)
    }
}
