internal import GRDB

/// Recipients that make room for another one of the same mailing.
enum Recipients {
    /// Takes away a recipient that was not mailed; its tokens lead to `other` from now on.
    static func remove(_ recipient: Int64, inFavourOf other: Int64, _ db: Database) throws {
        try db.execute(sql: "UPDATE token SET recipient = ? WHERE recipient = ?", arguments: [other, recipient])
        try db.execute(sql: "DELETE FROM recipient WHERE id = ?", arguments: [recipient])
    }
}
