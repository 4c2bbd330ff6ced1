import ArgumentParser
import Report
import Vocabulary
import Workspace

struct InboxReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Ce qui attend votre décision, un message après l'autre. · What waits for your word, one message after the "
            + "other.")

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let review = try InboxReview(in: try Workspace(global))
        let waiting = try review.waiting()
        guard !json else {
            return try Console.print(JSONValue.array(waiting.map { $0.document(Speech.language) }).pretty)
        }
        guard !waiting.isEmpty else { return Console.say(ReviewReport.nothing) }
        guard Console.isInteractive, Console.isOutputTerminal else { return try list(waiting) }
        try ask(review, waiting)
    }

    private func list(_ waiting: [WaitingMessage]) throws {
        let report = ReviewReport(
            language: Speech.language, style: Style(descriptor: 1),
            width: Console.isOutputTerminal ? Console.width : nil)
        for line in report.table(waiting) { try Console.print(line) }
        Console.say(ReviewReport.howToSettle(waiting))
    }

    /// One after the other; each answer is on record before the next one is asked for.
    private func ask(_ review: InboxReview, _ waiting: [WaitingMessage]) throws {
        let report = ReviewReport(
            language: Speech.language, style: Style(descriptor: 2), width: min(Console.width, 100))
        asking: for (index, message) in waiting.enumerated() {
            for line in report.card(message, index: index + 1, of: waiting.count) { Console.say(line) }
            Console.say("")
            switch answer(to: message, report) {
            case .quit: break asking
            case .later: Console.say(ReviewReport.laterWord)
            case .verdict(let verdict):
                for settled in try review.settle([message.id], as: verdict) { Console.say(settled.answer(verdict)) }
            }
        }
        Console.say(ReviewReport.rest(try review.waiting().count))
    }

    private func answer(to message: WaitingMessage, _ report: ReviewReport) -> ReviewReport.Answer {
        var question = report.question(message)
        defer { Console.say("") }
        while let key = Console.askKey(question) {
            guard let answer = report.answer(key, to: message) else {
                // The question stands where it stood; the bell says that the key was none of them.
                question = "\u{7}"
                continue
            }
            guard case .verdict(let verdict) = answer, verdict.excludes else { return answer }
            guard let again = Console.askKey(report.confirmation(verdict, message)) else { return .quit }
            if report.answer(again, to: message) == answer { return answer }
            question = "\n\n" + report.question(message)
        }
        return .quit
    }
}
