import Foundation
import Testing

private let head = "Letter: l1\nPurpose: newsletter\nSubject: Hello\n"
private let out = "\n\n[Out]({{unsubscribe}})\n"

/// What is a letter, and which letters are refused.
@Suite struct LetterTests {
    @Test(arguments: [
        ("no header block", "Hello world\n\nHow are you?\n"), ("empty", ""),
        ("unknown header", head + "Foo: bar\n\nHi" + out),
        ("no Letter", "Purpose: newsletter\nSubject: x\n\nHi" + out),
        ("no Purpose", "Letter: l1\nSubject: x\n\nHi" + out),
        ("no Subject", "Letter: l1\nPurpose: newsletter\n\nHi" + out),
        ("blank Letter", "Letter: \nPurpose: newsletter\nSubject: x\n\nHi" + out),
        ("Subject twice", head + "Subject: again\n\nHi" + out),
    ])
    func isNoLetter(_ name: String, _ text: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("letter.md", text)
        #expect(try folder.run("preview", "letter.md").code == 65, "\(name)")
        #expect(try folder.send().code == 65, "\(name)")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func isNotUTF8() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("letter.md", bytes: Data(head.utf8) + [10, 0x48, 0xE9] + Data(out.utf8))
        #expect(try folder.run("preview", "letter.md").code == 65)
    }

    @Test func isMissing() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        #expect(try folder.run("preview", "other.md").code == 66)
        #expect(try folder.run("send", "other.md", "--yes").code == 66)
        #expect(try folder.run("why", "ada@example.org", "--letter", "other.md").code == 66)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let letter: String
        let codes: Set<String>
        var settings = Settings()

