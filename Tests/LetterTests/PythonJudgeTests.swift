import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Python's `email` reads every message back: an independent judge of headers, names and parts.
@Suite struct PythonJudgeTests {
    private struct Expected: Codable {
        var file: String
        var subject: String
        var name: String
        var address: String
        var text: String
        var html: String
    }

    private static let script = """
        import email, email.policy, email.header, json, sys, os
        folder = sys.argv[1]
        for want in json.load(open(os.path.join(folder, "expected.json"), encoding="utf-8")):
            raw = open(os.path.join(folder, want["file"]), "rb").read()
            message = email.message_from_bytes(raw, policy=email.policy.default)
            def check(what, found, expected):
                if found != expected: print(f'{want["file"]}: {what}: {found!r} is not {expected!r}'[:600])
            check("subject", str(message["Subject"]), want["subject"])
            to = message["To"].addresses
            check("recipients", len(to), 1)
            # Python 3.11's address parser keeps the blanks between encoded-words, which RFC 2047 §6.2 takes away;
            # its older decoder follows the RFC.
            phrase = [value for name, value in message.raw_items() if name == "To"][0].rpartition("<")[0].strip()
            if phrase.startswith("=?"):
                check("name", str(email.header.make_header(email.header.decode_header(phrase))), want["name"])
            else:
                check("name", to[0].display_name, want["name"])
            check("address", to[0].addr_spec, want["address"])
            check("from", message["From"].addresses[0].display_name, "Zoé Lefèvre")
            check("date", message["Date"].datetime.isoformat(), "2026-11-03T09:30:05+01:00")
            for once in ["From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Id"]:
                check(once, len(message.get_all(once, [])), 1)
            check("type", message.get_content_type(), "multipart/alternative")
            parts = list(message.iter_parts())
            check("parts", [part.get_content_type() for part in parts], ["text/plain", "text/html"])
            for part, key in zip(parts, ["text", "html"]):
                check(key, part.get_content().replace("\\r\\n", "\\n").rstrip("\\n"), want[key].rstrip("\\n"))
            for part in message.walk():
                check("defects", [repr(d) for d in part.defects], [])
                for name, value in part.items():
                    check("defects of " + name, [repr(d) for d in getattr(value, "defects", [])], [])
            for line in raw.split(b"\\r\\n\\r\\n", 1)[0].split(b"\\r\\n"):
                if b"=?" in line and len(line) > 76: print(want["file"], "a line with an encoded-word of", len(line))
        print("judged")
        """

    @Test func readsBackWhatWentIn() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("letter-judge-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var expected: [Expected] = []
        let bodies = [
            "Bonjour {{first_name}},\n\nplain ASCII = here.\n.\n\nFrom me\n",
            "Été à Noël — {{company}} “ça” : \(String(repeating: "très long ", count: 120))\n\n- un\n- deux\n",
            "Καλημέρα {{first_name}} \(String(repeating: "Привет мир ", count: 40))\n",
            "-- \n\n---\n\ntrailing   \nblanks\t\n\n    code \n",
        ]
        let names =
            [
                "Ada Lovelace", "Zoé d’Été", "O'Neil, \"Max\" <x@y>", "李小龙", "a.b", "=?utf-8?q?x?=",
                "👩‍👩‍👧‍👦 " + String(repeating: "é", count: 300),
                String(repeating: "long name ", count: 40), "\\", "x@example.com", "(comment)", "Dr. Ada", "Ada;",
                "\u{202E}abc",
            ] + HostileTests.values
        for (bodyIndex, body) in bodies.enumerated() {
            let compiled = try compile(
                letter(body + "\n[x]({{unsubscribe}})", subject: "{{first_name}} : des nouvelles à {{ville}}"))
            for (nameIndex, name) in names.enumerated() {
                var fields = ada
                fields.firstName = name
                fields.fullName = name
                let message = compiled.message(for: try clearance(fields), stamp: stamp)
                let file = "\(bodyIndex)-\(nameIndex).eml"
                try Data(message.bytes).write(to: folder.appendingPathComponent(file))
                let parts = try filledIn(compiled, fields)
                expected.append(
                    Expected(
                        file: file, subject: parts.subject.trimmingBlanks(),
                        name: fields.displayName.withoutControls.trimmingBlanks(), address: "ada@example.net",
                        text: parts.text, html: parts.html))
            }
        }
        try JSONEncoder().encode(expected).write(to: folder.appendingPathComponent("expected.json"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", PythonJudgeTests.script, folder.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(output == "judged\n", "\(output.prefix(6000))")
    }
}
