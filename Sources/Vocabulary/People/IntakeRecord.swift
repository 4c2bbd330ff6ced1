/// What one row or one card says of one person: who it is, and what they shared.
package struct IntakeRecord: Hashable, Sendable {
    /// The physical line that the row or card begins on, from 1.
    package var line: Int
    package var profile: ProfileURL?
    /// Every address that the row gives, in its order, as written but trimmed; none of them need be valid.
    package var addresses: [String]
    package var fields: ContactFields
    /// When the source was true: newer fields replace older ones, a blank replaces nothing. Nil where it has no date.
    package var fieldsDated: CivilDate?
    package var claims: [Claim]

    package init(
        line: Int, profile: ProfileURL?, addresses: [String], fields: ContactFields, fieldsDated: CivilDate?,
        claims: [Claim]
    ) {
        self.line = line
        self.profile = profile
        self.addresses = addresses
        self.fields = fields
        self.fieldsDated = fieldsDated
        self.claims = claims
    }
}

/// What one row of a list of objections says.
package struct ObjectionRecord: Hashable, Sendable {
    package var line: Int
    /// An address, or `@domain`, as written but trimmed; it need not be valid: an objection to it still counts.
    package var target: String
    package var kind: ObjectionKind
    /// An unreadable date is no reason to lose an objection: the ledger takes the day of the import.
    package var on: StatedDate
    package var because: String

    package init(line: Int, target: String, kind: ObjectionKind, on: StatedDate, because: String) {
        self.line = line
        self.target = target
        self.kind = kind
        self.on = on
        self.because = because
    }
}
