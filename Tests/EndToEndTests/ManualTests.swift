import Foundation
import Testing

/// What `make install` lays down: the command, its manual page in both languages, and the completions of three shells.
@Suite struct ManualTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a program; gives its exit code and what it printed, errors included.
    private func run(_ words: String...) throws -> (code: Int32, out: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = ManualTests.root
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// `make install` without building: the binary is the one under test.
    private func installed(_ folder: WorkingFolder) throws {
        let run = try run(
            "make", "--old-file=build", "install", "BINARY=" + Command.path, "SHARE=" + folder.path("made"),
            "DESTDIR=" + folder.path("stage"), "PREFIX=/opt/p")
        try #require(run.code == 0, "\(run.out)")
    }

    private static let laidDown = [
        "bin/portillon", "share/man/man1/portillon.1", "share/man/fr/man1/portillon.1",
        "share/bash-completion/completions/portillon", "share/zsh/site-functions/_portillon",
        "share/fish/vendor_completions.d/portillon.fish", "share/doc/portillon/letters.md",
        "share/doc/portillon/Templates/newsletter.html", "share/systemd/user/portillon-inbox@.timer",
    ]

    @Test func installsAndUninstalls() throws {
        let folder = try WorkingFolder()
        try installed(folder)
        for path in ManualTests.laidDown { #expect(folder.exists("stage/opt/p/" + path), "\(path)") }
        #expect(try folder.mode("stage/opt/p/bin/portillon") == 0o755)
        #expect(try folder.mode("stage/opt/p/share/man/man1/portillon.1") == 0o644)
        let run = try run("make", "uninstall", "DESTDIR=" + folder.path("stage"), "PREFIX=/opt/p")
        #expect(run.code == 0)
        for path in ManualTests.laidDown { #expect(!folder.exists("stage/opt/p/" + path), "\(path)") }
    }

    @Test(arguments: ["man/man1", "man/fr/man1"]) func thePageIsSound(_ place: String) throws {
        let folder = try WorkingFolder()
        try installed(folder)
        let page = "stage/opt/p/share/\(place)/portillon.1"
        let lint = try run("mandoc", "-T", "lint", "-W", "warning", folder.path(page))
        #expect(lint.code == 0, "\(lint.out)")
        let shown = try run("mandoc", "-T", "utf8", "-O", "width=80", folder.path(page)).out
            .replacing("\u{8}", with: "")
        let isFrench = place.contains("fr")
        // Overstruck letters are bold or underlined: told by the plain forms below alone.
        let source = try folder.text(page)
        for command in ["init", "import", "preview", "send", "render", "why", "resolve", "log"] {
            #expect(source.contains("portillon \(command)"), "\(command)")
        }
        for code in ["64", "65", "77", "78"] { #expect(source.contains("\\fB\(code)\\fP")) }
        #expect(source.contains(isFrench ? "CODES DE RETOUR" : "EXIT STATUS"))
        // Each page is in one language.
        #expect(source.contains(isFrench ? "Le fichier de configuration" : "The configuration file"))
        #expect(!source.contains(isFrench ? "The configuration file" : "Le fichier de configuration"))
        #expect(!source.contains(" · ") && !shown.isEmpty)
    }

    @Test func theCompletionsKnowTheCommands() throws {
        let folder = try WorkingFolder()
        try installed(folder)
        for path in ManualTests.laidDown where path.contains("ompletions") || path.contains("zsh") {
            let script = try folder.text("stage/opt/p/" + path)
            for word in ["render", "preview", "as-previewed", "sample"] {
                #expect(script.contains(word), "\(path): \(word)")
            }
        }
        let bash = try run(
            "bash", "--norc", "-c",
            """
            source '\(folder.path("stage/opt/p/share/bash-completion/completions/portillon"))'
            COMP_WORDS=(portillon ren); COMP_CWORD=1; COMP_LINE='portillon ren'; COMP_POINT=13
            $(complete -p portillon | sed 's/.*-F \\([^ ]*\\).*/\\1/') portillon ren portillon
            echo "${COMPREPLY[@]}"
            """)
        #expect(bash.out.contains("render"), "\(bash.out)")
    }

    /// Each shell's script is in one language, whichever the surroundings speak.
    @Test(arguments: ["fr", "en"]) func theCompletionsAreInOneLanguage(_ language: String) throws {
        let folder = try WorkingFolder()
        for shell in ["bash", "zsh", "fish"] {
            let script = try folder.run("--lang", language, "--generate-completion-script", shell)
            #expect(script.code == 0 && !script.out.contains(" · "), "\(shell)")
            guard shell != "bash" else { continue }
            let (own, other) = ("Prépare un dossier de travail.", "Lays out a working folder.")
            #expect(script.out.contains(own) == (language == "fr") && script.out.contains(other) == (language == "en"))
            let help = ["Affiche cette aide.", "Shows this help."]
            #expect(
                script.out.contains(help[0]) == (language == "fr") && script.out.contains(help[1]) == (language == "en")
            )
            #expect(!script.out.contains("Show "))
        }
    }

    @Test(arguments: [
        ("import csv x.csv --as ", "contacts cards signups objections"), ("import csv x.csv --as si", "signups"),
        ("import csv x.csv --kind b", "bounced"), ("relay --provider g", "gmail google-workspace gandi"),
        ("init --provider micro", "microsoft-365"), ("object ada@example.org --kind c", "complained"),
        ("preview l", "letter.md"), ("send --lang fr l", "letter.md"), ("doctor o", "own.html"),
        ("contacts --export ", "vcard csv"), ("inbox settle 3 --as he", "heard-from"),
    ])
    func valuesAreCompleted(_ line: String, _ expected: String) throws {
        let folder = try WorkingFolder()
        try folder.write("own.html", "")
        try folder.write("list.csv", "")
        try folder.write("script", try folder.run("--generate-completion-script", "bash").out)
        let words = ["portillon"] + line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let bash = try run(
            "bash", "--norc", "-c",
            """
            source '\(folder.path("script"))'; cd '\(folder.url.path)'
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); COMP_LINE='portillon \(line)'; COMP_POINT=${#COMP_LINE}
            $(complete -p portillon | sed 's/.*-F \\([^ ]*\\).*/\\1/') portillon "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[@]}"
            """)
        #expect(bash.out.trimmingCharacters(in: .whitespacesAndNewlines) == expected, "\(bash.out)")
    }
}
