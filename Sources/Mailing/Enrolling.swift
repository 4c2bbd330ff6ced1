import Gate
import Vocabulary

/// Records the decisions on a slice of contacts, and makes recipients of the admitted ones, as a run was asked to. A run does that on
/// a thread of its own, one slice ahead of its messages.
struct Enrolling {
    /// What came of one slice.
    struct Slice: Sendable {
        var contacts = 0
        var excluded = 0
        /// Those whom the sender agreed to as a preview showed them, and who are not as it showed them any more.
        var changed = 0
        var enrolled: [Enrolled] = []
        /// The last contact of the slice.
        var last: ContactID?
    }

    enum Step: Sendable {
        case slice(Slice)
        /// The ledger has changed since this was judged.
        case outdated
        case end
    }

    let source: any RecipientSource
    let options: Run.Options

    /// `newestObjection` is the newest one that the decisions have seen, `mark` the ledger's when they were taken.
    func enrol(_ contacts: [[Decision]], _ newestObjection: Int64, _ mark: Int64) throws -> Slice {
        // Whoever is not as a preview showed them stays as they were, with all that is known of them: nobody agreed to that.
        let asAgreed = contacts.filter { decisions in
            !decisions.contains { $0.clearance.map { options.agreed?.hasChanged($0) ?? false } ?? false }
        }
        let enrolment = try source.enrol(
            asAgreed.flatMap(\.self), mayAdd: { options.mayAdd && options.agreed?.contains($0) ?? true },
            newestObjection: newestObjection)
        return Slice(
            contacts: contacts.count, excluded: enrolment.excluded, changed: contacts.count - asAgreed.count,
            enrolled: enrolment.enrolled.map { enrolled in
                var enrolled = enrolled
                enrolled.mark = mark
                return enrolled
            }, last: contacts.last?.last?.contact)
    }
}
