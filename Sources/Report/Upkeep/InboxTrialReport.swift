import Postbox
package import Vocabulary
package import Workspace

/// What came of trying an inbox, in words.
package enum InboxTrialReport {
    package static func phrase(_ outcome: InboxTrial.Outcome, name: String) -> Phrase {
        switch outcome {
        case .accepted(let username, let security, let folders, _):
            let tls =
                security == .none
                ? Phrase(fr: "", en: "") : Phrase(fr: ", connexion chiffrée", en: ", connection encrypted")
            let list = Phrase { language in Wording.list(folders.map { printable($0) }, language) }
            return Phrase(
                fr: "✓ \(name) répond\(tls.fr), \(username) accepté ; seront lus : \(list.fr).",
                en: "✓ \(name) answers\(tls.en), \(username) accepted; to be read: \(list.en).")
        case .failed(let fault, let advice):
            let found = Phrase(fr: printable(fault.found.fr), en: printable(fault.found.en))
            return Phrase(fr: "✗ \(found.fr)\n  → \(advice.fr)", en: "✗ \(found.en)\n  → \(advice.en)")
        }
    }
}
