import Report
import Vocabulary
import Workspace

/// What `init` and `relay` ask on a terminal once a relay has let the sender in: whether its account is also read.
enum InboxOffer {
    /// Asks, tries it, and says what came of it; nil where it is not to be read.
    static func draft(
        after relay: RelayDraft, _ outcome: RelayTrial.Outcome?, _ interview: Interview,
        _ attempt: (InboxDraft) throws -> InboxTrial
    ) throws -> InboxDraft? {
        guard case .accepted(username: .some, _)? = outcome, var questions = InboxQuestions(after: relay) else {
            return nil
        }
        try interview.ask(&questions)
        guard let draft = questions.draft else { return nil }
        do {
            let trial = try attempt(draft)
            interview.say(RelayTrialReport.trying(trial.name))
            interview.say(InboxTrialReport.phrase(trial.run(), name: trial.name))
        } catch let failure as Failure where failure.kind == .configuration {
            interview.say(
                Phrase(fr: "\n! pas essayé : \(failure.message.fr)", en: "\n! not tried: \(failure.message.en)"))
        }
        return draft
    }
}
