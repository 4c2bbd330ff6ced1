import Intake
import Testing
import Vocabulary

/// What the columns of a table look like.
@Suite struct TableLookTests {
    @Test(arguments: [
        ("email,first_name", TableLook.table(.contacts)), ("Adresse e-mail;Nom;Société", .table(.contacts)),
        ("First Name,Last Name,Email Address,Company,Position,URL", .table(.contacts)),
        ("email,first_name,met_on,met_at", .table(.cards)), ("Courriel,Prénom,Lieu de rencontre", .table(.cards)),
        ("email,submitted_on,purposes", .table(.signups)),
        ("Horodateur,Adresse e-mail,Acceptez-vous ma lettre ?", .table(.signups)),
        ("Timestamp,Email Address,Name", .table(.signups)), ("E-Mail,Einwilligung", .table(.signups)),
        ("email,kind,on,unsubscribed", .objections), ("Email Address,UNSUB_TIME,UNSUB_REASON", .objections),
        ("Votre prénom,Votre adresse e-mail,Votre société", .table(.contacts)),
        ("Address,Code,Error,Created At", .objections), ("Courriel,Date de désinscription", .objections),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", .linkedIn),
        ("Notes:\n\"When exporting, …\"\n\nFirst Name,Last Name,Email Address,Connected On", .linkedIn),
    ]) func oneLook(_ header: String, _ look: TableLook) throws {
        let rows = "\n" + String(repeating: "x,", count: 3) + "\n"
        #expect(try TableLook.of(ByteSource(header + rows)).look == look)
    }

    /// Who objects is excluded for good: nothing is guessed of a list that does not say what it is.
    @Test(arguments: ["ada@example.org\nbob@example.org", "Nom,Ville\nAda,Lyon"])
    func nothingGivesItAway(_ text: String) throws {
        #expect(try TableLook.of(ByteSource(text)).look == nil)
    }

    @Test func whatIsNoTableIsAFault() {
        #expect(throws: IntakeFault.self) { try TableLook.of(ByteSource("")) }
        #expect(throws: IntakeFault.self) { try TableLook.of(ByteSource("<!doctype html><p>ada@example.org")) }
    }
}

/// What a form's table lacks.
@Suite struct SignUpGapsTests {
    private func gaps(_ text: String) throws -> SignUpGaps {
        try TableFile(opening: ByteSource(text), as: .signups).signUpGaps()
    }

    @Test func ofAForm() throws {
        let gaps = try gaps(
            """
            Horodateur,Adresse e-mail,Prénom,Voulez-vous ma lettre ?,Ville,Vu le
            13/09/2025 18:04:11,a@example.com,Anne,Oui,Lyon,08/10/2025
            08/10/2025 09:12:40,b@example.com,Boris,Oui,,13/10/2025
            09/10/2025 10:00:00,c@example.com,Chloé,Non,Nantes,

            """)
        #expect(gaps.lacksWording && gaps.lacksPurposes && gaps.lacksConfirmation)
        #expect(gaps.dated == ["Horodateur", "Vu le"])
        #expect(gaps.questions.map(\.name) == ["Voulez-vous ma lettre ?", "Ville"])
        #expect(gaps.questions.map(\.asks) == [true, false])
        #expect(gaps.questions[0].answers.map { "\($0.text) \($0.rows)" } == ["Oui 2", "Non 1"])
    }

    @Test func columnsThatSayItAreNotAskedFor() throws {
        let gaps = try gaps(
            "email,submitted_on,purposes,wording,confirmed_on\na@example.com,2025-01-01,newsletter,Yes,2025-01-02\n")
        #expect(!gaps.lacksWording && !gaps.lacksPurposes && !gaps.lacksConfirmation)
        #expect(gaps.questions.isEmpty && gaps.dated == ["submitted_on"])
    }

    /// A list of another tool's: the times say who agreed, and the addresses of machines are no answers.
    @Test func addressesOfMachinesAreNoAnswers() throws {
        let gaps = try gaps(
            """
            Email Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,Consent from
            a@example.org,2,2025-01-01 10:00:00,here,2025-01-02 10:00:00,192.0.2.7
            b@example.org,3,2025-01-01 10:00:00,,2025-01-02 10:00:00,2001:db8::7

            """)
        #expect(gaps.hasOptInTimes && gaps.questions.map(\.name) == ["MEMBER_RATING"])
        #expect(try !self.gaps("Horodateur,Courriel\n2025-01-01,a@example.org\n").hasOptInTimes)
        #expect(try self.gaps("Opt-in date,Email\n2025-01-01,a@example.org\n").hasOptInTimes)
    }

    /// Names and free text are no answers to choose from.
    @Test func aColumnOfManyTextsIsNoQuestion() throws {
        let rows = (1...10).map { "a\($0)@example.com,remark \($0)\n" }.joined()
        #expect(try gaps("email,Remarks?\n" + rows).questions.isEmpty)
    }
}

@Suite struct CardOptionsByLineTests {
    @Test func eachCardHasItsOwn() throws {
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n"
        let file = try CardFile(opening: ByteSource(card + card))
        var told: [String] = []
        let options = { (line: Int) in CardOptions(metAt: line == 6 ? "Expo" : nil) }
        try file.forEachRecord(options: options) { _ in
        } _: {
            told += $0.claims.map { "\($0.place)|\($0.attestation)" }
        }
        #expect(told == ["|", "Expo|met-at=Expo"])
    }
}
