package import Vocabulary

/// Everything that is known of one contact, as the ledger lays it before the gate.
package struct Dossier: Hashable, Sendable {
    /// An address that some source gave for the contact.
    package struct KnownAddress: Hashable, Sendable {
        /// As the source wrote it, trimmed.
        package var text: String
        /// Nil where the text is no address; ``fault`` says why.
        package var spec: AddrSpec?
        package var fault: AddressFault?
        /// True where another contact has an address with the same loosest key.
        package var isKnownElsewhere: Bool
        /// Objections of another contact who has this address too: a letter to it would reach that person. Bounces are
        /// left out, as they belong to their own address.
        package var objectionsElsewhere: [Objection]
        /// The files of this recipient's own that the letter attaches and that cannot be had, by their paths.
        package var missingFiles: [String] = []

        package init(_ text: String, isKnownElsewhere: Bool = false, objectionsElsewhere: [Objection] = []) {
            self.text = text
            self.isKnownElsewhere = isKnownElsewhere
            self.objectionsElsewhere = objectionsElsewhere
            do throws(AddressFault) {
                spec = try AddrSpec(parsing: text)
            } catch {
                fault = error
            }
        }
    }

    /// A letter that was handed over, or may have been, to this contact, to a looser key of one of its addresses, or to
    /// another contact who has one of them.
    package struct Mailed: Hashable, Sendable {
        /// Of the address mailed; where another contact was mailed elsewhere, of the address that both have.
        package var loosestKey: String
        package var state: RecipientState
        /// True where it went to this contact at whichever address, or to one of its addresses through another contact.
        package var isSameContact: Bool

        package init(loosestKey: String, state: RecipientState, isSameContact: Bool) {
            self.loosestKey = loosestKey
            self.state = state
            self.isSameContact = isSameContact
        }
    }

    package var contact: Contact
    /// In the order in which they became known; each normal form once.
    package var addresses: [KnownAddress]
    /// In the order in which it was recorded.
    package var evidence: [Evidence]
    /// Those that a looser key or the domain of any of the addresses meets. The gate judges which of them count.
    package var objections: [Objection]
    /// The latest contact from the person (`heard-from`), at any of the addresses.
    package var lastHeardFrom: When?
    package var mailed: [Mailed]
    /// The company in the latest LinkedIn export; blank where there is none.
    package var linkedInCompany: String
    /// True where another contact has the same name; false where nobody looked, as the rules do not ask.
    package var sharesName: Bool

    package init(
        contact: Contact, addresses: [KnownAddress], evidence: [Evidence] = [], objections: [Objection] = [],
        lastHeardFrom: When? = nil, mailed: [Mailed] = [], linkedInCompany: String = "", sharesName: Bool = false
    ) {
        self.contact = contact
        self.addresses = addresses
        self.evidence = evidence
        self.objections = objections
        self.lastHeardFrom = lastHeardFrom
        self.mailed = mailed
        self.linkedInCompany = linkedInCompany
        self.sharesName = sharesName
    }
}
