package import Vocabulary

/// What a new export of an address book, or of the LinkedIn network, changed: a line for each kind of change, with the first
/// few names.
package struct ChangesReport {
    /// How many of each kind the terminal names.
    package static let named = 3

    private let language: Language
    private let style: Style
    private let width: Int?

    /// `width`: the terminal's; nil where nothing is to be cut.
    package init(language: Language, style: Style, width: Int?) {
        (self.language, self.style, self.width) = (language, style, width.map { max(40, $0) })
    }

    // MARK: The terminal

    /// `isNetwork`: of LinkedIn, rather than an address book of one's own.
    package func lines(_ changes: AddressBookChanges, isNetwork: Bool) -> [String] {
        let head =
            changes.since.map { self.head($0, isNetwork) }
            ?? Phrase(fr: "depuis les fichiers précédents", en: "since the files before")
        guard !changes.isNone else {
            let text = Phrase(fr: "aucun changement \(head.fr)", en: "no change \(head.en)")
            return fit("  " + text[language])
        }
        let title = Phrase(fr: "changements \(head.fr)", en: "changes \(head.en)")
        let kinds = AddressBookChanges.Kind.allCases.filter { changes.count($0) > 0 }
        let labels = kinds.map { ChangesReport.label($0, isNetwork)[language] }
        let labelWidth = labels.map(columnWidth).max() ?? 0
        let numbers = kinds.map { Wording.number(changes.count($0), language) }
        let numberWidth = numbers.map(columnWidth).max() ?? 0
        var lines = fit("  " + title[language]).map(style.bold)
        for (index, kind) in kinds.enumerated() {
            let blanks = String(repeating: " ", count: numberWidth - columnWidth(numbers[index]))
            let start = "    " + fitted(labels[index], labelWidth) + "  " + blanks + numbers[index] + "  "
            let room = width.map { $0 - columnWidth(start) }
            let line = start + examples(changes.items[kind] ?? [], of: changes.count(kind), room)
            lines.append(width.map { shortened(line, $0) } ?? line)
        }
        if changes.count(.left) > 0 {
            let kept = Phrase(
                fr: "Qui n’y est plus reste dans le registre\u{A0}: un import ne supprime personne.",
                en: "Whoever is gone stays in the ledger: an import deletes nobody.")
            lines += fit("    " + kept[language]).map(style.dim)
        }
        return lines
    }

    /// What is said of an export that is older than the latest.
    package func older(than latest: AddressBookChanges.Edition, isNetwork: Bool) -> [String] {
        let name = named(latest, isNetwork)
        let text = Phrase(
            fr: "plus ancien que \(name.fr)\u{A0}: ce qui est connu ne change pas",
            en: "older than \(name.en): what is known does not change")
        return fit("  " + text[language]).map(style.yellow)
    }

    private func head(_ edition: AddressBookChanges.Edition, _ isNetwork: Bool) -> Phrase {
        let name = named(edition, isNetwork)
        return Phrase(fr: "depuis \(name.fr)", en: "since \(name.en)")
    }

    /// `l'export du 1er octobre 2026`, `contacts.csv, imported on 1 October 2026`.
    private func named(_ edition: AddressBookChanges.Edition, _ isNetwork: Bool) -> Phrase {
        if isNetwork, let date = edition.date {
            return Phrase {
                Phrase(fr: "l’export du ", en: "the export of ")[$0] + Wording.date(date, $0)
            }
        }
        let file = edition.file.isBlank ? nil : printable(edition.file)
        let on = edition.importedOn
        return Phrase { language in
            let file = file ?? Phrase(fr: "un fichier", en: "a file")[language]
            guard let on else { return file }
            return file + Phrase(fr: ", importé le ", en: ", imported on ")[language] + Wording.date(on, language)
        }
    }

    private static func label(_ kind: AddressBookChanges.Kind, _ isNetwork: Bool) -> Phrase {
        switch kind {
        case .joined: Phrase(fr: "arrivées", en: "joined")
        case .left where isNetwork: Phrase(fr: "départs", en: "left")
        case .left: Phrase(fr: "plus au carnet", en: "gone")
        case .hidden: Phrase(fr: "adresse masquée", en: "address hidden")
        case .shown: Phrase(fr: "adresse montrée", en: "address shown")
        case .address: Phrase(fr: "adresse changée", en: "address changed")
        case .company: Phrase(fr: "entreprise changée", en: "company changed")
        case .position: Phrase(fr: "poste changé", en: "position changed")
        }
    }

    /// As many as fit the line, and how many more there are.
    private func examples(_ items: [AddressBookChanges.Item], of count: Int, _ room: Int?) -> String {
        let texts = items.prefix(ChangesReport.named).map(text)
        var shown = texts.count
        while shown > 0 {
            let text = texts.prefix(shown).joined(separator: ", ") + more(count - shown)
            guard let room, columnWidth(text) > room else { return text }
            if shown == 1 {
                let rest = more(count - 1)
                return shortened(texts[0], max(1, room - columnWidth(rest))) + rest
            }
            shown -= 1
        }
        return ""
    }

    private func more(_ count: Int) -> String {
        guard count > 0 else { return "" }
        let number = Wording.number(count, language)
        return Phrase(fr: " … et \(number) de plus", en: " … and \(number) more")[language]
    }

    private func text(_ item: AddressBookChanges.Item) -> String {
        let name = item.name.isBlank ? item.address ?? item.before ?? "—" : item.name
        guard item.before != nil || item.after != nil else { return printable(name) }
        return printable("\(name) (\(item.before ?? "—") → \(item.after ?? "—"))")
    }

    private func fit(_ text: String) -> [String] {
        guard let width, columnWidth(text) > width else { return [text] }
        let indent = String(text.prefix { $0 == " " })
        return wrapped(text, width - indent.count).map { indent + $0 }
    }

    // MARK: JSON

    /// All changes, each list complete if all were asked for.
    package static func document(_ changes: AddressBookChanges) -> JSONValue {
        let lists = AddressBookChanges.Kind.allCases.map { kind in
            JSONValue.Member(
                kind.rawValue,
                .array(
                    (changes.items[kind] ?? []).map { item in
                        var members: [JSONValue.Member] = [
                            .init("contact", .int(Int(item.contact.rawValue))), .init("name", .string(item.name)),
                            .init("address", JSONValue(item.address)),
                        ]
                        if kind.isOfAValue {
                            members.append(.init("before", JSONValue(item.before)))
                            members.append(.init("after", JSONValue(item.after)))
                        }
                        return .object(members)
                    }))
        }
        return .object([.init("since", changes.since.map(document) ?? .null)] + lists)
    }

    package static func document(_ edition: AddressBookChanges.Edition) -> JSONValue {
        .object([
            .init("file", JSONValue(edition.file.isBlank ? nil : edition.file)),
            .init("date", JSONValue(edition.date?.iso)), .init("importedOn", JSONValue(edition.importedOn?.iso)),
        ])
    }
}
