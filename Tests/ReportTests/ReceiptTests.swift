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
                "  ✗ rejetés           10", "  ? incertains         4", "  = réglé              1",
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

    @Test func oneIsOne() {
        let one = Receipt(
            letter: "l1", admitted: 1, excluded: 0, accepted: 1, inMaildir: 0, deferred: 0, rejected: 0, uncertain: 0,
            settled: 0, left: 0)
        #expect(one.lines(seconds: 3600, .french, style: Style(isColoured: false))[1] == "  ✓ accepté            1")
        #expect(one.next(.relay("smtp.example.org:587"))[0].fr.hasPrefix("Le relais smtp.example.org:587 l’a accepté"))
        #expect(one.next(.relay("smtp.example.org:587"))[0].en.contains("has accepted it:"))
        #expect(one.next(.maildir("outbox"))[0].fr.hasPrefix("Le message est dans"))
        #expect(one.next(.maildir("outbox"))[0].en.hasPrefix("The message is in"))
        let forgotten = RetentionReport.receipt(evidence: 0, contacts: 1, records: 1_200)
        #expect(
            forgotten.fr
                == "\n✓ Oublié\u{A0}: 0\u{A0}preuve, 1\u{A0}contact, 1\u{202F}200\u{A0}enregistrements du journal.")
        #expect(forgotten.en == "\n✓ Forgotten: 0 pieces of evidence, 1 contact, 1,200 records of the log.")
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
