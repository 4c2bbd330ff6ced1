import Report
import Vocabulary
import Workspace

/// What came back is heard before a letter leaves. Where it cannot be, whoever sends decides; without anybody to ask, nothing
/// leaves.
struct HearingFirst {
    let workspace: Workspace
    /// False where there is nobody to ask.
    let mayAsk: Bool

    /// What was heard; nil where no inbox is configured, or where the sender goes on without. Throws ``Ending`` where nothing is
    /// to leave.
    func run() throws -> InboxReport? {
        let faults: [Phrase]
        do {
            let heard = try Listening.run { try InboxReading.beforeSending(workspace, isInterrupted: $0) }
            guard let report = heard else { return nil }
            Console.say(InboxSummary.brief(report))
            if report.wasStopped { throw stopped }
            guard !report.faults.isEmpty else { return report }
            faults = report.faultPhrases
        } catch let ending as Ending {
            throw ending
        } catch {
            // A fault of the ledger is none of the inbox.
            guard let failure = error as? Failure else { throw error }
            faults = [failure.message]
        }
        for fault in faults { Console.complain(fault[Speech.language]) }
        // Whoever broke it off wants no letter to leave now.
        if StopSignal.isRaised { throw stopped }
        guard mayAsk else {
            Console.say(InboxSummary.unreadBeforeSending)
            let said = (faults + [InboxSummary.unreadBeforeSending]).map { $0[Speech.language] }
            throw Ending(status: .temporary, message: said.joined(separator: "\n"))
        }
        guard try agrees() else { throw stopped }
        return nil
    }

    private var stopped: Ending {
        let said = InboxSummary.stoppedBeforeSending
        Console.say(said)
        return Ending(status: .temporary, message: said[Speech.language])
    }

    /// Enter alone is a no.
    private func agrees() throws -> Bool {
        let no = Phrase(fr: "n", en: "n")[Speech.language]
        return try Interview.onTerminal.answer(to: InboxSummary.goOnWithout, otherwise: no) {
            text throws(UnusableAnswer) in try UnusableAnswer.isYes(text)
        }
    }
}
