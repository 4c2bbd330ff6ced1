import Foundation
import Testing

/// A network and address books that are exported again, and the address book that comes back.
@Suite struct UpToDateTests {
    private struct Changes: Decodable {
        struct Item: Decodable {
            let contact: Int
            let name: String
            let address, before, after: String?
        }
        struct Edition: Decodable { let file, date, importedOn: String? }
        let since: Edition?
        let joined, left, hidden, shown, address, company, position: [Item]
    }
    private struct Imported: Decodable {
        let changes: Changes?
        let olderThan: Changes.Edition?
        let contacts: ImportDocument.Contacts
        let evidence: ImportDocument.Evidence
    }

    @Test func aNewExportOfTheNetworkIsToldAsADifference() throws {
        let folder = try WorkingFolder()
        func bob(_ address: String, _ position: String) -> String {
            "Bob,B,https://www.linkedin.com/in/bob,\(address),C,\(position),16 Mar 2021"
        }
        try folder.write("old.csv", Sample.linkedIn(Sample.ada("ada@example.org"), bob("", "Clerk")))
        try folder.write("new.csv", Sample.linkedIn(Sample.ada("", company: "Looms"), bob("bob@example.org", "Chief")))
        let first: Imported = try folder.prepare("import", "linkedin", "old.csv", "--exported-on", day(-9), "--json")
            .document()
        #expect(first.changes == nil && first.olderThan == nil)
        let second = try folder.prepare("import", "linkedin", "new.csv", "--exported-on", day(-2), "--json")
        let changes = try #require((try second.document() as Imported).changes)
        #expect(changes.since?.file == "old.csv" && changes.since?.date == day(-9))
        #expect(changes.joined.isEmpty && changes.left.isEmpty && changes.address.isEmpty)
        #expect(changes.hidden.map(\.before) == ["ada@example.org"] && changes.hidden.map(\.after) == [nil])
        #expect(changes.shown.map(\.name) == ["Bob B"] && changes.shown.map(\.after) == ["bob@example.org"])
        #expect(changes.company.map(\.before) == ["Engines"] && changes.company.map(\.after) == ["Looms"])
        #expect(changes.position.map(\.before) == ["Clerk"] && changes.position.map(\.after) == ["Chief"])
        try folder.write("older.csv", Sample.linkedIn(bob("", "Boy")))
        let older: Imported = try folder.prepare("import", "linkedin", "older.csv", "--exported-on", day(-5), "--json")
            .document()
        #expect(older.changes == nil && older.olderThan?.date == day(-2) && older.contacts.updated == 0)
        let said = try folder.prepare("import", "linkedin", "older.csv", "--lang", "fr").out
        #expect(said.contains("plus ancien que l’export du "))
        try folder.write("last.csv", Sample.linkedIn(bob("bob@example.org", "Chief")))
        let shown = try folder.prepare("import", "linkedin", "last.csv", "--exported-on", day(-1)).out
        #expect(shown.contains("left") && shown.contains("1  Ada Lovelace") && shown.contains("deletes nobody"))
    }

