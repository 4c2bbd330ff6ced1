import Vocabulary

/// What may be said to an IMAP server: nothing that changes anything. A folder is opened by EXAMINE alone, which leaves flags
/// as they are, and mails are read by PEEK (RFC 9051 §6.3.3, §6.4.5).
enum IMAPCommand: Sendable {
    case capability
    case noop
    case logout
    /// All folders, with the uses that they serve.
    case list
    case examine(IMAPFolder)
    /// The UIDs from one on, where given of mails that came on a day or later.
    case search(from: UInt32, since: CivilDate?)
    /// UID, size, date and header of mails.
    case headers([UInt32])
    /// The beginning of what follows their header.
    case texts([UInt32])

    /// The command's line, without tag and line end.
    var line: [UInt8] {
        switch self {
        case .capability: Array("CAPABILITY".utf8)
        case .noop: Array("NOOP".utf8)
        case .logout: Array("LOGOUT".utf8)
        case .list: Array(#"LIST "" "*""#.utf8)
        case .examine(let folder): Array("EXAMINE ".utf8) + IMAPCommand.quoted(folder.octets)
        case .search(let first, let day):
            // `*` is the last mail, so that there is always an answer; what lies below is dropped.
            Array("UID SEARCH UID \(first):*\(day.map { " SINCE \($0.imap)" } ?? "")".utf8)
        case .headers(let uids):
            Array(
                ("UID FETCH \(IMAPCommand.set(uids)) (UID RFC822.SIZE INTERNALDATE "
                    + "BODY.PEEK[HEADER]<0.\(MailLength.header)>)").utf8)
        case .texts(let uids):
            Array("UID FETCH \(IMAPCommand.set(uids)) (UID BODY.PEEK[TEXT]<0.\(MailLength.text)>)".utf8)
        }
    }

    private static func quoted(_ octets: [UInt8]) -> [UInt8] {
        [0x22] + octets.flatMap { $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] } + [0x22]
    }

    /// `1:4,7`: what follows one another as a range.
    static func set(_ uids: [UInt32]) -> String {
        var ranges: [(UInt32, UInt32)] = []
        for uid in uids {
            if let last = ranges.last, last.1 < uid, uid - last.1 == 1 {
                ranges[ranges.count - 1].1 = uid
            } else {
                ranges.append((uid, uid))
            }
        }
        return ranges.map { $0 == $1 ? "\($0)" : "\($0):\($1)" }.joined(separator: ",")
    }
}
