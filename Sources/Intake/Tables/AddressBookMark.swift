/// What an exported address book is known again by.
package enum AddressBookMark {
    /// The column of a table that says why no letter goes to an address; importing passes over it.
    package static let column = "portillon_standing"
    /// PRODID of the cards (RFC 6350 §6.7.3). Nobody handed such a card over: without an attestation of the exchange it is
    /// no evidence, of a bare card either.
    package static let product = "-//Portillon//Portillon//EN"
}
