import Intake
import Testing
import Vocabulary

/// Every address anywhere in a row of a list of objections objects, and the counts say what became of each row.
@Suite struct ObjectionListTests {
    @Test(arguments: [
        ("anne@example.com, boris@example.com, chloe@example.com\n", ["anne", "boris", "chloe"], []),
        ("anne@example.com|boris@example.com\nchloe@example.com\n", ["anne", "boris", "chloe"], []),
        ("email,name\nanne@example.com,Anne,boris@example.com,Boris\n", ["anne", "boris"], [2]),
        (
            "email,name\nanne@example.com,Anne,\"Boris <boris@example.com>; chloe@example.com\"\n",
            ["anne", "boris", "chloe"], [2]
        ),
        (
            "First Name,E-mail 1 - Value,E-mail 2 - Value\nA,anne@example.com,boris@example.com ::: chloe@example.com\n",
            ["anne", "boris", "chloe"], []
        ),
        ("Email,Email 2\n,anne@example.com\n", ["anne"], []),
        ("email,because\nanne@example.com,wrote from boris@example.com\n", ["anne", "boris"], []),
        ("email,because\n,it was chloe@example.com\n", ["chloe"], []),
        // The header itself names somebody.
        ("email,anne@example.com\nboris@example.com,\n", ["anne", "boris"], []),
        // A handle is no domain, where a column has a name.
        ("email,twitter\nanne@example.com,@example.com\n", ["anne"], []),
        ("email,name\n\"anne@example.com,boris@example.com\nchloe@example.com,\n", ["anne", "boris", "chloe"], [2]),
        ("email,name\n\"anne@example.com\"x,boris@example.com\nchloe@example.com,\n", ["anne", "boris", "chloe"], [2]),
        (
            "email\nanne@example.com/boris@example.com\nchloe@example.com&dan@example.com.\n",
            ["anne", "boris", "chloe", "dan"], []
        ),
        // Left over is what may mean somebody.
        ("email,name\nanne@example.com,Anne,boris@@example.com\n", ["anne"], [2]),
    ])
    func everyAddressObjects(_ text: String, _ names: [String], _ back: [Int]) throws {
        let (records, rejected) = try takeObjections(ByteSource(text))
        #expect(Set(records.map(\.target)) == Set(names.map { $0 + "@example.com" }))
        #expect(rejected.map(\.line) == back)
    }

    /// Where an address begins is in doubt, the right one is among those that object, whatever stands before and behind it.
    @Test(arguments: [
        "To:o'brien@example.org", "o’brien@example.org", "o'brien@example.org—parti", "o'brien@example.org:550",
        "o'brien@example.org/b@example.org", "b@example.org/o'brien@example.org", "email=o'brien@example.org",
        "[o'brien@example.org](mailto:o'brien@example.org)", "x!o'brien@example.org*", "o'brien@example.org_",
        "_o'brien@example.org_", "o'brien@example.org-", "https://x.example/u?email=o'brien@example.org",
        "to=o'brien@example.org,relay=x", "mailto:o%27brien@example.org?subject=stop", "o'brien%40example.org",
        "?email=o'brien@example.org", "=o'brien@example.org", "%20o'brien@example.org", "o'brien\u{FE6B}example.org",
        "mailto:x@example.net?cc=o'brien@example.org", "a/o'brien@example.org", "#o'brien@example.org",
        "écrit par o'brien@example.org, parti", "à la demande d'o'brien@example.org", "d’o'brien@example.org",
    ])
    func noAddressIsCut(_ cell: String) throws {
        let (records, _) = try takeObjections(ByteSource("email\n\"\(cell)\"\n"))
        #expect(records.contains { $0.target == "o'brien@example.org" }, "\(records.map(\.target))")
    }

    /// Where it is in no doubt, nobody else is meant.
    @Test(arguments: [
        "o'brien@example.org", "O’Brien <o'brien@example.org>", "mailto:o'brien@example.org", "(o'brien@example.org).",
        "'o'brien@example.org'",
    ])
    func nobodyElseIsMeant(_ cell: String) throws {
        let (records, rejected) = try takeObjections(ByteSource("email\n\"\(cell)\"\n"))
        #expect(records.map(\.target) == ["o'brien@example.org"] && rejected.isEmpty)
    }

    @Test func wholeDomainsWhereNoColumnIsNamed() throws {
        let (records, _) = try takeObjections(ByteSource("anne@example.com,@example.net\n@example.org\n"))
        #expect(records.map(\.target) == ["anne@example.com", "@example.net", "@example.org"])
    }

