/// How a contact stood in an earlier mailing, as it was decided then.
package struct EarlierStanding: Hashable, Sendable {
    /// True where the letter was handed over, or was to be.
    package var isRecipient: Bool
    /// Why not, each reason once; blank for a recipient, and where a recipient was withheld before the letter went out.
    package var reasons: [ReasonCode]

    package init(isRecipient: Bool, reasons: [ReasonCode]) {
        self.isRecipient = isRecipient
        self.reasons = reasons
    }
}
