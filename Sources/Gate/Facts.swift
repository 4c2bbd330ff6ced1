package import Vocabulary

/// What a rule of evidence may look at.
package struct PieceFacts: Sendable {
    package let evidence: Evidence
    /// The latest contact from the person.
    package let lastHeardFrom: When?
    package let context: EvaluationContext

    package var claim: Claim { evidence.claim }
    package var today: CivilDate { context.brief.today }
}

/// A piece of evidence after the rules of evidence.
package struct JudgedPiece: Sendable {
    package let evidence: Evidence
    /// The address as this piece spells it; nil where it shares none, or none that is an address.
    package let spec: AddrSpec?
    /// In the order of the rule book.
    package internal(set) var findings: [Finding] = []
    /// The rows of the rule book that the findings come from, one for one.
    var rows: [Int] = []
    /// The rules that could not be evaluated.
    package internal(set) var failures: [ReasonCode] = []

    /// What is no way of sharing is never sound, even where no rule speaks against it.
    package var isSound: Bool { evidence.claim.kind.admits && findings.isEmpty && failures.isEmpty }

    /// True where nothing but the purpose speaks against it.
    package var isSoundButForPurpose: Bool {
        evidence.claim.kind.admits && failures.isEmpty && findings.allSatisfy { $0.code == .purposeNotAgreed }
    }
}

/// Where a contact's shared addresses lie, seen from one of its addresses.
package enum Sharing: Hashable, Sendable {
    /// Some evidence shares this very address.
    case here
    /// None does, but some shares other addresses: these (the first few), the first one by this evidence.
    case elsewhere([String], EvidenceID)
    case nowhere
}

/// What a rule of the sharing, the address, the person or the mailing may look at.
package struct EntryFacts: Sendable {
    package let dossier: Dossier
    /// Nil for the one entry of a contact without any address.
    package let address: Dossier.KnownAddress?
    /// The evidence about this very address, entries in lists included, and connections that show no address, judged.
    package let pieces: [JudgedPiece]
    package let sharing: Sharing
    package let context: EvaluationContext
}
