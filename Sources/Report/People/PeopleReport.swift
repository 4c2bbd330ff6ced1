import Gate
package import Vocabulary
package import Workspace

/// The people in the ledger as `contacts` shows them, and those of one name as `why` and `object` do.
package enum PeopleReport {
    /// As wide as the terminal; nil, and nothing is cut, and every line is an address.
    package static func table(_ language: Language, width: Int?, style: Style) -> TextTable {
        TextTable(
            [
                .text(Phrase(fr: "nom", en: "name")[language], least: 14),
                .text(Phrase(fr: "adresse", en: "address")[language], least: 24),
                .text("", least: 1), .text(Phrase(fr: "pourquoi", en: "why")[language], least: 30),
            ], width: width, hasHeads: width != nil, style: style)
    }

    /// A row for each address of somebody, and one for who has none.
    package static func rows(_ person: People.Person, _ language: Language) -> [[TextTable.Cell]] {
        person.decisions.map { decision in
            [
                .init(decision.name.isBlank ? "—" : decision.name), .init(decision.address ?? "—"), mark(decision),
                .init(why(decision, person, language)),
            ]
        }
    }

    /// The evidence or the reasons; of somebody who is written to, what came back last, too.
    private static func why(_ decision: Decision, _ person: People.Person, _ language: Language) -> String {
        let why = explainBriefly(decision)[language]
        guard decision.isAdmitted, let last = person.cameBack, last.isTrouble else { return why }
        return why + " · " + Phrase(fr: "revenu\u{A0}: \(last.brief.fr)", en: "came back: \(last.brief.en)")[language]
    }

    private static func mark(_ decision: Decision) -> TextTable.Cell {
        decision.isAdmitted ? .init("✓", .green) : .init("✗", .yellow)
    }

    /// The addresses of people of one name, told apart by their company; `isNumbered`, for one of them to be chosen.
    package static func choices(
        _ people: [People.Person], isNumbered: Bool, width: Int?, style: Style
    ) -> [String] {
        var number = 0
        let rows = people.flatMap { person in
            person.decisions.map { decision -> [TextTable.Cell] in
                if decision.address != nil { number += 1 }
                let name = decision.name.isBlank ? "—" : decision.name
                return (isNumbered ? [.init(decision.address == nil ? "" : "\(number)")] : [])
                    + [
                        mark(decision), .init(name), .init(person.dossier.contact.fields.company),
                        .init(decision.address ?? "—"),
                    ]
            }
        }
        var table = TextTable(
            (isNumbered ? [.number("")] : [])
                + [.text("", least: 1), .text("", least: 14), .text("", least: 10), .text("", least: 30)],
            width: width, hasHeads: false, style: style)
        return table.lines(rows)
    }

    /// The addresses among which ``choices(_:isNumbered:width:style:)`` numbers, in its order.
    package static func addresses(_ people: [People.Person]) -> [String] {
        people.flatMap(\.decisions).compactMap(\.address)
    }

    /// What stands below a page that does not show everybody: how many more there are, and how to see them. `shown`, `all`:
    /// contacts.
    package static func rest(shown: Int, of all: Int, isSearch: Bool) -> Phrase {
        Phrase { language in
            let rest = Wording.others(all - shown, language)
            let numbers = (Wording.number(shown, language), Wording.number(all, language))
            let others =
                isSearch
                ? Phrase(fr: "Un mot de plus réduit la liste.", en: "One more word makes the list shorter.")
                : Phrase(
                    fr: "Pour trouver quelqu’un : portillon contacts --find NOM.",
                    en: "To find somebody: portillon contacts --find NAME.")
            return Phrase(
                fr:
                    "… \(rest) (\(numbers.0) montrés sur \(numbers.1)). \(others.fr) Tout, page par page : la même commande "
                    + "suivie de `| less -S`.",
                en: "… \(rest) (\(numbers.0) shown of \(numbers.1)). \(others.en) All of them, page by page: the same "
                    + "command followed by `| less -S`.")[language]
        }
    }

    /// An entry of `contacts --json`.
    package static func document(_ person: People.Person, _ language: Language) -> JSONValue {
        let (dossier, fields) = (person.dossier, person.dossier.contact.fields)
        return .object([
            .init("contact", .int(Int(dossier.contact.id.rawValue))), .init("name", .string(fields.displayName)),
            .init("firstName", .string(fields.firstName)), .init("lastName", .string(fields.lastName)),
            .init("company", .string(fields.company)), .init("position", .string(fields.position)),
            .init("url", JSONValue(dossier.contact.profile?.rawValue)),
            .init("fields", .object(fields.extra.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
            .init("addresses", .array(person.decisions.map { DecisionDocument.entry($0, language) })),
            .init("evidence", .array(dossier.evidence.map { DecisionDocument.full($0) })),
            .init("objections", .array(dossier.objections.map { DecisionDocument.objection($0) })),
            .init("lastHeardFrom", JSONValue(dossier.lastHeardFrom?.iso)),
            .init("cameBack", person.cameBack?.document(language) ?? .null),
        ])
    }
}
