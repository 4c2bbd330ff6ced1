import Intake
import TestSupport
import Testing
import Vocabulary

@Suite struct LinkedInExportTests {
    static let header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    static let row =
        "Ada,Lovelace,https://www.linkedin.com/in/ada,ada@example.org,Analytical Engines,Countess,15 Mar 2021"
    static let blank = "Alan,Turing,https://www.linkedin.com/in/alan,,Bletchley,Reader,02 Jan 2020"

    @Test(arguments: [
        ("", 1),
        ("Notes:\n\"When exporting your connection data, see https://example.org/answer/261\"\n\n", 4),
        ("Notes:\n\"When exporting, you may notice, that some are missing: answer/261.\"\n\n", 4),
        ("Notes:\n\"When exporting, ends after privacy/email\"\n\n", 4),
        ("\"Notes:\"\n\"When; exporting; a; lot; of; semicolons\"\n\n", 4),
        ("Notes:,,,,,,\n\"When exporting, see\",,,,,,\n,,,,,,\n", 4),
        ("\u{FEFF}Notes:\r\n\"When\r\nexporting\"\r\n\r\n", 5),
        ("\u{FEFF}", 1),
        ("Notes:\n\"A quote that is never closed\n\n", 4),
    ])
    func findsTheHeader(_ preamble: String, _ line: Int) throws {
        for end in ["\n", "\r\n"] {
            let text = preamble + [Self.header, Self.row, Self.blank, ",,,,,,", ""].joined(separator: end)
            for source in [ByteSource(text), .dripping(Array(text.utf8), by: 3)] {
                let (export, taken) = try takeLinkedIn(source, exportDate: day("2026-01-02")?.day)
                #expect(export.headerLine == line)
                #expect(export.rows == 2)
                #expect(taken.summary.rows == 2)
                #expect(export.newestConnection == day("2021-03-15")?.day)
                #expect(export.archiveDate == nil)
                let ada = IntakeRecord(
                    line: line + 1, profile: ProfileURL("https://www.linkedin.com/in/ada"),
                    addresses: ["ada@example.org"],
                    fields: ContactFields(
                        firstName: "Ada", lastName: "Lovelace", company: "Analytical Engines", position: "Countess"),
                    fieldsDated: day("2026-01-02")?.day,
                    claims: [
                        Claim(
                            kind: .linkedInConnection, address: "ada@example.org",
                            shared: DateReader.read("2021-03-15"))
                    ])
                #expect(taken.records.first == ada)
                #expect(taken.records.last?.addresses == [])
                #expect(taken.records.last?.claims.map(\.address) == [""])
            }
        }
    }

    @Test(arguments: [
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion",
        "First Name,Last Name,URL,Email Address,Current Company,Current Position,Connected On",
        "Prénom;Nom;URL;Adresse e-mail;Entreprise;Poste;Date de connexion",
    ])
    func knowsHeaders(_ header: String) throws {
        let separator = header.contains(";") ? ";" : ","
        let cells = ["Ada", "Lovelace", "", "ada@example.org", "Engines", "Countess", "12 mars 2023"]
        let (_, taken) = try takeLinkedIn(ByteSource("Notes:\n\n" + header + "\n" + cells.joined(separator: separator)))
        let record = try #require(taken.records.first)
        #expect(record.fields.company == "Engines")
        #expect(record.fields.position == "Countess")
        #expect(record.addresses == ["ada@example.org"])
        #expect(record.claims.first?.shared == DateReader.read("2023-03-12"))
    }

    @Test func takesOtherSetsOfColumns() throws {
        let (_, short) = try takeLinkedIn(
            ByteSource(
                "First Name,Last Name,Email Address,Company,Position,Connected On\nA,B,a@example.org,C,D,29-Mar-21"))
        #expect(short.records.first?.profile == nil)
        #expect(short.records.first?.claims.first?.shared == DateReader.read("2021-03-29"))
        let outlook =
            "\"Title\",\"First Name\",\"Middle Name\",\"Last Name\",\"Suffix\",\"E-mail Address\",\"Company\","
            + "\"Job Title\"\n"
            + "\"\",\"A\",\"\",\"B\",\"\",\"a@example.org\",\"C\",\"D\"\n"
        let (export, old) = try takeLinkedIn(ByteSource(outlook))
        #expect(old.records.first?.claims.first?.shared == .missing)
        #expect(old.records.first?.fields.position == "D")
        #expect(export.newestConnection == nil)
        let (_, noMail) = try takeLinkedIn(ByteSource("First Name,Last Name,URL,Connected On\nA,B,,15 Mar 2021"))
        #expect(noMail.records.first?.claims.map(\.address) == [""])
    }

