import ArgumentParser
import Foundation
import Gate
import Intake
import Ledger
import Mailing
import Report
import Vocabulary
import Workspace

struct ContactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts",
        abstract: "Qui est dans le registre, avec quelles preuves. · Who is in the ledger, with which evidence.")

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .customLong("export"),
        help: ArgumentHelp(
            "Le carnet d'adresses : vcard ou csv. · The address "
                + "book: vcard or csv.", valueName: "vcard|csv"))
    var export: AddressBookFormat?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        try global.readingOptions {
            guard export == nil || !json else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--export ou --json, pas les deux : le carnet est une vCard ou un CSV",
                        en: "--export or --json, not both: the address book is a vCard file or a CSV"))
            }
        }
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        let brief = workspace.brief(letter: nil, purpose: nil, needs: [])
        let judge = Judge(brief: brief)
        var reader = DossierReader(ledger, key: key, letter: nil)
        var output = BufferedOutput()
        let further = try export == .csv ? ledger.extraFieldNames() : []
        var book = AddressBook(further: further, key: key, now: Workspace.now())
        if export == .csv { try output.write(book.csvHeader) }
        if json { try output.write("{\"contacts\": [") }
        var rows: [[TextTable.Cell]] = []
        var list = ContactsCommand.list()
        var count = 0
        while true {
            let dossiers = try reader.next()
            if dossiers.isEmpty { break }
            for dossier in dossiers {
                let decisions = judge.decisions(on: dossier)
                if let export {
                    try output.write(book.entry(dossier, decisions, export))
                } else if json {
                    try output.write((count == 0 ? "\n" : ",\n") + document(dossier, decisions).compact)
                } else {
                    rows += table(dossier, decisions)
                    if rows.count >= 500 {
                        try flush(&rows, &list, &output)
                    }
                }
                count += 1
            }
        }
        if json { try output.write("\n]}\n") }
        if !json, export == nil { try flush(&rows, &list, &output) }
        try output.flush()
        guard book.leftOut > 0 else { return }
        let left = Wording.number(book.leftOut, Speech.language)
        Console.say(
            Phrase(
                fr: "sans url ni adresse utilisable, donc absents du carnet : \(left)",
                en: "without a url and a usable address, and so not in the address book: \(left)"))
    }

    /// As wide as the terminal; in a file or a pipe nothing is cut, and every line is an address.
    private static func list() -> TextTable {
        let language = Speech.language
        return TextTable(
            [
                .text(Phrase(fr: "nom", en: "name")[language], least: 14),
                .text(Phrase(fr: "adresse", en: "address")[language], least: 24),
                .text("", least: 1), .text(Phrase(fr: "pourquoi", en: "why")[language], least: 30),
            ], width: Console.isOutputTerminal ? Console.width : nil, hasHeads: Console.isOutputTerminal,
            style: Style(descriptor: 1))
    }

    private func flush(
        _ rows: inout [[TextTable.Cell]], _ list: inout TextTable, _ output: inout BufferedOutput
    ) throws {
        guard !rows.isEmpty else { return }
        for line in list.lines(rows) { try output.write(line + "\n") }
        rows = []
    }

    private func table(_ dossier: Dossier, _ decisions: [Decision]) -> [[TextTable.Cell]] {
        decisions.map { decision in
            let standing =
                explain(decision)?[Speech.language] ?? decision.findings.map(\.code.rawValue).joined(separator: ", ")
            return [
                .init(decision.name.isBlank ? "—" : decision.name), .init(decision.address ?? "—"),
                decision.isAdmitted ? .init("✓", .green) : .init("✗", .yellow), .init(standing),
            ]
        }
    }

    private func document(_ dossier: Dossier, _ decisions: [Decision]) -> JSONValue {
        let fields = dossier.contact.fields
        return .object([
            .init("contact", .int(Int(dossier.contact.id.rawValue))), .init("name", .string(fields.displayName)),
            .init("firstName", .string(fields.firstName)), .init("lastName", .string(fields.lastName)),
            .init("company", .string(fields.company)), .init("position", .string(fields.position)),
            .init("url", JSONValue(dossier.contact.profile?.rawValue)),
            .init("fields", .object(fields.extra.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
            .init("addresses", .array(decisions.map { DecisionDocument.entry($0, Speech.language) })),
            .init("evidence", .array(dossier.evidence.map { DecisionDocument.full($0) })),
            .init("objections", .array(dossier.objections.map { DecisionDocument.objection($0) })),
            .init("lastHeardFrom", JSONValue(dossier.lastHeardFrom?.iso)),
        ])
    }
}

extension AddressBookFormat: ExpressibleByArgument {}
