import ArgumentParser
import Foundation
import Gate
import Intake
import Ledger
import Mailing
import Report
import Vocabulary

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
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        let brief = workspace.brief(letter: nil, purpose: nil, needs: [])
        var gate = Gate(brief: brief)
        var reader = DossierReader(ledger, key: key, letter: nil)
        var output = BufferedOutput()
        if export == .csv { try output.write(AddressBook.csvHeader) }
        if json { try output.write("{\"contacts\": [") }
        var rows: [[TextTable.Cell]] = []
        var list = ContactsCommand.list()
        var count = 0
        while true {
            let dossiers = try withLedgerFaults { try reader.next() }
            if dossiers.isEmpty { break }
            for dossier in dossiers {
                let decisions = gate.judge(dossier)
                if let export {
                    try output.write(AddressBook.entry(dossier, export))
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

enum AddressBookFormat: String, ExpressibleByArgument, CaseIterable { case vcard, csv }

/// The kept-up address book, to go back where it came from.
enum AddressBook {
    private static let columns = ["email", "first_name", "last_name", "full_name", "company", "position", "url"]

    static var csvHeader: String { String(decoding: CSVWriter.line(columns), as: UTF8.self) }

    static func entry(_ dossier: Dossier, _ format: AddressBookFormat) -> String {
        let fields = dossier.contact.fields
        let addresses = dossier.addresses.map { $0.spec?.spelling ?? printable($0.text) }
        let url = dossier.contact.profile?.rawValue ?? ""
        switch format {
        case .csv:
            let rows = addresses.isEmpty ? [""] : addresses
            return rows.map { address in
                String(
                    decoding: CSVWriter.line([
                        address, fields.firstName, fields.lastName, fields.displayName, fields.company, fields.position,
                        url,
                    ]), as: UTF8.self)
            }.joined()
        case .vcard:
            var lines = ["BEGIN:VCARD", "VERSION:4.0"]
            lines.append("FN:" + escaped(fields.displayName.isBlank ? addresses.first ?? "?" : fields.displayName))
            lines.append("N:" + escaped(fields.lastName) + ";" + escaped(fields.firstName) + ";;;")
            if !fields.company.isBlank { lines.append("ORG:" + escaped(fields.company)) }
            if !fields.position.isBlank { lines.append("TITLE:" + escaped(fields.position)) }
            lines += addresses.map { "EMAIL:" + escaped($0) }
            if !url.isEmpty { lines.append("URL:" + url) }
            lines.append("END:VCARD")
            return lines.map { folded($0) + "\r\n" }.joined()
        }
    }

    /// RFC 6350 §3.4.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", ",", ";": result += "\\" + String(character)
            case "\n", "\r\n", "\r": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }

    /// Lines of at most 75 octets, cut between characters (RFC 6350 §3.2).
    private static func folded(_ line: String) -> String {
        var result = ""
        var used = 0
        for character in line {
            let size = String(character).utf8.count
            if used + size > 75 {
                result += "\r\n "
                used = 1
            }
            result.append(character)
            used += size
        }
        return result
    }
}
