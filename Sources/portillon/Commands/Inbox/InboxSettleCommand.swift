import ArgumentParser
import Ledger
import Report
import Vocabulary
import Workspace

struct InboxSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Votre parole sur ce qui attend. · Your word on what waits.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Les numéros que montre `inbox review`. · The numbers that `inbox review` shows.", valueName: "number"))
    var ids: [String]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("objected, bounced, complained, heard-from, nothing.", valueName: "kind"),
        completion: .list(MailVerdict.allCases.map(\.rawValue)))
    var verdict: String

    func run() throws {
        let verdict = try global.readingOptions { try InboxSettleCommand.verdict(self.verdict) }
        let review = try InboxReview(in: try Workspace(global))
        for settled in try review.settle(try ids.map { try number($0, in: review) }, as: verdict) {
            try Console.print(settled.receipt(verdict)[Speech.language])
        }
        let left = try review.waiting().count
        Console.say(ReviewReport.rest(left))
    }

    private func number(_ text: String, in review: InboxReview) throws -> Int64 {
        if let number = Int64(text), number > 0 { return number }
        throw InboxReview.notANumber(text, known: try review.waiting().map(\.id))
    }

    private static func verdict(_ text: String) throws -> MailVerdict {
        if let verdict = MailVerdict(rawValue: text) { return verdict }
        let known = MailVerdict.allCases.map(\.rawValue)
        let near = nearestName(to: text, among: known)
        let list = known.joined(separator: ", ")
        throw Failure(
            .usage,
            Phrase(
                fr: "--as : `\(text)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (\(list))",
                en: "--as: `\(text)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "") + " (\(list))"))
    }
}
