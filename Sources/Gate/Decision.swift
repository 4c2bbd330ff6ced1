package import Vocabulary

/// What the gate looked at, in a form that no language colours; Report words it.
package enum Fact: Hashable, Sendable {
    case nothing
    case text(String)
    case texts([String])
    case date(When)
    case day(CivilDate)
    case days(Int)
    /// The date that an age is counted from, and the age in days.
    case age(When, days: Int)
    case fault(AddressFault)

    /// For the log: ISO dates, bare numbers, English faults; nil for nothing.
    package var neutral: String? {
        switch self {
        case .nothing: nil
        case .text(let text): text
        case .texts(let texts): texts.joined(separator: ", ")
        case .date(let when): when.iso
        case .day(let day): day.iso
        case .days(let days): String(days)
        case .age(let since, let days): "\(since.iso) (\(days) days)"
        case .fault(let fault): fault.description
        }
    }
}

/// One reason for an exclusion, with what was observed, what was expected, and which evidence was looked at.
package struct Finding: Hashable, Sendable {
    package let code: ReasonCode
    package let observed: Fact
    package let expected: Fact
    package let evidence: EvidenceID?

    package init(_ code: ReasonCode, observed: Fact = .nothing, expected: Fact = .nothing, evidence: EvidenceID? = nil)
    {
        self.code = code
        self.observed = observed
        self.expected = expected
        self.evidence = evidence
    }
}

/// The gate's word on one contact at one address: the verdict and its diagnostics travel together.
package struct Decision: Hashable, Sendable {
    package let contact: ContactID
    package let name: String
    /// The address in the spelling of the evidence where there is some; nil where the contact has none.
    package let address: String?
    /// Nil where the address is none.
    package let spec: AddrSpec?
    /// Every reason for the exclusion; empty where admitted.
    package let findings: [Finding]
    /// The piece of evidence that admits; nil where excluded.
    package let admittedBy: Evidence?
    /// The evidence that was looked at, whatever came of it.
    package let lookedAt: [EvidenceID]
    /// The only way on; nil where excluded, and where no mailing was judged.
    package let clearance: Clearance?

    package var isAdmitted: Bool { admittedBy != nil }

    init(
        contact: ContactID, name: String, address: String?, spec: AddrSpec?, findings: [Finding],
        admittedBy: Evidence?, lookedAt: [EvidenceID], clearance: Clearance?
    ) {
        self.contact = contact
        self.name = name
        self.address = address
        self.spec = spec
        self.findings = findings
        self.admittedBy = admittedBy
        self.lookedAt = lookedAt
        self.clearance = clearance
    }
}
