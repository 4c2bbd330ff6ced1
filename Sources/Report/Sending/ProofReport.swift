import Gate
package import Vocabulary
package import Workspace

extension Proof {
    /// What the author should know of this person and this letter.
    package var notes: [Phrase] { noteOnColumns + noteOnExclusion }

    private var noteOnColumns: [Phrase] {
        guard !supposedColumns.isEmpty else { return [] }
        let shown = supposedColumns.map { "`\(printable($0))`" }.joined(separator: ", ")
        return [
            Phrase(
                fr: "! \(shown) : pris pour des colonnes de vos contacts (pas encore de registre à qui demander)",
                en: "! \(shown): taken for columns of your contacts (there is no ledger to ask yet)")
        ]
    }

    private var noteOnExclusion: [Phrase] {
        guard let exclusion else { return [] }
        let head = Phrase(
            fr: "! cette personne n’aurait pas la lettre :", en: "! this person would not get the letter:")
        return [head]
            + exclusion.findings.map { finding in
                let reason = Reason(finding.code)
                return Phrase { "  \(finding.code.rawValue)  \(reason.message[$0])" }
            }
    }
}