    /// Everything that a hostile address book can hold.
    private func filled() throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.write(
            "Connections.csv",
            Sample.linkedIn(
                Sample.ada("ada@example.org"), "Bob,\"B; \\ , x\",https://www.linkedin.com/in/bob,,C,P,16 Mar 2021"))
        let long = String(repeating: "é漢🎉", count: 60)
        try folder.write(
            "list.csv",
            "email,first_name,last_name,company,position,url,Customer Id\r\n"
                + "ada@new.example,Ada,Lovelace,=1+1,\"a;\u{301}b,c\",https://www.linkedin.com/in/ada,'+7\r\n"
                + "eve@example.org,Eve,\(long),O\\n,-2,,8\r\nnobody,No,Body,,,,\r\n"
                + "web@example.org,Web,Site,,,https://example.org/web,\r\n")
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-5))
        try folder.prepare("import", "csv", "list.csv", "--as", "contacts")
        try folder.meet("fay", "gil")
        try folder.prepare("object", "fay@example.org")
        return folder
    }

    @Test(arguments: ["csv", "vcard"]) func whatIsExportedComesBackAndChangesNothing(_ format: String) throws {
        let folder = try filled()
        let before = try folder.prepare("contacts", "--json").out
        let export = try folder.prepare("contacts", "--export", format)
        #expect(export.err.contains("not in the address book: 1"))
        try folder.write("back", export.out)
        let how = format == "csv" ? ["csv", "back", "--as", "contacts"] : ["cards", "back"]
        let run = try folder.run(["import"] + how + ["--json"])
        let back: Imported = try run.document()
        #expect(run.code == 0 && back.contacts.new == 0 && back.contacts.updated == 0, "\(run.out)")
        #expect(back.evidence == .init() && back.changes == nil)
        #expect(try folder.prepare("contacts", "--json").out == before)
    }

    @Test func theTableSaysWhoObjectedAndWhatIsOutdated() throws {
        let folder = try filled()
        let table = try folder.prepare("contacts", "--export", "csv").out
        let lines = table.components(separatedBy: "\r\n")
        #expect(lines[0] == "email,first_name,last_name,full_name,company,position,url,customer_id,portillon_standing")
        #expect(lines.contains { $0.hasPrefix("fay@example.org,") && $0.hasSuffix(",objected") })
        #expect(lines.contains { $0.hasPrefix("gil@example.org,") && $0.hasSuffix(",") })
        #expect(lines.contains { $0.contains("'=1+1") || $0.contains("Engines") })
        // The address that the network no longer shows gives way to the one that it does.
        try folder.write("new.csv", Sample.linkedIn(Sample.ada("ada@moved.example")))
        try folder.prepare("import", "linkedin", "new.csv", "--exported-on", day(-1))
        let later = try folder.prepare("contacts", "--export", "csv").out
        #expect(!later.contains("ada@example.org") && later.contains("\r\nada@moved.example,Ada"))
    }

    /// An address shared at home stays one, even where the exported cards are attested as a whole.
    @Test func aPrivateAddressStaysPrivate() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "eve.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Eve\r\nEMAIL;TYPE=work:eve@acme.example\r\n"
                + "EMAIL;TYPE=home:eve@home.example\r\nEND:VCARD\r\n")
        try folder.prepare("import", "cards", "eve.vcf", "--met-on", day(-30), "--met-at", "Expo")
        let book = try folder.prepare("contacts", "--export", "vcard").out
        #expect(book.contains("EMAIL;TYPE=home:eve@home.example\r\n"))
        let other = try WorkingFolder()
        try other.write("book.vcf", book)
        try other.prepare("import", "cards", "book.vcf", "--met-on", day(-30), "--met-at", "Expo")
        #expect(try other.preview(code: nil).recipient("eve@home.example")?.codes == ["not-professional"])
    }

    /// A reader of its own, strict where RFC 6350 is.
    @Test func anotherReaderFindsEveryCardValid() throws {
        let folder = try filled()
        try folder.write("book.vcf", try folder.prepare("contacts", "--export", "vcard").out)
        let found = try judge(
            #"""
            import re, sys
            raw = open(sys.argv[1], 'rb').read()
            assert raw.endswith(b'\r\n') and b'\n' not in raw.replace(b'\r\n', b'')
            for line in raw.split(b'\r\n'):
                assert len(line) <= 75, len(line)
                line.decode('utf-8')
            lines = raw.replace(b'\r\n ', b'').decode('utf-8').split('\r\n')[:-1]
            def parts(value):
                found, text, skip = [], '', False
                for c in value:
                    if skip:
                        assert c in '\\,;n', c
                        text, skip = text + ('\n' if c == 'n' else c), False
                    elif c == '\\': skip = True
                    elif c == ';': found, text = found + [text], ''
                    else:
                        assert c != ','  and (ord(c) >= 32 or c == '\t')
                        text += c
                assert not skip
                return found + [text]
            cards, card = [], None
            for line in lines:
                head, value = re.fullmatch(r'((?:[A-Z-]+)(?:;TYPE=home)?(?:;PREF=[0-9]+)?):(.*)', line, re.S).groups()
                name = head.split(';')[0]
                if name == 'BEGIN':
                    assert card is None and value == 'VCARD'
                    card = {}
                elif name == 'END':
                    assert len(card['VERSION']) == len(card['UID']) == len(card['REV']) == len(card['FN']) == 1
                    assert list(card)[0] == 'VERSION' and card['VERSION'] == ['4.0'] and len(card['N'][0]) == 5
                    assert re.fullmatch(r'urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}', card['UID'][0])
                    assert re.fullmatch(r'[0-9]{8}T[0-9]{6}Z', card['REV'][0]), card['REV']
                    cards.append(card)
                    card = None
                else:
                    structured = name in ('N', 'ORG')
                    texts = [value] if name in ('URL', 'CATEGORIES') else parts(value)
                    assert structured or len(texts) == 1, line
                    card.setdefault(name, []).append(texts if structured else texts[0])
            assert card is None and len({c['UID'][0] for c in cards}) == len(cards)
            for c in cards:
                print(c['N'][0][1] + '|' + c['N'][0][0][:9] + '|' + ' '.join(c.get('EMAIL', [])) + '|' + ''.join(c.get('CATEGORIES', [])))
            """#, folder.path("book.vcf"))
        #expect(
            found.split(separator: "\n").map(String.init) == [
                "Ada|Lovelace|ada@example.org ada@new.example|", "Bob|B; \\ , x||", "Eve|é漢🎉é漢🎉é漢🎉|eve@example.org|",
                "Web|Site|web@example.org|", "Fay|Lovelace|fay@example.org|portillon-objected",
                "Gil|Lovelace|gil@example.org|",
            ])
        let again = try folder.prepare("contacts", "--export", "vcard").out
        func uids(_ text: String) -> [Substring] { text.split(separator: "\r\n").filter { $0.hasPrefix("UID:") } }
        #expect(uids(again) == uids(try folder.text("book.vcf")) && !uids(again).isEmpty)
    }
}
