/// Of several reasons, the one that somebody is counted under: the first that would have to be overcome. A person who objected
/// is asked for no new card, and whoever has the letter already needs nothing at all.
extension ReasonCode {
    /// All codes in that order: what the person said; what was sent already; what is wrong with the address whatever the
    /// evidence; what is wrong with a sharing; that there is none; the letter's own needs; what is not known.
    package static let precedence: [ReasonCode] = [
        .erased, .objected, .complained,
        .alreadyMailed, .duplicateAddress, .otherAddressChosen,
        .bounced, .invalidAddress, .suspiciousAddress, .roleAddress,
        .thirdPartySource, .sharedWithSomeoneElse, .notProfessional,
        .cardExchangeNotAttested, .linkedInNotReciprocal, .linkedInNoLongerShared, .linkedInExportStale,
        .formWordingMissing, .formUnconfirmed, .purposeNotAgreed,
        .evidenceUndated, .evidenceInFuture, .evidenceStale, .evidenceUnreadable,
        .addressNotShared, .linkedInAddressNotShared, .noAddress, .noExplicitShare,
        .letterIncomplete, .ruleFailed,
    ]

    private static let ranks = Dictionary(
        uniqueKeysWithValues: precedence.enumerated().map { ($0.element, $0.offset) })

    /// The place in ``precedence``; a code that is not in it comes last.
    fileprivate var rank: Int { ReasonCode.ranks[self] ?? .max }
}

/// A contact at one address, as far as counting goes.
package protocol Judged {
    var isAdmitted: Bool { get }
    /// Every reason for the exclusion.
    var findings: [Finding] { get }
}

extension Decision: Judged {}
extension Entry: Judged {}

extension Judged {
    /// The reason that this entry is counted under; nil where it is admitted. Which it is does not depend on the order in which
    /// findings are given.
    package var mainReason: ReasonCode? { findings.lazy.map(\.code).min { $0.rank < $1.rank } }
}

extension Array where Element: Judged {
    /// Of the entries of one contact, the one that the contact is counted by; nil where there is none.
    ///
    /// Of an admitted contact it is the admitted one. Of an excluded one it is the entry that is nearest to a letter: the one
    /// with the fewest different reasons; among these, the one whose main reason comes first in ``ReasonCode/precedence``; then
    /// the address that was known first. So somebody whose card is too old, and of whom a list gives another address besides,
    /// is counted under the card.
    package var telling: Element? {
        if count < 2 { return first }
        if let admitted = first(where: \.isAdmitted) { return admitted }
        return self.min { one, other in
            let (mine, theirs) = (Set(one.findings.map(\.code)).count, Set(other.findings.map(\.code)).count)
            if mine != theirs { return mine < theirs }
            return one.mainReason?.rank ?? .max < other.mainReason?.rank ?? .max
        }
    }
}
