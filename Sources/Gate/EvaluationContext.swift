import Vocabulary

/// What does not change from contact to contact, made ready once.
package final class EvaluationContext: Sendable {
    package let brief: Brief
    /// The mailing's purpose, trimmed and lower-cased; nil where no purpose is judged.
    package let purpose: String?

    init(brief: Brief) {
        self.brief = brief
        purpose = brief.purpose.map { EvaluationContext.folded($0.name) }
    }

    /// Purposes are compared without regard to case and blanks at the edges.
    static func folded(_ purpose: String) -> String { purpose.trimmingBlanks().lowercased() }

    /// True where there is a mailing to judge: without a letter and its purpose nothing can be cleared.
    var hasMailing: Bool { brief.letter != nil && brief.purpose != nil }
}
