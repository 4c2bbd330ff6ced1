import Courier
package import Vocabulary
package import Workspace

/// What came of trying a relay, in words.
package enum RelayTrialReport {
    /// While it is tried, which takes some seconds.
    package static func trying(_ name: String) -> Phrase {
        Phrase(fr: "\nEssai de connexion à \(name)…", en: "\nTrying to connect to \(name)…")
    }

    package static func phrase(_ outcome: RelayTrial.Outcome, name: String) -> Phrase {
        switch outcome {
        case .maildir(let folder):
            return Phrase(
                fr: "✓ Les lettres s’écrivent dans `\(ShortPath.of(folder))` ; rien ne quitte cette machine.",
                en: "✓ Letters are written into `\(ShortPath.of(folder))`; nothing leaves this machine.")
        case .accepted(let username, let security):
            let login = username.map {
                Phrase(fr: ", mot de passe accepté pour \($0)", en: ", password accepted for \($0)")
            }
            let tls = security == .none ? nil : Phrase(fr: ", connexion chiffrée", en: ", connection encrypted")
            return Phrase(
                fr: "✓ \(name) répond\(tls?.fr ?? "")\(login?.fr ?? ""). Rien n’a été envoyé.",
                en: "✓ \(name) answers\(tls?.en ?? "")\(login?.en ?? ""). Nothing was sent.")
        case .failed(let fault, let advice):
            let found = Phrase(fr: printable(fault.found.fr), en: printable(fault.found.en))
            return Phrase(fr: "✗ \(found.fr)\n  → \(advice.fr)", en: "✗ \(found.en)\n  → \(advice.en)")
        }
    }
}
