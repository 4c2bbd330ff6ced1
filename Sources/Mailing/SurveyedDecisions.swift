package import Gate
import Vocabulary

/// What a survey decided, kept for the run that follows it: as long as nobody else changed the ledger, judging everybody
/// again would come to the same.
///
/// Only a network of some thousand contacts is kept; with more, memory would grow with them, and the run judges anew.
package struct SurveyedDecisions: Sendable {
    /// The mark of the ledger when the survey began (``RecipientSource/changeMark()``).
    package let mark: Int64
    /// The newest objection that the survey has seen.
    package var newestObjection: Int64 = 0
    /// The decisions on one contact after the other, in the ledger's order.
    private(set) var contacts: [[Decision]] = []
    /// False once there were too many to keep.
    private(set) var isWhole: Bool
    /// How many contacts are kept, at a kilobyte or two each.
    package static let most = 8192

    /// Of a network of so many contacts: nothing is kept of one that is too large.
    package init(mark: Int64, contacts: Int) {
        self.mark = mark
        isWhole = contacts <= SurveyedDecisions.most
    }

    /// Keeps the decisions on one contact.
    package mutating func add(_ decisions: [Decision]) {
        guard isWhole else { return }
        guard contacts.count < SurveyedDecisions.most else {
            (contacts, isWhole) = ([], false)
            return
        }
        contacts.append(decisions)
    }
}
