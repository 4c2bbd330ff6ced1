import Foundation
import Mailroom
import Testing

/// A mail of the tables under `Fixtures/replies`, with what it is.
///
/// A table is read as a person reads it: `=== KIND [plain|waits] MARK… LAYOUT`, header fields of its own, a blank line, and what
/// somebody writes. The layout lays the letter that is answered around it, as that mail program does; encoding and structure
/// change from mail to mail.
struct SampleMail: CustomTestStringConvertible {
    var kind: MailKind
    /// Nil where it does not matter.
    var isPlain: Bool?
    var marks: [String]
    var fields: [(name: String, value: String)]
    var body: String
    /// File and number, from 1.
    var file: String
    var number: Int

    var testDescription: String { "\(file) \(number): \(body.prefix(60))" }

    /// Every mail of a table.
    static func table(_ file: String) throws -> [SampleMail] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let url = folder.appending(path: "Fixtures/replies/\(file).txt")
        let text = try String(contentsOf: url, encoding: .utf8)
        var number = 0
        return ("\n" + text).components(separatedBy: "\n=== ").dropFirst().compactMap { entry in
            number += 1
            return SampleMail(entry, file: file, number: number)
        }
    }

    private init?(_ entry: String, file: String, number: Int) {
        var lines = entry.components(separatedBy: "\n")[...]
        guard var words = lines.popFirst()?.split(separator: " ").map(String.init)[...],
            let kind = words.popFirst().flatMap(MailKind.init(rawValue:))
        else { return nil }
        self.kind = kind
        if words.first == "plain" { isPlain = true }
        if words.first == "waits" { isPlain = false }
        marks = words.filter { $0 != "plain" && $0 != "waits" }
        fields = []
        while let line = lines.first, let colon = line.firstIndex(of: ":"), SampleMail.isField(line[..<colon]) {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            fields.append((String(line[..<colon]), value))
            lines = lines.dropFirst()
        }
        body = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        self.file = file
        self.number = number
    }

    private static func isField(_ name: Substring) -> Bool {
        ["Subject", "From", "Precedence", "Return-Path", "Auto-Submitted"].contains(String(name))
            || name.hasPrefix("X-")
    }

    /// The whole mail.
    var bytes: [UInt8] {
        var fields = fields
        func add(_ name: String, _ value: String) {
            if !fields.contains(where: { $0.name == name }) { fields.append((name, value)) }
        }
        if marks.contains("auto") { add("Auto-Submitted", "auto-replied") }
        if marks.contains("generated") { add("Auto-Submitted", "auto-generated") }
        if marks.contains("list") {
            add("List-Id", "<liste.example.org>")
            add("List-Unsubscribe", "<mailto:liste-request@example.org?subject=unsubscribe>")
        }
        if marks.contains("own") { add("From", "Camille Aubry <camille@example.org>") }
        add("From", "Jean Rivière <jean.riviere@example.net>")
        add("To", "Camille Aubry <camille@example.org>")
        add("Subject", marks.last?.hasSuffix("-en") == true ? "Re: Autumn letter" : "Re: Lettre d'automne")
        add("Date", "Mon, 3 Nov 2025 10:12:33 +0100")
        add("Message-ID", "<\(file)-\(number)@example.net>")
        var head = ""
        for (name, value) in fields { head += "\(name): \(SampleEncoding.headerValue(value))\r\n" }
        return Array((head + "MIME-Version: 1.0\r\n").utf8) + content
    }

    private var content: [UInt8] {
        let layout = SampleLayout(marks.last ?? "bare", body: body)
        let encoding = SampleEncoding.of(marks, number: number)
        switch marks.last {
        case "mdn":
            return SampleEncoding.multipart(
                "report; report-type=disposition-notification",
                [
                    encoding.part("text/plain", body),
                    SampleEncoding.raw(
                        "message/disposition-notification",
                        "Reporting-UA: mail.example.net; Mail 1.0\r\nFinal-Recipient: rfc822;jean.riviere@example.net\r\n"
                            + "Original-Message-ID: <letter-1@example.org>\r\n"
                            + "Disposition: manual-action/MDN-sent-manually; displayed\r\n"),
                ])
        case "calendar":
            return SampleEncoding.multipart(
                "alternative",
                [
                    encoding.part("text/plain", body),
                    SampleEncoding.raw(
                        "text/calendar; method=REPLY; charset=UTF-8",
                        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
                ])
        default:
            if let html = layout.html, layout.isHTMLOnly || marks.contains("html") {
                return encoding.part("text/html", html)
            }
            if let html = layout.html, number.isMultiple(of: 3) {
                return SampleEncoding.multipart(
                    "alternative", [encoding.part("text/plain", layout.text), encoding.part("text/html", html)])
            }
            return encoding.part("text/plain", layout.text)
        }
    }
}