    @Test(arguments: [
        ("a@example.org", ["a@example.org"]), ("\"a@example.org, b@example.org\"", ["a@example.org, b@example.org"]),
        ("a@example.org;b@example.org", ["a@example.org;b@example.org"]),
        ("a@example.org b@example.org", ["a@example.org b@example.org"]), ("a b@example.org", ["a b@example.org"]),
        ("\"eve@example.org\nBcc: mallory@example.net\"", ["eve@example.org\nBcc: mallory@example.net"]),
        ("not an address", ["not an address"]), ("", []), ("\u{A0}a@example.org\u{200B}\u{FEFF}", ["a@example.org"]),
        ("a\u{A0}@example.org", ["a\u{A0}@example.org"]), ("\u{3164}\u{200B}", []),
    ])
    func readsOneAddressACell(_ cell: String, _ expected: [String]) throws {
        let (_, taken) = try takeLinkedIn(ByteSource("\(Self.header)\nA,B,,\(cell),,,15 Mar 2021"))
        #expect(taken.records.first?.addresses == expected)
        #expect(taken.records.first?.claims.map(\.address) == (expected.isEmpty ? [""] : expected))
    }

    @Test func importsAmbiguousDatesUndated() throws {
        let (_, taken) = try takeLinkedIn(ByteSource("\(Self.header)\nA,B,,a@example.org,,,10/11/2023"))
        #expect(taken.records.first?.claims.first?.shared == .unreadable("10/11/2023"))
    }

    @Test func rejectsBadRowsOnly() throws {
        let text = "Notes:\n\n\(Self.header)\n\(Self.row),surplus\n\"open,x\n\(Self.blank)\nShort\n"
        let (export, taken) = try takeLinkedIn(ByteSource(text))
        #expect(taken.rejected.map(\.line) == [4, 5])
        #expect(taken.rejected.map(\.column) == [8, 1])
        #expect(taken.records.map(\.line) == [6, 7])
        #expect(export.rows == taken.summary.rows)
        #expect(taken.rejected[0].cells.last == "surplus")
    }

    @Test func rejectedRowsComeBack() throws {
        let (export, taken) = try takeLinkedIn(ByteSource("Notes:\n\n\(Self.header)\n\(Self.row),x\n\"open,x\n"))
        let written =
            RejectedRowsFile.header(export.columns)
            + taken.rejected.flatMap { RejectedRowsFile.line($0, columns: export.columns, in: .english) }
        let corrected = String(decoding: written, as: UTF8.self).replacing("15 Mar 2021,x", with: "15 Mar 2021")
        let (_, again) = try takeLinkedIn(ByteSource(corrected))
        #expect(again.rejected == [])
        #expect(again.records.map(\.addresses) == [["ada@example.org"], []])
        #expect(again.records.map(\.fields.firstName) == ["Ada", "\"open"])
    }

    private func code(_ bytes: [UInt8]) -> IntakeFault.Code? {
        do throws(IntakeFault) {
            _ = try LinkedInExport(opening: ByteSource(bytes: bytes))
            return nil
        } catch { return error.code }
    }

    @Test func faultsWhereNoHeaderIs() {
        #expect(code([]) == .empty)
        #expect(code(Array("\n \n".utf8)) == .empty)
        #expect(code(Array("Notes:\n\"nothing else\"\n".utf8)) == .noHeader)
        #expect(code(Array("email,first_name,last_name\na@example.org,A,B\n".utf8)) == .noHeader)
        #expect(code(Array(String(repeating: "x\n", count: 60).utf8) + Array(Self.header.utf8)) == .noHeader)
    }

    /// Other tools name people as LinkedIn does, and know of no connection.
    @Test(arguments: [
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP\na@example.org,A,B,2,2025-01-01 10:00:00,192.0.2.7\n",
        "First Name,Last Name,URL,Email Address,Company,Position\nA,B,,a@example.org,C,D\n",
        "Prénom,Nom,Adresse e-mail,Entreprise\nA,B,a@example.org,C\n",
    ])
    func anotherToolsTableIsNone(_ text: String) {
        do throws(IntakeFault) {
            _ = try LinkedInExport(opening: ByteSource(text))
            Issue.record("taken as an export")
        } catch {
            #expect(error.code == .noHeader)
            for words in [error.message.fr, error.message.en] {
                #expect(words.contains("`Connected On`") && words.contains("`import csv`"), "\(words)")
            }
            #expect(error.message.fr.hasPrefix("ce n’est pas un export LinkedIn"))
            #expect(error.message.en.hasPrefix("this is no LinkedIn export"))
        }
    }

    // MARK: The ZIP archive

