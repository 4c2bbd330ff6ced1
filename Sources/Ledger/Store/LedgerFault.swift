internal import GRDB
package import Vocabulary

/// Why the ledger cannot do what it was asked.
package enum LedgerFault: Error {
    /// There is no file at this path.
    case missing(path: String)
    /// The file cannot be made.
    case cannotCreate(path: String, why: String)
    /// The file is there and cannot be opened.
    case cannotOpen(path: String, why: String)
    /// The ledger needs files beside it, and its folder may not be written to; `hasJournal` where one of them holds what the
    /// ledger's own file does not yet.
    case folderNotWritable(path: String, hasJournal: Bool)
    /// The file is no ledger; it is left as it is.
    case notALedger(path: String)
    /// The ledger was written by a newer program.
    case tooNew(path: String)
    /// Reading or writing failed: disk full, input or output error.
    case inputOutput(String)
    /// A value is not of the kind that its column holds, or is out of all bounds: somebody edited the file. `column` is its
    /// name, where it is known.
    case damaged(column: String?)
    /// The file was deleted or replaced while it was written to: what is written now, nobody will read.
    case gone(path: String)
    /// What the lock is taken on is no file of its own: a link, or a file with another name.
    case notALock(path: String)
    /// Another process kept the ledger busy for too long.
    case busy
    /// A statement that the ledger's own constraints refuse: a fault in the program.
    case internalFault(String)

    /// Sorts what the database says into the faults of this room.
    static func from(_ error: any Error) -> LedgerFault {
        if let fault = error as? LedgerFault { return fault }
        if error is RowDecodingError { return .damaged(column: nil) }
        guard let error = error as? DatabaseError else { return .internalFault("\(error)") }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
            .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_NOLFS:
            return .inputOutput(error.message ?? "code \(error.extendedResultCode.rawValue)")
        case .SQLITE_ERROR where isOfAnotherSchema(error.message ?? ""): return .damaged(column: nil)
        default: return .internalFault(error.message ?? "code \(error.extendedResultCode.rawValue)")
        }
    }

    /// True where a statement, or a migration, found other tables than those that the ledger was given: somebody dropped one,
    /// or made the file believe that it never had one. SQLite has one code for that and for much else.
    private static func isOfAnotherSchema(_ message: String) -> Bool {
        [
            "no such table", "no such column", "no such index", "no such trigger", "has no column named",
            "already exists", "duplicate column name",
        ].contains { message.contains($0) }
    }

    /// What happened and what to do about it.
    package var message: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .missing(let path):
            Phrase(
                fr: "le registre `\(path)` n’existe pas encore ; importez d’abord un fichier (`portillon import …`)",
                en: "the ledger `\(path)` is not there yet; import a file first (`portillon import …`)")
        case .cannotCreate(let path, let why):
            Phrase(
                fr: "le registre `\(path)` ne peut être créé : \(SystemWords.phrase(why).fr)",
                en: "cannot create the ledger `\(path)`: \(why)")
        case .cannotOpen(let path, let why):
            Phrase(
                fr: "le registre `\(path)` ne peut être ouvert : \(SystemWords.phrase(why).fr)",
                en: "cannot open the ledger `\(path)`: \(why)")
        case .folderNotWritable(let path, hasJournal: true):
            Phrase(
                fr:
                    "le registre `\(path)` ne peut être lu là où il est : son dossier n’est pas accessible en écriture, et "
                    + "`\(path)-wal` garde des changements qui ne sont pas encore dans le registre ; copiez les deux "
                    + "fichiers ensemble dans un dossier à vous, ou rendez celui-ci accessible en écriture",
                en:
                    "the ledger `\(path)` cannot be read where it is: its folder is not writable, and `\(path)-wal` holds "
                    + "changes that are not in the ledger yet; copy both files together into a folder of yours, or make "
                    + "this one writable")
        case .folderNotWritable(let path, hasJournal: false):
            Phrase(
                fr:
                    "le registre `\(path)` demande un dossier accessible en écriture : rendez-le tel, ou copiez le registre "
                    + "et sa clé dans un dossier à vous",
                en:
                    "the ledger `\(path)` needs a folder that is writable: make it so, or copy the ledger and its key into a "
                    + "folder of yours")
        case .notALedger(let path):
            Phrase(
                fr: "`\(path)` n’est pas un registre de Portillon ; il est laissé tel quel, corrigez la clé `ledger`",
                en: "`\(path)` is not a Portillon ledger; it is left as it is, correct the key `ledger`")
        case .tooNew(let path):
            Phrase(
                fr: "le registre `\(path)` vient d’une version plus récente de Portillon ; mettez le programme à jour",
                en: "the ledger `\(path)` was written by a newer Portillon; update the program")
        case .inputOutput(let why):
            Phrase(
                fr: "le registre ne peut être lu ou écrit : \(SystemWords.phrase(why).fr)",
                en: "the ledger cannot be read or written: \(why)")
        case .damaged(let column):
            Phrase(
                fr: "le registre est abîmé" + (column.map { ", à la colonne `\($0)`" } ?? "")
                    + " : `portillon ledger check` dit où ; reprenez une sauvegarde",
                en: "the ledger is damaged" + (column.map { ", at the column `\($0)`" } ?? "")
                    + ": `portillon ledger check` says where; take up a backup")
        case .gone(let path):
            Phrase(
                fr:
                    "le registre `\(path)` a été supprimé ou remplacé pendant la commande ; remettez-le en place avant de "
                    + "reprendre, sinon des personnes recevraient la lettre deux fois",
                en:
                    "the ledger `\(path)` was deleted or replaced during the command; put it back before you go on, or people "
                    + "would get the letter twice")
        case .notALock(let path):
            Phrase(
                fr: "`\(path)` est un lien, ou porte un second nom : rien n’y est écrit ; supprimez-le et relancez",
                en: "`\(path)` is a link, or has a second name: nothing is written there; remove it and run again")
        case .busy:
            Phrase(
                fr: "le registre est occupé par une autre commande ; réessayez dans un instant",
                en: "another command keeps the ledger busy; try again in a moment")
        case .internalFault(let why):
            Phrase(fr: "défaut interne du registre : \(why)", en: "internal fault in the ledger: \(why)")
        }
    }
}
