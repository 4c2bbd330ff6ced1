package import Vocabulary

/// The pass that the gate gives out, for one contact at one address in one mailing. Nothing is written without one:
/// its initialiser is the gate's own, Letter makes a message only from it, Courier takes only such messages.
///
/// It goes through all the rooms: a class, so that it is never copied on the way.
package final class Clearance: Hashable, Sendable {
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

    package static func == (one: Clearance, other: Clearance) -> Bool {
        one === other
            || one.letter == other.letter && one.contact == other.contact && one.address == other.address
                && one.purpose == other.purpose && one.fields == other.fields && one.evidence == other.evidence
                && one.policyRevision == other.policyRevision && one.isTest == other.isTest
    }

    /// True where a message made by the other says what one made by this does: the same letter to the same address, filled
    /// in with the same, for the same reason. Of evidence nothing is ever edited, so that its number tells it.
    package func makesTheSame(as other: Clearance) -> Bool {
        letter == other.letter && contact == other.contact && address.spelling == other.address.spelling
            && purpose == other.purpose && fields == other.fields && evidence?.id == other.evidence?.id
            && policyRevision == other.policyRevision && isTest == other.isTest
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(letter)
        hasher.combine(contact)
        hasher.combine(address)
    }
}
