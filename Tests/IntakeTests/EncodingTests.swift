import Intake
import Testing
import Vocabulary

/// Each row is decoded by itself, and what cannot be decoded admits nobody.
@Suite struct EncodingTests {
    private func cards(_ rows: [[UInt8]], mark: [UInt8] = []) throws -> Taken {
        let header = Array("email,first_name,last_name,met_on,met_at\r\n".utf8)
        let bytes = mark + header + rows.flatMap { $0 + [0x0D, 0x0A] }
        let taken = try takeTable(ByteSource(bytes: bytes), as: .cards).1
        let dripped = try takeTable(.dripping(bytes, by: 3), as: .cards).1
        #expect(taken.records == dripped.records && taken.summary == dripped.summary)
        return taken
    }

    /// A row whose first name is given by its octets.
    private func row(_ address: String, _ name: [UInt8]) -> [UInt8] {
        Array("\(address),".utf8) + name + Array(",X,2026-05-02,Expo".utf8)
    }

    @Test func oneStrayOctetTurnsNoOtherRow() throws {
        let names = ["Hélène", "Zoë", "李明", "Juán", "Jöse", "Paweł"]
        let rows =
            names.map { row("p@example.org", Array($0.utf8)) } + [row("q@example.org", Array("Ren".utf8) + [0xE9])]
        let taken = try cards(rows)
        #expect(taken.records.map(\.fields.firstName) == names + ["René"])
        #expect(taken.summary.encodings == ["UTF-8": 6, "windows-1252": 1])
        #expect(taken.summary.rejected == 0)
    }

    /// In one row, too: what is UTF-8 stays what it is, and only the stray octets are of another encoding.
    @Test(
        arguments: [
            (Array("Zoë".utf8), Array("Ren".utf8) + [0xE9], "Zoë", "René"),
            ([0x52, 0x65, 0x6E, 0x8E], Array("Hélène Łuczak".utf8), "René", "Hélène Łuczak"),
            (Array("李明".utf8), [0x4A, 0xFC, 0x72, 0x67], "李明", "Jürg"),
            // By chance, and no UTF-8: a word of MacRoman, capitals between quotes.
            ([0x4C, 0xD5, 0x8E, 0x74, 0x8E], Array("X".utf8), "L’été", "X"),
            ([0xAB, 0x43, 0x41, 0x46, 0xC9, 0xBB], [0x52, 0x65, 0x6E, 0xE9], "«CAFÉ»", "René"),
        ] as [([UInt8], [UInt8], String, String)])
    func readsRowsOfTwoEncodings(_ first: [UInt8], _ last: [UInt8], _ one: String, _ other: String) throws {
        let row = Array("a@example.org,".utf8) + first + [0x2C] + last + Array(",2026-05-02,Expo".utf8)
        let taken = try cards([row])
        #expect(taken.records.map(\.fields.firstName) == [one])
        #expect(taken.records.map(\.fields.lastName) == [other])
        #expect(taken.records.map(\.addresses) == [["a@example.org"]])
    }

    /// What Windows-1252 has between words is no reason to take a row for something else.
    @Test(
        arguments: [
            ([0x56, 0x6F, 0x69, 0x63, 0x69, 0x85, 0x6F, 0x75, 0x69], "Voici…oui"),
            ([0x4C, 0x92, 0xC9, 0x74, 0xE9], "L’Été"),
            ([0x50, 0x72, 0x6F, 0x99], "Pro™"), ([0x93, 0x41, 0x94, 0x20, 0x80], "“A” €"),
            ([0x53, 0x8A, 0x20, 0x8E, 0x69], "SŠ Ži"),
            ([0x63, 0x9C, 0x75, 0x72], "cœur"), ([0x53, 0x54, 0x52, 0x41, 0xDF, 0x45], "STRAßE"),
            ([0x4E, 0xB0, 0x35], "N°5"),
        ] as [([UInt8], String)])
    func readsWindows1252(_ name: [UInt8], _ expected: String) throws {
        let taken = try cards([row("a@example.org", name)])
        #expect(taken.records.first?.fields.firstName == expected)
        #expect(taken.summary.encodings == ["windows-1252": 1])
    }

