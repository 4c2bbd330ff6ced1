import Postbox
import Vocabulary

/// A folder of the account that is configured; its folders share one connection.
struct AccountMailSource: MailSource {
    let account: IMAPAccount
    let place: IMAPFolder
    let folder: MailFolder?

    /// `user`: who logs in, and where, as the ledger knows the account.
    init(_ account: IMAPAccount, _ place: IMAPFolder, user: String) {
        (self.account, self.place) = (account, place)
        folder = MailFolder(account: user, name: place.name)
    }

    var name: String { place.name }

    func read(after bookmark: FolderBookmark?, since: CivilDate?, _ take: (MailBatch) throws -> Void) throws {
        guard let folder else { return }
        var passedOver = 0
        do {
            _ = try account.read(
                place, after: bookmark.map { MailBookmark(uidValidity: $0.uidValidity, lastUID: $0.lastUID) },
                since: since,
                wants: { header in
                    let isWanted = !BulkMail.isSure(header)
                    if !isWanted { passedOver += 1 }
                    return isWanted
                },
                each: { mails, mark in
                    let found = mails.map { mail in
                        FoundMail(
                            place: .folder(folder, uidValidity: mail.uidValidity, uid: mail.uid), bytes: mail.bytes,
                            receivedAt: mail.internalDate, isTruncated: mail.isTruncated)
                    }
                    let bookmark = FolderBookmark(uidValidity: mark.uidValidity, lastUID: mark.lastUID)
                    try take(MailBatch(mails: found, passedOver: passedOver, bookmark: bookmark))
                    passedOver = 0
                })
        } catch let fault as PostboxFault { throw fault.failure }
    }
}
