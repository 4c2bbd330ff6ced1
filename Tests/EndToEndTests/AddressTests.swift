import Foundation
import TestSupport
import Testing

/// Awkward addresses and awkward places to write to.
@Suite struct AddressTests {
    @Test func aLetterGoesToAPersonOnceWhateverTheAddress() throws {
        let folder = try WorkingFolder()
        let header = "email,url,met_on,met_at\n"
        try folder.write("a.csv", header + "a@example.org,https://x.example.org/1,\(day(-50)),Expo\n")
        try folder.prepare("import", "csv", "a.csv", "--as", "cards")
        try folder.prepare("send", "letter.md", "--yes")
        try folder.write(
            "b.csv",
            header + "b@example.org,https://x.example.org/1,\(day(-5)),Expo\n"
                + "a+tag@example.org,https://x.example.org/2,\(day(-5)),Expo\n")
        try folder.prepare("import", "csv", "b.csv", "--as", "cards")
        let preview = try folder.preview()
        #expect(preview.admitted == 0)
        #expect(preview.recipients.allSatisfy { $0.codes.contains("already-mailed") })
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 1)
        // The next letter goes to the address shared last.
        try folder.write("next.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        #expect(try folder.preview("next.md").recipient("b@example.org")?.verdict == "admitted")
    }

    @Test func objectedBetweenTwoRunsIsWithheld() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        #expect(try folder.send("--limit", "1").code == 0)
        let waiting = try #require(try folder.status().recipients.first { $0.state == "queued" }).address
        try folder.prepare("object", waiting)
        let run = try folder.send()
        #expect(run.code == 0)
        let document: SendDocument = try run.document()
        #expect(document.admitted == 2 && document.excluded == 1 && document.accepted == 2 && document.isBalanced)
        #expect(try folder.status().states[waiting] == "withheld")
        #expect(try folder.outbox().count == 2)
    }

    @Test func evidenceThatNoLongerHoldsSendsNothing() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.send("--limit", "1").code == 0)
        try folder.write("config.json", Settings.with { $0.policy = #"{"evidenceMaxAgeDays": 30}"# }.json)
        let run = try folder.send()
        #expect(try folder.outbox().count == 1)
        #expect(try run.document(SendDocument.self).isBalanced)
    }

    @Test func noAddressLeavesItsFolder() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            Sample.cards(
                "\"\"\"../../x\"\"@example.org\",A,A,\(day(-9)),Expo",
                "\"\"\"; touch y;\"\"@example.org\",B,B,\(day(-9)),Expo", "a/b@example.org,C,C,\(day(-9)),Expo",
                "-rf@example.org,D,D,\(day(-9)),Expo"))
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        let before = Set(folder.names(in: ".")).filter { !$0.hasPrefix("portillon.sqlite") }
        let admitted = try folder.preview().admitted
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        #expect(folder.names(in: "eml").count == admitted && admitted == 4)
        let after = Set(folder.names(in: ".")).filter { !$0.hasPrefix("portillon.sqlite") }
        #expect(after == before.union(["eml"]))
    }

    @Test(arguments: [true, false]) func addressesBeyondASCII(_ isOffered: Bool) throws {
        let relay = try ScriptedRelay(extensions: isOffered ? ["SMTPUTF8", "8BITMIME", "PIPELINING"] : ["PIPELINING"])
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings() })
        try folder.write(
            "met.csv",
            Sample.cards(
                "zoé@example.org,Z,Z,\(day(-9)),Expo", "ada@example.org,A,A,\(day(-9)),Expo",
                "ada@bücher.example,B,B,\(day(-9)),Expo"))
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        let run = try folder.send()
        #expect(run.code == (isOffered ? 0 : 1), "\(run.err)")
        let always = ["ada@example.org", "ada@xn--bcher-kva.example"]
        #expect(relay.recipients.sorted() == (always + (isOffered ? ["zoé@example.org"] : [])).sorted())
    }

    @Test func everyLineOfAMessageIsFitForTheWire() throws {
        let folder = try WorkingFolder(.with { $0.name = #""Zoé \"Z\" <x>, Ñandú de la Fête""# })
        try folder.meet("ada")
        let text = "Letter: l1\nPurpose: newsletter\nSubject: " + String(repeating: "été \u{1F389} ", count: 40)
        try folder.write(
            "letter.md",
            text + "\n\n" + String(repeating: "y", count: 3_000) + "\n\n" + String(repeating: "é", count: 900)
                + "\n\n{{why}} [Out]({{unsubscribe}})\n")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let name = try #require(folder.names(in: "eml").first)
        let bytes = try folder.bytes("eml/" + name)
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == 13 && $0.count <= 999 })
        let parsed = try judge(
            """
            import email, email.policy, json, sys
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
            text = m.get_body(('plain',)).get_content()
            sender = m['From'].addresses[0]
            print(json.dumps([m['Subject'].strip() == ('été \u{1F389} ' * 40).strip(), 'y' * 3000 in text,
                'é' * 900 in text, sender.addr_spec, sender.display_name, len(m.defects)]), end='')
            """, folder.path("eml/" + name))
        let values = try #require(try JSONSerialization.jsonObject(with: Data(parsed.utf8)) as? [Any])
        #expect(values[0] as? Bool == true && values[1] as? Bool == true && values[2] as? Bool == true, "\(parsed)")
        #expect(values[3] as? String == "zoe@example.org")
        #expect(values[4] as? String == "Zoé \"Z\" <x>, Ñandú de la Fête")
    }

    @Test(arguments: ["rules", "preview letter.md --json", "log", "contacts --export csv"])
    func aFullDiskIsAFault(_ command: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let code = try judge(
            """
            import subprocess, sys
            c = subprocess.run([sys.argv[1]] + '\(command)'.split(), cwd='\(folder.url.path)',
                stdout=open('/dev/full', 'wb'), stderr=subprocess.DEVNULL)
            print(c.returncode, end='')
            """, Command.path)
        #expect(code == "74")
    }

    @Test func theFolderForMessagesCannotBeMade() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        #expect([73, 74].contains(try folder.run("preview", "letter.md", "--eml", "letter.md").code))
    }

    @Test func columnsMayBeNamedByHand() throws {
        let folder = try WorkingFolder()
        try folder.write("met.csv", "A;B;C;D\nada@example.org;Ada;\(day(-9));Expo\n")
        try folder.prepare(
            "import", "csv", "met.csv", "--as", "cards", "--map", "email=A", "--map", "first_name=B", "--map",
            "met_on=C",
            "--map", "met_at=D")
        let recipient = try folder.preview().recipient("ada@example.org")
        #expect(recipient?.verdict == "admitted" && recipient?.name == "Ada")
    }

    @Test(arguments: ["Pacific/Kiritimati", "Etc/GMT+12"]) func todayIsTheMachinesZones(_ zone: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        func date(_ offset: Double) -> String {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date().addingTimeInterval(offset * 86_400))
            func two(_ number: Int?) -> String { String(String(100 + (number ?? 0)).dropFirst()) }
            return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
        }
        func heard(_ day: String) throws -> Int32 {
            try folder.run(["heard-from", "ada@example.org", "--on", day], environment: ["TZ": zone]).code
        }
        #expect(try heard(date(0)) == 0)
        // Two days ahead, so that a midnight that passes meanwhile changes nothing.
        #expect(try heard(date(2)) == 64)
    }
}
