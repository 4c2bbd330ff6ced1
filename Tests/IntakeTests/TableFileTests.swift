import Intake
import Testing
import Vocabulary

@Suite struct TableFileTests {
    private func fault(
        _ text: String, as kind: TableKind = .contacts, _ mapping: [String: String] = [:]
    ) -> IntakeFault? {
        do throws(IntakeFault) {
            _ = try TableFile(opening: ByteSource(text), as: kind, mapping: mapping)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        "email,first_name,last_name,company,position", "E-mail;Prénom;Nom;Société;Poste",
        "Adresse e-mail;prenom;NOM;Entreprise;Fonction", "Courriel\tPrénom\tNom de famille\tSociété\tPoste",
        " Email Address , First Name , Last Name , Company , Job Title ",
        "sep=;\nmail;first name;surname;organisation;title",
    ])
    func knowsHeaders(_ header: String) throws {
        let separator = header.contains(";") ? ";" : header.contains("\t") ? "\t" : ","
        let row = ["ada@example.org", "Ada", "Lovelace", "Engines", "Countess"].joined(separator: separator)
        let (_, taken) = try takeTable(ByteSource(header + "\n" + row), as: .contacts)
        let record = try #require(taken.records.first)
        #expect(record.addresses == ["ada@example.org"])
        #expect(
            record.fields
                == ContactFields(firstName: "Ada", lastName: "Lovelace", company: "Engines", position: "Countess"))
        #expect(record.claims == [])
        #expect(record.fieldsDated == nil)
        #expect(record.line == (header.hasPrefix("sep") ? 3 : 2))
    }

    @Test func readsCards() throws {
        let text = """
            email,company,met_on,met_at,context,shared_with,source
            a@example.org,Engines,12 mars 2023,Lyon,Professionnel,me@example.org,
            b@example.org,,10/11/2023,,,,self
            c@example.org,,,,privé,,Third-Party
            d@example.org,,,,professional,,bought
            ,,,,,,self
            """
        let (_, taken) = try takeTable(ByteSource(text), as: .cards)
        let claims = taken.records.map(\.claims.first)
        #expect(
            claims[0]
                == Claim(
                    kind: .businessCard, address: "a@example.org", shared: DateReader.read("2023-03-12"), place: "Lyon",
                    sharedWith: "me@example.org", company: "Engines"))
        #expect(taken.records[0].fieldsDated == day("2023-03-12")?.day)
        #expect(claims[1]?.shared == .unreadable("10/11/2023"))
        #expect(claims[1]?.context == .other(""))
        #expect(claims[2]?.shared == .missing)
        #expect(claims[2]?.context == .other("privé"))
        #expect(claims[2]?.source == .thirdParty)
        #expect(claims[3]?.context == .professional)
        #expect(claims[3]?.source == .unreadable("bought"))
        #expect(taken.records[4].addresses == [])
        #expect(taken.records[4].claims == [])
        let (_, without) = try takeTable(ByteSource("email,met_on\na@example.org,2023-03-12"), as: .cards)
        #expect(without.records.first?.claims.first?.context == .professional)
    }

    @Test func keepsWhatAListSaysAgainstAnAddress() throws {
        let text = """

            email,first_name,shared_with,source
            a@example.org,Ada,,
            b@example.org,Bob,,self
            c@example.org,Cy,,Third-Party
            d@example.org,Dora,,friend
            e@example.org,Eve, alan@example.org ,SELF
            f@example.org,Fay,me@example.org,third-party
            ,Guy,,third-party
            """

        let (_, taken) = try takeTable(ByteSource(text), as: .contacts)
        func entry(_ address: String, source: SharingSource = .person, sharedWith: String = "") -> [Claim] {
            [
                Claim(
                    kind: .contactList, address: address, shared: .missing, source: source, sharedWith: sharedWith)
            ]
        }
        #expect(
            taken.records.map(\.claims) == [
                [], [], entry("c@example.org", source: .thirdParty),
                entry("d@example.org", source: .unreadable("friend")),
                entry("e@example.org", sharedWith: "alan@example.org"),
                entry("f@example.org", source: .thirdParty, sharedWith: "me@example.org"), [],
            ])
        #expect(taken.records.allSatisfy { $0.fieldsDated == nil })
        #expect(taken.records[2].fields == ContactFields(firstName: "Cy"))
        let (_, without) = try takeTable(ByteSource("email,note\na@example.org,third-party"), as: .contacts)
        #expect(without.records.map(\.claims) == [[]])
    }

    @Test func readsSignUps() throws {
        let text = """
            email;submitted_on;purposes;wording;language;confirmed_on;form_url
            a@example.org;2024-01-02T10:00:00Z;Newsletter events,; I agree ;fr;2024-01-03;https://example.org/form
            """
        let (_, taken) = try takeTable(ByteSource(text.replacing(",;", with: ", ;")), as: .signups)
        #expect(
            taken.records.first?.claims == [
                Claim(
                    kind: .formOptIn, address: "a@example.org", shared: DateReader.read("2024-01-02T10:00:00Z"),
                    consent: FormConsent(
                        purposes: ["newsletter", "events"], wording: "I agree", wordingLanguage: "fr",
                        confirmed: DateReader.read("2024-01-03"), formURL: "https://example.org/form"))
            ])
        #expect(taken.records.first?.fieldsDated == day("2024-01-02")?.day)
    }

    /// What a cell denies is not agreed to, and what it leaves nobody can tell.
    @Test(arguments: [
        ("newsletter; events", ["newsletter", "events"]), ("non-profit", ["non-profit"]), ("pas newsletter", []),
        ("no newsletter", []), ("tout, sauf newsletter", []), ("newsletter (non)", []),
        ("stop newsletter", []), ("ni newsletter ni events", []), ("never newsletter", []), ("newsletter refusé", []),
        ("newsletter aucun", []), ("newsletter ❌", []), ("newsletter ✗", []), ("newsletter ✘", []),
        ("newsletter 🚫", []),
        ("newsletter ?", []), ("Newsletter désinscrit", []), ("newsletter & events", ["newsletter", "&", "events"]),
    ])
    func purposesOfACell(_ cell: String, _ purposes: [String]) throws {
        let text = "email,submitted_on,purposes\na@example.org,2026-05-02,\"\(cell)\"\n"
        let record = try takeTable(ByteSource(text), as: .signups).1.records.first
        #expect(record?.claims.first?.consent?.purposes == purposes)
    }

    /// Columns that say a person left: the row admits nobody, whatever else it shows.
    @Test(
        arguments: [
            ("Unsubscribed", "yes"), ("unsubscribed_at", "2026-05-02"), ("opt_out", "1"), ("Opted out", "x"),
            ("Ne pas contacter", "oui"), ("Do not contact", "☑"), ("Désabonné le", "02/05/2026"),
            ("status", "unsubscribed"), ("Statut", "désabonné"), ("Status", "Opted out"), ("Status", "Bounced"),
            ("Member status", "Cleaned"), ("Statut de l’abonnement", "Désinscrite"), ("subscribed", "no"),
            ("Abonné", "Non"),
            ("RGPD", "Non"),
            ("newsletter", "Non"), ("consent", "withdrawn"), ("consentement", "retiré"), ("opt_in", "0"),
            ("Optin", "false"),
            ("Tags", "unsubscribed"), ("Consentement", "annulé"), ("Consentement", "plus maintenant"),
            ("Consentement", "?"),
            ("Consent", "pending"), ("Consentement", "peut-être"), ("Newsletter", "❌"),
        ], TableKind.allCases)
    func whoLeftIsNotAdmitted(_ column: (String, String), _ kind: TableKind) throws {
        let text = "email,submitted_on,met_on,\(column.0)\na@example.org,2026-05-02,2026-05-02,\(column.1)\n"
        let taken = try takeTable(ByteSource(text), as: kind).1
        let told = "\(column.0)=\(column.1)"
        switch kind {
        case .signups: #expect(taken.records.map(\.claims) == [[]] && taken.summary.withoutConsent == 1)
        default: #expect(taken.records.first?.claims.map(\.source) == [.unreadable(told)])
        }
        #expect(taken.records.first?.addresses == ["a@example.org"])
    }

    @Test(
        arguments: [
            ("Unsubscribed", "no"), ("Unsubscribed", ""), ("opt_out", "0"), ("Ne pas contacter", "non"),
            ("opt_out", "☐"),
            ("Unsubscribed at", "-"), ("Unsubscribe link", "https://example.org/x"), ("status", "subscribed"),
            ("Statut", "Permanent"), ("Status", "Active"), ("subscribed", "yes"), ("Abonné", "Oui"), ("newsletter", ""),
            ("consent", "given"), ("State", "NY"), ("Notes", "asked to stop by"), ("Bounced", "false"),
            ("Lead Source", "Trade Show"),
            ("Téléphone plus récent", "oui"), ("Autre fusion", "oui"), ("Payment Status", "Pending"),
            ("Lead Status", "Left voicemail"), ("Statut", "En attente"), ("Subscriber country", "NO"),
            ("unsubscribed_at", "0000-00-00 00:00:00"), ("unsubscribe_hash", "ab12"), ("Fax Opt Out", "1"),
            ("Refus photo", "oui"), ("Objections", "Prix"), ("SMS_BLACKLISTED", "Yes"),
        ], [TableKind.cards, .signups])
    func whoStayedIsAdmitted(_ column: (String, String), _ kind: TableKind) throws {
        let text = "email,submitted_on,met_on,\(column.0)\na@example.org,2026-05-02,2026-05-02,\(column.1)\n"
        let taken = try takeTable(ByteSource(text), as: kind).1
        #expect(taken.records.first?.claims.map(\.source) == [.person])
    }

    @Test func aPlaceholderLeavesTheOccasion() throws {
        let text = "email,met_on,met_at,occasion\na@example.org,2026-05-02,n/a,Salon\n"
        #expect(try takeTable(ByteSource(text), as: .cards).1.records.first?.claims.map(\.place) == ["Salon"])
    }

    @Test func namesFurtherColumns() throws {
        let header =
            "email,Favourite  Colour,date,Address,sender.name,email,,colour,Colour,met_on,rejected_because,Éclat"
        let row = "a@example.org,red,d,street,s,second@example.org,nothing,c1,c2,2023,reason,é"
        let (file, taken) = try takeTable(ByteSource(header + "\n" + row), as: .contacts)
        let expected = [
            "favourite_colour": "red", "column.date": "d", "column.address": "street", "column.sender.name": "s",
            "colour": "c1", "colour_2": "c2", "met_on": "2023", "éclat": "é",
        ]
        #expect(taken.records.first?.fields.extra == expected)
        #expect(taken.records.first?.addresses == ["a@example.org", "second@example.org"])
        #expect(Set(file.extraNames) == Set(expected.keys))
        let cards = try takeTable(ByteSource("email,met_on,purposes,full name\na@example.org,2023,x,A B"), as: .cards).1
        #expect(cards.records.first?.fields.extra == ["purposes": "x"])
        #expect(cards.records.first?.fields.fullName == "A B")
    }

    @Test func maps() throws {
        let text = "Work Mail;Rufname;first_name\na@example.org;Ada;Augusta"
        let (_, taken) = try takeTable(
            ByteSource(text), as: .contacts, mapping: ["email": "work mail", "first_name": "Rufname"])
        #expect(taken.records.first?.addresses == ["a@example.org"])
        #expect(taken.records.first?.fields.firstName == "Ada")
        #expect(taken.records.first?.fields.extra == ["column.first_name": "Augusta"])
    }

    @Test func takesNameBesideAFirstNameAsTheLast() throws {
        let beside = try takeTable(ByteSource("Vorname;Name;Mail\nAda;Lovelace;a@example.org"), as: .contacts).1
        #expect(beside.records.first?.fields == ContactFields(firstName: "Ada", lastName: "Lovelace"))
        let alone = try takeTable(ByteSource("Name;Mail\nAda Lovelace;a@example.org"), as: .contacts).1
        #expect(alone.records.first?.fields == ContactFields(fullName: "Ada Lovelace"))
    }

    @Test func faultsThatNameWhatIsNear() {
        let text = "Bureau;Name\na@example.org;Ada"
        #expect(fault(text)?.code == .noAddressColumn)
        #expect(fault(text)?.message.en.contains("`Bureau`, `Name`") == true)
        #expect(fault(text, ["emial": "Bureau"])?.code == .badMapping)
        #expect(fault(text, ["emial": "Bureau"])?.message.fr.contains("`email`") == true)
        #expect(fault(text, ["email": "Bureua"])?.message.en.contains("`Bureau`") == true)
        #expect(fault(text, ["met_on": "Name", "email": "Bureau"])?.code == .badMapping)
        #expect(fault(text, as: .cards, ["met_on": "Name", "email": "Bureau"]) == nil)
        #expect(fault("")?.code == .empty)
        #expect(fault("\n;;\n")?.code == .empty)
        #expect(fault("email,\"name\na@example.org,x")?.code == .noHeader)
    }

    @Test func keepsLineBreaksInAddressesButNotInNames() throws {
        let (_, taken) = try takeTable(
            ByteSource("email,first_name,note\n\"a@example\n.org\",\"Ada\nAugusta\",\"one\ntwo\"\n"), as: .contacts)
        #expect(taken.records.first?.addresses == ["a@example\n.org"])
        #expect(taken.records.first?.fields.firstName == "Ada Augusta")
        #expect(taken.records.first?.fields.extra == ["note": "one\ntwo"])
    }

    @Test func rejectedRowsComeBack() throws {
        let text = "email;first_name\na@example.org;=Ada;surplus\nb@example.org;B\n\"c@example.org;C\n"
        let (file, taken) = try takeTable(ByteSource(text), as: .contacts)
        #expect(taken.records.map(\.line) == [3])
        #expect(taken.rejected.map(\.line) == [2, 4])
        let written =
            RejectedRowsFile.header(file.columns)
            + taken.rejected.flatMap { RejectedRowsFile.line($0, columns: file.columns, in: .french) }
        let (again, second) = try takeTable(ByteSource(bytes: written), as: .contacts)
        #expect(again.extraNames == [])
        // The surplus cell is still there; the open quote has become a character.
        #expect(second.records.map(\.addresses) == [["\"c@example.org"]])
        #expect(second.rejected.map(\.column) == [4])
        #expect(second.rejected.first?.cells.dropFirst() == ["a@example.org", "'=Ada", "surplus"])
        let third = RejectedRowsFile.line(second.rejected[0], columns: again.columns, in: .english)
        #expect(String(decoding: third, as: UTF8.self).hasSuffix(",a@example.org,'=Ada,surplus\r\n"))
    }
}