        init(_ name: String, _ letter: String, _ codes: Set<String>, _ change: (inout Settings) -> Void = { _ in }) {
            (testDescription, self.letter, self.codes) = (name, letter, codes)
            settings = .with(change)
        }
    }

    @Test(arguments: [
        Refused(
            "purpose not declared", head.replacing("newsletter", with: "offers") + "\nHi" + out,
            ["purpose-undeclared"]),
        Refused("purpose not professional", head + "\nHi" + out, ["purpose-not-professional"]) {
            $0.purposes = #"{"newsletter": {"context": "personal"}}"#
        },
        Refused(
            "for a third party", head + "On-Behalf-Of: Boss <boss@example.net>\n\nHi" + out,
            ["on-behalf-of-others"]),
        Refused("blank sender name", head + "\nHi" + out, ["sender-unidentified"]) { $0.name = #"" ""# },
        Refused("nothing to unsubscribe by", head + "\nHi" + out, ["no-way-out"]) { $0.unsubscribe = "{}" },
        Refused("no unsubscribe in the body", head + "\nHi\n", ["no-way-out"]),
        Refused("unsubscribe in a section", head + "\nHi\n\n{{#company}}" + out + "\n{{/company}}\n", ["no-way-out"]),
        Refused("unsubscribe in a comment", head + "\nHi {{! {{unsubscribe}} }}\n", ["no-way-out"]),
        Refused("unknown placeholder", head + "\nHi {{frist_name}}" + out, ["template-fault"]),
        Refused(
            "unknown placeholder in the subject", head.replacing("Hello", with: "{{frist_name}}") + "\nHi" + out,
            ["template-fault"]),
        Refused("unbalanced section", head + "\nHi {{#company}}" + out, ["template-fault"]),
        Refused("missing attachment", head + "Attach: nowhere.pdf\n\nHi" + out, ["template-fault"]),
        Refused("missing layout", head + "Layout: nowhere\n\nHi" + out, ["template-fault"]),
        Refused("missing image", head + "\n![x](nowhere.png)" + out, ["template-fault"]),
        Refused("missing partial", head + "\n{{> nowhere}}" + out, ["template-fault"]),
        Refused(
            "everything at once",
            "Letter: l1\nPurpose: offers\nSubject: x\nOn-Behalf-Of: Boss\nLayout: nowhere\n\nHi {{zzz}}\n",
            ["purpose-undeclared", "on-behalf-of-others", "sender-unidentified", "no-way-out", "template-fault"]
        ) {
            $0.name = #""""#
        },
    ])
    func isRefused(_ refused: Refused) throws {
        let folder = try WorkingFolder(refused.settings)
        try folder.meet("ada")
        try folder.write("letter.md", refused.letter)
        let preview = try folder.preview(code: 77)
        #expect(Set(preview.refused.map(\.code)) == refused.codes)
        #expect(preview.admitted == 0)
        let send = try folder.send()
        #expect(send.code == 77)
        #expect(Set(try send.document(SendDocument.self).refused.map(\.code)) == refused.codes)
        #expect(try folder.outbox().isEmpty)
        for code in refused.codes { #expect(send.err.contains(code)) }
    }

    @Test func aTemplateFaultSaysWhere() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("letter.md", head + "\nHello,\ndear {{frist_name}}" + out)
        let message = try #require(try folder.preview(code: 77).refused.first?.message)
        #expect(message.contains("6:6") && message.contains("frist_name") && message.contains("first_name"))
    }

    @Test func aFieldThatIsNeededAndLacking() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email,first_name,company,met_on,met_at\nada@example.org,Ada,Engines,\(day(-9)),Expo\n"
                + "bob@example.org,Bob,  ,\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write("letter.md", head + "\nDear {{first_name}} of {{company}}," + out)
        let needs = try folder.preview()
        #expect(needs.recipient("ada@example.org")?.verdict == "admitted")
        #expect(needs.recipient("bob@example.org")?.codes == ["letter-incomplete"])
        for text in ["{{company|yours}}", "{{#company}}{{company}}{{/company}}", "{{^company}}no company{{/company}}"] {
            try folder.write("letter.md", head + "\nDear {{first_name}} of \(text)," + out)
            #expect(try folder.preview().admitted == 2, "\(text)")
        }
    }

    @Test func furtherColumnsAreFields() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email;first_name;Favourite Engine;purpose;met_on;met_at\nada@example.org;Ada;Difference;own;\(day(-9));Expo\n"
        )
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write("letter.md", head + "\n{{favourite_engine}}, {{column.purpose}}, {{purpose}}" + out)
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let message = try folder.text("eml/" + #require(folder.names(in: "eml").first))
        #expect(message.contains("Difference, own, "))
        #expect(!message.contains("Difference, own, own"))
    }

    @Test func dataNeverBecomesMarkupAHeaderOrATemplate() throws {
        let folder = try WorkingFolder()
        let hostile = "\"<b>Ada</b> & {{unsubscribe}} *x*\r\nBcc: evil@example.org\r\n\r\n<script>\""
        try folder.write(
            "met.csv",
            "email,first_name,last_name,met_on,met_at\nada@example.org,\(hostile),\(hostile),\(day(-9)),Expo\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.write(
            "letter.md", head.replacing("Hello", with: "To {{first_name}}") + "\nDear {{first_name}}," + out)
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let name = try #require(folder.names(in: "eml").first)
        let parsed = try judge(
            """
            import email, email.policy, html, json, sys
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
            parts = {p.get_content_type(): p.get_content() for p in m.walk() if not p.is_multipart()}
            print(json.dumps([sorted(k.lower() for k in m.keys()), m['To'].addresses[0].addr_spec, parts['text/html'],
                html.unescape(parts['text/html'])]))
            """, folder.path("eml/" + name))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(parsed.utf8)) as? [Any])
        let headers = try #require(document[0] as? [String])
        #expect(!headers.contains("bcc"))
        for single in ["from", "to", "subject", "date", "message-id"] {
            #expect(headers.count { $0 == single } == 1, "\(single)")
        }
        #expect(document[1] as? String == "ada@example.org")
        let html = try #require(document[2] as? String)
        #expect(!html.contains("<script>") && !html.contains("<b>"))
        #expect((document[3] as? String)?.contains("<b>Ada</b> & {{unsubscribe}} *x*") == true)
    }

    @Test func theWayOutIsInBodyAndHeader() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        func message(_ unsubscribe: String) throws -> String {
            try folder.write("config.json", Settings.with { $0.unsubscribe = unsubscribe }.json)
            try? folder.remove("eml")
            try folder.prepare("preview", "letter.md", "--eml", "eml")
            return try folder.text("eml/" + #require(folder.names(in: "eml").first))
        }
        let byMail = try message(#"{"mailto": "unsubscribe@example.org"}"#)
        #expect(header("List-Unsubscribe", of: byMail)?.hasPrefix("<mailto:unsubscribe@example.org?subject=") == true)
        #expect(header("List-Unsubscribe-Post", of: byMail) == nil)
        let byLink = try message(#"{"url": "https://example.org/out?t={token}"}"#)
        #expect(header("List-Unsubscribe", of: byLink)?.contains("<https://example.org/out?t=") == true)
        #expect(header("List-Unsubscribe", of: byLink)?.contains("{token}") == false)
        #expect(header("List-Unsubscribe-Post", of: byLink) == "List-Unsubscribe=One-Click")
        for link in ["https://example.org/out", "http://example.org/out?t={token}"] {
            let other = try message("{\"url\": \"\(link)\"}")
            #expect(header("List-Unsubscribe-Post", of: other) == nil, "\(link)")
        }
    }

    @Test func anHTMLLetterHasATextSibling() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("letter.html", head + "\n<p>Hi <a href=\"{{unsubscribe}}\">out</a></p>")
        try folder.write("letter.txt", "Hi {{unsubscribe}}\n")
        #expect(try folder.preview("letter.html").admitted == 1)
        try folder.write("letter.txt", "Hi\n")
        #expect(try folder.preview("letter.html", code: 77).refused.map(\.code) == ["no-way-out"])
    }

    @Test func attachmentsAndImagesTravelAlong() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("note.txt", "the note")
        try folder.write("dot.png", bytes: Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        try folder.write("letter.md", head + "Attach: note.txt\n\n![dot](dot.png)" + out)
        #expect(try folder.preview().admitted == 1)
        #expect(try folder.run("preview", "letter.md", "--eml", "eml").code == 0)
        let name = try #require(folder.names(in: "eml").first)
        let kinds = try judge(
            """
            import email, email.policy, sys
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
            print(' '.join(p.get_content_type() for p in m.walk()))
            """, folder.path("eml/" + name))
        #expect(kinds.contains("multipart/mixed") && kinds.contains("multipart/related") && kinds.contains("image/png"))
    }

    @Test(arguments: ["letter", "layout"]) func whatWasMailedIsFrozen(_ changed: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write("Templates/own.html", "<html><body>{{{content}}} {{unsubscribe}}</body></html>")
        try folder.write("Templates/own.txt", "{{{content}}}\n")
        try folder.write("letter.md", head + (changed == "layout" ? "Layout: own\n" : "") + "\nHi" + out)
        let before = try folder.send("--limit", "1")
        try #require(before.code == 0, "\(before.err)")
        if changed == "layout" {
            try folder.write("Templates/own.html", "<html><body>new {{{content}}} {{unsubscribe}}</body></html>")
        } else {
            try folder.write("letter.md", head + "\nHi there" + out)
        }
        #expect(try folder.run("preview", "letter.md").code == 65)
        #expect(try folder.send().code == 65)
        #expect(try folder.outbox().count == 1)
        try folder.write("letter.md", head.replacing("l1", with: "l2") + "\nHi there" + out)
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 3)
    }

    @Test func beforeAnyoneIsMailedALetterMayChange() throws {
        let folder = try WorkingFolder(.with { $0.relay = #"{"url": "maildir:letter.md/outbox"}"# })
        try folder.meet("ada")
        #expect(try folder.send().code == 74)
        try folder.write("config.json", Settings().json)
        try folder.write("letter.md", head + "\nHi there" + out)
        let run = try folder.send()
        #expect(run.code == 0, "\(run.err)")
    }
}
