import Foundation
import Testing

private let out = "\n\n[Out]({{unsubscribe}})\n"

extension String {
    /// As people type it.
    fileprivate var nfc: String { precomposedStringWithCanonicalMapping }
    /// As macOS writes it.
    fileprivate var nfd: String { decomposedStringWithCanonicalMapping }
}

/// Files whose names came from another system: `é` of one scalar or of two.
@Suite struct FileNameTests {
    enum Form: CaseIterable, Sendable {
        case composed, apart

        func callAsFunction(_ name: String) -> String { self == .composed ? name.nfc : name.nfd }
        var other: Form { self == .composed ? .apart : .composed }
    }

    private static let attachments = """
        import email, email.policy, sys
        m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        for p in m.walk():
            if p.get_filename(): print(ascii(p.get_filename()), ascii(p['content-type'].params.get('name')))
        """

    private func folder(_ onDisk: Form) throws -> WorkingFolder {
        let (folder, named) = (try WorkingFolder(), onDisk.other)
        try folder.write(onDisk("Templates/été.html"), "<main>{{{content}}}</main>")
        try folder.write(onDisk("Templates/été.txt"), "{{{content}}}")
        try folder.write(onDisk("Templates/salut.md"), "Salut.\n")
        try folder.write(onDisk("pièces jointes/programme d’été.txt"), "programme")
        try folder.write(onDisk("pièces jointes/Zoé.txt"), "pour Zoé")
        try folder.write(onDisk("images/été.png"), "image")
        try folder.write(
            onDisk("lettre d’été.md"),
            "Letter: l1\nPurpose: newsletter\nSubject: x\nLayout: \(named("été"))\n"
                + "Attach: \(named("pièces jointes/programme d’été.txt"))\n"
                + "Attach: \(named("pièces jointes/"))\(named("{{first_name}}")).txt\n\n"
                + "![a](<\(named("images/été.png"))>)\n\n{{> salut}}\n{{first_name}}" + out)
        try folder.write(
            "met.csv", "email,first_name,met_on,met_at\nzoe.m@example.org,\(named("Zoé")),\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        return folder
    }

    @Test(arguments: Form.allCases) func everyFileIsFoundAndSentInOneForm(_ onDisk: Form) throws {
        let folder = try folder(onDisk)
        #expect(folder.names(in: "pièces jointes").isEmpty != (onDisk == .composed))
        let letter = onDisk.other("lettre d’été.md")
        try folder.prepare("render", letter, "--for", "zoe.m@example.org")
        try folder.prepare("preview", letter, "--eml", "eml")
        let name = try #require(folder.names(in: "eml").first)
        let judged = try judge(FileNameTests.attachments, folder.path("eml/" + name))
        let (image, programme, own) = ("été.png".nfc, "programme d’été.txt".nfc, "Zoé.txt".nfc)
        #expect(judged == [image, programme, own].map { "\(ascii($0)) \(ascii($0))\n" }.joined())
        #expect(try folder.text("eml/" + name).contains("<main>"))
        #expect(try folder.send(letter: letter).code == 0)
        // The other name is the same letter, and what it pulled in is unchanged.
        #expect(try folder.send(letter: onDisk("lettre d’été.md")).code == 0)
        #expect(try folder.outbox().count == 1)
    }

    /// As Python's `ascii` shows a text.
    private func ascii(_ text: String) -> String {
        "'"
            + text.unicodeScalars.map { scalar -> String in
                if scalar.isASCII { return String(scalar) }
                let hex = String(scalar.value, radix: 16)
                return scalar.value < 0x100 ? "\\x" + hex : "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }.joined() + "'"
    }

    @Test(arguments: Form.allCases) func theVeryNameWins(_ form: Form) throws {
        let folder = try WorkingFolder()
        try folder.write("été.txt".nfc, "composed")
        try folder.write("été.txt".nfd, "apart")
        try folder.write(
            "letter.md", "Letter: l1\nPurpose: newsletter\nSubject: x\nAttach: \(form("été.txt"))\n\nx" + out)
        try folder.meet("ada")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let message = try folder.text("eml/" + (try #require(folder.names(in: "eml").first)))
        #expect(message.contains(Data("\(form)".utf8).base64EncodedString()))
    }

    /// Of two that are equal and neither of which is named to the letter, none is taken.
    @Test func twoThatFitAreNone() throws {
        let folder = try WorkingFolder()
        try folder.write("e\u{301}\u{E8}.txt", "one")
        try folder.write("\u{E9}e\u{300}.txt", "two")
        try folder.write(
            "letter.md", "Letter: l1\nPurpose: newsletter\nSubject: x\nAttach: \("éè.txt".nfc)\n\nx" + out)
        try folder.meet("ada")
        #expect(try folder.preview(code: 77).refused.map(\.code) == ["template-fault"])
    }

    /// A link that leads out of the folder does so under any of its names.
    @Test func whatLeadsOutStaysOut() throws {
        let folder = try WorkingFolder()
        let elsewhere = try WorkingFolder()
        try elsewhere.write("secret.txt", "secret")
        try FileManager.default.createDirectory(
            atPath: folder.path("files"), withIntermediateDirectories: true)
        symlink(elsewhere.path("secret.txt"), folder.path("files/" + "é.txt".nfd))
        symlink(elsewhere.path(""), folder.path("files/" + "à".nfd))
        try folder.write(
            "met.csv",
            "email,met_on,met_at,file\nada@example.org,\(day(-9)),Expo,\("é".nfc)\n"
                + "bob@example.org,\(day(-9)),Expo,\("à/secret".nfc)\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write(
            "letter.md", "Letter: l1\nPurpose: newsletter\nSubject: x\nAttach: files/{{file}}.txt\n\nx" + out)
        let preview = try folder.preview(code: 77)
        #expect(preview.admitted == 0 && preview.recipients.allSatisfy { $0.codes == ["letter-incomplete"] })
    }

    /// A configuration, a ledger and an export that went through another system are the same as before.
    @Test func theFolderThatMoved() throws {
        let folder = try WorkingFolder(.with { $0.ledger = "\"\("réseau".nfc).sqlite\"" })
        try folder.write("contacts d’été.csv".nfd, "email,met_on,met_at\nada@example.org,\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "contacts d’été.csv".nfc, "--as", "cards")
        try folder.prepare("object", "ada@example.org")
        for end in ["", ".suppressions"] {
            rename(folder.path("réseau.sqlite".nfc + end), folder.path("réseau.sqlite".nfd + end))
        }
        rename(folder.path("config.json"), folder.path("réglages.json".nfd))
        let again = try folder.run(
            "import", "csv", "contacts d’été.csv".nfc, "--as", "cards", "--config", "réglages.json".nfc, "--json")
        #expect(try again.document(ImportDocument.self).contacts == .init(unchanged: 1))
        #expect(!folder.exists("réseau.sqlite".nfc))
        let preview = try folder.run("preview", "letter.md", "--json", "--config", "réglages.json".nfc)
        #expect(try preview.document(PreviewDocument.self).recipients.first?.codes == ["objected"])
    }

    /// Two folders of messages with one name in two forms are two places, and an erasure names both.
    @Test func outputsAreKnownByTheirVeryName() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        for name in ["aperçu".nfc, "aperçu".nfd] { try folder.prepare("preview", "letter.md", "--eml", name) }
        let erased = try folder.run("subject", "erase", "ada@example.org", "--yes")
        #expect(erased.err.contains("aperçu".nfc + "/") || erased.out.unicodeScalars.contains("\u{E7}"))
        let said = erased.out + erased.err
        #expect(said.unicodeScalars.contains("\u{E7}") && said.unicodeScalars.contains("\u{327}"), "\(said)")
    }
}