    /// More cells in a line than are kept of a table, and a cell larger than any table's.
    @Test func aLineOfThousandsObjects() throws {
        let line = (0..<6000).map { "p\($0)@example.com" }
        #expect(try takeObjections(ByteSource(line.joined(separator: ",") + "\n")).0.map(\.target) == line)
        let large = (0..<60_000).map { "person.\($0)@example.com" }
        let (records, rejected) = try takeObjections(
            ByteSource("email,name\n\"\(large.joined(separator: "; "))\",x\nlast@example.com,y\n"))
        #expect(Set(records.map(\.target)) == Set(large + ["last@example.com"]))
        #expect(rejected.map(\.line) == [2])
    }

    @Test func countsAddUp() throws {
        let text = "email,name\na@example.com,A\nb@example.com,B,c@example.com\n,nobody\nd@@example.com,D\n"
        let file = try ObjectionFile(opening: ByteSource(text))
        var rejected: [Int] = []
        let summary = try file.forEachRecord {
            rejected.append($0.line)
        } _: { _ in
        }
        #expect(summary.rows == 4 && summary.records == 1 && summary.rejected == 3 && summary.partly == 1)
        #expect(rejected == [3, 4, 5])
    }

    /// A row that was given back, mended, comes in again; the reason why it was given back objects for nobody.
    @Test func rejectedRowsComeBack() throws {
        let file = try ObjectionFile(
            opening: ByteSource("email,name\nboris@@example.com,B\nchloe@example.com,C,x@@y\n"))
        var back = RejectedRowsFile.header(file.columns)
        try file.forEachRecord {
            back += RejectedRowsFile.line($0, columns: file.columns, in: .english)
        } _: { _ in
        }
        let text = String(decoding: back, as: UTF8.self)
        let (records, rejected) = try takeObjections(
            ByteSource(text.replacing(",boris@@example.com", with: ",bob@example.com").replacing(",x@@y", with: "")))
        #expect(records.map(\.target) == ["bob@example.com", "chloe@example.com"] && rejected.isEmpty)
    }

    static let lists: [(String, [ObjectionKind])] = [
        (
            "Address,Code,Error,Created At\na@example.com,550,\"550 5.1.1 unknown\",\"Fri, 18 Oct 2024 18:28:14 UTC\"\n",
            [.bounced]
        ),
        ("email,created,reason,status\na@example.com,1729276094,550 no such user,5.1.1\n", [.bounced]),
        (
            "Email Address,First Name,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\na@example.com,A,2024-10-18 10:00:00,x\n",
            [.bounced]
        ),
        ("Email,Bounce type,Bounced at\na@example.com,Hard,2024-10-18\n", [.bounced]),
        ("email,created,ip\na@example.com,1729276094,192.0.2.1\n", [.complained]),
        ("Recipient,Complaint date\na@example.com,2024-10-18\n", [.complained]),
        (
            "email,reason\na@example.com,hard-bounce\nb@example.com,ABUSE\nc@example.com,unsub\nd@example.com,moved\n",
            [.bounced, .complained, .objected, .objected]
        ),
        (
            "Email,Type\na@example.com,HardBounce\nb@example.com,SpamComplaint\nc@example.com,\n",
            [.bounced, .complained, .objected]
        ),
        (
            "email,status,reason\na@example.com,,550 5.1.1 unknown\nb@example.com,,500 mails a day\n",
            [.bounced, .objected]
        ),
        (
            "Email,Type\na@example.com,Soft bounce\nb@example.com,soft\nc@example.com,Hard\nd@example.com,Blocked\n"
                + "e@example.com,Undelivered\nf@example.com,NPAI\ng@example.com,permanent_fail\n"
                + "h@example.com,550 5.1.1 User unknown\ni@example.com,smtp; 550 5.1.1\nj@example.com,550-5.1.1 unknown\n"
                + "k@example.com,blocklisted\n",
            Array(repeating: .bounced, count: 10) + [.objected]
        ),
        ("Email,Delivery status\na@example.com,Failed\nb@example.com,unsubscribed\n", [.bounced, .objected]),
        // Whatever the list is of, a row that says so is the person's own word.
        (
            "email,reason,bounce_count,date\na@example.com,unsubscribed,0,2024-10-18\nb@example.com,550 5.1.1,2,\n",
            [.objected, .bounced]
        ),
        ("Address,Code,Error,Created At\na@example.com,605,unsubscribed via list,2024-10-18\n", [.objected]),
        (
            "email,kind,because\na@example.com,bounced,asked to be removed\nb@example.com,bounced,STOP\n"
                + "c@example.com,bounced,ne plus m’écrire\nd@example.com,bounced,désinscription\n"
                + "e@example.com,bounced,550 5.1.1 unknown\n",
            [.objected, .objected, .objected, .objected, .bounced]
        ),
        ("email,bounce_count,reason\na@example.com,2,please stop\nb@example.com,2,\n", [.objected, .bounced]),
        // Several at once: the one that excludes most.
        ("Email,Unsubscribed,Bounced\na@example.com,yes,no\n", [.objected]),
        ("Email Address,UNSUB_TIME,UNSUB_REASON\na@example.com,2024-10-18 10:00:00,NORMAL\n", [.objected]),
        ("email\na@example.com\n", [.objected]),
    ]

