import Report
import Testing
import Vocabulary

/// What a run ends with, in both languages.
struct ReceiptTests {
    private let receipt = Receipt(
        letter: "l1", admitted: 1_240, excluded: 1, accepted: 1_200, inMaildir: 0, deferred: 20, rejected: 10,
        uncertain: 4,
        settled: 1, left: 5)

    @Test func everyStateHasItsLine() {
        let style = Style(isColoured: false)
        #expect(
            receipt.lines(seconds: 75, .english, style: style) == [
                "l1: 1,240 admitted, 1 left out", "  ✓ accepted       1,200", "  ~ deferred          20",
                "  ✗ rejected          10", "  ? uncertain          4", "  = settled            1",
                "  … left               5",
                "  1 min 15 s",
            ])
        #expect(
            receipt.lines(seconds: 0.4, .french, style: style) == [
                "l1\u{A0}: 1\u{202F}240 admis, 1 laissé de côté", "  ✓ acceptés       1\u{202F}200",
                "  ~ différés          20",
                "  ✗ rejetés           10", "  ? incertains         4", "  = réglés             1",
                "  … en attente         5",
                "  0,4\u{A0}s",
            ])
    }

    @Test func whatComesNext() {
        let next = receipt.next(.relay("smtp.example.org:587")).map(\.en)
        #expect(next.count == 5)
        for (line, word) in zip(
            next, ["smtp.example.org:587", "status l1", "resolve l1", "same command", "log --letter l1"])
        {
            #expect(line.contains(word))
        }
        #expect(receipt.next(.maildir("outbox"))[0].fr.contains("outbox/new"))
        // Of whom it is said, where it is not of all.
        #expect(next[0].contains("accepted 1,200 of them"))
        let whole = Receipt(
            letter: "l1", admitted: 3, excluded: 0, accepted: 3, inMaildir: 0, deferred: 0, rejected: 0, uncertain: 0,
            settled: 0, left: 0)
        #expect(whole.next(.relay("smtp.example.org:587"))[0].en.contains("accepted them"))
    }

    /// A letter in a Maildir is no relay's, and nothing is said of a relay that took none.
    @Test func lettersInAMaildir() {
        let local = Receipt(
            letter: "l1", admitted: 3, excluded: 0, accepted: 3, inMaildir: 3, deferred: 0, rejected: 0, uncertain: 0,
            settled: 0, left: 0)
        let next = local.next(.relay("smtp.example.org:587")).map(\.en)
        #expect(next.count == 2 && next[0].contains("resolve l1 --maildir --resend"))
    }
}
