package import Vocabulary

/// Where mails are read from: a folder of an account, or files. Reading changes nothing there.
///
/// A source knows nothing of the ledger: it is told how far it was read, and says with each batch how far that goes. Whoever
/// takes a batch keeps both in one transaction, so that a crash between two batches loses no mail and hears none twice.
package protocol MailSource {
    /// As it is shown: `INBOX`, a path.
    var name: String { get }
    /// The folder whose place is remembered; nil for files, which are read whole each time.
    var folder: MailFolder? { get }

    /// Hands over the mails behind a bookmark in batches, the oldest first, and returns at the end.
    ///
    /// With another UIDVALIDITY than the bookmark's, the folder is another one and is read from its beginning, with bookmarks of
    /// its own. `since` bounds what is read, by the day on which mails were received; a source that cannot tell reads all. What
    /// `take` throws ends the reading, and comes out as it is.
    func read(after bookmark: FolderBookmark?, since: CivilDate?, _ take: (MailBatch) throws -> Void) throws
}

/// A mail as it was found.
package struct FoundMail: Sendable {
    package var place: MailPlace
    package var bytes: [UInt8]
    /// When the server received it; nil where nobody says.
    package var receivedAt: Instant?
    /// True where there is more of it than was fetched.
    package var isTruncated: Bool
    /// False where its header may have been written by whoever wrote another mail: then nothing in it vouches for anybody.
    package var isByItself: Bool

    package init(
        place: MailPlace, bytes: [UInt8], receivedAt: Instant? = nil, isTruncated: Bool = false, isByItself: Bool = true
    ) {
        self.place = place
        self.bytes = bytes
        self.receivedAt = receivedAt
        self.isTruncated = isTruncated
        self.isByItself = isByItself
    }
}

/// Some mails of a source, and how far it has been read with them.
package struct MailBatch: Sendable {
    package var mails: [FoundMail]
    /// Mails that were passed over without being fetched whole, as their headers show that they answer no letter.
    package var passedOver: Int
    /// Where the folder stands once this batch is kept; nil for files.
    package var bookmark: FolderBookmark?

    package init(mails: [FoundMail], passedOver: Int = 0, bookmark: FolderBookmark? = nil) {
        self.mails = mails
        self.passedOver = passedOver
        self.bookmark = bookmark
    }
}
