import Foundation
import Testing

private let out = "\n\n[Out]({{unsubscribe}})\n"
private let head = "Letter: l1\nPurpose: newsletter\nSubject: Hello\n\n"

/// What a letter is warned of: a preview says it in every form, and a send before its question.
@Suite struct LetterWarningTests {
    private func folder(_ body: String) throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.write("letter.md", head + body + out)
        try folder.write(
            "met.csv",
            "email,first_name,met_on,met_at\nada@example.org,🚀 Ada,\(day(-9)),Expo\nbob@example.org,Dr Bob,\(day(-9)),Expo\n"
                + "cleo@example.org,Cleo,\(day(-9)),Expo\ndan@example.org,D.,\(day(-9)),\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        return folder
    }

    @Test func inEveryForm() throws {
        let folder = try folder("Dear {{first_name}}, *|FNAME|* and %FIRSTNAME%.")
        let preview = try folder.preview()
        let warnings = Dictionary(grouping: preview.warnings, by: \.code)
        #expect(
            warnings["foreign-placeholder"]?.map(\.message) == [
                "what looks like another tool’s fields will go out as it stands: `*|FNAME|*` → `{{first_name}}` "
                    + "(letter.md, line 5); `%FIRSTNAME%` → `{{first_name}}` (letter.md, line 5)"
            ])
        let odd = try #require(warnings["odd-first-name"]?.first)
        let admitted = preview.recipients.filter { $0.verdict == "admitted" && $0.name != "Cleo" }.map(\.contact)
        #expect(odd.contacts == admitted && admitted.count == 2)
        #expect(odd.message.contains("“🚀 Ada” (emoji or symbol), “Dr Bob” (title)"))
        let codes = ["foreign-placeholder", "odd-first-name"]
        let screen = try folder.run("preview", "letter.md", "--report", "report.html")
        for code in codes {
            #expect(screen.out.contains("! \(code)"))
            #expect(try folder.text("report.html").contains("<code>\(code)</code>"))
        }
        let asked = try Terminal().run(["send", "letter.md"], in: folder)
        for code in codes { #expect(asked.screen.contains("! \(code)")) }
        #expect(try folder.run("render", "letter.md").err.contains("*|FNAME|*"))
    }

    @Test func aRefusedLetterIsWarnedOfItsMarksToo() throws {
        let folder = try folder("{{fist_name}}, *|FNAME|*")
        let preview = try folder.preview(code: 77)
        #expect(preview.refused.map(\.code) == ["template-fault"])
        #expect(preview.warnings.map(\.code) == ["foreign-placeholder"])
        #expect(try folder.run("preview", "letter.md").err.contains("foreign-placeholder"))
    }

    @Test(arguments: [(95, false), (104, true)]) func longerThanGmailShows(_ kilobytes: Int, _ isClipped: Bool) throws {
        let folder = try folder(
            String(repeating: String(repeating: "0123456789 ", count: 7) + "012\n", count: kilobytes * 64 / 5))
        let warning = try folder.preview().warnings.first { $0.code == "clipped-by-gmail" }
        #expect((warning != nil) == isClipped)
        if isClipped { #expect(warning?.message.contains("up to 10") == true, "\(warning?.message ?? "")") }
    }

    /// What counts is the HTML: neither its encoding for the wire nor what goes along.
    @Test func whatGoesAlongDoesNotCount() throws {
        let folder = try folder(String(repeating: "éééééééééééé\n", count: 2500) + "\n![x](x.png)")
        try folder.write("x.png", bytes: Data(repeating: 1, count: 200_000))
        #expect(try !folder.preview().warnings.contains { $0.code == "clipped-by-gmail" })
    }

    /// A section that is long, and nobody gets.
    @Test func countsWhatPeopleGet() throws {
        let long = String(repeating: "0123456789 0123456789 012345678\n", count: 120 * 32)
        let folder = try folder("{{#company}}\n\(long)\n{{/company}}\n\nx")
        #expect(try !folder.preview().warnings.contains { $0.code == "clipped-by-gmail" })
        try folder.write("more.csv", "email,company,met_on,met_at\neve@example.org,Acme,\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "more.csv", "--as", "cards")
        #expect(try folder.preview().warnings.contains { $0.code == "clipped-by-gmail" })
    }
}
