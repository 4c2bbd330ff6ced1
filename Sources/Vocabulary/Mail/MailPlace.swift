/// Where a mail was found.
package enum MailPlace: Hashable, Sendable {
    /// In a folder of an account, by its number there (RFC 3501 §2.3.1.1). Numbers of another `uidValidity` are another folder's.
    case folder(MailFolder, uidValidity: UInt32, uid: UInt32)
    /// In a file: its path as it was named or found, and how many mails stand before it there.
    case file(path: String, index: Int)
}

/// A folder of an account, whose place is remembered from one reading to the next.
package struct MailFolder: Hashable, Sendable {
    /// User and server, as `you@example.org at imap.example.org`: nothing secret.
    package var account: String
    /// As the server names it, decoded.
    package var name: String

    package init(account: String, name: String) {
        self.account = account
        self.name = name
    }
}

/// How far a folder has been read: all up to and with this number.
package struct FolderBookmark: Hashable, Sendable {
    package var uidValidity: UInt32
    package var lastUID: UInt32

    package init(uidValidity: UInt32, lastUID: UInt32) {
        self.uidValidity = uidValidity
        self.lastUID = lastUID
    }
}
