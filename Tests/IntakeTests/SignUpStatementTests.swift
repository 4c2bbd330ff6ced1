import Intake
import Testing
import Vocabulary

/// What the sender states of a file of sign-ups that says no more than when, who and an answer.
@Suite struct SignUpStatementTests {
    static let question = "Acceptez-vous de recevoir ma lettre trimestrielle ?"
    static let form = """
        Horodateur,Adresse e-mail,Prénom,Nom,\(question)
        13/09/2026 18:04:11,anne@example.com,Anne,Petit,Oui
        08/10/2026 09:12:40,boris@example.com,Boris,Roux,Oui
        09/10/2026 10:00:00,chloe@example.com,Chloé,Blanc,Non

        """

    private func take(_ statement: SignUpStatement, _ text: String = form) throws -> Taken {
        let file = try TableFile(opening: ByteSource(text), as: .signups, statement: statement)
        var taken = Taken()
        taken.summary = try file.forEachRecord(rejected: { taken.rejected.append($0) }, { taken.records.append($0) })
        return taken
    }

    private func fault(_ statement: SignUpStatement) -> IntakeFault? {
        do throws(IntakeFault) {
            _ = try TableFile(opening: ByteSource(Self.form), as: .signups, statement: statement)
            return nil
        } catch { return error }
    }

    private func claim(_ address: String, _ day: String, confirmed: String, _ attestation: String) -> Claim {
        Claim(
            kind: .formOptIn, address: address, shared: DateReader.read(day),
            consent: FormConsent(
                purposes: ["newsletter"], wording: "Je reçois la lettre.", wordingLanguage: "",
                confirmed: DateReader.read(confirmed), formURL: ""),
            attestation: attestation)
    }

