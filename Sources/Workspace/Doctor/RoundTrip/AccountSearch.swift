import Mailroom
import Postbox
import Vocabulary

/// The account of the configuration, searched for the test letter: each look takes in what is new since the one before.
final class AccountSearch: RoundTripInbox {
    private let configuration: Configuration
    private let environment: [String: String]
    private let since: CivilDate
    private var account: IMAPAccount?
    private var bookmarks: [IMAPFolder: MailBookmark] = [:]

    /// `since`: a day that the letter is no older than.
    init(_ configuration: Configuration, environment: [String: String], since: CivilDate) {
        (self.configuration, self.environment, self.since) = (configuration, environment, since)
    }

    deinit { account?.close() }

    func find(_ mark: String) throws -> RoundTripArrival? {
        do {
            let account = try account ?? InboxAccess.open(configuration, environment: environment)
            self.account = account
            for folder in try account.chosen().folders {
                var found: FetchedMail?
                let reading = try account.read(
                    folder, after: bookmarks[folder], since: since,
                    wants: { MailHeaders(parsing: $0)["Subject"]?.contains(mark) == true },
                    each: { mails, _ in found = found ?? mails.first })
                bookmarks[folder] = reading.bookmark
                if let found {
                    return RoundTripArrival(
                        folder: folder.name, isJunk: folder.serves("\\Junk"), bytes: found.bytes)
                }
            }
            return nil
        } catch let fault as PostboxFault {
            account = nil
            throw fault.failure
        }
    }
}
