import Intake
import Testing
import Vocabulary

/// Tables as address books export them: their headers in three languages, and their further addresses.
@Suite struct AddressBookTableTests {
    static let headers: [(String, String)] = [
        ("Outlook 365", "First Name,Last Name,Title,Suffix,E-mail Address,E-mail 2 Address,Company,Job Title"),
        (
            "Outlook, French",
            "Prénom;Nom;Titre;Suffixe;Adresse de messagerie;Adresse de messagerie 2;Société;Profession"
        ),
        (
            "Outlook, French, of another year",
            "Prénom;Nom;Titre;Suffixe;Adresse de messagerie;Adresse de messagerie 2;Société;Titre"
        ),
        ("Outlook, German", "Vorname;Nachname;Anrede;Suffix;E-Mail-Adresse;E-Mail 2: Adresse;Firma;Position"),
        ("Thunderbird", "First Name,Last Name,Nickname,Notes,Primary Email,Secondary Email,Organization,Job Title"),
        (
            "Thunderbird, French",
            "Prénom,Nom de famille,Surnom,Notes,Adresse électronique principale,Adresse électronique secondaire,Société,Profession"
        ),
        (
            "Thunderbird, German",
            "Vorname,Nachname,Spitzname,Notizen,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Organisation,Position"
        ),
        (
            "Google",
            "First Name,Last Name,Name Prefix,Name Suffix,E-mail 1 - Value,E-mail 2 - Value,Organization Name,Organization Title"
        ),
        (
            "Google, older",
            "Given Name,Family Name,Name Prefix,Name Suffix,E-mail 1 - Value,E-mail 2 - Value,Organization 1 - Name,Organization 1 - Title"
        ),
        ("one's own", "first_name,last_name,civility,x,Mail 1,Mail 2,company,position"),
        ("one's own, French", "Prénom,Nom,Civilité,x,Courriel,Autre courriel,Entreprise,Fonction"),
    ]

