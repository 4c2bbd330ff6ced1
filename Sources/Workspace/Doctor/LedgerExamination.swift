import Foundation
import Ledger
import Vocabulary

/// The ledger, the key that belongs to it, and the backup of both.
struct LedgerExamination {
    let configuration: Configuration

    private static let ledger = Phrase(fr: "registre", en: "ledger")
    private static let key = Phrase(fr: "clé", en: "key")
    private static let backup = Phrase(fr: "sauvegarde de la clé", en: "backup of the key")

    /// The ledger, opened to be read; nil where there is none yet, or none that can be opened.
    func run(_ checkup: inout Checkup) -> Ledger? {
        let ledger: Ledger
        do throws(LedgerFault) {
            ledger = try Ledger.open(path: configuration.ledger, readOnly: true)
        } catch {
            if case .missing = error {
                checkup.add(
                    Check(
                        "ledger", Self.ledger, .warn,
                        Phrase(
                            fr: "pas encore là : le premier import le crée",
                            en: "not there yet: the first import makes it"),
                        remedy: Phrase(
                            fr: "portillon import linkedin Connections.csv",
                            en: "portillon import linkedin Connections.csv")))
                examineKeyAlone(&checkup)
            } else {
                checkup.add(
                    Check(
                        "ledger", Self.ledger, .fail, error.message,
                        remedy: Phrase(
                            fr: "remettez le registre et la clé depuis la même sauvegarde, ou corrigez `ledger`",
                            en: "put ledger and key back from the same backup, or correct `ledger`")))
                checkup.add(Check("key", Self.key, .skipped, Phrase(fr: "sans registre", en: "without a ledger")))
            }
            return nil
        }
        examine(ledger, &checkup)
        examineKey(of: ledger, &checkup)
        return ledger
    }

    private func examine(_ ledger: Ledger, _ checkup: inout Checkup) {
        do throws(LedgerFault) {
            let condition = try ledger.condition()
            let contacts = try ledger.contactCount()
            guard let fault = condition.faults.first else {
                checkup.add(
                    Check(
                        "ledger", Self.ledger, .ok,
                        Phrase { language in
                            let count = Wording.plural(
                                contacts, Phrase(fr: "contact", en: "contact"),
                                Phrase(fr: "contacts", en: "contacts"), language)
                            return Phrase(
                                fr: "intact, version \(condition.version), \(count)",
                                en: "sound, version \(condition.version), \(count)")[language]
                        }))
                return
            }
            checkup.add(
                Check(
                    "ledger", Self.ledger, .fail,
                    Phrase(fr: "le fichier est abîmé : \(fault)", en: "the file is damaged: \(fault)"),
                    remedy: Phrase(
                        fr: "n’envoyez plus rien ; remettez le registre et la clé depuis la même sauvegarde",
                        en: "send nothing more; put ledger and key back from the same backup")))
        } catch {
            checkup.add(
                Check(
                    "ledger", Self.ledger, .fail, error.message,
                    remedy: Phrase(
                        fr: "vérifiez le disque ; remettez le registre et la clé depuis la même sauvegarde",
                        en: "check the disk; put ledger and key back from the same backup")))
        }
    }

    // MARK: The key

    private func examineKey(of ledger: Ledger, _ checkup: inout Checkup) {
        let restore = Phrase(
            fr: "remettez-la depuis la sauvegarde du registre ; sans elle, rien n’est envoyé",
            en: "put it back from the backup of the ledger; without it, nothing is sent")
        guard let key = readKey() else {
            let isMissing = !FileManager.default.fileExists(atPath: configuration.keyFile)
            checkup.add(
                Check(
                    "key", Self.key, .fail,
                    isMissing
                        ? Phrase(fr: "elle manque, à côté d’un registre", en: "it is missing, beside a ledger")
                        : Phrase(fr: "elle est illisible", en: "it cannot be read"), remedy: restore))
            return
        }
        do throws(LedgerFault) {
            switch try ledger.standing(of: key) {
            case .own:
                checkup.add(Check("key", Self.key, .ok, Phrase(fr: "celle du registre", en: "the ledger’s own")))
                if let fault = (try? SuppressionList(beside: ledger.path).fault(of: ledger, key)) ?? nil {
                    checkup.add(
                        Check(
                            "suppressions", Phrase(fr: "oppositions", en: "objections"), .fail, fault,
                            remedy: Phrase(fr: "portillon subject reapply", en: "portillon subject reapply")))
                }
            case .unbound:
                checkup.add(
                    Check("key", Self.key, .ok, Phrase(fr: "prête, encore sans usage", en: "ready, not used yet")))
            case .foreign:
                checkup.add(
                    Check(
                        "key", Self.key, .fail,
                        Phrase(fr: "ce n’est pas celle du registre", en: "it is not the ledger’s own"), remedy: restore)
                )
                return
            }
        } catch {
            checkup.add(Check("key", Self.key, .fail, error.message, remedy: restore))
            return
        }
        examineBackup(&checkup)
    }

    /// Before there is a ledger.
    private func examineKeyAlone(_ checkup: inout Checkup) {
        if !FileManager.default.fileExists(atPath: configuration.keyFile) {
            checkup.add(
                Check(
                    "key", Self.key, .warn,
                    Phrase(
                        fr: "pas encore là : elle naît avec le registre",
                        en: "not there yet: it is made together with the ledger")))
        } else if readKey() == nil {
            checkup.add(
                Check(
                    "key", Self.key, .fail, Phrase(fr: "elle est illisible", en: "it cannot be read"),
                    remedy: Phrase(
                        fr: "remettez-la depuis une sauvegarde, ou retirez le fichier : aucun registre n’en dépend",
                        en: "put it back from a backup, or remove the file: no ledger depends on it")))
        } else {
            checkup.add(Check("key", Self.key, .ok, Phrase(fr: "prête, encore sans usage", en: "ready, not used yet")))
            examineBackup(&checkup)
        }
    }

    private func examineBackup(_ checkup: inout Checkup) {
        guard let day = configuration.keyBackedUpOn else {
            checkup.add(
                Check(
                    "key-backup", Self.backup, .warn,
                    Phrase(fr: "rien ne dit qu’il y en a une", en: "nothing says that there is one"),
                    remedy: Phrase { language in
                        let note = Phrase(
                            fr: "Puis notez le jour dans `keyBackedUpOn`", en: "Then note the day in `keyBackedUpOn`")
                        return KeyAdvice.message(ShortPath.of(configuration.keyFile))[language] + " " + note[language]
                    }))
            return
        }
        checkup.add(
            Check(
                "key-backup", Self.backup, .ok,
                Phrase { language in
                    let date = Wording.date(day, language)
                    return Phrase(fr: "faite le \(date), selon vous", en: "made on \(date), as you say")[language]
                }))
    }

    private func readKey() -> Key? {
        guard let data = FileManager.default.contents(atPath: configuration.keyFile) else { return nil }
        return Key(fileText: String(decoding: data, as: UTF8.self))
    }
}
