import Mailing
import Testing
import Vocabulary

/// Who was rejected for what was the sender's fault, as ledgers of before and of today keep it.
@Suite struct SendersFaultsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// `address state reply`, one after the other; a blank line for a later minute.
        let kept: [String]
        /// Whose rejection was the sender's fault: their places, from 1.
        let expected: Set<Int64>
    }

    static let cases = [
        Case(
            testDescription: "by the reply alone, whatever stands around",
            kept: [
                "a@a.example accepted 250 ok",
                "b@b.example rejected 550 5.1.8 <you@example.org>: Sender address rejected",
                "c@c.example rejected 550 5.1.1 unknown", "d@d.example rejected 553 5.1.7 bad sender",
                "e@e.example rejected 550 5.4.5 daily limit", "f@f.example accepted 250 ok",
            ], expected: [2, 4, 5]),
        Case(
            testDescription: "the sender's header outside ASCII, and a recipient's own address",
            kept: [
                "a@a.example rejected 5.6.7 not sent: the message's header is not ASCII and the relay does not offer SMTPUTF8",
                "zoé@b.example rejected 5.6.7 not sent: the address is not ASCII and the relay does not offer SMTPUTF8",
                "c@c.example accepted 250 ok",
            ], expected: [1]),
        Case(
            testDescription: "four in a row are their own",
            kept: ["o@o.example accepted 250 ok"]
                + ["a@a.example", "b@b.example", "c@c.example", "d@d.example"].map { "\($0) rejected 554 no" },
            expected: []),
        Case(
            testDescription: "five in a row, unknown ones between them",
            kept: [
                "o@o.example accepted 250 ok", "a@a.example rejected 554 no", "b@b.example rejected 550 5.7.1 no",
                "x@x.example rejected 550 5.1.1 unknown", "c@a.example rejected 554 no",
                "d@a.example rejected 550 5.0.0 no",
                "q@q.example queued ", "e@a.example rejected 503 5.5.1 no", "f@a.example rejected 554 no",
                "", "p@p.example accepted 250 ok", "g@g.example rejected 554 no",
            ], expected: [2, 3, 5, 6, 8, 9]),
        Case(
            testDescription: "five of one domain are its own matter, as somebody was accepted",
            kept: ["o@o.example accepted 250 ok"] + (1...7).map { "p\($0)@a.example rejected 550 5.7.1 no" },
            expected: []),
        Case(
            testDescription: "an acceptance between them, though later in the list",
            kept: [
                "a@a.example rejected 554 no", "b@b.example rejected 554 no", "c@c.example rejected 554 no",
                "o@o.example accepted 250 ok", "d@d.example rejected 554 no", "e@e.example rejected 554 no",
            ], expected: []),
        Case(
            testDescription: "several, and nobody was ever accepted",
            kept: [
                "a@a.example rejected 554 no", "b@a.example rejected 451 4.7.1 later", "c@c.example deferred 451 no",
            ],
            expected: [1, 2]),
        Case(
            testDescription: "at the end of a run, before one that ended for the sender's sake",
            kept: [
                "o@o.example accepted 250 ok", "a@a.example rejected 554 no", "b@b.example rejected 550 5.7.1 no",
                "x@x.example rejected 550 5.1.1 unknown", "", "c@c.example queued 554 no", "d@d.example queued 554 no",
                "e@e.example queued 554 no",
            ], expected: [2, 3]),
        Case(
            testDescription: "in the queue for what no relay said, or with an acceptance in between",
            kept: [
                "o@o.example accepted 250 ok", "a@a.example rejected 554 no", "p@p.example accepted 250 ok",
                "b@b.example rejected 554 no", "c@c.example queued connection refused", "d@d.example queued ",
                "e@e.example queued", "f@f.example queued 554 no", "g@g.example queued 554 no",
                "h@h.example queued 421 4.3.2 bye",
            ], expected: []),
        Case(testDescription: "one alone", kept: ["a@a.example rejected 554 no"], expected: []),
        Case(
            testDescription: "erased ones, and replies that are missing",
            kept: [" rejected 550 5.1.8 no", "b@b.example rejected"], expected: []),
    ]

    @Test(arguments: cases) func whoseFaultItWas(_ test: Case) throws {
        var faults = SendersFaults(sender: spec("you@example.org"))
        var (number, minute) = (Int64(0), 0)
        for line in test.kept {
            if line.isEmpty { minute += 1 }
            guard !line.isEmpty else {
                number += 1
                continue
            }
            number += 1
            let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            faults.add(
                ContactID(number), at: words[0], state: try #require(RecipientState(rawValue: words[1])),
                reply: words.count > 2 ? words[2] : nil, since: start.advanced(bySeconds: Double(minute) * 60))
        }
        let found = Set(faults.contacts.map(\.rawValue))
        #expect(found == test.expected)
    }

    /// The order is that of the moments, not that of the list.
    @Test func theOrderIsThatOfTheMoments() {
        var faults = SendersFaults(sender: spec("you@example.org"))
        let seconds = [1, 9, 2, 3, 4, 5]
        for (number, second) in seconds.enumerated() {
            faults.add(
                ContactID(Int64(number)), at: "p\(number)@d\(number).example",
                state: number == 1 ? .accepted : .rejected,
                reply: number == 1 ? "250 ok" : "554 no", since: start.advanced(bySeconds: Double(second)))
        }
        #expect(Set(faults.contacts.map(\.rawValue)) == [0, 2, 3, 4, 5])
    }
}
