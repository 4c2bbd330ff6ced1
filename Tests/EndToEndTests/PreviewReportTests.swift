import Foundation
import Testing

/// The page that `preview --report` writes, as its readers and its enemies meet it.
@Suite struct PreviewReportTests {
    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("letter.md", WorkingFolder.letter.replacingOccurrences(of: "friend", with: "{{first_name}}"))
        return folder
    }

    /// What `Scripts/judge-page` says of pages: its exit code and its findings.
    private func judge(_ pages: String...) throws -> (code: Int32, findings: String) {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        let output = Pipe()
        process.executableURL = root.appendingPathComponent("Scripts/judge-page")
        process.arguments = pages
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let findings = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, findings)
    }

    // MARK: The file

    @Test func thePageIsWrittenForItsOwnerAlone() throws {
        let folder = try folder()
        let ledger = try folder.bytes("portillon.sqlite")
        let run = try folder.run("preview", "letter.md", "--report", "page.html")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.err.hasSuffix("The report: page.html\n"))
        #expect(try folder.mode("page.html") == 0o600)
        let page = try folder.text("page.html")
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">") && page.hasSuffix("</html>\n"))
        #expect(page.contains("<bdi>Ada Lovelace</bdi><bdi>ada@example.org</bdi>") && page.contains("Hello Ada"))
        #expect(try folder.bytes("portillon.sqlite") == ledger)
        // Nothing else is left behind.
        #expect(!folder.names(in: ".").contains { $0.hasPrefix(".portillon") })
    }

    @Test func jsonStaysOneDocumentAndThePageHoldsItsDigest() throws {
        let folder = try folder()
        let run = try folder.run("preview", "letter.md", "--json", "--report", "page.html")
        let document: PreviewDocument = try run.document()
        #expect(document.admitted == 2 && run.err.contains("page.html"))
        #expect(try folder.text("page.html").contains("<code>\(document.digest)</code>"))
        try folder.prepare("send", "letter.md", "--dry-run", "--report", "dry.html", "--lang", "fr")
        #expect(try folder.text("dry.html").contains("<html lang=\"fr\">"))
        #expect(try folder.text("dry.html").contains("<code>\(document.digest)</code>"))
        #expect(try folder.run("send", "letter.md", "--yes", "--report", "page.html").code == 64)
    }

    @Test func aRefusedMailingHasItsPageToo() throws {
        let folder = try folder()
        try folder.write("letter.md", "Letter: l1\nPurpose: other\nSubject: Hello\n\nHello [out]({{unsubscribe}})\n")
        let run = try folder.run("preview", "letter.md", "--json", "--report", "page.html")
        #expect(run.code == 77)
        let document: PreviewDocument = try run.document()
        #expect(document.refused.map(\.code) == ["purpose-undeclared"])
        let page = try folder.text("page.html")
        #expect(page.contains("<code>purpose-undeclared</code>") && !page.contains("Ada"))
    }

    static let places = [
        Call(["letter.md"], 64), Call(["config.json"], 64), Call(["portillon.sqlite"], 64), Call(["portillon.key"], 64),
        Call(["link.html"], 64), Call(["nowhere/page.html"], 74), Call(["."], 74), Call(["pipe"], 74),
    ]

    @Test(arguments: places) func noOtherFileIsWrittenOver(_ place: Call) throws {
        let folder = try folder()
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.html"), withDestinationPath: folder.path("letter.md"))
        let name = place.arguments[0]
        let before = ["pipe", ".", "nowhere/page.html"].contains(name) ? nil : try folder.bytes(name)
        let run = try folder.run("preview", "letter.md", "--report", name)
        #expect(run.code == place.code && run.err.contains(name == "link.html" ? "letter.md" : name), "\(run.err)")
        #expect(run.out.isEmpty)
        if let before { #expect(try folder.bytes(name) == before) }
    }

    @Test func whatCannotBeWrittenWholeLeavesTheOldPage() throws {
        let folder = try folder()
        try folder.write("page.html", "old")
        try folder.write("run.sh", "ulimit -f 8\nexec \"$@\"\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["run.sh", Command.path, "preview", "letter.md", "--report", "page.html"]
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        #expect(try folder.text("page.html") == "old")
        #expect(!folder.names(in: ".").contains { $0.hasPrefix(".portillon") })
    }

    // MARK: Since the last letter

    @Test func whoIsNewlyInOrOutIsTold() throws {
        let folder = try folder()
        #expect(try folder.send().code == 0)
        try folder.prepare("object", "bob@example.org")
        try folder.write("more.csv", Sample.cards("cleo@example.org,Cleo,Newcomer,\(day(-3)),Expo"))
        try folder.prepare("import", "csv", "more.csv", "--as", "cards")
        try folder.write("next.md", WorkingFolder.letter.replacingOccurrences(of: "l1", with: "l2"))
        try folder.prepare("preview", "next.md", "--report", "page.html")
        let page = try folder.text("page.html")
        let changes = page.components(separatedBy: "<section id=\"since\"").last ?? ""
        let upToAdmitted = changes.components(separatedBy: "<section id=\"admitted\"").first ?? ""
        let parts = upToAdmitted.components(separatedBy: "id=\"newly-out\"")
        #expect(parts.count == 2 && upToAdmitted.contains("<bdi>l1</bdi>"))
        #expect(parts[0].contains("Cleo Newcomer") && parts[0].contains("not yet in the ledger"))
        #expect(parts[1].contains("Bob Lovelace") && parts[1].contains("<code>objected</code>"))
        #expect(!upToAdmitted.contains("Ada"))
        // Of the letter itself, whoever has it already is still one of its recipients.
        try folder.prepare("send", "next.md", "--yes")
        _ = try folder.run("preview", "next.md", "--report", "page.html")
        #expect(try folder.text("page.html").contains("<bdi>l1</bdi>"))
        let again = try folder.text("page.html").components(separatedBy: "id=\"newly-in\"").last ?? ""
        #expect(again.contains("Cleo Newcomer"))
    }

    // MARK: Judged by others

    /// By the HTML standard's parser, a browser and an accessibility checker, on people who mean no good.
    @Test func thePageStandsBeforeItsJudges() throws {
        let folder = try folder()
        let names = [
            "<script>alert(1)</script>", "</style></title><img src=//example.org/x>", "]]><!-- \u{202E}x\u{2066}",
            String(repeating: "Very", count: 2000), "مريم <b>", "\"' onfocus=alert(1) autofocus x='",
        ]
        let rows = names.enumerated().map { index, name in
            "p\(index)@example.org,\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\",X,"
                + "\(index % 2 == 0 ? day(-10) : "10/11/2023"),\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\"\n"
        }
        try folder.write("hostile.csv", "email,first_name,last_name,met_on,met_at\n" + rows.joined())
        try folder.prepare("import", "csv", "hostile.csv", "--as", "cards")
        // More than a table holds that is short enough to be laid out at once.
        let many = (1...510).map { "q\($0)@example.com,Quinn,\($0)\n" }
        try folder.write("many.csv", "email,first_name,last_name\n" + many.joined())
        try folder.prepare("import", "csv", "many.csv", "--as", "contacts")
        try folder.prepare("preview", "letter.md", "--report", "page.html", "--lang", "fr")
        try folder.write("refused.md", "Letter: l2\nPurpose: other\nSubject: Hello\n\nHello [out]({{unsubscribe}})\n")
        #expect(try folder.run("preview", "refused.md", "--report", "refused.html").code == 77)
        let (code, findings) = try judge(folder.path("page.html"), folder.path("refused.html"))
        #expect(code == 0, "\(findings)")
        #expect(try folder.text("page.html").contains("class=\"long\""))
        #expect(!(try folder.text("page.html")).contains("<img"))
    }

    /// A judge that finds nothing wrong with anything is none.
    @Test func theJudgesSeeWhatIsWrong() throws {
        let folder = try folder()
        try folder.prepare("preview", "letter.md", "--report", "page.html")
        let page = try folder.text("page.html").replacingOccurrences(
            of: "<main id=\"content\">",
            with: "<main id=\"content\"><p><img src=\"/tracker.png\"><p style=\"color:#999\">A few pale words</b>"
                + "<style>main > section { scroll-margin-top: 300px !important } td { width: 17% }</style>")
        try folder.write("bad.html", page.replacingOccurrences(of: "img-src data:", with: "img-src *"))
        try folder.write("worse.html", page.replacingOccurrences(of: "\"use strict\";", with: ""))
        let (code, findings) = try judge(folder.path("bad.html"), folder.path("worse.html"))
        #expect(code == 1)
        for found in [
            "html5lib: ", "browser: asked for /tracker.png", "image-alt (critical)", "color-contrast (serious)",
            "worse.html: browser: the script did not run", "with script: #admitted leads ",
            "without script: #admitted leads ", "a stacked cell is narrower than its table",
        ] { #expect(findings.contains(found), "\(found)\n\(findings)") }
    }
}
