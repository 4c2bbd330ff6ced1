/// Why a person, or an address, is not to be written to any more.
package enum ObjectionKind: String, Sendable, CaseIterable {
    /// Unsubscribed, objected or withdrew (GDPR art. 21(3), 7(3)).
    case objected
    /// Reported a message as spam.
    case complained
    /// The address refused a message for good.
    case bounced
    /// Asked to be forgotten (GDPR art. 17): known only by a keyed fingerprint.
    case erased
}

/// An objection: append-only, never lifted by an import; only the person's own later sign-up speaks louder.
package struct Objection: Hashable, Sendable {
    /// Whom it concerns.
    package enum Target: Hashable, Sendable {
        /// One address: its normal form, and the loosest of its keys. For an erasure both may be blank.
        case address(normalForm: String, loosestKey: String)
        /// Every address of a domain.
        case domain(String)
    }

    package var id: Int64
    package var kind: ObjectionKind
    package var target: Target
    package var on: When
    package var because: String

    package init(id: Int64, kind: ObjectionKind, target: Target, on: When, because: String) {
        self.id = id
        self.kind = kind
        self.target = target
        self.on = on
        self.because = because
    }
}
