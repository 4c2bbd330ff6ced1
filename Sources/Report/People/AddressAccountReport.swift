import Gate
import Ledger
package import Vocabulary
package import Workspace

extension AddressAccount {
    /// As `why --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("address", JSONValue(address?.spelling)),
            .init("contacts", .array(dossiers.map(AddressAccount.contact))),
            .init("evidence", .array(dossiers.flatMap(\.evidence).map { DecisionDocument.full($0) })),
            .init("objections", .array(allObjections.map { DecisionDocument.objection($0) })),
            .init("retracted", .array(retracted.map { DecisionDocument.retracted($0) })),
            .init(
                "mailings",
                .array(
                    mailings.map { mailing in
                        .object([
                            .init("letter", .string(mailing.letter)), .init("address", .string(mailing.address)),
                            .init("state", .string(mailing.state.rawValue)), .init("attempts", .int(mailing.attempts)),
                            .init("reply", JSONValue(mailing.reply)), .init("at", .string(mailing.at.iso)),
                        ])
                    })),
            .init("cameBack", .array(cameBack.map { $0.document(language) })),
            .init(
                "decision",
                .object([
                    .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
                    .init("reasons", .array(decision.findings.map { DecisionDocument.reason($0, language) })),
                    .init("evidence", decision.admittedBy.map { DecisionDocument.evidence($0) } ?? .null),
                ])),
        ])
    }

    private static func contact(_ dossier: Dossier) -> JSONValue {
        .object([
            .init("contact", .int(Int(dossier.contact.id.rawValue))),
            .init("name", .string(dossier.contact.fields.displayName)),
            .init("company", .string(dossier.contact.fields.company)),
            .init("url", JSONValue(dossier.contact.profile?.rawValue)),
            .init("addresses", .array(dossier.addresses.map { .string($0.spec?.spelling ?? $0.text) })),
            .init("lastHeardFrom", JSONValue(dossier.lastHeardFrom?.iso)),
        ])
    }

    /// As `why --json` has a name that several people have: the same members, and no decision.
    package static func document(of people: [People.Person], named name: String) -> JSONValue {
        .object([
            .init("address", .null), .init("name", .string(name)),
            .init("contacts", .array(people.map { contact($0.dossier) })), .init("evidence", .array([])),
            .init("objections", .array([])), .init("retracted", .array([])), .init("mailings", .array([])),
            .init("cameBack", .array([])), .init("decision", .null),
        ])
    }

    /// Those that meet the address, and those of the contact's other addresses, or of others who have one of them.
    private var allObjections: [Objection] {
        var all = objections
        let elsewhere = dossiers.flatMap(\.addresses).flatMap(\.objectionsElsewhere)
        for objection in dossiers.flatMap(\.objections) + elsewhere
        where !all.contains(where: { $0.id == objection.id }) {
            all.append(objection)
        }
        return all
    }

    /// As one person tells it to another.
    package var story: AddressStory {
        AddressStory(
            address: address?.spelling ?? decision.address ?? "",
            name: dossiers.first?.contact.fields.displayName ?? "", letter: letter,
            decision: decision, evidence: dossiers.flatMap(\.evidence),
            heardFrom: dossiers.compactMap(\.lastHeardFrom).max { $0.day < $1.day }, objections: allObjections,
            retracted: retracted.map { ($0, Workspace.day(of: $0.at)) },
            letters: mailings.map {
                AddressStory.Letter(
                    letter: $0.letter, state: $0.state, reply: $0.reply, on: Workspace.day(of: $0.at))
            }, cameBack: cameBack.map(\.told))
    }
}