    /// Makes an archive of the text by a Python script in which `z` is its `ZipFile`, and `t` the text.
    private func zip(_ text: String, _ script: String, unseekable: Bool = false) throws -> [UInt8] {
        let stream = unseekable ? "type('S', (), {'write': lambda s, b: f.write(b), 'flush': lambda s: None})()" : "f"
        return try Python.run(
            """
            import sys, zipfile
            t = open(sys.argv[1], 'rb').read()
            f = open(sys.argv[2], 'wb')
            z = zipfile.ZipFile(\(stream), 'w', zipfile.ZIP_DEFLATED)
            def add(name, data, date=(2026, 2, 3, 10, 0, 0), how=zipfile.ZIP_DEFLATED, **more):
                i = zipfile.ZipInfo(name, date)
                i.compress_type = how
                with z.open(i, 'w', **more) as e: e.write(data)
            \(script)
            z.close()
            f.close()
            """, Array(text.utf8))
    }

    static let archived = "Notes:\n\"x\"\n\n\(header)\n\(row)\n\(blank)\n"

    @Test(arguments: [
        "add('Connections.csv', t)",
        "add('Profile.csv', b'x'); add('Basic/connections.CSV', t); add('__MACOSX/._Connections.csv', b'')",
        "add('Connections.csv', t, how=zipfile.ZIP_STORED)",
        "add('Connections.csv', t, force_zip64=True)",
        "add('Connections.csv', t); z.comment = b'PK\\x05\\x06 a comment'",
    ])
    func opensArchives(_ script: String) throws {
        for unseekable in [false, true] {
            let bytes = try zip(Self.archived, script, unseekable: unseekable)
            for source in [ByteSource(bytes: bytes), .dripping(bytes, by: 11)] {
                let (export, taken) = try takeLinkedIn(source)
                #expect(export.archiveDate == day("2026-02-03")?.day)
                #expect(try export.sha256 == ByteSource(bytes: bytes).digest())
                #expect(taken.records.map(\.line) == [5, 6])
            }
        }
    }

    @Test func opensArchivesInTheWideForm() throws {
        // A limit of one byte makes Python write ZIP64 everywhere but in the end record, which is done here.
        var bytes = try zip(Self.archived, "zipfile.ZIP64_LIMIT = 1; add('Connections.csv', t, force_zip64=True)")
        let end = try #require((0..<bytes.count - 4).last { Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 5, 6] })
        for place in (end + 12)..<(end + 20) { bytes[place] = 0xFF }
        let (export, taken) = try takeLinkedIn(ByteSource(bytes: bytes))
        #expect(export.archiveDate == day("2026-02-03")?.day)
        #expect(taken.records.map(\.line) == [5, 6])
    }

    @Test func knowsThat1980IsNoDate() throws {
        let bytes = try zip(Self.archived, "add('Connections.csv', t, date=(1980, 1, 1, 0, 0, 0))")
        #expect(try takeLinkedIn(ByteSource(bytes: bytes)).0.archiveDate == nil)
    }

    @Test func inflatesMoreThanOneChunk() throws {
        let bytes = try zip(
            Self.archived,
            "rows = [b'A,B,,a%d@example.org,,,15 Mar 2021\\n' % i for i in range(40000)]\n"
                + "add('Connections.csv', t + b''.join(rows))")
        let (export, taken) = try takeLinkedIn(ByteSource(bytes: bytes))
        #expect(export.rows == 40_002)
        #expect(taken.records.last?.addresses == ["a39999@example.org"])
    }

    @Test func refusesBadArchives() throws {
        #expect(code(try zip(Self.archived, "add('Other.csv', t)")) == .badArchive)
        #expect(code(try zip(Self.archived, "pass")) == .badArchive)
        #expect(code(try zip("", "add('Connections.csv', b' ' * 40_000_000)")) == .badArchive)
        #expect(code(try zip(Self.archived, "add('Connections.csv', t, how=zipfile.ZIP_BZIP2)")) == .badArchive)
        let good = try zip(Self.archived, "add('Connections.csv', t)")
        #expect(code(good) == nil)
        var encrypted = good
        // The flags of the entry in the central directory.
        let directory = try #require((0..<good.count - 4).first { Array(good[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] })
        encrypted[directory + 8] |= 1
        #expect(code(encrypted) == .badArchive)
        for end in stride(from: 4, to: good.count, by: 7) { #expect(code(Array(good[..<end])) == .badArchive) }
        var numbers = SeededGenerator(seed: 5)
        for _ in 0..<3000 {
            var bad = good
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                bad[Int.random(in: 0..<bad.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            // No crash; what still opens has passed its checksum.
            if let (_, taken) = try? takeLinkedIn(ByteSource(bytes: bad)), ZIPMark.isArchive(bad) {
                #expect(taken.records.map(\.line) == [5, 6])
            }
        }
    }

    enum ZIPMark {
        static func isArchive(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }
    }
}
