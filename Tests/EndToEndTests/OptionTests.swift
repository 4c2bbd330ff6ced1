import Foundation
import Testing

/// An option that would have no effect is a mistake of whoever named it: 64, with the reason, and nothing is done.
@Suite struct OptionTests {
    @Test(arguments: [
        ["send", "letter.md", "--dry-run", "--limit", "1"],
        ["send", "letter.md", "--dry-run", "--only", "ada@example.org"],
        ["send", "letter.md", "--dry-run", "--test-to", "zoe@example.org"],
        ["send", "letter.md", "--dry-run", "--as-previewed", "00"],
        ["send", "letter.md", "--dry-run", "--at", "18:30"],
        ["send", "letter.md", "--yes", "--test-to", "zoe@example.org", "--at", "18:30"],
        ["send", "letter.md", "--yes", "--test-to", "zoe@example.org", "--limit", "1"],
        ["send", "letter.md", "--yes", "--test-to", "zoe@example.org", "--only", "zoe@example.org"],
        ["send", "letter.md", "--yes", "--test-to", "zoe@example.org", "--as-previewed", "00"],
        ["send", "letter.md", "--yes", "--eml", "out"], ["send", "letter.md", "--yes", "--report", "report.html"],
        ["contacts", "--export", "csv", "--json"], ["contacts", "--json", "--export", "vcard"],
    ])
    func optionsThatDoNotGoTogether(_ arguments: [String]) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        let before = folder.names(in: ".")
        let run = try folder.run(arguments)
        #expect(run.code == 64, "\(run.err)")
        #expect(run.out.isEmpty && run.err.contains("--"), "\(run.err)")
        #expect(folder.names(in: ".") == before, "nothing was written, and nothing sent")
    }

    /// What is wrong with the command line is told before what is wrong with the folder.
    @Test(
        arguments: [
            ["send", "letter.md", "--dry-run", "--limit", "1"], ["send", "letter.md", "--yes", "--limit", "0"],
            ["send", "letter.md", "--yes", "--only", "nobody"], ["send", "letter.md", "--yes", "--at", "25:00"],
            ["send", "letter.md", "--yes", "--at", "2020-01-01T10:00"], ["contacts", "--export", "csv", "--json"],
            ["why", "no address@"], ["log", "--address", "nobody"], ["resolve", "l1", "--resend", "--settle"],
            ["resolve", "l1", "--resend", "nobody"], ["render", "letter.md", "--for", "nobody"],
            ["subject", "export", "nobody"],
        ]) func isToldWithoutAConfiguration(_ arguments: [String]) throws
    {
        let folder = try WorkingFolder()
        try FileManager.default.removeItem(atPath: folder.path("config.json"))
        #expect(try folder.run(arguments).code == 64)
    }

    @Test func whatGoesTogether() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.run("send", "letter.md", "--dry-run", "--yes", "--json").code == 0)
        #expect(try folder.run("send", "letter.md", "--dry-run", "--eml", "out", "--report", "r.html").code == 0)
        #expect(folder.names(in: "out").count == 2 && folder.exists("r.html"))
        #expect(try folder.run("contacts", "--export", "csv").code == 0)
    }
}
