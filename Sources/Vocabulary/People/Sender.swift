/// Who writes: the controller of the mailing (GDPR art. 4(7)).
package struct Sender: Hashable, Sendable {
    package var name: String
    package var address: AddrSpec
    package var formerAddresses: [AddrSpec]
    package var organization: String
    package var postalAddress: String
    package var replyTo: AddrSpec?
    /// Since when the sender's own address is visible to connections: the dated attestation of reciprocity.
    package var linkedInAddressVisibleSince: When?

    package init(
        name: String, address: AddrSpec, formerAddresses: [AddrSpec] = [], organization: String = "",
        postalAddress: String = "", replyTo: AddrSpec? = nil, linkedInAddressVisibleSince: When? = nil
    ) {
        self.name = name
        self.address = address
        self.formerAddresses = formerAddresses
        self.organization = organization
        self.postalAddress = postalAddress
        self.replyTo = replyTo
        self.linkedInAddressVisibleSince = linkedInAddressVisibleSince
    }

    /// True for the sender's present address and the former ones.
    package func owns(_ address: AddrSpec) -> Bool { address == self.address || formerAddresses.contains(address) }
}
