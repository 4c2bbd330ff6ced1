import Intake
import Testing
import Vocabulary

@Suite struct CardFileTests {
    private func card(_ lines: String..., version: String = "3.0") -> String {
        (["BEGIN:VCARD", "VERSION:" + version] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
    }

    private func only(_ text: String, _ options: CardOptions = CardOptions()) throws -> IntakeRecord {
        let taken = try takeCards(ByteSource(text), options)
        #expect(taken.rejected == [])
        #expect(taken.records.count == 1)
        return try #require(taken.records.first)
    }

    @Test func readsWhatServes() throws {
        let record = try only(
            card(
                "N:Lovelace;Ada;;;", "FN:Ada Lovelace", "ORG:Engines\\, Ltd;Research", "TITLE:Countess",
                "EMAIL;TYPE=WORK:ada@example.org", "URL:https://example.org/ada",
                "URL:https\\://www.linkedin.com/in/Ada/", "BDAY:1815-12-10", "NOTE:private",
                "X-PORTILLON-MET-ON:12 mars 2023", "X-PORTILLON-MET-AT:Salon de Lyon"))
        #expect(
            record
                == IntakeRecord(
                    line: 1, profile: ProfileURL("https://www.linkedin.com/in/ada"), addresses: ["ada@example.org"],
                    fields: ContactFields(
                        firstName: "Ada", lastName: "Lovelace", fullName: "Ada Lovelace", company: "Engines, Ltd",
                        position: "Countess"),
                    fieldsDated: day("2023-03-12")?.day,
                    claims: [
                        Claim(
                            kind: .businessCard, address: "ada@example.org", shared: DateReader.read("2023-03-12"),
                            place: "Salon de Lyon", company: "Engines, Ltd")
                    ]))
    }

    @Test func takesTheFirstNameFromNOnly() throws {
        #expect(try only(card("FN:Ada Lovelace", "EMAIL:ada@example.org")).fields.firstName == "")
        #expect(try only(card("N:;Ada", "EMAIL:ada@example.org")).fields.firstName == "Ada")
        #expect(try only(card("N:O\\;Neil;Ada,Augusta;;")).fields.lastName == "O;Neil")
        #expect(try only(card("N:O\\;Neil;Ada,Augusta;;")).fields.firstName == "Ada, Augusta")
        #expect(try only(card("FN:Ada\\nLovelace\u{1}")).fields.fullName == "Ada Lovelace")
    }

    @Test func unfoldsBytesBeforeItDecodes() throws {
        let zoe = Array("FN:Zo".utf8) + [0xC3] + Array("\r\n ".utf8) + [0xA9] + Array("\r\n".utf8)
        let bytes = Array("BEGIN:VCARD\r\n".utf8) + zoe + Array("EMAIL:zoe@exa\r\n\tmple.org\r\nEND:VCARD".utf8)
        for step in [1, 2, 5, 100] {
            let taken = try takeCards(.dripping(bytes, by: step))
            #expect(taken.records.first?.fields.fullName == "Zoé")
            #expect(taken.records.first?.addresses == ["zoe@example.org"])
        }
    }

