internal import Foundation
internal import GRDB

/// The folder of a ledger in which nothing may be written: a medium that is read-only, or somebody else's folder.
///
/// In WAL mode even a reader makes a file beside the database. Where it cannot, SQLite reads one alone that is said never to
/// change (`immutable`, its "URI filenames"). That is true here unless somebody else, who may write there, does so at that
/// very moment, and only where no journal holds what is not in the file yet.
struct ReadOnlyShelf {
    private let file: String
    private let isWritable: Bool
    /// True where a journal waits to be folded into the file.
    let hasJournal: Bool

    init(_ path: String) {
        // The files beside it lie where a link leads to.
        var file = path
        if let real = realpath(path, nil) {
            file = String(cString: real)
            free(real)
        }
        self.file = file
        let folder = (file as NSString).deletingLastPathComponent
        isWritable = access(folder.isEmpty ? "." : folder, W_OK) == 0
        var facts = stat()
        hasJournal = stat(file + "-wal", &facts) == 0 && facts.st_size > 0
    }

    /// What SQLite is to open; nil where the path itself will do, or nothing does.
    var name: String? {
        guard !isWritable, !hasJournal, file.hasPrefix("/") else { return nil }
        let plain = CharacterSet(charactersIn: "/-._~").union(.alphanumerics)
        return file.addingPercentEncoding(withAllowedCharacters: plain).map { "file:\($0)?immutable=1" }
    }

    /// True where the folder is the reason for an error.
    func refuses(_ error: DatabaseError) -> Bool {
        !isWritable && [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_PERM].contains(error.resultCode)
    }
}
