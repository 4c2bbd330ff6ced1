package import Gate
package import Vocabulary

/// One thing that was looked at, and what was found there.
package struct Check: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case ok
        /// It works, and something about it should be known.
        case warn
        case fail
        /// Not looked at, since something before it failed or since it was not asked for.
        case skipped
    }

    /// Stable, never reused: what is looked at.
    package let code: String
    package let name: Phrase
    package let status: Status
    package let found: Phrase
    /// What to do about it; nil where there is nothing to do, or where it is that of the refusal.
    package let remedy: Phrase?
    /// What the mailing would be refused for; nil where the check is about something else.
    package let refusal: RefusalCode?

    package init(
        _ code: String, _ name: Phrase, _ status: Status, _ found: Phrase, remedy: Phrase? = nil,
        refusal: RefusalCode? = nil
    ) {
        self.code = code
        self.name = name
        self.status = status
        self.found = found
        self.remedy = remedy
        self.refusal = refusal
    }
}

/// What `doctor` found, check by check.
package struct Checkup: Sendable {
    package private(set) var checks: [Check] = []

    package init() {}

    /// Checks are told in the order in which they come.
    package mutating func add(_ check: Check) { checks.append(check) }

    /// True where no check failed; a warning is none.
    package var isSound: Bool { !checks.contains { $0.status == .fail } }
}
