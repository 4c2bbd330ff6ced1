package import Gate
package import Vocabulary

/// Whom a message is written to. A `Clearance` says it of somebody who may be written to, a ``Supposition`` of
/// somebody an author has in mind; only the first makes a ``ClearedMessage``.
package protocol Addressed {
    /// The identity of the letter.
    var letter: String { get }
    var contact: ContactID { get }
    var address: AddrSpec { get }
    var purpose: Purpose { get }
    var fields: ContactFields { get }
    /// What `{{why}}` tells of; nil where there is nothing to tell.
    var evidence: Evidence? { get }
    var isTest: Bool { get }
}

extension Clearance: Addressed {}

/// Somebody whom an author looks at a letter with the eyes of: a contact, cleared or not, or a made-up person. Nothing
/// that leaves is made from it.
package struct Supposition: Addressed, Hashable, Sendable {
    package let letter: String
    package let contact: ContactID
    package let address: AddrSpec
    package let purpose: Purpose
    package let fields: ContactFields
    package let evidence: Evidence?
    package var isTest: Bool { false }

    package init(
        letter: String, contact: ContactID, address: AddrSpec, purpose: Purpose, fields: ContactFields,
        evidence: Evidence?
    ) {
        self.letter = letter
        self.contact = contact
        self.address = address
        self.purpose = purpose
        self.fields = fields
        self.evidence = evidence
    }
}
