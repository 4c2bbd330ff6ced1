import Intake
import Testing
import Vocabulary

/// What stands twice and is not the same admits nobody, and excludes whoever either means.
@Suite struct TwinColumnTests {
    private func claims(_ header: String, _ row: String, as kind: TableKind = .cards) throws -> [Claim] {
        try takeTable(ByteSource(header + "\n" + row + "\n"), as: kind).1.records.flatMap(\.claims)
    }

    @Test func twoAddressesOfOneMeaningAreNoEvidence() throws {
        let told = SharingSource.unreadable("email=a@example.com ≠ E-mail=b@example.com")
        let cards = try claims("email,E-mail,met_on,met_at", "a@example.com,b@example.com,2026-05-02,Expo")
        #expect(cards.map(\.source) == [told, told])
        let form = try claims("email,E-mail,submitted_on", "a@example.com,b@example.com,2026-05-02", as: .signups)
        #expect(form.map(\.address) == ["a@example.com"] && form.map(\.source) == [told])
        // The one that says something, and the same one twice.
        let half = try claims("email,E-mail,submitted_on", ",b@example.com,2026-05-02", as: .signups)
        #expect(half.map(\.address) == ["b@example.com"] && half.map(\.source) == [.person])
        let same = try claims("email,E-mail,met_on", "a@example.com,A@Example.com,2026-05-02")
        #expect(same.first?.source == .person)
    }

