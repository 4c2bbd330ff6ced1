package import Vocabulary

/// Why a file cannot be taken in at all. What concerns one row only is a ``RejectedRow``.
package struct IntakeFault: Error {
    /// What kind of fault it is, for programs.
    package enum Code: String, Sendable {
        /// The caller's own read failed; `cause` says why.
        case input
        /// Nothing stands in the file.
        case empty
        /// The file was read, and none of its rows can be used.
        case nothingUsable = "nothing-usable"
        /// No line of the file names the columns that were looked for.
        case noHeader = "no-header"
        /// A table has no column of addresses.
        case noAddressColumn = "no-address-column"
        /// `--map` names a field or a column that is not there.
        case badMapping = "bad-mapping"
        /// The file is a mail, a page, a workbook or something else that is no table.
        case notATable = "not-a-table"
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
        message = Phrase(fr: "la lecture du fichier a échoué : \(cause)", en: "reading the file failed: \(cause)")
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
            fr: "le fichier est vide : exportez-le de nouveau, puis relancez l’import",
            en: "the file is empty: export it again, then import it again"))

    /// The file was read to its end, and no row of it became a record: for the caller to throw, who alone knows
    /// whether other files of the same import gave some.
    package static func nothingUsable(_ summary: IntakeSummary) -> IntakeFault {
        guard summary.rejected > 0 else {
            return IntakeFault(
                .nothingUsable,
                Phrase(
                    fr: "le fichier n’a que son en-tête, aucune ligne de données : exportez-le de nouveau",
                    en: "the file has its header only, and no data row: export it again"))
        }
        guard summary.rejected > 1 else {
            return IntakeFault(
                .nothingUsable,
                Phrase(
                    fr: "rien d’utilisable dans le fichier : sa seule ligne a été rejetée, corrigez-la d’après "
                        + "le motif donné",
                    en: "nothing usable in the file: its only row was rejected, correct it by the reason given"))
        }
        let rejected = Phrase { Wording.number(summary.rejected, $0) }
        return IntakeFault(
            .nothingUsable,
            Phrase(
                fr: "rien d’utilisable dans le fichier : ses \(rejected.fr) lignes ont été rejetées, corrigez-les "
                    + "d’après les motifs donnés",
                en: "nothing usable in the file: its \(rejected.en) rows were rejected, correct them "
                    + "by the reasons given"))
    }
}
