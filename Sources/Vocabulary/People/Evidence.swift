/// The number of a piece of evidence in the ledger.
package struct EvidenceID: Hashable, Comparable, Sendable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (one: EvidenceID, other: EvidenceID) -> Bool { one.rawValue < other.rawValue }
}

/// The three ways of sharing an address that the gate knows, and what speaks of an address without sharing it; the
/// list is closed on purpose.
package enum EvidenceKind: String, Sendable, CaseIterable {
    case businessCard = "business-card"
    case formOptIn = "form-opt-in"
    case linkedInConnection = "linkedin-connection"
    /// An entry in a list, kept only where it says whence the address came or with whom it was shared: it never admits.
    case contactList = "contact-list"

    /// True for a way of sharing. What is none can speak against an address, and never for it.
    package var admits: Bool {
        switch self {
        case .businessCard, .formOptIn, .linkedInConnection: true
        case .contactList: false
        }
    }

    /// The three ways of sharing.
    package static let admitting = allCases.filter(\.admits)
}

/// A date as a source states it.
package enum StatedDate: Hashable, Sendable {
    case on(When)
    /// Something stands there that is no date, or an ambiguous one such as `10/11/2023`.
    case unreadable(String)
    case missing

    package var when: When? {
        guard case .on(let when) = self else { return nil }
        return when
    }

    /// The source's own words, or ISO 8601; blank where nothing stands.
    package var text: String {
        switch self {
        case .on(let when): when.iso
        case .unreadable(let text): text
        case .missing: ""
        }
    }
}

/// From whom the sender has the address.
package enum SharingSource: Hashable, Sendable {
    /// From the person (`self`, or nothing said).
    case person
    /// Bought, rented, scraped, enriched or passed on (`third-party`).
    case thirdParty
    /// A word that is not understood: fails closed.
    case unreadable(String)
}

/// The setting in which the address was shared.
package enum SharingContext: Hashable, Sendable {
    case professional
    /// A setting that was stated and is not professional: a private label, another word, or a blank where one belongs.
    case other(String)
}

/// What a person agreed to in a sign-up form (GDPR art. 7(1)).
package struct FormConsent: Hashable, Sendable {
    /// The kinds of e-mail agreed to, lower-cased.
    package var purposes: [String]
    /// The wording shown; blank where unknown.
    package var wording: String
    package var wordingLanguage: String
    package var confirmed: StatedDate
    package var formURL: String

    package init(
        purposes: [String], wording: String, wordingLanguage: String, confirmed: StatedDate, formURL: String
    ) {
        self.purposes = purposes
        self.wording = wording
        self.wordingLanguage = wordingLanguage
        self.confirmed = confirmed
        self.formURL = formURL
    }
}

/// What a source states about one sharing of one address: the part of a piece of evidence that never changes.
/// Two imports of the same claim for the same contact are one piece of evidence.
///
/// It has many parts and goes from hand to hand: a class, so that it is never copied.
package final class Claim: Hashable, Sendable {
    package let kind: EvidenceKind
    /// The address as shared, to the letter; blank where a LinkedIn connection shows none.
    package let address: String
    /// When the address was shared: exchange of the card, submission of the form, date of the connection.
    package let shared: StatedDate
    /// Where or on what occasion a card was exchanged; blank where not stated.
    package let place: String
    package let context: SharingContext
    package let source: SharingSource
    /// The address of the sender that the source names; blank where it names none.
    package let sharedWith: String
    /// Sign-ups only.
    package let consent: FormConsent?
    /// The card's preferred address (vCard PREF).
    package let isPreferred: Bool
    /// The company on the card; blank for LinkedIn, whose company changes from export to export.
    package let company: String
    /// Who attests the exchange, or the sign-up: the file's own row or card (blank), or the command's options, in their words.
    /// One text over many cards is one attestation over many cards.
    package let attestation: String

    package init(
        kind: EvidenceKind, address: String, shared: StatedDate, place: String = "",
        context: SharingContext = .professional, source: SharingSource = .person, sharedWith: String = "",
        consent: FormConsent? = nil, isPreferred: Bool = false, company: String = "", attestation: String = ""
    ) {
        self.kind = kind
        self.address = address
        self.shared = shared
        self.place = place
        self.context = context
        self.source = source
        self.sharedWith = sharedWith
        self.consent = consent
        self.isPreferred = isPreferred
        self.company = company
        self.attestation = attestation
    }

    package static func == (one: Claim, other: Claim) -> Bool {
        one === other
            || one.kind == other.kind && one.address == other.address && one.shared == other.shared
                && one.place == other.place && one.context == other.context && one.source == other.source
                && one.sharedWith == other.sharedWith && one.consent == other.consent
                && one.isPreferred == other.isPreferred && one.company == other.company
                && one.attestation == other.attestation
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(address)
        hasher.combine(shared)
        hasher.combine(attestation)
    }
}

extension Claim {
    /// Begins the part of an ``attestation`` by which the sender states one day of confirmation for a whole file.
    package static let confirmedOn = "confirmed-on="

    /// The day by which the person's own word in a sign-up counts against their objections, and renews it: its confirmation.
    ///
    /// One day that the sender stated for a whole file is not the person's word: it lifts nothing, and renews nothing.
    package var ownConfirmation: When? {
        Claim.ownConfirmation(consent?.confirmed.when, attestation: attestation)
    }

    /// The same from its parts.
    package static func ownConfirmation(_ confirmed: When?, attestation: String) -> When? {
        guard let confirmed, !attestation.contains(confirmedOn) else { return nil }
        return confirmed
    }
}

/// The file that a piece of evidence was read from.
package struct Artefact: Hashable, Sendable {
    package var fileName: String
    /// SHA-256 of its bytes, in hex.
    package var sha256: String
    /// The physical line, from 1.
    package var line: Int

    package init(fileName: String, sha256: String, line: Int) {
        self.fileName = fileName
        self.sha256 = sha256
        self.line = line
    }
}

/// How a LinkedIn connection stands in the sender's exports, which are snapshots.
package struct LinkedInStanding: Hashable, Sendable {
    /// The date of the latest export of all; nil where it is unknown.
    package var latestExport: CivilDate?
    /// True where the latest export shows this very address (or, for a blank one, this connection).
    package var isInLatest: Bool

    package init(latestExport: CivilDate?, isInLatest: Bool) {
        self.latestExport = latestExport
        self.isInLatest = isInLatest
    }
}

/// A piece of evidence: a claim, where it was read, and when it was recorded. Never edited, only superseded.
package struct Evidence: Hashable, Sendable {
    package var id: EvidenceID
    package var claim: Claim
    package var artefact: Artefact
    package var recordedAt: Instant
    /// LinkedIn connections only.
    package var linkedIn: LinkedInStanding?

    package init(id: EvidenceID, claim: Claim, artefact: Artefact, recordedAt: Instant, linkedIn: LinkedInStanding?) {
        self.id = id
        self.claim = claim
        self.artefact = artefact
        self.recordedAt = recordedAt
        self.linkedIn = linkedIn
    }
}
