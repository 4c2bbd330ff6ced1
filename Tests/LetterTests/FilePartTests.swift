import Testing
import Vocabulary

@testable import Letter

/// The headers of the files that go along.
@Suite struct FilePartTests {
    private func head(_ name: String, _ content: [UInt8]) -> String {
        let bytes = FilePart(path: name, content: content, contentID: nil).bytes
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: " ")
    }

    /// No charset is claimed that the octets are not written in.
    @Test(
        arguments: [
            ("a.csv", Array("Été;1".utf8), "text/csv; charset=utf-8"), ("a.txt", [], "text/plain; charset=utf-8"),
            ("a.csv", [0xC9, 0x74, 0xE9, 0x3B, 0x80, 0x31], "text/csv; charset=windows-1252"),
            ("a.ICS", [0x41, 0xE9], "text/calendar; charset=windows-1252"),
            // Mac OS Roman, UTF-16, and octets.
            ("a.txt", [0x8E, 0x74, 0x8E], "application/octet-stream"),
            ("a.txt", [0xFF, 0xFE, 0x41, 0x00], "application/octet-stream"),
            ("a.vcf", [0xE9, 0x01], "application/octet-stream"),
            ("a.pdf", [0xE9], "application/pdf"),
        ] as [(String, [UInt8], String)])
    func theTypeSaysWhatTheOctetsAre(_ name: String, _ content: [UInt8], _ type: String) {
        #expect(head(name, content).hasPrefix("Content-Type: \(type)\r\n"), "\(head(name, content))")
    }

    /// RFC 2231 §7: attribute-char alone stands as it is.
    @Test func namesAreEncoded() {
        #expect(head("é=1? (a){b}.pdf", [1]).contains("filename*=utf-8''%C3%A9%3D1%3F%20%28a%29%7Bb%7D.pdf\r\n"))
    }

    /// A text version that cannot be had is one fault, and not a letter without a way out too.
    @Test func aMissingTextVersionIsOneFault() throws {
        let source = letter("<p>x <a href=\"{{unsubscribe}}\">y</a></p>")
        let none = try compile(source, fileName: "letter.html")
        #expect(none.faults.count == 1 && none.partsWithoutWayOut.isEmpty, "\(none.faults)")
        #expect(try compile(source, fileName: "letter.html", sibling: "x").partsWithoutWayOut == ["text"])
    }

    @Test(arguments: [
        ("#%C3%A9t%C3%A9", 0), ("#été", 0), ("#top", 0), ("#Top", 0), ("#hiver", 1), ("#%C3", 1),
    ])
    func jumpsLeadToTheirPlace(_ target: String, _ count: Int) throws {
        let source = letter("<h2 id=\"été\">x</h2><a href=\"\(target)\">y</a>{{unsubscribe}}")
        let found = try compile(source, fileName: "letter.html", sibling: "{{unsubscribe}}").faults
        #expect(found.count == count, "\(found)")
    }

    /// What a field holds counts for what Gmail shows.
    @Test func aLongFieldMakesALongLetter() throws {
        let compiled = try compile(letter("{{#city}}{{city}}{{/city}} {{city}} {{unsubscribe}}"))
        #expect(!compiled.isLong(with: ada))
        var long = ada
        long.extra["city"] = String(repeating: "x", count: 60_000)
        #expect(compiled.isLong(with: long))
    }
}
