package import Vocabulary

/// What a rule saw that speaks against the contact; ``Fact/nothing`` where no fact says more than the rule's code.
package struct Observation: Hashable, Sendable {
    package let observed: Fact
    package let expected: Fact
    /// The piece of evidence, for a rule that looks at several.
    package let evidence: EvidenceID?

    package init(_ observed: Fact = .nothing, expected: Fact = .nothing, evidence: EvidenceID? = nil) {
        self.observed = observed
        self.expected = expected
        self.evidence = evidence
    }
}

/// Why a rule could not be evaluated. The gate excludes then: skipping a broken prohibition would send mail.
package struct RuleFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in English: lower case, no full stop.
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The shapes in which evidence comes before the rules.
package enum EvidenceShape: Hashable, Sendable, CaseIterable {
    case card
    case form
    /// A LinkedIn connection that shows its address.
    case connection
    /// A LinkedIn connection whose address cell is blank.
    case silentConnection
    /// An entry in a list, which shares nothing.
    case listEntry

    init(of claim: Claim) {
        switch claim.kind {
        case .businessCard: self = .card
        case .formOptIn: self = .form
        case .linkedInConnection: self = claim.address.isBlank ? .silentConnection : .connection
        case .contactList: self = .listEntry
        }
    }
}

/// A rule of evidence: judges one piece at a time.
package struct PieceRule: Sendable {
    package let code: ReasonCode
    /// The shapes of evidence that it is evaluated for.
    package let shapes: [EvidenceShape]
    /// Nil where the piece satisfies the rule.
    package let test: @Sendable (PieceFacts) throws(RuleFault) -> Observation?

    package init(
        _ code: ReasonCode, for shapes: [EvidenceShape],
        _ test: @escaping @Sendable (PieceFacts) throws(RuleFault) -> Observation?
    ) {
        self.code = code
        self.shapes = shapes
        self.test = test
    }
}

/// A rule of the sharing, the address, the person or the mailing: judges one contact at one address.
package struct EntryRule: Sendable {
    package let code: ReasonCode
    /// Nil where the entry satisfies the rule.
    package let test: @Sendable (EntryFacts) throws(RuleFault) -> Observation?

    package init(
        _ code: ReasonCode, _ test: @escaping @Sendable (EntryFacts) throws(RuleFault) -> Observation?
    ) {
        self.code = code
        self.test = test
    }
}