    @Test(arguments: [
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9vy;Ana=C3=AF=\r\ns;;;", "Lévy", "Anaïs"),
        ("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:L=E9vy;Ana=EFs", "Lévy", "Anaïs"),
        ("N;QUOTED-PRINTABLE;CHARSET=Windows-1252:L=e9vy;=80", "Lévy", "€"),
        ("N;ENCODING=QUOTED-PRINTABLE:L=C3=A9vy;broken=3", "Lévy", "broken=3"),
        ("n;charset=utf-8:Lévy;Anaïs", "Lévy", "Anaïs"),
        ("N;LANGUAGE=\"a:b;c\":Lévy;Anaïs", "Lévy", "Anaïs"),
        // The blank of a fold behind a soft break goes, and blanks between the break and the line's end.
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Besson;H=C3=A9l=\r\n =C3=A8ne;;;", "Besson", "Hélène"),
        (
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bes=\r\n\tson;H=C3=A9l= \t\r\n =C3=\r\n =A8ne;;;", "Besson",
            "Hélène"
        ),
        ("N;ENCODING=QUOTED-PRINTABLE:de=\r\n  Vries;An=\r\n=20n", "de Vries", "An n"),
        ("N;CHARSET=ISO-8859-15;QUOTED-PRINTABLE:Lef=BDbvre;=BEves", "Lefœbvre", "Ÿves"),
        ("N;CHARSET=koi8-r:Smith;Anna", "Smith", "Anna"),
        // What the declared encoding cannot read is lacking: it is never read anew as another one.
        ("N;CHARSET=UTF-8;QUOTED-PRINTABLE:Besson;H=C3l=C3=A8ne", "Besson", ""),
        ("N;CHARSET=\"utf-8\";QUOTED-PRINTABLE:L=E9vy;Ana=EFs", "", ""),
        ("N;CHARSET=utf8;QUOTED-PRINTABLE:L=E9vy;Anna", "", "Anna"),
        ("N;CHARSET=US-ASCII;QUOTED-PRINTABLE:L=C3=A9vy;Anna", "", "Anna"),
        ("N;CHARSET=koi8-r;QUOTED-PRINTABLE:=F3=CD=C9=D4;Anna", "", "Anna"),
        ("N;CHARSET=UTF-7:L+AOk-vy;Anna", "", ""),
        ("N;CHARSET=iso-2022-jp:Smith;Anna", "", ""),
        // Without a declaration, broken UTF-8 is told by what is whole in it.
        ("N;QUOTED-PRINTABLE:Besson;H=C3l=C3=A8ne", "Besson", ""),
        ("N;QUOTED-PRINTABLE:L=E9vy;Ana=EFs", "Lévy", "Anaïs"),
    ])
    func decodesValues(_ line: String, _ last: String, _ first: String) throws {
        let fields = try only(card(line, version: "2.1")).fields
        #expect(fields.lastName == last)
        #expect(fields.firstName == first)
    }

    @Test func readsWindows1252AndUTF16() throws {
        let western = Array("BEGIN:VCARD\nFN:Zo".utf8) + [0xE9] + Array("\nN:\u{E9}\nEND:VCARD\n".utf8)
        let fields = try takeCards(ByteSource(bytes: western)).records.first?.fields
        #expect(fields?.fullName == "Zoé")
        #expect(fields?.lastName == "é")
        for isBig in [true, false] {
            for mark: [UInt16] in [[0xFEFF], []] {
                let units = mark + Array(card("FN:Zoé", "EMAIL:zoe@example.org").utf16)
                let bytes = units.flatMap { unit in
                    let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                    return isBig ? pair : pair.reversed()
                }
                let taken = try takeCards(.dripping(bytes, by: 7))
                #expect(taken.records.first?.fields.fullName == "Zoé")
                #expect(taken.records.first?.addresses == ["zoe@example.org"])
            }
        }
    }

