import Foundation
import Testing

/// Every example of the guide for authors, in both languages, as its readers would try it.
@Suite struct LettersGuideTests {
    /// A fenced block of the guide: what stands behind its fence, and its text.
    private struct Block {
        let info: String
        let text: String
        /// The file that the guide names for it.
        var file: String? {
            info.range(of: "file=").map { String(info[$0.upperBound...]) }
        }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func blocks(_ guide: String) throws -> [Block] {
        let text = String(
            decoding: try Data(contentsOf: LettersGuideTests.root.appendingPathComponent("Docs/\(guide)")),
            as: UTF8.self)
        return text.components(separatedBy: "\n```").enumerated().compactMap { index, piece in
            guard index % 2 == 1, let end = piece.firstIndex(of: "\n") else { return nil }
            return Block(info: String(piece[..<end]), text: String(piece[piece.index(after: end)...]) + "\n")
        }
    }

    /// A folder as `init` lays it out, with the files that the guide speaks of, and a person whom all of it fits.
    private func folder(_ language: String, _ blocks: [Block]) throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.language = "\"\(language)\"" })
        for name in ["config.json", "letter.md"] { try folder.remove(name) }
        try folder.prepare("--lang", language, "init")
        let config = try folder.text("config.json")
        try folder.write("config.json", config.replacing("you@example.org", with: "zoe@example.org"))
        for block in blocks { if let file = block.file { try folder.write(file, block.text) } }
        try folder.write("terms.txt", "terms")
        try folder.write("invoices/1042.txt", "invoice 1042")
        try folder.write(
            "met.csv",
            "email,first_name,company,position,met_on,met_at,customer_id\n"
                + "ada@example.org,Ada,Engines,Analyst,\(day(-9)),Expo,1042\n")
        return folder
    }

    @Test(arguments: [("letters.md", "en"), ("letters.fr.md", "fr")])
    func everyExampleWorks(_ guide: String, _ language: String) throws {
        let blocks = try blocks(guide)
        #expect(blocks.count >= 12)
        let folder = try folder(language, blocks)
        let letters = blocks.filter { $0.text.hasPrefix("Letter: ") }.compactMap(\.file)
        #expect(letters.count == 5)
        // For a made-up person, before anybody is imported.
        for letter in letters { try expectDone(folder, "render", letter, "--eml") }
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        for letter in letters {
            try expectDone(folder, "render", letter, "--for", "ada@example.org")
            let preview = try folder.preview(letter)
            #expect(preview.admitted == 1, "\(letter): \(preview.recipients.flatMap(\.reasons))")
        }
        for block in blocks where block.info.hasSuffix("fragment") {
            try folder.write(
                "fragment.md", "Letter: f\nPurpose: newsletter\nSubject: x\nLayout: letter\n\n" + block.text)
            try expectDone(folder, "render", "fragment.md", "--html")
        }
        for block in blocks where block.info == "sh" {
            for line in block.text.split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                #expect(words.first == "portillon")
                let run = try folder.run(Array(words.dropFirst()))
                #expect(run.code == 0, "\(line): \(run.err)")
            }
        }
    }

    private func expectDone(_ folder: WorkingFolder, _ arguments: String...) throws {
        let run = try folder.run(arguments)
        #expect(run.code == 0, "\(arguments): \(run.err)")
        #expect(!run.out.contains("{{"))
    }

    /// The two guides say the same: the same examples, headings and placeholders.
    @Test func bothLanguagesAreThere() throws {
        let (english, french) = (try blocks("letters.md"), try blocks("letters.fr.md"))
        #expect(english.map(\.info) == french.map(\.info))
        func headings(_ guide: String) throws -> Int {
            String(
                decoding: try Data(contentsOf: LettersGuideTests.root.appendingPathComponent("Docs/\(guide)")),
                as: UTF8.self
            ).components(separatedBy: "\n## ").count
        }
        #expect(try headings("letters.md") == headings("letters.fr.md"))
    }
}
