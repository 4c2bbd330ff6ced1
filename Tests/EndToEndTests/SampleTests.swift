import Foundation
import Testing

/// The examples that `init` lays out are to be written over.
@Suite struct SampleTests {
    private func folder(_ language: String = "fr") throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.language = "\"\(language)\"" })
        try folder.remove("letter.md")
        try folder.prepare("--lang", language, "init")
        try folder.meet("ada")
        return folder
    }

    @Test(arguments: ["fr", "en"], ["letter.md", "newsletter.md", "invitation.md"])
    func isNotSentAsItIs(_ language: String, _ name: String) throws {
        let folder = try folder(language)
        let preview = try folder.preview(name, code: 77)
        #expect(preview.refused.map(\.code) == ["untouched-sample"] && preview.recipients.isEmpty)
        let send = try folder.send(letter: name)
        #expect(send.code == 77)
        #expect(try send.document(SendDocument.self).refused.map(\.code) == ["untouched-sample"])
        #expect(try folder.outbox().isEmpty)
        // To look at it and to try it on oneself harms nobody.
        try folder.prepare("render", name)
        try folder.prepare("send", name, "--yes", "--test-to", "zoe@example.org")
        #expect(try folder.outbox().count == 1)
        let doctor = try folder.run("--lang", language, "doctor", "--offline")
        #expect(doctor.out.contains(language == "fr" ? "encore l’exemple" : "still the example"))
    }

    /// The headers alone are no letter, and neither are other line ends, blanks, or less of the example.
    @Test(
        arguments: [
            { $0.replacing("first-letter", with: "autumn").replacing("some news", with: "our autumn") },
            { "\u{FEFF}" + $0.replacing("\n", with: "\r\n") }, { $0.replacing("\n", with: "  \n") + "\n\n  \n" },
            { $0.replacing("Yours,\n", with: "").replacing("---\n", with: "") },
            { $0.replacing("Hello{{#first_name}} {{first_name}}{{/first_name}},\n\n", with: "") },
        ] as [@Sendable (String) -> String])
    func isStillTheExample(_ change: @Sendable (String) -> String) throws {
        let folder = try folder("en")
        try folder.write("letter.md", change(try folder.text("letter.md")))
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["untouched-sample"])
    }

    @Test(
        arguments: [
            { $0.replacing("Write your letter here, in", with: "We moved.") },
            {
                $0.replacing(
                    "Write your letter here, in Markdown:", with: "We moved.\n\nWrite your letter here, in Markdown:")
            },
            { $0.replacing("Yours,", with: "Kind regards,") },
            // What is left of the example says nothing of its own.
            {
                $0.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Write") }
                    .joined(separator: "\n")
            },
        ] as [@Sendable (String) -> String])
    func whoWroteSomethingIsNotRefused(_ change: @Sendable (String) -> String) throws {
        let folder = try folder("en")
        try folder.write("letter.md", change(try folder.text("letter.md")))
        #expect(try folder.preview().refused.isEmpty)
        #expect(try folder.send().code == 0)
    }
}