@Suite struct ObjectionFileTests {
    @Test func readsKindsDatesAndReasons() throws {
        let text = """
            email,kind,because,on
            a@example.org,,asked,2024-01-02
            '@example.net,complained,,10/11/2023
            b@example.org,Hard Bounce,,
            c@example.org,moved away,no time,3 mars 2024
            d@example.org,moved away,,
            ,objected,nobody,
            not an address,,,
            """
        let (records, rejected) = try takeObjections(ByteSource(text))
        let targets = [
            "a@example.org", "@example.net", "b@example.org", "c@example.org", "d@example.org", "not an address",
        ]
        #expect(records.map(\.target) == targets)
        #expect(records.map(\.kind) == [.objected, .complained, .bounced, .objected, .objected, .objected])
        #expect(records.map(\.because) == ["asked", "", "", "moved away: no time", "moved away", ""])
        #expect(records.map(\.on.text) == ["2024-01-02", "10/11/2023", "", "2024-03-03", "", ""])
        // What means nobody is given back; it is kept all the same, for a contact known by the same words.
        #expect(rejected.map(\.line) == [7, 8])
        #expect(rejected.map(\.column) == [1, 1])
    }

    @Test func readsOtherToolsLists() throws {
        let (records, _) = try takeObjections(
            ByteSource(
                "Email Address,First Name,UNSUB_TIME,UNSUB_REASON\na@example.org,A,2024-01-02 10:11:12,NORMAL\n"))
        #expect(
            records == [
                ObjectionRecord(
                    line: 2, target: "a@example.org", kind: .objected, on: DateReader.read("2024-01-02"),
                    because: "NORMAL")
            ])
        #expect(try takeObjections(ByteSource("a@example.org\n\n@example.net\n")).0.map(\.line) == [1, 3])
        #expect(try takeObjections(ByteSource("Adresse\na@example.org\n")).0.map(\.target) == ["a@example.org"])
        #expect(throws: IntakeFault.self) { try takeObjections(ByteSource("Prénom\nAda\n")) }
    }
}
