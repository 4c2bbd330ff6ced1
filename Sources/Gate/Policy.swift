package import Vocabulary

/// The settings of the rules.
package struct Policy: Hashable, Sendable {
    package enum OfficeAddresses: String, Sendable, CaseIterable { case admit, exclude }
    /// `required`: double opt-in. `recorded`: a blank confirmation date will do, on paper sheets say.
    package enum FormConfirmation: String, Sendable, CaseIterable { case required, recorded }

    /// Cards and forms: days since the sharing or the last contact from the person (GDPR art. 5(1)(e)).
    package var evidenceMaxAgeDays: Int
    package var linkedInExportMaxAgeDays: Int
    package var officeAddresses: OfficeAddresses
    package var formConfirmation: FormConfirmation

    package init(
        evidenceMaxAgeDays: Int = 1095, linkedInExportMaxAgeDays: Int = 180,
        officeAddresses: OfficeAddresses = .admit, formConfirmation: FormConfirmation = .required
    ) {
        self.evidenceMaxAgeDays = evidenceMaxAgeDays
        self.linkedInExportMaxAgeDays = linkedInExportMaxAgeDays
        self.officeAddresses = officeAddresses
        self.formConfirmation = formConfirmation
    }
}

/// What the gate must know of the mailing. Without a letter (`why`), the rules of the mailing are left out.
package struct Brief: Hashable, Sendable {
    /// The mailing's identity; nil where no mailing is judged.
    package var letter: String?
    /// Nil where no mailing is judged.
    package var purpose: Purpose?
    package var needs: [FieldNeed]
    package var sender: Sender
    package var policy: Policy
    /// SHA-256 in hex of the rules and their settings, made from ``Gate/revisionText(_:)``.
    package var policyRevision: String
    /// Today in the sender's zone.
    package var today: CivilDate
    /// The fields that the letter shows anywhere, needed or not; for warnings alone.
    package var shown: Set<String>

    package init(
        letter: String?, purpose: Purpose?, needs: [FieldNeed], sender: Sender, policy: Policy,
        policyRevision: String, today: CivilDate, shown: Set<String> = []
    ) {
        self.letter = letter
        self.purpose = purpose
        self.needs = needs
        self.sender = sender
        self.policy = policy
        self.policyRevision = policyRevision
        self.today = today
        self.shown = shown
    }
}
