package import Gate
package import Mailing
package import Vocabulary

/// What a page says of the letter and the mailing, beside whom it goes to.
package struct PageFacts: Sendable {
    package var letter: String
    /// As the letter has it, placeholders included.
    package var subject: String
    package var purposeName: String
    /// Nil where the purpose is not declared.
    package var purpose: Purpose?
    package var letterLanguage: Language
    package var sender: Sender
    /// The addresses and links that lead out of the mailing.
    package var wayOut: [String]
    package var attachments: [String]
    package var policy: Policy
    /// SHA-256 of the rules and their settings, in hex.
    package var policyRevision: String
    package var today: CivilDate
    /// The time of day, as `14:05`.
    package var time: String
    package var program: String

    package init(
        letter: String, subject: String, purposeName: String, purpose: Purpose?, letterLanguage: Language,
        sender: Sender, wayOut: [String], attachments: [String], policy: Policy, policyRevision: String,
        today: CivilDate, time: String, program: String
    ) {
        self.letter = letter
        self.subject = subject
        self.purposeName = purposeName
        self.purpose = purpose
        self.letterLanguage = letterLanguage
        self.sender = sender
        self.wayOut = wayOut
        self.attachments = attachments
        self.policy = policy
        self.policyRevision = policyRevision
        self.today = today
        self.time = time
        self.program = program
    }
}

/// What came of the dry run: known when everybody has been looked at.
package struct PageFindings: Sendable {
    package var survey: Survey
    package var refusals: [Refusal]
    /// Blank where nobody was looked at.
    package var digest: String

    package init(_ survey: Survey, refusals: [Refusal] = [], digest: String = "") {
        self.survey = survey
        self.refusals = refusals
        self.digest = digest
    }
}

/// The letter that this one is compared with: the last one that was sent.
package struct EarlierLetter: Hashable, Sendable {
    package var letter: String
    package var begunOn: CivilDate
    /// Its recipients of whom nothing is known any more.
    package var forgotten: Int

    package init(letter: String, begunOn: CivilDate, forgotten: Int) {
        self.letter = letter
        self.begunOn = begunOn
        self.forgotten = forgotten
    }
}
