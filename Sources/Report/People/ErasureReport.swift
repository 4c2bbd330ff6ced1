package import Ledger
package import Vocabulary
package import Workspace

/// What `subject erase` shows before it asks, and says afterwards.
package struct ErasureReport {
    let name: SubjectName
    let erasure: SubjectErasure
    let rejected: [RejectedFiles.Holding]
    let heldIn: [KnownOutputs.Holding]
    let on: CivilDate

    /// `rejected`: the files of rejected rows that hold the person; `heldIn`: other files that still do.
    package init(
        name: SubjectName, erasure: SubjectErasure, rejected: [RejectedFiles.Holding],
        heldIn: [KnownOutputs.Holding], on day: CivilDate
    ) {
        self.name = name
        self.erasure = erasure
        self.rejected = rejected
        self.heldIn = heldIn
        on = day
    }

    private func described(_ person: SubjectPerson) -> String {
        let name = person.fields.displayName
        let parts =
            [name.isBlank ? "—" : name, person.fields.company, person.profile?.rawValue ?? ""]
            + [person.addresses.joined(separator: ", ")]
        return printable(parts.filter { !$0.isBlank }.joined(separator: " · "))
    }

    private func counts(_ language: Language) -> [String] {
        let tally = erasure.tally
        func line(_ count: Int, _ one: Phrase, _ many: Phrase) -> String? {
            count > 0 ? "    " + Wording.plural(count, one, many, language) : nil
        }
        return [
            line(
                tally.evidence, Phrase(fr: "preuve", en: "piece of evidence"),
                Phrase(fr: "preuves", en: "pieces of evidence")),
            line(
                tally.heard, Phrase(fr: "prise de contact notée", en: "contact from the person"),
                Phrase(fr: "prises de contact notées", en: "contacts from the person")),
            line(
                tally.objections,
                Phrase(
                    fr: "opposition en clair (son empreinte reste)",
                    en: "objection in plain form (its fingerprint stays)"),
                Phrase(
                    fr: "oppositions en clair (leurs empreintes restent)",
                    en: "objections in plain form (their fingerprints stay)")),
            line(
                tally.recipients,
                Phrase(fr: "adresse dans un envoi (son état reste)", en: "address in a mailing (its state stays)"),
                Phrase(
                    fr: "adresses dans des envois (leurs états restent)",
                    en: "addresses in mailings (their states stay)")),
            line(
                tally.records,
                Phrase(fr: "enregistrement du journal, avec son sel", en: "record of the log, with its salt"),
                Phrase(fr: "enregistrements du journal, avec leurs sels", en: "records of the log, with their salts")),
            line(
                tally.messages, Phrase(fr: "message reçu en retour", en: "message that came back"),
                Phrase(fr: "messages reçus en retour", en: "messages that came back")),
            line(
                rejected.map(\.rows).reduce(0, +), Phrase(fr: "ligne rejetée", en: "rejected row"),
                Phrase(fr: "lignes rejetées", en: "rejected rows")),
        ].compactMap { $0 }
    }

    /// Shown before the question.
    package func plan(_ language: Language, _ style: Style) -> [String] {
        var lines: [String] = []
        if erasure.own.isEmpty {
            let head = Phrase(
                fr: "Personne dans le registre n’a \(name.text). Une empreinte en est gardée, pour qu’aucun import ne "
                    + "l’enregistre.",
                en: "Nobody in the ledger has \(name.text). A fingerprint of it is kept, so that no import stores it.")
            lines.append(printable(head[language]))
        } else {
            lines.append(style.bold(Phrase(fr: "À effacer", en: "To be erased")[language]))
            lines += erasure.own.map { "  " + described($0) }
        }
        lines += counts(language)
        return lines + neighbours(language, style)
    }

    private func neighbours(_ language: Language, _ style: Style) -> [String] {
        guard !erasure.near.isEmpty else { return [] }
        let head = Phrase(
            fr:
                "Reste, et ne recevra plus rien\u{A0}: peut-être la même personne. Pour l’effacer aussi, nommez son adresse",
            en: "Stays, and gets nothing any more: perhaps the same person. To erase them too, name their address")
        return ["", style.yellow(head[language])]
            + erasure.near.map { person in
                let because: Phrase =
                    switch person.match {
                    case .named: Phrase(fr: "", en: "")
                    case .looserKey(let address):
                        Phrase(fr: "par une clé plus lâche\u{A0}: \(address)", en: "by a looser key: \(address)")
                    case .sharedAddress(let address):
                        Phrase(
                            fr: "par une adresse commune\u{A0}: \(address)", en: "by an address in common: \(address)")
                    }
                return "  " + described(person) + " (" + printable(because[language]) + ")"
            }
    }

    /// Said when it is done.
    package func receipt(_ language: Language, _ style: Style) -> [String] {
        let head =
            erasure.tally.isNothing
            ? Phrase(fr: "Rien à effacer\u{A0}: c’est déjà fait.", en: "Nothing to erase: it has been done.")
            : erasure.own.isEmpty
                ? Phrase(fr: "Noté\u{A0}: aucun import ne l’enregistrera.", en: "Noted: no import will store it.")
                : Phrase(
                    fr:
                        "Effacé, le \(Wording.date(on, .french)). Le journal dit qu’un effacement a eu lieu, et non de qui.",
                    en:
                        "Erased on \(Wording.date(on, .english)). The log says that an erasure took place, and not of whom."
                )
        var lines = ["", style.green("✓ ") + head[language]]
        let files = Phrase(
            fr: "La personne est encore dans ces fichiers, qui sont à vous\u{A0}: supprimez-les, ou refaites-les",
            en: "The person is still in these files, which are yours: delete them, or make them anew")
        let mail = Phrase(
            fr:
                "Du courrier de cette personne, ou sur elle, est encore ici, où rien n’est changé\u{A0}: à vous de l’y supprimer",
            en:
                "Mail from the person, or about them, is still here, where nothing is changed: it is yours to delete there"
        )
        lines += holding(heldIn.filter { !$0.place.kind.isMail }, files, language, style)
        lines += holding(heldIn.filter(\.place.kind.isMail), mail, language, style)
        let backups = Phrase(
            fr:
                "Vos sauvegardes et les fichiers que vous avez importés gardent la personne\u{A0}: effacez-la encore après chaque "
                + "restauration.",
            en:
                "Your backups, and the files that you imported, still hold the person: erase them again after each restore."
        )
        return lines + ["", style.dim(backups[language])]
    }

    private func holding(
        _ places: [KnownOutputs.Holding], _ label: Phrase, _ language: Language, _ style: Style
    ) -> [String] {
        guard !places.isEmpty else { return [] }
        return ["", style.yellow(label[language])]
            + places.map { holding in
                let noun =
                    holding.place.kind == .mailbox
                    ? (Phrase(fr: "message", en: "message"), Phrase(fr: "messages", en: "messages"))
                    : (Phrase(fr: "fichier", en: "file"), Phrase(fr: "fichiers", en: "files"))
                let count = Wording.plural(holding.files, noun.0, noun.1, language)
                return "  " + printable(holding.place.path) + "  (\(holding.place.kind.name[language]), \(count))"
            }
    }

    /// The `--json` document.
    package var document: JSONValue {
        let tally = erasure.tally
        return .object([
            .init("subject", .string(name.text)), .init("on", .string(on.iso)),
            .init("contacts", .array(erasure.own.map { document($0) })),
            .init("near", .array(erasure.near.map { document($0) })),
            .init("evidence", .int(tally.evidence)), .init("heardFrom", .int(tally.heard)),
            .init("objections", .int(tally.objections)), .init("recipients", .int(tally.recipients)),
            .init("withheld", .int(tally.withheld)), .init("records", .int(tally.records)),
            .init("fingerprints", .int(tally.fingerprints)), .init("messages", .int(tally.messages)),
            .init(
                "rejectedFiles",
                .array(
                    rejected.map { .object([.init("path", .string($0.path)), .init("rows", .int($0.rows))]) })),
            .init(
                "stillHeldIn",
                .array(
                    heldIn.map {
                        .object([
                            .init("kind", .string($0.place.kind.rawValue)), .init("path", .string($0.place.path)),
                            .init("files", .int($0.files)),
                        ])
                    })),
        ])
    }

    private func document(_ person: SubjectPerson) -> JSONValue {
        let (match, address) = SubjectDocument.match(person)
        return .object([
            .init("contact", .int(Int(person.id.rawValue))), .init("match", .string(match)),
            .init("matchedBy", JSONValue(address)), .init("name", .string(person.fields.displayName)),
            .init("url", JSONValue(person.profile?.rawValue)),
            .init("addresses", .array(person.addresses.map { .string($0) })),
        ])
    }
}