    @Test(arguments: headers) func knowsHeaders(_ name: String, _ header: String) throws {
        let separator = header.contains(";") ? ";" : ","
        let row = ["Anne", "Petit", "Mme", "", "a@example.com", "b@example.com", "Atelier", "Cheffe"]
        let text = header + "\n" + row.joined(separator: separator)
        let record = try #require(try takeTable(ByteSource(text), as: .contacts).1.records.first)
        #expect(record.addresses == ["a@example.com", "b@example.com"])
        var fields = record.fields
        #expect(fields.extra.values.contains("Mme"))
        fields.extra = [:]
        #expect(
            fields == ContactFields(firstName: "Anne", lastName: "Petit", company: "Atelier", position: "Cheffe"))
    }

    @Test func aTitleAloneIsAPosition() throws {
        let taken = try takeTable(ByteSource("email,title\na@example.com,Cheffe"), as: .contacts).1
        #expect(taken.records.first?.fields.position == "Cheffe")
    }

    @Test func contactsMayHaveSeveralAddressesInACell() throws {
        let header = "First Name,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value\n"
        let text =
            header + "Irina,* myContacts,* Work,i@example.com ::: s@example.org,Home,h@example.net\n"
            + "Paul,,,p@example.com,,\nQ,,,\"q@example.com; r@example.com, s@example.com\",,q@example.com\n"
            + "T,,,not; an address,,\n"
        let contacts = try takeTable(ByteSource(text), as: .contacts).1.records
        #expect(
            contacts.map(\.addresses) == [
                ["i@example.com", "s@example.org", "h@example.net"], ["p@example.com"],
                ["q@example.com", "r@example.com", "s@example.com"], ["not; an address"],
            ])
        #expect(contacts.allSatisfy { $0.claims.isEmpty })
        // A card, or a sign-up, is evidence: a cell of it names one address, or none.
        let cards = try takeTable(ByteSource(text), as: .cards).1.records
        #expect(cards[0].addresses == ["i@example.com ::: s@example.org", "h@example.net"])
        #expect(cards[2].addresses.first == "q@example.com; r@example.com, s@example.com")
    }

    /// A card that bears several addresses was handed over with all of them; labels count as a vCard's do.
    @Test func cardsShareEachOfTheirAddresses() throws {
        func contexts(_ header: String, _ row: String) throws -> [String: SharingContext] {
            let text = header + ",met_on,met_at\n" + row + ",2026-05-02,Expo\n"
            let claims = try takeTable(ByteSource(text), as: .cards).1.records.flatMap(\.claims)
            #expect(claims.allSatisfy { $0.shared == DateReader.read("2026-05-02") && $0.place == "Expo" })
            return Dictionary(claims.map { ($0.address, $0.context) }) { one, _ in one }
        }
        #expect(
            try contexts("Email,Email 2", "a@example.com,b@example.com")
                == ["a@example.com": .professional, "b@example.com": .professional])
        #expect(
            try contexts(
                "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value",
                "* Work,a@example.com,Home,b@example.com")
                == ["a@example.com": .professional, "b@example.com": .other("home")])
        #expect(
            try contexts("Email,Work email", "a@example.com,b@example.com")
                == ["a@example.com": .other("unlabelled"), "b@example.com": .professional])
        #expect(
            try contexts("Email,Email perso,context", "a@example.com,b@example.com,professional")
                == ["a@example.com": .professional, "b@example.com": .other("home")])
        #expect(try contexts("Email,Email 2", ",b@example.com") == ["b@example.com": .professional])
    }

    /// Whoever signed up did so with one address.
    @Test func signUpsAreForOneAddress() throws {
        let text = "email,email 2,submitted_on\na@example.com,b@example.com,2026-05-02\n,c@example.com,2026-05-02\n"
        let records = try takeTable(ByteSource(text), as: .signups).1.records
        #expect(records.map(\.addresses) == [["a@example.com", "b@example.com"], ["c@example.com"]])
        #expect(records.map { $0.claims.map(\.address) } == [["a@example.com"], []])
    }

    /// What lists say against an address, they say against each of the person's.
    @Test func listsSpeakAgainstEachAddress() throws {
        let text = "email,email 2,source\na@example.com,b@example.com,third-party\n"
        let records = try takeTable(ByteSource(text), as: .contacts).1.records
        #expect(records.first?.claims.map(\.address) == ["a@example.com", "b@example.com"])
    }

    @Test func blanksBeforeQuotesShiftNothing() throws {
        let text = """
            email, first_name, company, met_on, met_at
            anne@example.com, "Anne", "Petit, Fils & Cie", 2026-05-02, "Salon, Nantes"
            boris@example.com, "Boris", "Grand SA", 2026-05-02, "Salon"
            """
        let (_, taken) = try takeTable(ByteSource(text), as: .cards)
        #expect(taken.records.map(\.fields.firstName) == ["Anne", "Boris"])
        #expect(taken.records.map(\.fields.company) == ["Petit, Fils & Cie", "Grand SA"])
        #expect(taken.records.map { $0.claims.first?.place } == ["Salon, Nantes", "Salon"])
    }

    @Test func aStrayQuoteRejectsItsRowAlone() throws {
        let text = """
            email,first_name,company,met_on,met_at,context
            ok@example.com,Ok,Exemple SA,2026-10-29,"Salon des Maires, Paris",professional
            jean@example.com,Jean,"Exemple SA,2026-10-29,"Salon des Maires, Paris",professional
            fin@example.com,Fin,Exemple SA,2026-10-29,"Salon des Maires, Paris",professional
            """
        let (file, taken) = try takeTable(ByteSource(text), as: .cards)
        #expect(taken.records.map(\.addresses) == [["ok@example.com"], ["fin@example.com"]])
        #expect(taken.rejected.map(\.line) == [3] && taken.rejected.map(\.column) == [3])
        // Mended as a person would, it comes back.
        let back =
            RejectedRowsFile.header(file.columns)
            + taken.rejected.flatMap { RejectedRowsFile.line($0, columns: file.columns, in: .french) }
        let mended = String(decoding: back, as: UTF8.self)
            .replacing("\"\"\"Exemple SA\"", with: "Exemple SA")
            .replacing("\"\"\"Salon des Maires\",\" Paris\"\"\"", with: "\"Salon des Maires, Paris\"")
        let again = try takeTable(ByteSource(mended), as: .cards).1
        #expect(again.rejected.isEmpty)
        #expect(again.records.first?.claims.first?.place == "Salon des Maires, Paris")
    }
}
