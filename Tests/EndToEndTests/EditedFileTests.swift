import Foundation
import Testing

/// Files of the working folder that somebody opened in an editor of another system: a byte order mark, CRLF.
@Suite struct EditedFileTests {
    private func edited(_ folder: WorkingFolder, _ name: String) throws {
        try folder.write(name, "\u{FEFF}" + (try folder.text(name)).replacing("\n", with: "\r\n"))
    }

    @Test func configurationKeyAndListOfObjections() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        try folder.prepare("object", "ada@example.org")
        let list = "portillon.sqlite.suppressions"
        for name in ["config.json", "portillon.key", list] { try edited(folder, name) }
        let preview = try folder.preview()
        #expect((preview.admitted, preview.refused.count) == (2, 0))
        // The list is still kept up.
        try folder.prepare("object", "bob@example.org")
        #expect(try folder.text(list).split(separator: "\n").count == 3)
    }

    @Test(arguments: [
        (
            Data([0xFF, 0xFE]) + (Settings().json.data(using: .utf16LittleEndian) ?? Data()),
            "the configuration is UTF-16"
        ),
        (
            Settings().json.replacing("Zoe", with: "Zoé").data(using: .isoLatin1) ?? Data(),
            "json:3: the configuration is not UTF-8"
        ),
    ])
    func aConfigurationInAnotherEncodingIsSaidToBeThat(_ bytes: Data, _ expected: String) throws {
        let folder = try WorkingFolder()
        try folder.write("config.json", bytes: bytes)
        let run = try folder.run("--lang", "en", "preview", "letter.md")
        #expect(run.code == 78 && run.err.contains(expected), "\(run.err)")
    }
}
