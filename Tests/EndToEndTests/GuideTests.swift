import Foundation
import Testing

/// Every command in the guides, and in README's own-network walk, run as it stands.
@Suite struct GuideTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The commands of a document's blocks, in order; what a shell shows (`$ `) and what builds is left out.
    private static func commands(of document: String) throws -> [String] {
        let text = String(decoding: try Data(contentsOf: root.appendingPathComponent(document)), as: UTF8.self)
        let blocks = text.components(separatedBy: "\n```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        return blocks.flatMap { $0.components(separatedBy: "\n") }.filter {
            $0.hasPrefix("portillon ") || $0.hasPrefix("cd ") || $0.hasPrefix("nano ") || $0.hasPrefix("*/")
        }
    }

    /// The documents with a walk in them.
    private static let walks = ["Docs/guide.en.md", "Docs/guide.fr.md", "README.md", "README.fr.md"]

    @Test(arguments: walks) func everyCommandRuns(_ document: String) throws {
        let folder = try WorkingFolder()
        let language = document.contains(".fr.") ? "fr" : "en"
        var place = folder.url
        let commands = try Self.commands(of: document)
        #expect(commands.count >= 7)
        for command in commands {
            // Days move with the calendar; what a terminal would ask is answered; the sender is the one of the guide.
            var line = command.replacing("2026-10-08", with: day(-40)).replacing("2026-10-15", with: day(-33))
            if line.hasPrefix("cd ") {
                place.appendPathComponent(line.split(separator: " ")[1].trimmingCharacters(in: .whitespaces))
                try lay(in: place)
                continue
            }
            if line.hasPrefix("nano letter.md") {
                try write(in: place)
                continue
            }
            if line.hasPrefix("portillon init my-letters") {
                line =
                    "portillon init my-letters --address zoe@example.org --name Zoe --linkedin-visible-since 2019-05-01"
                    + " --language \(language)"
            }
            // Waiting until the evening is tested elsewhere.
            line.replace("--at 18:30", with: "--at \(Date().addingTimeInterval(1.5).formatted(.iso8601))")
            if line.contains("DIGEST") { line.replace("DIGEST", with: try digest(in: place)) }
            if line.hasPrefix("portillon send letter.md"), !line.contains("--yes") {
                line = line.components(separatedBy: " #")[0] + " --yes"
            }
            if line.hasPrefix("*/") {
                // A line of a crontab: what stands behind the five times, in the home.
                let command = line.split(separator: " ", maxSplits: 5)[5].replacing("/usr/local/bin/", with: "")
                let run = try shell(String(command), in: folder.url)
                #expect(run.code == 0, "\(document): \(line)\n\(run.output)")
                #expect(FileManager.default.fileExists(atPath: place.appendingPathComponent("send.log").path))
                continue
            }
            let run = try shell(line, in: place)
            #expect(run.code == 0, "\(document): \(line)\n\(run.output)")
        }
    }

    /// What the guides say of the reasons is complete.
    @Test(arguments: ["Docs/guide.en.md", "Docs/guide.fr.md"]) func everyReasonIsExplained(_ document: String) throws {
        let text = String(decoding: try Data(contentsOf: Self.root.appendingPathComponent(document)), as: UTF8.self)
        let folder = try WorkingFolder()
        let rules: [RuleDocument] = try folder.run("rules", "--json").document()
        for rule in rules where rule.kind == "exclusion" { #expect(text.contains("`\(rule.code)`"), "\(rule.code)") }
    }

    private func digest(in place: URL) throws -> String {
        let run = try shell("portillon preview letter.md --json", in: place)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        return try #require(document?["digest"] as? String)
    }

    /// What somebody writes into the example where an editor is opened.
    private func write(in place: URL) throws {
        let file = place.appendingPathComponent("letter.md")
        let example = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let lines = example.components(separatedBy: "\n").map {
            $0.hasPrefix("Write your letter here") || $0.hasPrefix("Écrivez ici")
                ? "We moved to 3 quai des Antilles." : $0
        }
        #expect(lines.joined(separator: "\n") != example)
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }

    /// The files that the walk speaks of.
    private func lay(in place: URL) throws {
        func write(_ name: String, _ text: String) throws {
            let file = place.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try write(
            "Connections.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Ada,Lovelace,https://www.linkedin.com/in/ada,ada@example.org,Acme,Engineer,\(day(-20))
            Mute,Person,https://www.linkedin.com/in/mute,,Acme,Engineer,\(day(-10))

            """)
        try write(
            "cards/bob.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\r\nN:;Bob;;;\r\nEMAIL:bob@example.org\r\nEND:VCARD\r\n")
        try write(
            "sign-ups.csv",
            "email,first_name,submitted_on,purposes,wording,language,confirmed_on\n"
                + "cleo@example.org,Cleo,\(day(-50)),newsletter,I want the letter,en,\(day(-49))\n")
        let time = "\(day(-30)) 09:12:40"
        try write(
            "form.csv", "Timestamp,Email Address,Would you like my letter?\n\(time),eve@example.org,Yes\n")
        try write(
            "formulaire.csv",
            "Horodateur,Adresse e-mail,Voulez-vous recevoir ma lettre ?\n\(time),eve@example.org,Oui\n")
        try write("unsubscribed.csv", "email,on\ndan@example.org,\(day(-60))\n")
        for folder in ["returns", "retours"] {
            try write(
                folder + "/answer.eml",
                "From: Ada <ada@example.org>\r\nTo: zoe@example.org\r\nSubject: Your letter\r\n\r\nThank you.\r\n")
        }
    }

    private func shell(_ line: String, in place: URL) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "portillon() { \"$COMMAND\" \"$@\"; }\n" + line]
        process.currentDirectoryURL = place
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": place.path, "COMMAND": Command.path]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
