import Foundation
import Postbox
import Vocabulary

/// The account that is read for what comes back: connection, TLS, login and folders; no mail is looked at.
struct InboxExamination {
    let configuration: Configuration
    let environment: [String: String]
    let isOffline: Bool

    private static let name = Phrase(fr: "boîte lue", en: "inbox")

    func run(_ checkup: inout Checkup) {
        // Whoever reads none has nothing to be told.
        guard let inbox = configuration.inbox else { return }
        guard !isOffline else {
            let why = Phrase(fr: "--offline : pas contactée", en: "--offline: not contacted")
            checkup.add(Check("inbox", Self.name, .skipped, why))
            return
        }
        checkup.add(examine(inbox))
    }

    private func examine(_ inbox: InboxConfiguration) -> Check {
        let trial: InboxTrial
        do {
            trial = try InboxTrial(inbox, environment)
        } catch {
            return Check(
                "inbox", Self.name, .fail, Phrase(saying: error),
                remedy: Phrase(
                    fr: "mettez-le là où la configuration le dit (`inbox`)",
                    en: "put it where the configuration says (`inbox`)"))
        }
        switch trial.run() {
        case .failed(let fault, let advice): return Check("inbox", Self.name, .fail, fault.found, remedy: advice)
        case .accepted(let username, _, let folders, let absent):
            let names = Phrase { language in Wording.list(folders.map { "`\($0)`" }, language) }
            let found = Phrase(
                fr: "\(trial.name) répond, \(username) accepté ; lus : \(names.fr)",
                en: "\(trial.name) answers, \(username) accepted; read: \(names.en)")
            guard !absent.isEmpty else { return Check("inbox", Self.name, .ok, found) }
            let missing = Phrase { language in Wording.list(absent.map { "`\($0)`" }, language) }
            return Check(
                "inbox", Self.name, .warn,
                Phrase(
                    fr: "\(found.fr) ; aucun dossier ne sert de \(missing.fr)",
                    en: "\(found.en); no folder serves as \(missing.en)"),
                remedy: Phrase(
                    fr: "nommez ce dossier dans `inbox.folders`, s’il y en a un",
                    en: "name that folder in `inbox.folders`, if there is one"))
        }
    }
}
