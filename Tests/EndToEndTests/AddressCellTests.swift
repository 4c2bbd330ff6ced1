import Foundation
import Testing

/// What is evidence names one address; a cell with two, or with anything else beside one, is no address as a whole.
@Suite struct AddressCellTests {
    private static let odd: [(cell: String, fr: String, en: String)] = [
        (
            "eve@example.org\nBcc: mallory@example.net", "il y a deux adresses là où il en faut une",
            "there are two addresses where one belongs"
        ),
        (
            "ada@example.org, bob@example.net", "il y a deux adresses là où il en faut une",
            "there are two addresses where one belongs"
        ),
        (
            "ada@example.org ou bob@example.net", "il y a deux adresses là où il en faut une",
            "there are two addresses where one belongs"
        ),
        (
            "ada@example.org ::: bob@example.net", "il y a deux adresses là où il en faut une",
            "there are two addresses where one belongs"
        ),
        ("cleo\u{A0}@example.org", "elle contient un caractère invisible", "it holds an invisible character"),
        ("test©@example.org", "`©` n’a pas sa place avant le `@`", "`©` may not stand before the `@`"),
        ("mailto:ada@example.org", "`mailto:` accompagne l’adresse", "`mailto:` stands beside the address"),
        (
            "ada@example.org (perso)", "les commentaires entre parenthèses ne sont pas lus",
            "comments in parentheses are not read"
        ),
        ("a@b@c", "elle a plus d’un `@`", "it has more than one `@`"),
    ]

    private func hold(_ folder: WorkingFolder, admitted: [String]) throws {
        for language in ["fr", "en"] {
            let run = try folder.run("preview", "letter.md", "--json", "--lang", language)
            let preview: PreviewDocument = try run.document()
            #expect(preview.recipients.filter { $0.verdict == "admitted" }.compactMap(\.address) == admitted)
            let invalid = preview.recipients.filter { $0.verdict == "excluded" }
            #expect(invalid.allSatisfy { $0.codes == ["invalid-address"] })
            #expect(
                Set(invalid.map { $0.reasons[0].observed ?? "" })
                    == Set(Self.odd.map { language == "fr" ? $0.fr : $0.en }))
            #expect(invalid.count == Self.odd.count)
        }
    }

    @Test func aRowOfLinkedIns() throws {
        let folder = try WorkingFolder()
        let rows = (Self.odd.map(\.cell) + ["dan@example.org\u{A0}\u{200B}"]).enumerated().map {
            "N\($0.offset),Odd,https://www.linkedin.com/in/odd-\($0.offset),\"\($0.element)\",Atelier,Gérante,21 Mar 2025\n"
        }
        try folder.write("c.csv", Sample.linkedIn() + rows.joined())
        try folder.prepare("import", "linkedin", "c.csv", "--exported-on", day(-3))
        try hold(folder, admitted: ["dan@example.org"])
    }

    @Test func aCard() throws {
        let folder = try WorkingFolder()
        let cells = Self.odd.map(\.cell).filter { !$0.hasPrefix("mailto:") } + ["tel:ada@example.org"]
        let cards = (cells + ["\u{202A}dan@example.org\u{202C}"]).map {
            Sample.card("A", "EMAIL:" + $0.replacing("\n", with: "\\n"))
        }
        try folder.write("a.vcf", cards.joined())
        try folder.prepare("import", "cards", "a.vcf", "--met-on", day(-9), "--met-at", "Expo")
        let preview = try folder.preview()
        #expect(preview.recipients.filter { $0.verdict == "admitted" }.compactMap(\.address) == ["dan@example.org"])
        #expect(preview.recipients.count { $0.codes == ["invalid-address"] } == cells.count)
    }

    @Test(arguments: ["cards", "signups"]) func aRowOfATable(_ kind: String) throws {
        let folder = try WorkingFolder()
        let rest =
            kind == "cards" ? "A,A,\(day(-9)),Expo" : "A,\(day(-9)),newsletter,I agree to it,en,\(day(-8))"
        let rows = (Self.odd.map(\.cell) + ["\u{FEFF}dan@example.org\u{2060}"]).map { "\"\($0)\",\(rest)\n" }
        try folder.write("a.csv", (kind == "cards" ? Sample.cards() : Sample.signUps()) + rows.joined())
        try folder.prepare("import", "csv", "a.csv", "--as", kind)
        try hold(folder, admitted: ["dan@example.org"])
    }

    /// What cannot be read in a declared encoding is lacking: nobody is greeted by somebody else's name.
    @Test func aNameThatCannotBeReadIsLacking() throws {
        let folder = try WorkingFolder()
        try folder.write("letter.md", WorkingFolder.letter.replacing("friend", with: "{{first_name}}"))
        let bytes =
            Array("BEGIN:VCARD\r\nVERSION:3.0\r\nN;CHARSET=UTF-8:Besson;H".utf8) + [0xC3]
            + Array("lène;;;\r\nFN;CHARSET=UTF-8:Helene\r\nEMAIL;TYPE=WORK:a@example.org\r\nEND:VCARD\r\n".utf8)
            + Array("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Besson;H=C3=A9l=\r\n".utf8)
            + Array(" =C3=A8ne;;;\r\nEMAIL;WORK:b@example.org\r\nEND:VCARD\r\n".utf8)
        try folder.write("a.vcf", bytes: Data(bytes))
        try folder.prepare("import", "cards", "a.vcf", "--met-on", day(-9), "--met-at", "Expo")
        let preview = try folder.preview()
        #expect(preview.recipient("a@example.org")?.codes == ["letter-incomplete"])
        #expect(preview.recipient("b@example.org")?.name == "Hélène Besson")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let name = try #require(folder.names(in: "eml").first)
        #expect(String(decoding: try folder.bytes("eml/" + name), as: UTF8.self).contains("H=C3=A9l=C3=A8ne"))
    }
}
