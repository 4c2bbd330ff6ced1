package import Vocabulary

/// What there is to say of the key, wherever it is said: by `init`, `doctor`, a backup, the page of a preview, the manual page.
package enum KeyAdvice {
    /// In whole sentences. `keyFile`: as the sender finds it.
    package static func message(_ keyFile: String = "portillon.key") -> Phrase {
        let remedy = remedy(keyFile)
        return Phrase(fr: remedy.fr + ".", en: remedy.en + ".")
    }

    /// The same, as a remedy is written: without the last full stop.
    package static func remedy(_ keyFile: String = "portillon.key") -> Phrase {
        let file = keyFile.withoutControls
        return Phrase(
            fr: "Sans la clé (\(file)), plus personne ne sait qui s’est opposé, et rien n’est envoyé\u{A0}: gardez-en "
                + "une copie hors de cet ordinateur, par `portillon backup DOSSIER --with-key`, ou à part (c’est une "
                + "ligne de texte). Qui a la clé et le registre peut tout y lire\u{A0}: rangez-la en lieu sûr",
            en: "Without the key (\(file)), nobody can tell any more who objected, and nothing is sent: keep a copy of "
                + "it outside this computer, by `portillon backup FOLDER --with-key`, or by itself (it is one line of "
                + "text). Whoever has the key and the ledger can read everything: put it in a safe place")
    }
}