    @Test(arguments: lists) func tellsListsOfBounces(_ text: String, _ kinds: [ObjectionKind]) throws {
        let (records, rejected) = try takeObjections(ByteSource(text))
        #expect(records.map(\.kind) == kinds && rejected.isEmpty)
        let isDated = text.contains("18") || text.contains("17292")
        #expect(records.first?.on.when?.day == (isDated ? day("2024-10-18")?.day : nil))
    }

    /// Only what is known to be the objection's own date dates it; of several the latest. A date of the contact would be too early.
    @Test(arguments: [
        ("email,Unsubscribed date,Created date\na@example.com,2025-11-01,2024-01-01\n", "2025-11-01"),
        ("email,Created date,OPTOUT_TIME\na@example.com,2024-01-01,2025-11-01 10:00:00\n", "2025-11-01"),
        ("email,Date d’ajout,Date de désabonnement\na@example.com,2024-01-01,2025-11-01\n", "2025-11-01"),
        ("email,Added date,Date du rebond\na@example.com,2024-01-01,2025-11-01\n", "2025-11-01"),
        ("E-Mail,Anmeldedatum,Abgemeldet am\na@example.com,2024-01-01,2025-11-01\n", "2025-11-01"),
        ("email,Bounced at,Complaint date,on\na@example.com,2024-01-01,2025-11-01,2024-03-01\n", "2025-11-01"),
        ("email,date,Unsubscribed at\na@example.com,2025-11-01,\n", "2025-11-01"),
        ("email,ip,created\na@example.com,192.0.2.1,2025-11-01\n", "2025-11-01"),
        ("email,Last updated\na@example.com,2024-01-01\n", ""), ("email,Candidate\na@example.com,2024-01-01\n", ""),
        ("email,Date d’ajout\na@example.com,2024-01-01\n", ""), ("email,Birthdate\na@example.com,1980-01-01\n", ""),
        ("EMAIL,ADDED_DATE,MODIFIED_DATE,OPT_OUT\na@example.com,01-01-2024,01-11-2025,yes\n", ""),
        ("email,Create Date,status\na@example.com,2024-01-01,unsubscribed\n", ""),
        ("email,created_at\na@example.com,2024-01-01\n", ""), ("email,created\na@example.com,2024-01-01\n", ""),
        ("email,created,hard bounce\na@example.com,2024-01-01,yes\n", ""),
        ("email,Sign-up date,OPTIN_TIME\na@example.com,2024-01-01,2024-01-01\n", ""),
        ("email,timestamp,Lifetime,Added at\na@example.com,2024-01-01,2024-01-01,2024-01-01\n", ""),
    ])
    func isDatedByItsOwnDateAlone(_ text: String, _ date: String) throws {
        #expect(try takeObjections(ByteSource(text)).0.map { $0.on.when?.iso ?? "" } == [date])
    }

    @Test func theColumnThatIsNamedDatesIt() throws {
        let text = "email,Last updated,Unsubscribed at\na@example.com,2025-02-03,2024-01-01\n"
        let list = try ObjectionFile(opening: ByteSource(text), mapping: ["on": "Last updated"])
        var dates: [String] = []
        try list.forEachRecord(rejected: { _ in }, { dates.append($0.on.text) })
        #expect(dates == ["2025-02-03"])
    }

    /// A row that is given back has a kind as well, in its column or where a surplus cell moved it to.
    @Test(arguments: [
        ("a@example.com,hard bounce,x,y", ObjectionKind.bounced), ("a@example.com,x,hard bounce,y", .bounced),
        ("a@example.com,550 5.1.1 unknown,x,y", .bounced), ("\"a@example.com,soft bounce,x", .bounced),
        ("\"a@example.com\"x,complaint,y", .complained), ("a@example.com,unsubscribed,bounced,x", .objected),
        ("a@example.com,bounced,unsubscribed,x", .objected), ("a@example.com,x,y,bounced", .objected),
    ])
    func whatIsGivenBackHasAKind(_ row: String, _ kind: ObjectionKind) throws {
        let (records, rejected) = try takeObjections(ByteSource("email,kind,because\n\(row)\n"))
        #expect(records.map(\.kind) == [kind] && rejected.map(\.line) == [2])
    }

