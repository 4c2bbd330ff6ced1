/// The rules as a table, in the order in which reasons are given. Every row is evaluated for everyone it is meant for.
///
/// The order is that of the catalogue: the evidence, then the address and the person, then the mailing.
package struct RuleBook: Sendable {
    /// Raised whenever a rule changes its meaning, so that the policy's revision changes with it.
    package var version: Int
    /// Whether something was shared at all; reasons of evidence, like ``pieces``.
    package var sharing: [EntryRule]
    package var pieces: [PieceRule]
    /// These always win over evidence.
    package var entries: [EntryRule]
    /// Evaluated for a mailing only. Which of several addresses is taken is decided afterwards (`Choice`).
    package var mailing: [EntryRule]

    package init(
        version: Int, sharing: [EntryRule], pieces: [PieceRule], entries: [EntryRule], mailing: [EntryRule]
    ) {
        self.version = version
        self.sharing = sharing
        self.pieces = pieces
        self.entries = entries
        self.mailing = mailing
    }

    package static let standard = RuleBook(
        version: 3,
        sharing: [
            EntryRule(.noExplicitShare, SharingRules.somethingWasShared),
            EntryRule(.addressNotShared, SharingRules.thisAddressWasShared),
        ],
        pieces: [
            PieceRule(.sharedWithSomeoneElse, for: attributed, OriginRules.sharedWithTheSender),
            PieceRule(.thirdPartySource, for: attributed, OriginRules.cameFromThePerson),
            PieceRule(.notProfessional, for: addressed, OriginRules.wasProfessional),
            PieceRule(.cardExchangeNotAttested, for: [.card], CardRules.exchangeIsAttested),
            PieceRule(.linkedInAddressNotShared, for: [.silentConnection], LinkedInRules.addressIsShown),
            PieceRule(.linkedInNotReciprocal, for: [.connection], LinkedInRules.sharingIsReciprocal),
            PieceRule(.linkedInNoLongerShared, for: [.connection], LinkedInRules.isInLatestExport),
            PieceRule(.linkedInExportStale, for: [.connection], LinkedInRules.exportIsRecent),
            PieceRule(.formWordingMissing, for: [.form], FormRules.wordingIsKnown),
            PieceRule(.formUnconfirmed, for: [.form], FormRules.isConfirmed),
            PieceRule(.purposeNotAgreed, for: [.form], FormRules.purposeIsAgreed),
            PieceRule(.evidenceUndated, for: addressed, DateRules.isDated),
            PieceRule(.evidenceInFuture, for: addressed, DateRules.liesInThePast),
            PieceRule(.evidenceStale, for: [.card, .form], DateRules.isRecent),
            PieceRule(.evidenceUnreadable, for: attributed, OriginRules.isReadable),
        ],
        entries: [
            EntryRule(.objected, ObjectionRules.nobodyObjected),
            EntryRule(.complained, ObjectionRules.nobodyComplained),
            EntryRule(.bounced, ObjectionRules.nothingBounced),
            EntryRule(.erased, ObjectionRules.nobodyWasErased),
            EntryRule(.roleAddress, AddressRules.isSomebodys),
            EntryRule(.invalidAddress, AddressRules.isValid),
            EntryRule(.noAddress, AddressRules.isThere),
            EntryRule(.suspiciousAddress, AddressRules.isOfOneScript),
        ],
        mailing: [
            EntryRule(.alreadyMailed, MailingRules.wasNotMailed),
            EntryRule(.letterIncomplete, MailingRules.letterIsComplete),
        ])

    /// Every shape that shares an address.
    private static let addressed: [EvidenceShape] = [.card, .form, .connection]
    /// Every shape that says from whom an address came and to whom it went.
    private static let attributed: [EvidenceShape] = addressed + [.listEntry]
}
