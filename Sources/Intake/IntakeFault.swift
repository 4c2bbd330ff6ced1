package import Vocabulary

/// Why a file cannot be taken in at all. What concerns one row only is a ``RejectedRow``.
package struct IntakeFault: Error {
    /// What kind of fault it is, for programs.
    package enum Code: String, Sendable {
        /// The caller's own read failed; `cause` says why.
        case input
        /// Nothing stands in the file.
        case empty
        /// No line of the file names the columns that were looked for.
        case noHeader = "no-header"
        /// A table has no column of addresses.
        case noAddressColumn = "no-address-column"
        /// `--map` names a field or a column that is not there.
        case badMapping = "bad-mapping"
        /// The file is no vCard file.
        case notCards = "not-cards"
        /// A ZIP is damaged, encrypted, oversized, or lacks the entry.
        case badArchive = "bad-archive"
    }

    package let code: Code
    /// What is wrong, where, and what to do about it.
    package let message: Phrase
    /// The error of the caller's own read, for ``Code/input``.
    package let cause: (any Error)?

    package init(_ code: Code, _ message: Phrase) {
        self.code = code
        self.message = message
        cause = nil
    }

    /// The caller's read failed.
    init(cause: any Error) {
        code = .input
        self.cause = cause
        message = Phrase(fr: "la lecture du fichier a échoué : \(cause)", en: "reading the file failed: \(cause)")
    }
}

extension IntakeFault: CustomStringConvertible {
    package var description: String { message.en }
}

extension IntakeFault {
    /// Nothing stands in the file.
    static let empty = IntakeFault(
        .empty,
        Phrase(
            fr: "le fichier est vide : exportez-le de nouveau, puis relancez l'import",
            en: "the file is empty: export it again, then import it again"))
}