    @Test func theStatedKindIsForRowsThatSayNone() throws {
        let text = "email,kind\na@example.com,complained\nb@example.com,\n"
        #expect(try takeObjections(ByteSource(text), kind: .bounced).0.map(\.kind) == [.complained, .bounced])
        #expect(try takeObjections(ByteSource("a@example.com\n"), kind: .bounced).0.map(\.kind) == [.bounced])
        #expect(try takeObjections(ByteSource(Self.lists[0].0), kind: .objected).0.map(\.kind) == [.objected])
    }

    static let foreign: [(String, String)] = [
        ("From: a@example.com\nTo: b@example.com\nSubject: stop\n\nStop writing to c@example.com\n", "mail"),
        ("Subject: stop\n\nStop writing to c@example.com\n", "mail"),
        (
            "From a@example.com Fri Oct 18 18:28:14 2024\nReturn-Path: <a@example.com>\nReceived: from x\n\tby y\n\nz\n",
            "mail"
        ),
        ("\u{FEFF}\n<!DOCTYPE html>\n<p>a@example.com</p>\n", "HTML"), ("<table><tr><td>a@example.com\n", "HTML"),
        ("BEGIN:VCARD\nVERSION:3.0\nEMAIL:a@example.com\nEND:VCARD\n", "import cards"),
        ("%PDF-1.7\na@example.com\n", "PDF"),
        ("{\\rtf1 a@example.com}\n", "RTF"), ("[{\"email\": \"a@example.com\"}]\n", "JSON"),
        ("[\n  {\"email\": \"a@example.com\"}\n]\n", "JSON"), ("{\"items\": [\"a@example.com\"]}\n", "JSON"),
        ("dn: cn=A,mail=a@example.com\nmail: a@example.com\n", "LDIF"),
        ("PK\u{3}\u{4}\u{14}\u{0}[Content_Types].xml a@example.com", "workbook"),
        ("PK\u{3}\u{4}\u{14}\u{0}Connections.csv", "import linkedin"), ("GIF89a a@example.com\n", "image"),
        ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}email\na@example.com\n", "binary"),
    ]

    /// What is no table is refused, by what it looks like, and not mined for addresses.
    @Test(arguments: foreign) func refusesWhatIsNoTable(_ text: String, _ word: String) {
        func message(_ open: (ByteSource) throws -> Void) -> String? {
            do { try open(ByteSource(text)) } catch let fault as IntakeFault {
                return fault.code == .notATable ? fault.message.en : nil
            } catch {}
            return nil
        }
        #expect(message { _ = try ObjectionFile(opening: $0) }?.contains(word) == true)
        for kind in TableKind.allCases {
            #expect(message { _ = try TableFile(opening: $0, as: kind) }?.contains(word) == true)
        }
        guard !text.hasPrefix("PK") else { return }
        #expect(message { _ = try LinkedInExport(opening: $0) }?.contains(word) == true)
    }

    /// Lines that mention an address are no list of them.
    @Test(arguments: [
        "Oct 18 18:28:14 mail postfix/smtp[42]: 4F: to=<a@example.com>, relay=none, dsn=5.1.1\n",
        "INSERT INTO people VALUES ('a@example.com');\n", "- email: a@example.com\n",
        "\\href{mailto:a@example.com}{A}\n",
        "> From: a@example.com\n", "<contacts><email>a@example.com</email></contacts>\n", "send(\"a@example.com\")\n",
        "For more of it please write to Ada under a@example.com any time\n",
    ])
    func aTextIsNoList(_ text: String) {
        #expect(throws: IntakeFault.self) { try ObjectionFile(opening: ByteSource(text)) }
    }

    @Test(arguments: [
        "Ada Lovelace a@example.com\n", "Ada Lovelace <a@example.com>; b@example.com\n", "M. d’Arc, a@example.com\n",
        "1. a@example.com\n2. b@example.com\n", "1) Ada a@example.com\n2) b@example.com\n",
        "<a@example.com>\n", "a@example.com:\n", "[a@example.com]\n", "Email,From\na@example.com,b@example.com\n",
    ])
    func aListIsNoForeignFile(_ text: String) throws {
        #expect(try takeObjections(ByteSource(text)).0.contains { $0.target == "a@example.com" })
    }
}
