package import Ledger
package import Vocabulary
package import Workspace

extension ListRetraction {
    private var name: Phrase {
        Phrase { list.file.isEmpty ? "" : " (\(Wording.quoted(printable(list.file), $0)))" }
    }

    private static func objections(_ count: Int, _ language: Language) -> String {
        Wording.plural(
            count, Phrase(fr: "opposition", en: "objection"), Phrase(fr: "oppositions", en: "objections"), language)
    }

    /// What taking the list back comes to.
    package func plan(_ language: Language) -> [String] {
        let day = Wording.date(Workspace.day(of: list.recordedAt), language)
        let count = ListRetraction.objections(list.count, language)
        var lines = [
            Phrase(
                fr: "Import \(list.number)\(name.fr) du \(day) : \(count).",
                en: "Import \(list.number)\(name.en) of \(day): \(count).")
        ]
        if saidOtherwise > 0 {
            let number = Wording.number(saidOtherwise, language)
            lines.append(
                Phrase(
                    fr: "Dites aussi ailleurs, et qui restent : \(number).",
                    en: "Said elsewhere as well, and staying: \(number)."))
        }
        lines.append(
            admitted.isEmpty
                ? Phrase(
                    fr: "Personne n’en redevient admis aujourd’hui.", en: "Nobody becomes admitted again by it today.")
                : Phrase(
                    fr: "Redeviennent admis aujourd’hui : \(PeopleReport.some(of: admitted, language)).",
                    en: "Admitted again today: \(PeopleReport.some(of: admitted, language))."))
        return lines.map { $0[language] }
    }

    /// What has become of it.
    package var receipt: Phrase {
        Phrase { language in
            let count = ListRetraction.objections(list.count, language)
            guard isDone else {
                return Phrase(
                    fr:
                        "✓ Import \(list.number) annulé : \(count) sans effet désormais. Le journal et `why` le disent.",
                    en:
                        "✓ Import \(list.number) taken back: \(count) without effect from now on. The log and `why` say so."
                )[
                    language]
            }
            guard let takenBackAt = list.takenBackAt else {
                return Phrase(
                    fr: "L’import \(list.number) ne disait rien qui ne fût déjà enregistré : il n’y a rien à annuler.",
                    en:
                        "Import \(list.number) said nothing that was not on record already: there is nothing to take back."
                )[
                    language]
            }
            let day = Wording.date(Workspace.day(of: takenBackAt), language)
            return Phrase(
                fr: "L’import \(list.number) a déjà été annulé, le \(day).",
                en: "Import \(list.number) was taken back already, on \(day).")[language]
        }
    }

    /// As `import undo --json` has it.
    package var document: JSONValue {
        .object([
            .init("import", .int(Int(list.number))), .init("file", JSONValue(list.file.isEmpty ? nil : list.file)),
            .init("recordedAt", .string(list.recordedAt.iso)), .init("objections", .int(list.count)),
            .init("saidOtherwise", .int(saidOtherwise)), .init("admittedAgain", .int(admitted.count)),
            .init("done", .string(!isDone ? "now" : list.takenBackAt == nil ? "nothing" : "before")),
            .init("retractedAt", JSONValue(list.takenBackAt?.iso)),
        ])
    }

    /// The lists, each with its number; how much of each there is to take back.
    package static func lines(of lists: [ObjectionList], _ language: Language, width: Int) -> [String] {
        aligned(
            lists.map { list in
                let count = objections(list.count, language)
                let note = list.takenBackAt == nil ? "" : Phrase(fr: "annulée", en: "taken back")[language]
                return [
                    "\(list.number)", Workspace.day(of: list.recordedAt).iso, count,
                    list.file.isEmpty ? "—" : printable(list.file), note,
                ]
            }, width: width)
    }
}

extension PeopleReport {
    /// The first few by name, and how many more.
    static func some(of contacts: [Contact], _ language: Language) -> String {
        let most = 3
        let names = contacts.prefix(most).map { contact in
            let name = contact.fields.displayName
            return printable(name.isBlank ? contact.profile?.rawValue ?? "—" : name)
        }
        guard contacts.count > most else { return Wording.list(names, language) }
        return names.joined(separator: ", ") + " " + Wording.others(contacts.count - most, language)
    }

    /// Whom a list of objections would exclude.
    package static func exclusion(_ contacts: [Contact]) -> Phrase {
        Phrase { language in
            let people = Wording.plural(
                contacts.count, Phrase(fr: "personne", en: "person"), Phrase(fr: "personnes", en: "people"), language)
            let names = some(of: contacts, language)
            return Phrase(
                fr: "Cette liste exclurait \(people) à qui vous pouvez écrire aujourd’hui : \(names).",
                en: "This list would exclude \(people) to whom you may write today: \(names).")[language]
        }
    }
}
