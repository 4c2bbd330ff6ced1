package import Vocabulary

/// A mail of an account, as far as it was fetched.
package struct FetchedMail: Sendable {
    package let uid: UInt32
    package let uidValidity: UInt32
    /// When the account took it in; nil where the server did not say.
    package let internalDate: Instant?
    /// Header and what follows it, up to ``isTruncated``.
    package let bytes: [UInt8]
    /// True where the mail is longer than what was fetched of it.
    package let isTruncated: Bool
}

/// How far a folder was read. UIDs grow within one UIDVALIDITY; another one makes all of them new (RFC 9051 §2.3.1.1).
package struct MailBookmark: Hashable, Sendable {
    package let uidValidity: UInt32
    /// All up to this one were looked at.
    package let lastUID: UInt32

    package init(uidValidity: UInt32, lastUID: UInt32) {
        self.uidValidity = uidValidity
        self.lastUID = lastUID
    }
}

/// What reading a folder came to.
package struct FolderReading: Hashable, Sendable {
    /// How many mails were new.
    package internal(set) var seen = 0
    /// How many of them were fetched and handed on.
    package internal(set) var fetched = 0
    /// True where there was a bookmark of another UIDVALIDITY, so that it counted for nothing.
    package internal(set) var wasRenumbered = false
    /// Where the next reading begins.
    package internal(set) var bookmark: MailBookmark
}
