package import Ledger
package import Vocabulary

extension LedgerHealth {
    /// As `ledger check --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("ok", .bool(isSound)), .init("integrity", .array(integrity.map { .string($0) })),
            .init(
                "foreignKeys",
                .array(
                    dangling.map {
                        .object([
                            .init("table", .string($0.table)), .init("row", $0.row.map { .int(Int($0)) } ?? .null),
                            .init("parent", .string($0.parent)),
                        ])
                    })),
            .init("schema", .array(schema.map { .string($0) })), .init("log", log.document(language)),
        ])
    }

    /// For the terminal.
    package func lines(_ language: Language, style: Style) -> [String] {
        func part(_ title: Phrase, _ findings: [String]) -> [String] {
            let mark = findings.isEmpty ? style.green("✓") : style.red("✗")
            return ["\(mark) \(title[language])"] + findings.map { "  " + printable($0) }
        }
        return part(Phrase(fr: "fichier", en: "file"), integrity)
            + part(
                Phrase(fr: "renvois", en: "references"),
                dangling.map { "\($0.table) \($0.row.map { String($0) } ?? "?") → \($0.parent)" })
            + part(Phrase(fr: "tables, index, déclencheurs", en: "tables, indexes, triggers"), schema)
            + log.lines(language, style: style)
    }
}
