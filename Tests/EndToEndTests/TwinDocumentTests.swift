import Foundation
import Testing

/// A document in French says all that its English twin says, and each leads to the other.
@Suite struct TwinDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func lines(_ document: String) throws -> [Substring] {
        String(decoding: try Data(contentsOf: Self.root.appendingPathComponent(document)), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// How deep its headings are, in order; the rows of its tables; its commands, without what explains them.
    private func shape(_ document: String) throws -> [String] {
        var isCode = false
        return try lines(document).compactMap { line in
            if line.hasPrefix("```") {
                isCode.toggle()
                return "```"
            }
            if isCode {
                let words = line.split(separator: " ")
                return words.first == "portillon" ? words.prefix(3).joined(separator: " ") : nil
            }
            if line.hasPrefix("#") { return String(line.prefix { $0 == "#" }) }
            guard line.hasPrefix("|") else { return nil }
            // A key or a code is the same in both.
            let words = line.dropFirst().prefix { $0 != "|" }.split(separator: "`")
            return words.count > 1 ? String(words[1]) : "|"
        }
    }

    /// The English document of each pair.
    private static let twins = [
        "README.md", "Docs/configuration.md", "Docs/faq.en.md", "Docs/report.md", "Docs/rights.md",
    ]

    private func french(_ english: String) -> String {
        english.replacing(".en.md", with: ".md").replacing(".md", with: ".fr.md")
    }

    @Test(arguments: twins) func theTwinsSayTheSame(_ name: String) throws {
        let twin = french(name)
        let (english, french) = try (shape(name), shape(twin))
        #expect(english.count > 5)
        for (one, other) in zip(english, french) where one != other {
            // `purposes.NAME.context`, `purposes.NOM.context`.
            #expect(one.hasPrefix("purposes."), "\(name): \(one) / \(other)")
        }
        #expect(english.count == french.count)
        let file = { (path: String) in path.split(separator: "/").last ?? "" }
        #expect(try lines(name).contains { $0.contains("(\(file(twin)))") })
        #expect(try lines(twin).contains { $0.contains("(\(file(name)))") })
    }

    /// French typography: no typewriter's apostrophe between letters, and a space before what asks for one.
    @Test(arguments: twins) func frenchIsSetAsFrenchIs(_ name: String) throws {
        var isCode = false
        for line in try lines(french(name)) {
            if line.hasPrefix("```") { isCode.toggle() }
            let prose = line.replacing(#/`[^`]*`|\([^)]*\)|https?:\S*/#, with: "")
            guard !isCode else { continue }
            #expect(!prose.contains(#/\p{L}'\p{L}/#), "\(name): \(line)")
            #expect(!prose.contains(#/\p{L}[;:?!](\s|$)/#), "\(name): \(line)")
        }
    }
}