    @Test func linkedInExportsLikewise() throws {
        let text = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        let bytes =
            Array((text + "Zoé,B,,zoe@example.org,Café,P,15 Mar 2021\nRen").utf8) + [0xE9]
            + Array(",C,,rene@example.org,".utf8) + [0xC9] + Array("cole,P,15 Mar 2021\n".utf8)
        let taken = try takeLinkedIn(ByteSource(bytes: bytes)).1
        #expect(taken.records.map(\.fields.firstName) == ["Zoé", "René"])
        #expect(taken.records.map(\.fields.company) == ["Café", "École"])
        #expect(taken.summary.encodings == ["UTF-8": 1, "windows-1252": 1])
    }

    /// Spreadsheets' three encodings of one octet, by IANA's names, as Python writes them.
    @Test(arguments: [("cp1252", "windows-1252"), ("mac_roman", "macintosh"), ("cp850", "IBM850")])
    func tellsTheEncodingsOfSpreadsheets(_ codec: String, _ name: String) throws {
        let text = """
            Adresse e-mail;Prénom;Nom;Société;met_on;met_at
            a@example.org;Hélène;Lefèvre;Café du Marché;2026-05-02;Nîmes
            b@example.org;Benoît;HÉBERT;Crédit Général;2026-05-02;Orléans
            c@example.org;Étienne;Müller;Société à Mission;2026-05-02;Où ?
            d@example.org;François;Núñez;Garçon;2026-05-02;L’Île
            e@example.org;Anne;Petit;Atelier;2026-05-02;Lyon
            f@example.org;Zoé;Gœthe;Ça va « bien »;2026-05-02;Expo

            """
        let script = """
            import sys
            text = open(sys.argv[1], encoding='utf-8').read()
            if '\(codec)' == 'cp850': text = text.replace('’', "'").replace('œ', 'oe')
            open(sys.argv[2], 'wb').write(text.encode('\(codec)'))
            """
        let bytes = try Python.run(script, Array(text.utf8))
        let taken = try takeTable(ByteSource(bytes: bytes), as: .cards).1
        #expect(
            taken.records.map(\.fields.firstName) == ["Hélène", "Benoît", "Étienne", "François", "Anne", "Zoé"])
        #expect(taken.records[1].fields.lastName == "HÉBERT")
        #expect(taken.records[3].fields.lastName == "Núñez")
        #expect(taken.records[5].fields.company == "Ça va « bien »")
        #expect(taken.summary.encodings == ["UTF-8": 1, name: 5])
    }

    /// An address is never guessed: where no encoding is declared it is UTF-8, or it is none.
    @Test func noAddressIsGuessed() throws {
        func address(_ octets: [UInt8], beside: [[UInt8]] = [], mark: [UInt8] = []) throws -> String? {
            let tail = Array("@example.org,A,B,2026-05-02,Expo".utf8)
            return try cards([octets + tail] + beside, mark: mark).records.first?.addresses.first
        }
        // A word in Windows-1252, and in no other encoding of Western Europe: in that of its own country, it is `jiří`.
        #expect(try address([0x6A, 0x69, 0xF8, 0xED]) == "ji\u{FFFD}\u{FFFD}@example.org")
        #expect(try address(Array("ren".utf8) + [0xE9]) == "ren\u{FFFD}@example.org")
        #expect(try address(Array("rené".utf8)) == "rené@example.org")
        // Behind the sign, too.
        let domain = Array("a@m".utf8) + [0xFC] + Array("ller.example,A,B,2026-05-02,Expo".utf8)
        #expect(try cards([domain]).records.first?.addresses == ["a@m\u{FFFD}ller.example"])
        // É in one encoding, a frame, an ellipsis in others: nothing tells, and a row beside it does not tell enough.
        #expect(
            try address([0xC9] + Array("cole".utf8), beside: [row("b@example.org", [0x52, 0x65, 0x6E, 0xE9])])
                == "\u{FFFD}cole@example.org")
        // Told well enough for a name, not for an address.
        #expect(try address(Array("andr".utf8) + [0x8E]) == "andr\u{FFFD}@example.org")
        #expect(try cards([row("b@example.org", Array("Andr".utf8) + [0x8E])]).records[0].fields.firstName == "André")
        // What is guessed around it does an address of ASCII no harm.
        #expect(try cards([row("b@example.org", [0x52, 0x65, 0x6E, 0xE9])]).records[0].addresses == ["b@example.org"])
        // A row of two encodings tells of neither.
        for name in ["GROß", "JOSÊ", "gross.ë"] {
            let mixed = row("\(name)@example.org", [0x52, 0x65, 0x6E, 0xE9])
            #expect(
                try cards([mixed]).records[0].addresses
                    == [name.replacing(/[ßÊë]/, with: "\u{FFFD}") + "@example.org"])
        }
        // No encoding makes a word of it, and the mark of UTF-8 admits no other.
        #expect(try address(Array("a".utf8) + [0x81, 0xFE, 0x90]).map { $0.contains("\u{FFFD}") } == true)
        let marked = try cards(
            [
                Array("ren".utf8) + [0xE9] + Array("@example.org,Ren".utf8) + [0xE9] + Array(",X,2026-05-02,Caf".utf8)
                    + [0xE9]
            ],
            mark: [0xEF, 0xBB, 0xBF])
        #expect(marked.records.first?.addresses == ["ren\u{FFFD}@example.org"])
        #expect(marked.records.first?.fields.firstName == "", "what cannot be read is lacking")
        #expect(marked.records.first?.claims.first?.place == "Caf\u{FFFD}")
        #expect(marked.summary.encodings == ["UTF-8": 1])
    }

    @Test func everyReadingObjects() throws {
        func objections(_ row: [UInt8], mark: [UInt8] = []) throws -> ([String], [RejectedRow]) {
            let (records, rejected) = try takeObjections(
                ByteSource(bytes: mark + Array("email,because\n".utf8) + row + [0x0A]))
            return (records.map(\.target), rejected)
        }
        let mixed = try objections(Array("anna@müller-bücher.example,asked\nmax@example.com,caf".utf8) + [0xE9])
        #expect(mixed.0 == ["anna@müller-bücher.example", "max@example.com"] && mixed.1.isEmpty)
        let sure = try objections(Array("ren".utf8) + [0xE9] + Array("@example.org,".utf8))
        #expect(sure.0.first == "rené@example.org" && sure.1.isEmpty)
        let (found, back) = try objections([0xC9] + Array("cole@example.org,".utf8))
        // The other readings, a frame and an ellipsis, are no letters of an address.
        #expect(Set(found).isSuperset(of: ["École@example.org"]))
        #expect(back.map(\.line) == [2])
        let (marked, returned) = try objections(
            Array("ren".utf8) + [0xE9] + Array("@example.org,".utf8), mark: [0xEF, 0xBB, 0xBF])
        #expect(Set(marked).isSuperset(of: ["rené@example.org", "renÈ@example.org", "renÚ@example.org"]))
        #expect(returned.map(\.line) == [2])
        // A row of two encodings, in all of them.
        let (both, again) = try objections(Array("groß@example.org,Ren".utf8) + [0xE9])
        #expect(both.first == "groß@example.org" && again.map(\.line) == [2])
        // Whatever stands before the sign in some reading, nobody meant the whole domain.
        for octet in UInt8(0xC0)...0xFF {
            for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
                let targets =
                    try objections([octet] + Array("@example.org,".utf8), mark: mark).0
                    + objections([0x61, octet] + Array("@example.org,".utf8), mark: mark).0
                #expect(!targets.contains("@example.org"), "\(octet)")
            }
        }
        // What is undecodable beside the address leaves no doubt about who objects.
        let note = try objections(Array("max@example.org,caf".utf8) + [0xE9], mark: [0xEF, 0xBB, 0xBF])
        #expect(note.0 == ["max@example.org"] && note.1.isEmpty)
        // A row that is given back, too.
        let (surplus, rows) = try objections(Array("a@example.org,x,".utf8) + [0xC9] + Array("cole@example.org".utf8))
        #expect(Set(surplus).isSuperset(of: ["a@example.org", "École@example.org"]))
        #expect(rows.map(\.column) == [3])
    }

    @Test func namesUTF16() throws {
        let units = Array("\u{FEFF}email\r\nzoé@example.org\r\n".utf16)
        let bytes = units.flatMap { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try takeTable(ByteSource(bytes: bytes), as: .contacts).1.summary.encodings == ["UTF-16LE": 1])
    }
}
