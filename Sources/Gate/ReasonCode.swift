package import Vocabulary

/// Why somebody is not written to. Codes are stable and never reused.
package enum ReasonCode: String, Sendable, CaseIterable {
    case noExplicitShare = "no-explicit-share"
    case addressNotShared = "address-not-shared"
    case sharedWithSomeoneElse = "shared-with-someone-else"
    case thirdPartySource = "third-party-source"
    case notProfessional = "not-professional"
    case cardExchangeNotAttested = "card-exchange-not-attested"
    case linkedInAddressNotShared = "linkedin-address-not-shared"
    case linkedInNotReciprocal = "linkedin-not-reciprocal"
    case linkedInNoLongerShared = "linkedin-no-longer-shared"
    case linkedInExportStale = "linkedin-export-stale"
    case formWordingMissing = "form-wording-missing"
    case formUnconfirmed = "form-unconfirmed"
    case purposeNotAgreed = "purpose-not-agreed"
    case evidenceUndated = "evidence-undated"
    case evidenceInFuture = "evidence-in-future"
    case evidenceStale = "evidence-stale"
    case evidenceUnreadable = "evidence-unreadable"
    case objected
    case complained
    case bounced
    case erased
    case roleAddress = "role-address"
    case invalidAddress = "invalid-address"
    case noAddress = "no-address"
    case suspiciousAddress = "suspicious-address"
    case duplicateAddress = "duplicate-address"
    case otherAddressChosen = "other-address-chosen"
    case alreadyMailed = "already-mailed"
    case letterIncomplete = "letter-incomplete"
    case ruleFailed = "rule-failed"
}

/// Why a whole mailing is refused, before anyone is looked at.
package enum RefusalCode: String, Sendable, CaseIterable {
    case purposeUndeclared = "purpose-undeclared"
    case purposeNotProfessional = "purpose-not-professional"
    case onBehalfOfOthers = "on-behalf-of-others"
    case senderUnidentified = "sender-unidentified"
    case noWayOut = "no-way-out"
    case templateFault = "template-fault"
    case suppressionUnreadable = "suppression-unreadable"
    case previewOutdated = "preview-outdated"
    case untouchedSample = "untouched-sample"
}

/// What a mailing is warned about without being refused.
package enum WarningCode: String, Sendable, CaseIterable {
    case noPostalAddress = "no-postal-address"
    case sameName = "same-name"
    case employerChanged = "employer-changed"
    case bulkAttestation = "bulk-attestation"
    case keyNotBackedUp = "key-not-backed-up"
    case foreignPlaceholder = "foreign-placeholder"
    case oddFirstName = "odd-first-name"
    case clippedByGmail = "clipped-by-gmail"
    case inboxNotRead = "inbox-not-read"
}

/// A mailing's refusal, with what was found.
package struct Refusal: Hashable, Sendable {
    package let code: RefusalCode
    package let message: Phrase

    package init(_ code: RefusalCode, _ message: Phrase) {
        self.code = code
        self.message = message
    }
}

/// A mailing's warning, with the contacts that it concerns.
package struct Warning: Hashable, Sendable {
    package let code: WarningCode
    package let message: Phrase
    package let contacts: [ContactID]

    package init(_ code: WarningCode, _ message: Phrase, contacts: [ContactID] = []) {
        self.code = code
        self.message = message
        self.contacts = contacts
    }
}