    @Test func aContradictionIsToldInItsOwnWords() throws {
        let cards = try claims(
            "email,met_on,Date de rencontre,context,Contexte,shared_with,Partagé avec",
            "a@example.com,2026-05-02,2026-05-03,professional,privé,a@example.org,b@example.org")
        #expect(cards.map(\.shared) == [.unreadable("met_on=2026-05-02 ≠ Date de rencontre=2026-05-03")])
        #expect(cards.map(\.context) == [.other("context=professional ≠ Contexte=privé")])
        #expect(cards.map(\.sharedWith) == ["shared_with=a@example.org ≠ Partagé avec=b@example.org"])
        let form = try claims(
            "email,submitted_on,purposes,Purposes,wording,Wording",
            "a@example.com,2026-05-02,newsletter,events,This,That", as: .signups)
        #expect(form.first?.consent?.purposes == [])
        #expect(
            form.map(\.source) == [.unreadable("purposes=newsletter ≠ Purposes=events; wording=This ≠ Wording=That")])
        // From somebody else is worse, and stays.
        let bought = try claims("email,met_at,Lieu,source", "a@example.com,Expo,Lyon,third-party")
        #expect(bought.map(\.source) == [.thirdParty])
    }

    @Test func listsLikewise() throws {
        let list = try claims("email,source,Source", "a@example.com,self,third-party", as: .contacts)
        #expect(list.map(\.source) == [.unreadable("source=self ≠ Source=third-party")])
        #expect(try claims("email,source,Source", "a@example.com,self,", as: .contacts).isEmpty)
    }

    /// An occasion is no other place.
    @Test func aPlaceAndAnOccasionGoTogether() throws {
        let both = try claims("email,occasion,lieu", "a@example.com,Salon,Lyon")
        #expect(both.map(\.place) == ["Lyon"] && both.map(\.source) == [.person])
        #expect(try claims("email,occasion,lieu", "a@example.com,Salon,").map(\.place) == ["Salon"])
    }

    @Test func ofTwoNamesNobodyIsCalledByOne() throws {
        func fields(_ row: String) throws -> ContactFields? {
            try takeTable(
                ByteSource("email,first_name,Prénom,company,Société\n" + row), as: .contacts
            ).1.records.first?.fields
        }
        #expect(try fields("a@example.com,Ada,Bob,X,Y")?.firstName == "")
        #expect(try fields("a@example.com,Ada,Bob,X,Y")?.company == "")
        #expect(try fields("a@example.com,,Ada,X,")?.firstName == "Ada")
        #expect(try fields("a@example.com,Hélène,HELENE,X,X")?.firstName == "Hélène")
    }

    /// Beside a profile on LinkedIn, another url is a page.
    @Test func oneProfileAPerson() throws {
        func record(_ row: String) throws -> IntakeRecord? {
            try takeTable(ByteSource("email,url,LinkedIn,met_on\n" + row), as: .cards).1.records.first
        }
        let page = try record("a@example.com,https://example.org/ada,https://linkedin.com/in/ada,2026-05-02")
        #expect(page?.profile == ProfileURL("https://linkedin.com/in/ada") && page?.claims.first?.source == .person)
        let two = try record("a@example.com,https://linkedin.com/in/bob,https://linkedin.com/in/ada,2026-05-02")
        #expect(two?.claims.first?.source != .person)
    }

    @Test func theColumnsThatTheCommandNamesLikewise() throws {
        let text = "email,Wo,Wo,met_on\na@example.com,Expo,Lyon,2026-05-02\n"
        let mapped = try takeTable(ByteSource(text), as: .cards, mapping: ["met_at": "Wo"]).1
        #expect(mapped.records.first?.claims.first?.source == .unreadable("Wo=Expo ≠ Wo=Lyon"))
        let form = "email,Tag,Tag\na@example.com,2026-05-02,2026-05-03\n"
        let file = try TableFile(
            opening: ByteSource(form), as: .signups, statement: SignUpStatement(confirmed: .column("Tag")))
        var confirmed: [StatedDate?] = []
        try file.forEachRecord { _ in
        } _: {
            confirmed += $0.claims.map { $0.consent?.confirmed }
        }
        #expect(confirmed == [.unreadable("Tag=2026-05-02 ≠ Tag=2026-05-03")])
    }

    /// A cell that agrees to nothing is not blank: the command's word does not stand for it.
    @Test func aDeniedPurposeIsNotStated() throws {
        let text = "email,submitted_on,purposes\na@example.com,2026-05-02,pas newsletter\nb@example.com,2026-05-02,\n"
        let file = try TableFile(
            opening: ByteSource(text), as: .signups, statement: SignUpStatement(purposes: "newsletter"))
        var purposes: [[String]?] = []
        try file.forEachRecord { _ in
        } _: {
            purposes += $0.claims.map { $0.consent?.purposes }
        }
        #expect(purposes == [[], ["newsletter"]])
    }

    @Test func labelsOfOneAddressLikewise() throws {
        let header = "E-mail 1 - Label,E-mail 1 - Type,E-mail 1 - Value,met_on,met_at"
        for labels in ["Work,Home", "Home,Work", ",Home"] {
            let claims = try claims(header, labels + ",a@example.com,2026-05-02,Expo")
            #expect(claims.map(\.context) == [.other("home")], "\(labels)")
        }
    }

    @Test func linkedInExportsLikewise() throws {
        func record(_ row: String) throws -> IntakeRecord? {
            let header = "First Name,Prénom,URL,Profile URL,Email Address,E-mail,Connected On,Date de connexion\n"
            return try takeLinkedIn(ByteSource(header + row + "\n")).1.records.first
        }
        let url = "https://www.linkedin.com/in/ada"
        let two = try record("Ada,Bob,\(url),\(url)/,a@example.com,b@example.com,15 Mar 2021,16 Mar 2021")
        #expect(two?.fields.firstName == "")
        #expect(two?.claims.map(\.address) == ["a@example.com; b@example.com"], "nobody's address")
        #expect(two?.claims.map(\.source) == [.unreadable("Email Address=a@example.com ≠ E-mail=b@example.com")])
        #expect(
            two?.claims.map(\.shared) == [.unreadable("Connected On=2021-03-15 ≠ Date de connexion=2021-03-16")])
        let half = try record(",Ada,,\(url),,a@example.com,,15 Mar 2021")
        #expect(half?.fields.firstName == "Ada" && half?.profile == ProfileURL(url))
        #expect(half?.claims.map(\.address) == ["a@example.com"] && half?.claims.map(\.source) == [.person])
        #expect(half?.claims.first?.shared.text == "2021-03-15")
    }

    @Test func cardsLikewise() throws {
        func claim(_ lines: String...) throws -> Claim? {
            let card = (["BEGIN:VCARD", "VERSION:3.0", "FN:Ada"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
            return try takeCards(ByteSource(card)).records.first?.claims.first
        }
        let email = "EMAIL:a@example.com"
        let met = ["X-PORTILLON-MET-ON:2026-05-02", "X-PORTILLON-MET-AT:Expo"]
        #expect(try claim(email, met[0], met[1], met[1])?.source == .person)
        #expect(
            try claim(email, met[0], "X-PORTILLON-MET-ON:2026-05-03", met[1])?.shared
                == .unreadable("X-PORTILLON-MET-ON=2026-05-02 ≠ X-PORTILLON-MET-ON=2026-05-03"))
        #expect(
            try claim(email, met[0], met[1], "X-PORTILLON-MET-AT:Lyon")?.source
                == .unreadable("X-PORTILLON-MET-AT=Expo ≠ X-PORTILLON-MET-AT=Lyon"))
        #expect(
            try claim(email, met[0], met[1], "URL:https://linkedin.com/in/ada", "URL:https://linkedin.com/in/bob")?
                .source != .person)
        for labels in [["Work", "Home"], ["Home", "Work"]] {
            #expect(
                try claim("item1." + email, "item1.X-ABLabel:\(labels[0])", "item1.X-ABLabel:\(labels[1])")?.context
                    == .other("home"))
        }
        let named = try takeCards(
            ByteSource("BEGIN:VCARD\r\nN:Lovelace;Ada\r\nN:Byron;Bob\r\n\(email)\r\nEND:VCARD\r\n")
        ).records.first
        #expect(named?.fields.firstName == "" && named?.fields.lastName == "")
    }

    /// To exclude, each of them counts.
    @Test func objectionsTakeAllOfThem() throws {
        let text = """
            Recipient,Destinataire,kind,Kind,on,On
            a@example.com,example.org,bounced,unsubscribed,2024-01-02,2025-01-02
            b@example.com,,,bounced,2025-01-02,2024-01-02
            """
        let (records, rejected) = try takeObjections(ByteSource(text))
        #expect(records.map(\.target) == ["a@example.com", "@example.org", "b@example.com"])
        #expect(records.map(\.kind) == [.objected, .objected, .bounced])
        #expect(records.map(\.on.text) == ["2025-01-02", "2025-01-02", "2025-01-02"])
        #expect(rejected.isEmpty)
    }

    @Test(arguments: [
        "Emails", "Business Email", "Work Email", "E-mail professionnel", "Courriel professionnel", "Email addresses",
    ]) func knowsMoreColumnsOfAddresses(_ header: String) throws {
        let claims = try claims(header + ",met_on,met_at", "a@example.com,2026-05-02,Expo")
        #expect(claims.map(\.address) == ["a@example.com"] && claims.map(\.context) == [.professional])
        #expect(try takeObjections(ByteSource(header + "\na@example.com\n")).0.map(\.target) == ["a@example.com"])
    }

    @Test func reportsOnDeliveryNameTheirRecipients() throws {
        let text = "Final-Recipient,Original-Recipient,Status\nrfc822;a@example.com,rfc822; b@example.com,5.1.1\n"
        let (records, rejected) = try takeObjections(ByteSource(text))
        #expect(records.map(\.target) == ["a@example.com", "b@example.com"] && rejected.isEmpty)
        #expect(records.map(\.kind) == [.bounced, .bounced])
    }
}
