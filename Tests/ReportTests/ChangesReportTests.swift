import Report
import Testing
import Vocabulary

/// What an import says of the changes in an address book, in both languages.
struct ChangesReportTests {
    private typealias Item = AddressBookChanges.Item
    private let october = AddressBookChanges.Edition(
        file: "Connections.csv", date: CivilDate(iso: "2026-10-01"), importedOn: CivilDate(iso: "2026-10-02"))

    private func item(_ name: String, _ before: String? = nil, _ after: String? = nil) -> Item {
        Item(contact: ContactID(1), name: name, address: "a@example.org", before: before, after: after)
    }

    private func changes(_ items: [(AddressBookChanges.Kind, Int, [Item])]) -> AddressBookChanges {
        var changes = AddressBookChanges(since: october)
        for (kind, count, items) in items {
            for index in 0..<count { changes.add(kind, index < items.count ? items[index] : nil) }
        }
        return changes
    }

    private func lines(_ changes: AddressBookChanges, _ language: Language, width: Int? = nil, isNetwork: Bool = true)
        -> [String]
    {
        ChangesReport(language: language, style: Style(isColoured: false), width: width)
            .lines(changes, isNetwork: isNetwork)
    }

    @Test func countsThenNames() {
        let some = changes([
            (.joined, 1_240, [item("Ada"), item(""), item("Cy")]), (.left, 1, [item("Dan")]),
            (.hidden, 1, [item("Eve", "e@example.org")]),
            (.position, 2, [item("Fay", nil, "CTO"), item("Gil", "A", "B")]),
        ])
        #expect(
            lines(some, .english) == [
                "  changes since the export of 1 October 2026",
                "    joined            1,240  Ada, a@example.org, Cy … and 1,237 more",
                "    left                  1  Dan",
                "    address hidden        1  Eve (e@example.org → —)",
                "    position changed      2  Fay (— → CTO), Gil (A → B)",
                "    Whoever is gone stays in the ledger: an import deletes nobody.",
            ])
        #expect(
            lines(some, .french) == [
                "  changements depuis l’export du 1er octobre 2026",
                "    arrivées         1\u{202F}240  Ada, a@example.org, Cy … et 1\u{202F}237 de plus",
                "    départs              1  Dan",
                "    adresse masquée      1  Eve (e@example.org → —)",
                "    poste changé         2  Fay (— → CTO), Gil (A → B)",
                "    Qui n’y est plus reste dans le registre\u{A0}: un import ne supprime personne.",
            ])
    }

    @Test func fitsTheTerminal() {
        let long = (1...3).map { item("Person \($0) of a very long name indeed 漢字漢字漢字", "before", "after") }
        let all = changes(AddressBookChanges.Kind.allCases.map { ($0, 4_000_000, long) })
        for language in Language.allCases {
            for width in [40, 60, 80, 132] {
                let lines = lines(all, language, width: width)
                #expect(lines.allSatisfy { columnWidth($0) <= width }, "\(language) \(width)")
                #expect(lines.count <= 12)
            }
        }
    }

    @Test func hostileNamesStayText() {
        let text = lines(
            changes([(.company, 1, [item("A\u{1B}[2Jda\u{202E}", "x\ny", "z\u{7}")])]), .english
        ).joined(separator: "\n")
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
        #expect(!text.contains("\u{202E}") && text.split(separator: "\n").count == 2)
    }

    @Test func noneAndOlder() {
        let report = ChangesReport(language: .french, style: Style(isColoured: false), width: nil)
        #expect(lines(changes([]), .french) == ["  aucun changement depuis l’export du 1er octobre 2026"])
        #expect(
            lines(changes([]), .english, isNetwork: false) == [
                "  no change since Connections.csv, imported on 2 October 2026"
            ])
        #expect(
            report.older(than: october, isNetwork: true) == [
                "  plus ancien que l’export du 1er octobre 2026\u{A0}: ce qui est connu ne change pas"
            ])
    }
}
