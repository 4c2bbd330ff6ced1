/// Who writes: the controller of the mailing (GDPR art. 4(7)).
package struct Sender: Hashable, Sendable {
    package var name: String
    package var address: AddrSpec
    package var formerAddresses: [AddrSpec]
    /// Further addresses of the sender's own, that a test may go to. Nothing was shared with them.
    package var testAddresses: [AddrSpec]
    package var organization: String
    package var postalAddress: String
    package var replyTo: AddrSpec?
    /// Since when the sender's own address is visible to connections: the dated attestation of reciprocity.
    package var linkedInAddressVisibleSince: When?

    package init(
        name: String, address: AddrSpec, formerAddresses: [AddrSpec] = [], testAddresses: [AddrSpec] = [],
        organization: String = "", postalAddress: String = "", replyTo: AddrSpec? = nil,
        linkedInAddressVisibleSince: When? = nil
    ) {
        self.name = name
        self.address = address
        self.formerAddresses = formerAddresses
        self.testAddresses = testAddresses
        self.organization = organization
        self.postalAddress = postalAddress
        self.replyTo = replyTo
        self.linkedInAddressVisibleSince = linkedInAddressVisibleSince
    }

    /// True for the sender's present address and the former ones.
    package func owns(_ address: AddrSpec) -> Bool { address == self.address || formerAddresses.contains(address) }

    /// True for an address that a test may go to: any of the sender's own.
    package func mayTest(at address: AddrSpec) -> Bool { owns(address) || testAddresses.contains(address) }
}