    /// Version 4.0, and a mark at the file's start, declare UTF-8 for all that says nothing else.
    @Test(arguments: [("4.0", ""), ("3.0", "\u{FEFF}")])
    func aDeclarationForAllHolds(_ version: String, _ mark: String) throws {
        let head = Array((mark + "BEGIN:VCARD\r\nVERSION:\(version)\r\nN:Besson;H").utf8)
        let bytes = head + [0xE9] + Array("l\u{E8}ne\r\nFN:Helene\r\nORG;CHARSET=windows-1252:Caf".utf8) + [0xE9]
        let taken = try takeCards(ByteSource(bytes: bytes + Array("\r\nEND:VCARD\r\n".utf8)))
        #expect(
            taken.records.map(\.fields) == [ContactFields(lastName: "Besson", fullName: "Helene", company: "Café")])
    }

    @Test func aBadOctetInACardLacks() throws {
        let bytes =
            Array("BEGIN:VCARD\r\nVERSION:3.0\r\nN;CHARSET=UTF-8:Besson;H".utf8) + [0xC3]
            + Array(
                "l\u{E8}ne;;;\r\nFN;CHARSET=UTF-8:Helene\r\nEMAIL;TYPE=WORK:helene2@example.com\r\nEND:VCARD\r\n".utf8)
        let taken = try takeCards(ByteSource(bytes: bytes))
        #expect(taken.records.map(\.fields) == [ContactFields(lastName: "Besson", fullName: "Helene")])
        #expect(taken.records.map(\.addresses) == [["helene2@example.com"]])
    }

    static let other = SharingContext.other("home")

    /// Labels for home in the languages of address books; composed or not, whatever the case.
    @Test(arguments: [
        "Privat", "Particulier", "Casa", "Thuis", "Hem", "Personale", "Домашний", "Домашнии\u{306}", "自宅", "自宅メール",
        "maison", "personnel",
        "perso", "Domicile", "PRIVÉ", "prive\u{301}", "E-mail privé", "particular", "pessoal", "Osobisty", "osobní",
        "kişisel",
        "kis\u{327}isel", "Hjemme", "koti", "otthoni", "acasă", "личный", "σπίτι", "פרטי", "المنزل", "집", "个人邮箱", "個人",
        "ส่วนตัว", "riêng",
        "_$!<Home>!$_", "HOME", "personal", "zuhause", "Persönlich", "Persönliche E-Mail", "Persoonlijke", "Privatmail",
        "HomeMail", "Mail privé (pas de pro)", "non professionnel", "Hors travail", "Not work", "nicht geschäftlich",
    ])
    func knowsHomeInEveryLanguage(_ label: String) throws {
        let text = "BEGIN:VCARD\nitem1.EMAIL:a@example.org\nitem1.X-ABLabel:\(label)\nEND:VCARD\n"
        #expect(try only(text).claims.map(\.context) == [Self.other])
    }

    @Test(arguments: [
        "Arbeit", "Trabajo", "lavoro", "zakelijk", "Jobb", "Työ", "служебный", "Рабочий", "会社", "회사", "Büro", "Pro",
        "Work (not home)",
    ])
    func knowsWorkInEveryLanguage(_ label: String) throws {
        let text =
            "BEGIN:VCARD\nitem1.EMAIL:a@example.org\nitem1.X-ABLabel:\(label)\nEMAIL:b@example.org\nEND:VCARD\n"
        #expect(try only(text).claims.map(\.context) == [.professional, .other("unlabelled")])
    }

    @Test(
        arguments: [
            (["EMAIL:a@example.org"], [.professional]),
            (["EMAIL;TYPE=HOME:a@example.org"], [other]),
            (["EMAIL;HOME;INTERNET:a@example.org"], [other]),
            (["EMAIL;TYPE=INTERNET;TYPE=WORK:a@example.org"], [.professional]),
            (
                ["EMAIL;TYPE=\"work,internet\":a@example.org", "EMAIL:b@example.org"],
                [.professional, .other("unlabelled")]
            ),
            (["EMAIL;TYPE=home:a@example.org", "EMAIL:b@example.org"], [other, .professional]),
            (["item1.EMAIL;type=INTERNET;type=pref:a@example.org", "item1.X-ABLabel:_$!<Home>!$_"], [other]),
            (
                ["item1.X-ABLabel:_$!<Work>!$_", "ITEM1.EMAIL:a@example.org", "EMAIL:b@example.org"],
                [.professional, .other("unlabelled")]
            ),
            (["item1.EMAIL:a@example.org", "item1.X-ABLabel:Privat"], [other]),
            (["item1.EMAIL:a@example.org", "item1.X-ABLabel:E-mail perso"], [other]),
            (["item1.EMAIL:a@example.org", "item1.X-ABLabel:Bureau"], [.professional]),
            (["item1.EMAIL:a@example.org", "item1.X-ABLabel:_$!<School>!$_"], [.professional]),
            (["item1.EMAIL:a@example.org", "item2.X-ABLabel:Privat"], [.professional]),
        ] as [([String], [SharingContext])])
    func tellsTheSetting(_ lines: [String], _ contexts: [SharingContext]) throws {
        let text = (["BEGIN:VCARD"] + lines + ["END:VCARD"]).joined(separator: "\n")
        #expect(try only(text).claims.map(\.context) == contexts)
        let attested = try only(text, CardOptions(isProfessional: true))
        #expect(attested.claims.map(\.context) == contexts.map { _ in .professional })
        #expect(attested.claims.allSatisfy { $0.attestation == "context=professional" })
    }

    @Test func lettersTheCardsOwnWordWin() throws {
        let options = CardOptions(metOn: day("2026-03-04"), metAt: "Salon X")
        let bare = try #require(only(card("EMAIL:a@example.org"), options).claims.first)
        #expect(bare.shared == DateReader.read("2026-03-04"))
        #expect(bare.place == "Salon X")
        #expect(bare.attestation == "met-on=2026-03-04; met-at=Salon X")
        let own = try #require(
            only(card("EMAIL:a@example.org", "X-PORTILLON-MET-ON:10/11/2023", "X-PORTILLON-MET-AT:Lyon"), options)
                .claims.first)
        #expect(own.shared == .unreadable("10/11/2023"))
        #expect(own.place == "Lyon")
        #expect(own.attestation == "")
        let none = try #require(only(card("EMAIL:a@example.org", "REV:20230101T000000Z")).claims.first)
        #expect(none.shared == .missing)
        #expect(none.place == "")
        #expect(try only(card("EMAIL:a@example.org")).fieldsDated == nil)
        #expect(try only(card("EMAIL:a@example.org"), options).fieldsDated == day("2026-03-04")?.day)
    }

    @Test(arguments: [
        (["EMAIL:a@example.org", "EMAIL;PREF:b@example.org"], [false, true]),
        (["EMAIL;type=pref:a@example.org", "EMAIL:b@example.org"], [true, false]),
        (["EMAIL;PREF=2:a@example.org", "EMAIL;PREF=1:b@example.org"], [false, true]),
        (["EMAIL:a@example.org", "EMAIL:b@example.org"], [false, false]),
    ])
    func findsThePreferred(_ lines: [String], _ expected: [Bool]) throws {
        let text = (["BEGIN:VCARD"] + lines + ["END:VCARD"]).joined(separator: "\n")
        #expect(try only(text).claims.map(\.isPreferred) == expected)
    }

    @Test(arguments: [
        ("mailto:a@example.org", "a@example.org"), ("MAILTO:a@example.org", "a@example.org"),
        (" a@example.org ", "a@example.org"), ("a\\nb@example.org", "a\nb@example.org"),
        ("mailto:a%2Bb@example.org", "a+b@example.org"), ("mailto:zo%C3%A9@example.org", "zoé@example.org"),
        ("mailto:a%2@example.org", "a\u{FFFD}2@example.org"), ("mailto:a%E9@example.org", "a\u{FFFD}@example.org"),
        ("a%2Bb@example.org", "a%2Bb@example.org"),
        ("mailto:a@example.org?subject=x", "a@example.org?subject=x"),
        ("a@example.org, b@example.net", "a@example.org, b@example.net"),
        ("a@example.org\\, b@example.net", "a@example.org, b@example.net"),
        ("\u{200B}a@example.org\u{A0}", "a@example.org"),
    ])
    func keepsAddressesToTheLetter(_ value: String, _ address: String) throws {
        #expect(try only(card("EMAIL:" + value)).addresses == [address])
    }

    @Test func givesAgentsAsThirdParties() throws {
        let nested = card(
            "EMAIL:boss@example.org", "AGENT:", card("EMAIL:agent@example.org"), "TITLE:Boss", version: "2.1")
        for text in [
            nested,
            card(
                "EMAIL:boss@example.org",
                "AGENT:BEGIN:VCARD\\nVERSION:3.0\\nEMAIL:agent@example.org\\nEND:VCARD\\n", "TITLE:Boss"),
        ] {
            let taken = try takeCards(ByteSource(text))
            #expect(taken.rejected == [])
            #expect(taken.records.map(\.addresses) == [["agent@example.org"], ["boss@example.org"]])
            #expect(taken.records.flatMap(\.claims).map(\.source) == [.thirdParty, .person])
            #expect(taken.records.last?.fields.position == "Boss")
        }
    }

    /// Whatever property it belongs to, and however deep it lies.
    @Test(arguments: [
        ["AGENT;TYPE=VCARD:", "X-A:1", "BEGIN:VCARD"], ["X-ASSISTANT:", "BEGIN:VCARD"], ["NOTE:x", "BEGIN:VCARD"],
        ["AGENT:", "", "BEGIN:VCARD"],
        ["AGENT:", "BEGIN:VCARD", "AGENT:", "BEGIN:VCARD", "AGENT:", "BEGIN:VCARD", "AGENT:", "BEGIN:VCARD"],
    ])
    func aCardWithinACardIsNotTheCommands(_ lines: [String]) throws {
        let depth = lines.count { $0 == "BEGIN:VCARD" }
        let nested = lines + ["EMAIL:b@example.org"] + Array(repeating: "END:VCARD", count: depth)
        let body = (["BEGIN:VCARD"] + nested).joined(separator: "\r\n")
        let options = CardOptions(metOn: day("2026-03-04"), metAt: "Salon X")
        let whole = try takeCards(ByteSource(body + "\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n"), options)
        #expect(whole.rejected == [])
        #expect(whole.records.last?.addresses == ["a@example.org"])
        #expect(
            whole.records.flatMap(\.claims).map { [$0.address, $0.source == .person ? "person" : "other"] }
                == [["b@example.org", "other"], ["a@example.org", "person"]])
        // Cut off behind it, the outer one still is what it stands in.
        let cut = try takeCards(ByteSource(body + "\r\nEMAIL:a@exam"), options)
        #expect(cut.rejected.map(\.line) == [1])
        #expect(cut.records.flatMap(\.claims).map(\.source) == [.thirdParty])
    }

    /// Without a declared encoding, octets that are no UTF-8 may show a name by guess, and address nobody.
    @Test(arguments: [("EMAIL", [0x8E]), ("EMAIL", [0x9F]), ("EMAIL;TYPE=WORK", [0xE9])] as [(String, [UInt8])])
    func anAddressIsNotGuessed(_ property: String, _ octets: [UInt8]) throws {
        let head = Array("BEGIN:VCARD\nVERSION:3.0\nN:Petit;Andr".utf8) + [0xE9]
        let bytes = head + Array("\n\(property):andr".utf8) + octets + Array("@example.org\nEND:VCARD\n".utf8)
        let record = try #require(takeCards(ByteSource(bytes: bytes)).records.first)
        #expect(record.fields.firstName == "André")
        #expect(record.addresses == ["andr\u{FFFD}@example.org"])
    }

    @Test(arguments: [
        "ada@example.org", "ADA@example.org", "<ada@example.org>", "mailto:ada@example.org", "other@example.org",
        "https://example.org/ada", "https://www.linkedin.com/in/ada",
    ])
    func anAddressIsNoName(_ name: String) throws {
        let record = try only(
            card("FN:" + name, "N:;" + name + ";;;", "EMAIL:ada@example.org", "URL:https://www.linkedin.com/in/ada"))
        #expect(record.fields == ContactFields())
        let table = "email,full_name,first_name,last_name\nada@example.org,\(name),\(name),Lovelace\n"
        let file = try TableFile(opening: ByteSource(table), as: .contacts)
        var rows: [IntakeRecord] = []
        try file.forEachRecord(rejected: { _ in }, { rows.append($0) })
        #expect(rows.map(\.fields) == [ContactFields(lastName: "Lovelace")])
    }

    @Test func rejectsWhatIsCutOff() throws {
        let first = card("EMAIL:a@example.org")
        let cut = "BEGIN:VCARD\r\nEMAIL:b@example.org\r\n"
        let last = try takeCards(ByteSource(first + cut))
        #expect(last.records.map(\.addresses) == [["a@example.org"]])
        #expect(last.rejected.map(\.line) == [5])
        #expect(String(decoding: last.rejected.first?.raw ?? [], as: UTF8.self) == cut)
        let amid = try takeCards(ByteSource(cut + first))
        #expect(amid.records.map(\.line) == [3])
        #expect(amid.rejected.map(\.line) == [1])
        #expect(String(decoding: amid.rejected.first?.raw ?? [], as: UTF8.self) == cut)
        // Those behind it are cards of their own.
        #expect(amid.records.flatMap(\.claims).map(\.source) == [.person])
        let junk = try takeCards(ByteSource(first + "\r\nwhat is this\r\nand: this\r\n" + first + "\u{1A}"))
        #expect(junk.records.map(\.line) == [1, 8])
        #expect(junk.rejected.map(\.line) == [6])
        #expect(junk.summary.rows == 3)
        let joined = try takeCards(ByteSource(first + "\u{FEFF}" + first))
        #expect(joined.records.map(\.line) == [1, 5])
        #expect(joined.rejected == [])
        let soft = try takeCards(ByteSource("BEGIN:VCARD\nFN;QUOTED-PRINTABLE:x=\nEND:VCARD\n"))
        #expect(soft.records.map(\.fields.fullName) == ["x="])
    }

    @Test func faultsWhereNoCardIs() {
        func code(_ text: String) -> IntakeFault.Code? {
            do throws(IntakeFault) {
                _ = try CardFile(opening: ByteSource(text))
                return nil
            } catch { return error.code }
        }
        #expect(code("") == .empty)
        #expect(code(" \n\n") == .empty)
        #expect(code("email,name\na@example.org,A\n") == .notCards)
        #expect(code("begin:vcard\nend:vcard") == nil)
    }

    @Test func boundsACard() throws {
        let photo = "PHOTO:" + String(repeating: "x", count: 1 << 20) + "\n"
        let text = "BEGIN:VCARD\n" + String(repeating: photo, count: 18) + "EMAIL:a@example.org\nEND:VCARD\n"
        let taken = try takeCards(ByteSource(text + card("EMAIL:b@example.org")))
        #expect(taken.rejected.map(\.line) == [1])
        #expect(taken.records.map(\.addresses) == [["b@example.org"]])
    }
}