    @Test func whatIsStatedCompletesARow() throws {
        let taken = try take(
            SignUpStatement(
                wording: "Je reçois la lettre.", purposes: "Newsletter", confirmed: .column("horodateur"),
                consent: [Self.question + "=oui"]))
        let words = "wording=stated; purpose=newsletter; confirmation=column:horodateur; consent=\(Self.question)=oui"
        #expect(
            taken.records.map(\.claims) == [
                [claim("anne@example.com", "2026-09-13", confirmed: "2026-09-13", words)],
                [claim("boris@example.com", "2026-10-08", confirmed: "2026-10-08", words)], [],
            ])
        #expect(taken.records.map(\.addresses).last == ["chloe@example.com"])
        #expect(taken.summary.withoutConsent == 1 && taken.summary.rows == 3)
        #expect(taken.summary.dateOrders.map(\.column) == ["Horodateur"])
    }

    /// A form asks the person itself.
    @Test(arguments: [
        "Horodateur,Votre adresse e-mail,Votre prénom,Votre nom,Votre société",
        "Horodateur,Votre adresse mail,VOTRE PRÉNOM,votre nom,Votre entreprise",
        "Timestamp,Your email address,Your first name,Your last name,Your company",
        "Timestamp,Your e-mail,Your first name,Your last name,Your company",
    ]) func theFormsOwnHeadersAreHeard(_ header: String) throws {
        let text = header + "\n2025-10-08,a@example.org,Anne,Petit,Atelier\n"
        let record = try #require(try take(SignUpStatement(), text).records.first)
        #expect(record.addresses == ["a@example.org"])
        #expect(record.fields == ContactFields(firstName: "Anne", lastName: "Petit", company: "Atelier"))
        let gaps = try TableFile(opening: ByteSource(text), as: .signups).signUpGaps()
        #expect(gaps.questions.isEmpty)
        let named = try take(SignUpStatement(), "Your name,Your email\nAnne Petit,a@example.org\n")
        #expect(named.records.first?.fields.displayName == "Anne Petit")
    }

    /// A blank address of a machine refuses nothing, and a departure is told from a no.
    @Test func whoLeftIsToldFromWhoSaidNo() throws {
        let text = """
            email,OPTIN_TIME,OPTIN_IP,UNSUB_TIME
            a@example.org,2025-01-01,,
            b@example.org,2025-01-01,192.0.2.7,2025-02-02

            """
        let taken = try take(SignUpStatement(wording: "I want the letter", purposes: "newsletter"), text)
        #expect(taken.records.map(\.claims.count) == [1, 0])
        #expect(taken.summary.withoutConsent == 1 && taken.summary.departed == 1)
        #expect(try take(SignUpStatement(consent: [Self.question + "=Oui"])).summary.departed == 0)
    }

    @Test func oneDayForAllIsTheSendersWord() throws {
        let confirmed = try #require(day("2026-10-20"))
        let taken = try take(
            SignUpStatement(
                wording: "Je reçois la lettre.", purposes: "newsletter", confirmed: .on(confirmed),
                consent: [Self.question + "=Oui"]))
        let claims = taken.records.flatMap(\.claims)
        #expect(claims.map { $0.consent?.confirmed.when } == [confirmed, confirmed])
        // It neither lifts an objection nor renews the sign-up.
        #expect(claims.map { $0.ownConfirmation?.iso } == [nil, nil])
        let own = claim("a@example.org", "2026-09-13", confirmed: "2026-10-20", "")
        #expect(own.ownConfirmation?.iso == "2026-10-20")
    }

    @Test func theRowsOwnWordWins() throws {
        let text = """
            email,submitted_on,purposes,wording,confirmed_on,answer
            a@example.org,2026-01-02,events,Own words,2026-01-03,yes
            b@example.org,2026-01-02,,,n/a,yes

            """
        let taken = try take(
            SignUpStatement(
                wording: "Stated", purposes: "newsletter other", confirmed: day("2026-05-05").map { .on($0) },
                consent: ["answer=Yes", "answer=Oui"]), text)
        let consents = taken.records.map { $0.claims.first?.consent }
        #expect(consents.map { $0?.wording } == ["Own words", "Stated"])
        #expect(consents.map { $0?.purposes } == [["events"], ["newsletter", "other"]])
        #expect(consents.map { $0?.confirmed } == [DateReader.read("2026-01-03"), .unreadable("n/a")])
        #expect(
            taken.records.map { $0.claims.first?.attestation } == [
                "consent=answer=Yes; consent=answer=Oui",
                "wording=stated; purpose=newsletter,other; consent=answer=Yes; consent=answer=Oui",
            ])
    }

    /// Without a word about which column is the consent, a plain no speaks against its row.
    @Test func aNoIsNoConsentEvenWhereNobodyNamedTheColumn() throws {
        let stated = SignUpStatement(wording: "Je reçois la lettre.", purposes: "newsletter")
        let taken = try take(stated)
        #expect(taken.records.map(\.claims.count) == [1, 1, 0])
        #expect(taken.summary.withoutConsent == 1)
        // Nothing stated: the rows speak for themselves, and this one says no.
        #expect(try take(SignUpStatement()).records.map(\.claims.count) == [1, 1, 0])
    }

    /// A column that asks, or speaks of consent.
    @Test(
        arguments: ["Acceptez-vous ?", "Accord", "I consent"],
        [
            "Non merci", "NON.", "Non !", "Je refuse", "No thanks", "0", "Nein danke", "décoché", "unchecked", "FAUX",
            "refusé",
            "Je ne souhaite pas recevoir la lettre", "I don’t want it", "Please do not write to me", "☐",
            "Oui, mais non", "Opt-out",
            "Je souhaite ne pas recevoir la lettre", "Ich stimme dem nicht zu",
            "Ich möchte Ihren Newsletter nicht erhalten",
        ])
    func aRefusalIsOneInEveryWording(_ header: String, _ answer: String) throws {
        let text = "email,\(header)\na@example.org,\"\(answer)\"\n"
        #expect(try take(SignUpStatement(wording: "Stated"), text).records.map(\.claims.count) == [0])
        #expect(try take(SignUpStatement(), text).records.map(\.claims.count) == [0])
    }

    @Test(arguments: [
        ("Acceptez-vous ?", "Oui", true), ("Acceptez-vous ?", "Yes, please do not forget me!", true),
        ("Acceptez-vous ?", "☑", true), ("Acceptez-vous ?", "J’accepte, même s’il n’y en a pas beaucoup", true),
        // No answer is none, in a column that asks.
        ("Acceptez-vous ?", "", false), ("Acceptez-vous ? *", " ", false), ("Accord", "-", false), ("Ville", "", true),
        // Elsewhere a plain refusal only: it may be a note.
        ("Réponse", "Non merci", false), ("Réponse", "Je refuse", false), ("Ville", "Pas-de-Calais", true),
        ("Points", "0", true), ("Notes", "Non-fiction", true),
    ])
    func anAnswerIsHeldAgainstItsColumn(_ header: String, _ answer: String, _ isTaken: Bool) throws {
        let taken = try take(SignUpStatement(wording: "Stated"), "email,\(header)\na@example.org,\"\(answer)\"\n")
        #expect(taken.records.map(\.claims.count) == [isTaken ? 1 : 0])
    }

    @Test func allColumnsOfOneNameMustHold() throws {
        let text = "email,Accord ?,Accord ?\na@example.org,Oui,Non\nb@example.org,Oui,Oui\nc@example.org,Non,Oui\n"
        for name in ["Accord ?", "accord"] {
            let taken = try take(SignUpStatement(consent: [name + "=Oui"]), text)
            #expect(taken.records.map(\.claims.count) == [0, 1, 0])
        }
    }

    @Test(arguments: [
        ("Oui", true), (" oui ", true), ("OUI", true), ("Non", false), ("", false), ("Oui, mais non", false),
        ("Ouï", false),
    ])
    func theAnswerIsTakenToTheLetter(_ answer: String, _ isConsent: Bool) throws {
        let text = "email,a=b ?\nx@example.org,\"\(answer)\"\n"
        let taken = try take(SignUpStatement(consent: ["a=b ?=Oui"]), text)
        #expect(taken.records.map(\.claims.count) == [isConsent ? 1 : 0])
    }

    @Test func everyColumnOfConsentCounts() throws {
        let text = "email,read,letter\na@example.org,x,yes\nb@example.org,,yes\nc@example.org,x,no\n"
        let taken = try take(SignUpStatement(consent: ["read=x", "letter=yes"]), text)
        #expect(taken.records.map(\.claims.count) == [1, 0, 0])
    }

    @Test func faultsNameWhatIsNear() {
        let consent = fault(SignUpStatement(consent: ["Acceptez-vous de recevoir ma letre trimestrielle ?=Oui"]))
        #expect(consent?.code == .badMapping && consent?.message.en.contains(Self.question) == true)
        let column = fault(SignUpStatement(confirmed: .column("Horodatuer")))
        #expect(column?.code == .badMapping && column?.message.fr.contains("`Horodateur`") == true)
    }
}
