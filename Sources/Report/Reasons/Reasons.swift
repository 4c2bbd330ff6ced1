package import Gate
package import Vocabulary

/// One entry of the catalogue: a code, what it means, on which principle it rests, and what the sender can do about it.
package struct Reason: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case admission, exclusion, refusal, warning }

    /// Stable, never reused.
    package let code: String
    package let kind: Kind
    package let message: Phrase
    package let basis: Phrase
    package let remedy: Phrase

    /// A way of sharing that admits; nil for a kind that never does.
    package init?(_ kind: EvidenceKind) {
        guard let wording = kind.wording else { return nil }
        self.init(code: kind.rawValue, kind: .admission, wording: wording)
    }

    /// Why somebody is not written to.
    package init(_ code: ReasonCode) {
        self.init(
            code: code.rawValue, kind: .exclusion,
            wording: ReasonWording(message: code.message, basis: code.basis, remedy: code.remedy))
    }

    /// Why a whole mailing is refused.
    package init(_ code: RefusalCode) { self.init(code: code.rawValue, kind: .refusal, wording: code.wording) }

    /// What a mailing is warned about.
    package init(_ code: WarningCode) { self.init(code: code.rawValue, kind: .warning, wording: code.wording) }

    private init(code: String, kind: Kind, wording: ReasonWording) {
        self.code = code
        self.kind = kind
        message = wording.message
        basis = wording.basis
        remedy = wording.remedy
    }
}

/// The texts of an entry.
struct ReasonWording {
    let message: Phrase
    let basis: Phrase
    let remedy: Phrase
}

/// The catalogue of reasons: complete by construction, since every code is worded in a switch without default.
package enum Reasons {
    /// Admissions, exclusions, refusals, warnings, each in the order of the rules.
    package static let all: [Reason] =
        EvidenceKind.admitting.compactMap { Reason($0) } + ReasonCode.allCases.map { Reason($0) }
        + RefusalCode.allCases.map { Reason($0) } + WarningCode.allCases.map { Reason($0) }

    /// Nil for a code that the product does not have.
    package static func find(_ code: String) -> Reason? { all.first { $0.code == code } }
}
