import Testing
import Vocabulary

@testable import Courier

/// When a row of refusals means the sender.
@Suite struct SenderRefusalDetectorTests {
    private static let sender = "you@example.org"

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A recipient with what the relay said of them, or `+` for an acceptance, as they came; `+2` for one whose recipient
        /// was taken when two replies had been judged, `.554` for a message that was refused.
        let said: [String]
        /// The verdicts: `.` the recipient's, `?` kept, `!` the row means the sender, `S` the sender at once.
        let verdicts: String
        /// Whether the sender is meant, should no more come.
        let isMeantAtTheEnd: Bool

        /// Whom the acceptances acquitted; nil where that is not looked at.
        let acquitted: [String]?

        init(_ name: String, _ said: String, _ verdicts: String, atTheEnd: Bool, acquitted: [String]? = nil) {
            self.acquitted = acquitted
            testDescription = name
            self.said = said.split(separator: ",").map { String($0).trimmingBlanks() }
            (self.verdicts, isMeantAtTheEnd) = (verdicts, atTheEnd)
        }
    }

    static let cases = [
        Case(
            "five, two domains", "a1 550 5.7.1, a2 550 5.7.1, b1 554, a3 550 5.0.0, a4 503 5.5.1", "????!",
            atTheEnd: true),
        Case("four", "a1 550, a2 550, b1 550, b2 550", "????", atTheEnd: true),
        Case("two, and nobody was accepted", "a1 550, a2 550", "??", atTheEnd: true),
        Case("one alone", "a1 550 5.7.1", "?", atTheEnd: false),
        Case("two, and somebody was accepted before", "c1 +, a1 550, a2 550", ".??", atTheEnd: false),
        Case(
            "an acceptance in between", "a1 550, a2 550, b1 550, b2 550, c1 +, a3 550, a4 550, b3 550, b4 550",
            "????.????", atTheEnd: false),
        Case(
            "one domain alone, however many", "c1 +, a1 550, a2 550, a3 550, a4 550, a5 550, a6 550", ".??????",
            atTheEnd: false),
        Case(
            "the second domain comes sixth", "c1 +, a1 550, a2 550, a3 550, a4 550, a5 550, b1 550", ".?????!",
            atTheEnd: true),
        Case(
            "the same ones again", "c1 +, a1 450, b1 450, a1 450, b1 450, a1 450, b1 450", ".??????", atTheEnd: false),
        Case(
            "for now and for good, mixed", "a1 451 4.7.1, a2 550 5.7.1, b1 451 4.7.1, b2 550 5.7.1, a3 451 4.7.1",
            "????!", atTheEnd: true),
        Case(
            "unknown ones in between neither belong nor end it",
            "a1 550 5.7.1, a2 550 5.1.1, b1 550 5.7.1, b2 550 5.1.1, b3 550 5.7.1, a4 550 5.7.1, a5 550 5.7.1",
            "?.?.??!", atTheEnd: true),
        Case(
            "unknown ones alone", "a1 550 5.1.1, b1 550 5.1.1, b2 550 5.1.1, b3 550 5.1.1, b4 550 5.2.1", ".....",
            atTheEnd: false),
        Case("refused otherwise the second time", "a1 450, b1 450, a1 550 5.1.1", "??.", atTheEnd: false),
        Case(
            "an acceptance acquits those before its recipient was taken",
            "a1 550, b1 550, a2 550, b2 550, c1 +2, a3 550, b3 550, c2 +5", "????.??.", atTheEnd: false,
            acquitted: ["a1", "b1", "a2", "b2"]),
        Case(
            "late acceptances neither acquit nor stop the run at once, and the next five do",
            "a1 550, c1 +0, b1 550, a2 550, c2 +0, b2 550, a3 550, b3 550, a4 550, b4 550", "?.??.????!",
            atTheEnd: true, acquitted: []),
        Case(
            "a run that ends with a late acceptance", "c1 +0, a1 550, b1 550, a2 550, c2 +0, b2 550, a3 550, c3 +0",
            ".???.??.", atTheEnd: true, acquitted: []),
        Case(
            "messages refused before another was accepted do not count at the end",
            "c1 +0, a1 .554, b1 .554, a2 .554, c2 +1, b2 .554, a3 .554", ".???.??", atTheEnd: false, acquitted: []),
        Case("the sender's own address", "a1 550 5.1.8, b1 450 4.1.7, b2 550 5.4.5", "SSS", atTheEnd: false),
        Case(
            "greylisting that is about the mailbox",
            "a1 450 4.2.0, b1 450 4.2.0, b2 450 4.2.0, b3 450 4.2.0, b4 450 4.2.0", ".....", atTheEnd: false),
    ]

    @Test(arguments: cases) func rows(_ test: Case) throws {
        let sender = try AddrSpec(parsing: Self.sender)
        var detector = SenderRefusalDetector<String>()
        var verdicts = ""
        var acquitted: [String] = []
        for said in test.said {
            let name = String(said.prefix { $0 != " " })
            var reply = String(said.dropFirst(name.count + 1))
            let isOfMessage = reply.hasPrefix(".")
            if isOfMessage { reply.removeFirst() }
            let address = try AddrSpec(parsing: "\(name)@\(name.prefix(1)).example.net")
            var refusal = Outcome.Refusal(kept: reply)
            if isOfMessage { refusal.phase = .message }
            let outcome: Outcome =
                reply.hasPrefix("+")
                ? .accepted(reply: "250") : reply.hasPrefix("4") ? .deferred(refusal) : .rejected(refusal)
            switch detector.judge(outcome, of: name, at: address, from: sender) {
            case .recipient: verdicts += "."
            case .suspect: verdicts += "?"
            case .row: verdicts += "!"
            case .sender: verdicts += "S"
            }
            if reply.hasPrefix("+") {
                acquitted += detector.takeRow(before: Int(reply.dropFirst()) ?? detector.judged).map(\.recipient)
            }
        }
        if let expected = test.acquitted { #expect(acquitted == expected) }
        #expect(verdicts == test.verdicts)
        #expect(detector.isLongAtTheEnd == test.isMeantAtTheEnd)
    }

    /// What is kept in mind has its bound: a thousand in a row are no matter of one host.
    @Test func aThousandOfOneDomain() throws {
        let sender = try AddrSpec(parsing: Self.sender)
        var detector = SenderRefusalDetector<Int>()
        _ = detector.judge(.accepted(reply: "250"), of: 0, at: sender, from: sender)
        for number in 1...1000 {
            let refusal = Outcome.Refusal(kept: "550 5.7.1 no")
            let verdict = detector.judge(.rejected(refusal), of: number, at: sender, from: sender)
            #expect(verdict == (number < 1000 ? .suspect : .row))
        }
    }

    /// A relay without SMTPUTF8 refuses whoever has an accented address, and nobody else for it.
    @Test func anAccentedAddressIsTheRecipientsOwn() throws {
        let sender = try AddrSpec(parsing: Self.sender)
        var detector = SenderRefusalDetector<Int>()
        let refusal = Outcome.Refusal(kept: "550 5.6.7 no SMTPUTF8 here")
        for number in 1...9 {
            let address = try AddrSpec(parsing: "zoé\(number)@d\(number).example.net")
            #expect(detector.judge(.rejected(refusal), of: number, at: address, from: sender) == .recipient)
        }
    }
}
