import Testing
import Vocabulary

@Suite struct FieldNeedTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var needs: [FieldNeed]
        var present: Set<String>
        var lacking: [String]
    }

    static let rows: [Row] = [
        .init(testDescription: "nothing needed", needs: [], present: [], lacking: []),
        .init(testDescription: "there", needs: [.field("a")], present: ["a"], lacking: []),
        .init(testDescription: "lacking", needs: [.field("a")], present: ["b"], lacking: ["a"]),
        .init(
            testDescription: "in the letter's order, each once",
            needs: [.field("b"), .field("a"), .field("b")], present: [], lacking: ["b", "a"]),
        .init(
            testDescription: "a section that is shown",
            needs: [.ifPresent("a", [.field("b")])], present: ["a"], lacking: ["b"]),
        .init(
            testDescription: "a section that is not shown needs nothing",
            needs: [.ifPresent("a", [.field("b")])], present: [], lacking: []),
        .init(
            testDescription: "an inverted section that is shown",
            needs: [.ifAbsent("a", [.field("b")])], present: [], lacking: ["b"]),
        .init(
            testDescription: "an inverted section that is not shown needs nothing",
            needs: [.ifAbsent("a", [.field("b")])], present: ["a"], lacking: []),
        .init(
            testDescription: "a section can need its own field",
            needs: [.ifPresent("a", [.field("a")]), .ifAbsent("b", [.field("b")])], present: ["a"], lacking: ["b"]),
        .init(
            testDescription: "sections in sections",
            needs: [.ifPresent("a", [.ifAbsent("b", [.field("c"), .ifPresent("d", [.field("e")])])]), .field("f")],
            present: ["a", "d"], lacking: ["c", "e", "f"]),
    ]

    @Test(arguments: rows) func isFound(_ row: Row) {
        #expect(FieldNeed.lacking(row.needs) { row.present.contains($0) } == row.lacking)
    }

    @Test func contactFieldsAnswerByPlaceholder() {
        let fields = ContactFields(
            firstName: "Ada", lastName: "Lovelace", company: " \u{A0}\n", extra: ["column.position": "countess"])
        #expect(fields["first_name"] == "Ada")
        #expect(fields["last_name"] == "Lovelace")
        #expect(fields["full_name"] == "Ada Lovelace")
        #expect(fields["company"] == nil)
        #expect(fields["position"] == nil)
        #expect(fields["column.position"] == "countess")
        #expect(fields["unknown"] == nil)
        #expect(ContactFields(firstName: "Ada").displayName == "Ada")
        #expect(ContactFields(lastName: "Lovelace").displayName == "Lovelace")
        #expect(ContactFields(firstName: "Ada", fullName: "Countess Ada").displayName == "Countess Ada")
        #expect(ContactFields(firstName: " ", fullName: " ").displayName.isEmpty)
    }
}
