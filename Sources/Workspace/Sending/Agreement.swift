import Mailing

/// What the sender said yes to, where the letter leaves later: the letter as it was to be read, to these people. At that time, the
/// gate judges anew; whoever is not admitted any more is left out, and nobody is added.
package struct Agreement: Sendable {
    /// The digest of what a reader has before them (``PreparedMailing/shownDigest``).
    let shown: String
    let recipients: AgreedRecipients
}
