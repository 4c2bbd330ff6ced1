package import Ledger
package import Mailing

extension SendersFaults {
    /// Takes in how a recipient stands in the ledger.
    package mutating func add(_ recipient: RecipientRecord) {
        // No relay has had an opinion of a letter in a Maildir.
        guard !recipient.isInMaildir else { return }
        add(
            recipient.contact, at: recipient.address, state: recipient.state, reply: recipient.reply,
            since: recipient.at)
    }
}
