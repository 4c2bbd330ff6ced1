package import Vocabulary

/// The pass that the gate gives out, for one contact at one address in one mailing. Nothing is written without one:
/// its initialiser is the gate's own, Letter makes a message only from it, Courier takes only such messages.
package struct Clearance: Hashable, Sendable {
    package let letter: String
    package let contact: ContactID
    /// In the spelling of the evidence: where the mail goes.
    package let address: AddrSpec
    package let purpose: Purpose
    package let fields: ContactFields
    /// The piece of evidence that admits; nil for a test to the sender.
    package let evidence: Evidence?
    package let policyRevision: String
    /// A test to the sender's own address: it counts nowhere.
    package let isTest: Bool

    init(
        letter: String, contact: ContactID, address: AddrSpec, purpose: Purpose, fields: ContactFields,
        evidence: Evidence?, policyRevision: String, isTest: Bool
    ) {
        self.letter = letter
        self.contact = contact
        self.address = address
        self.purpose = purpose
        self.fields = fields
        self.evidence = evidence
        self.policyRevision = policyRevision
        self.isTest = isTest
    }
}
