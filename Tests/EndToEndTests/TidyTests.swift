import Foundation
import Testing

/// Retention, through the built command.
@Suite struct TidyTests {
    struct Document: Decodable {
        struct Counts: Decodable, Equatable {
            let evidence: Int
            let contacts: Int
            let records: Int
        }
        struct Soon: Decodable {
            let name: String
            let address: String
            let lastDay: String
        }
        let stale: Counts
        let applied: Counts?
        let staleSoon: [Soon]
    }

    private func network(_ policy: String = "{}") throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.policy = policy })
        try folder.write(
            "met.csv",
            Sample.cards(
                "old@example.org,Olga,Old,\(day(-1200)),Expo", "soon@example.org,Sonia,Soon,\(day(-1050)),Expo",
                "new@example.org,Nina,New,\(day(-10)),Expo"))
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        return folder
    }

    private func tidy(_ folder: WorkingFolder, _ more: String...) throws -> Document {
        let run = try folder.run(["tidy", "--json"] + more)
        #expect(run.code == 0, "\(run.err)")
        return try run.document()
    }

    @Test func showsFirstAndLetsGoWhenTold() throws {
        let folder = try network()
        let before = try folder.bytes("portillon.sqlite")
        let shown = try tidy(folder, "--dry-run")
        #expect(shown.stale == .init(evidence: 1, contacts: 0, records: 0) && shown.applied == nil)
        #expect(shown.staleSoon.map(\.address) == ["soon@example.org"])
        #expect(shown.staleSoon.map(\.lastDay) == [day(45)])
        #expect(try folder.bytes("portillon.sqlite") == before)
        let refused = try folder.run("tidy")
        #expect(refused.code == 64 && refused.err.contains("--yes") && refused.out.contains("Olga"))
        #expect(try folder.bytes("portillon.sqlite") == before)
        #expect(try tidy(folder, "--yes").applied == .init(evidence: 1, contacts: 0, records: 0))
        #expect(try tidy(folder, "--yes").applied == nil)
        #expect(try folder.run("tidy").code == 0, "there is nothing to ask about")
        #expect(try folder.verifyLog().hasPrefix("ok "))
        #expect(try folder.preview().admitted == 2)
        // Importing the same rows again renews nothing.
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        #expect(try folder.preview().admitted == 2)
        #expect(try tidy(folder, "--dry-run").stale.evidence == 1)
    }

    @Test func hearingFromThePersonRenews() throws {
        let folder = try network()
        try folder.prepare("heard-from", "old@example.org", "--on", day(-2))
        let shown = try tidy(folder, "--dry-run")
        #expect(shown.stale == .init(evidence: 0, contacts: 0, records: 0))
        #expect(try folder.preview().admitted == 3)
    }

    static let policies = [
        ("\"contactMaxAgeDays\": 0", "policy.contactMaxAgeDays"), ("\"logMaxAgeDays\": \"1\"", "policy.logMaxAgeDays"),
        ("\"contactMaxAgeDays\": 1.5", "policy.contactMaxAgeDays"), ("\"contactMaxAgeDay\": 5", "contactMaxAgeDays"),
    ]

    @Test(arguments: policies) func thePolicyIsReadStrictly(_ policy: String, _ key: String) throws {
        let folder = try WorkingFolder(.with { $0.policy = "{\(policy)}" })
        let run = try folder.run("tidy", "--dry-run")
        #expect(run.code == 78 && run.err.contains(key), "\(run.err)")
    }

    @Test(arguments: ["en", "fr"]) func saysWhatCanBeDone(_ language: String) throws {
        let folder = try network()
        let run = try folder.run("tidy", "--dry-run", "--lang", language)
        #expect(run.out.contains("Sonia Soon"))
        #expect(run.out.contains(language == "fr" ? "nouvelle inscription" : "fresh sign-up"))
    }
}
