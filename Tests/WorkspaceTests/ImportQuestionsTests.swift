import Gate
import Intake
import Ledger
import TestSupport
import Testing
import Vocabulary
import Workspace

/// The questions of an import, answered without a terminal.
@Suite struct ImportQuestionsTests {
    /// Days that are over, and not too old.
    private static let (february, march, april) = (day(-90), day(-60), day(-30))

    private static func day(_ offset: Int) -> String {
        CivilDate(dayNumber: Workspace.today().dayNumber + offset).iso
    }

    /// Answers one question after the other; `!` before an answer that must be refused.
    private func answer(_ questions: inout some Questions, _ answers: String...) throws {
        for answer in answers {
            _ = try #require(questions.next, "nothing is asked before \(answer)")
            if answer.hasPrefix("!") {
                #expect(throws: UnusableAnswer.self) { try questions.take(String(answer.dropFirst())) }
            } else {
                try questions.take(answer)
            }
        }
        #expect(questions.next == nil, "\(questions.next?.text.en ?? "")")
    }

    private static func card(_ name: String, _ more: String = "") -> String {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\(name)\r\nN:;\(name);;;\r\nEMAIL:\(name.lowercased())@example.org\r\n\(more)END:VCARD\r\n"
    }

    private func codes(_ folder: Folder) throws -> [String] {
        var found: [String] = []
        let prepared = try folder.prepared()
        _ = try prepared.survey { _, decisions in
            found += decisions.map { $0.admittedBy.map { "\($0.claim.shared.text) \($0.claim.place)" } ?? "-" }
        }
        return found
    }

    private func take(
        _ folder: Folder, _ files: [String: String], _ options: CardOptions = CardOptions(), _ answers: String...
    ) throws -> [ImportReport] { try take(folder, files, options, answers) }

    private func take(
        _ folder: Folder, _ files: [String: String], _ options: CardOptions, _ answers: [String]
    ) throws -> [ImportReport] {
        let paths = try files.sorted { $0.key < $1.key }.map { try folder.files.write($0.value, to: $0.key) }
        var cards = try CardImport(try folder.workspace, paths: paths, options: options)
        if var questions = try cards.questions(isCertain: false) {
            for answer in answers {
                _ = try #require(questions.next, "nothing is asked before \(answer)")
                if answer.hasPrefix("!") {
                    #expect(throws: UnusableAnswer.self) { try questions.take(String(answer.dropFirst())) }
                } else {
                    try questions.take(answer)
                }
            }
            #expect(questions.next == nil, "\(questions.next?.text.en ?? "")")
            cards.answers = questions
        } else {
            #expect(answers.isEmpty)
        }
        return try cards.run(namedChanges: 0)
    }

    @Test func oneFileAfterTheOther() throws {
        let folder = try Folder()
        let reports = try take(
            folder,
            [
                "a.vcf": Self.card("Ada") + Self.card("Bob"), "b.vcf": Self.card("Cleo"),
                "c.vcf": Self.card("Dora") + Self.card("Emma"),
            ], CardOptions(), "!maybe", "y", "!10/11/2025", "!2999-01-01", Self.march, "Expo", Self.april, "Fair", "")
        #expect(reports.map(\.tally.contactsNew) == [2, 1, 2])
        #expect(try codes(folder) == [Self.march + " Expo", Self.march + " Expo", Self.april + " Fair", "-", "-"])
        let standing = try folder.workspace.standing(ofAll: reports)
        #expect(standing.admitted == 3 && standing.excluded == [.cardExchangeNotAttested: 2])
        let each = try folder.workspace.standings(of: reports)
        #expect(each.map(\.admitted) == [2, 1, 0])
    }

    /// A day is no place, and what was answered is said once more.
    @Test func aDayIsNoPlace() throws {
        let folder = try Folder()
        let path = try folder.files.write(Self.card("Ada") + Self.card("Bob"), to: "a.vcf")
        let cards = try CardImport(try folder.workspace, paths: [path], options: CardOptions())
        var questions = try #require(try cards.questions(isCertain: false))
        #expect(questions.recap.isEmpty)
        try answer(
            &questions, "n", "1", "2025-10-08", "!08/10/2025", "!8 octobre 2025", "!2025-10-08", "!08-10", "!104", "!n",
            "!Oui",
            "Salon du 8 octobre, Lyon", "2", "2025-10-09", "Expo")
        #expect(
            questions.recap.map(\.fr) == [
                "1\u{A0}carte, remise le 8 octobre 2025, « Salon du 8 octobre, Lyon »",
                "1\u{A0}carte, remise le 9 octobre 2025, « Expo »",
            ])
        #expect(questions.recap.last?.en == "1 card, exchanged on 9 October 2025, “Expo”")
    }

    @Test func aFolderOfCardsIsNamedByItsFiles() throws {
        let folder = try Folder()
        let path = try folder.files.write(Self.card("Ada"), to: "my cards/a.vcf")
        let name = String(path.dropLast("/a.vcf".count))
        for named in [name, name + "/"] {
            let failure = #expect(throws: Failure.self) {
                try CardImport(try folder.workspace, paths: [named], options: CardOptions())
            }
            #expect(failure?.kind == .noInput && failure?.message.fr.contains("`'\(name)'/*.vcf`") == true)
        }
    }

    @Test func oneOccasionAfterTheOther() throws {
        let folder = try Folder()
        let five = ["Ada", "Bob", "Cleo", "Dora", "Emma"].map { Self.card($0) }.joined()
        _ = try take(
            folder, ["a.vcf": five], CardOptions(), "n", "!0", "!6", "!3-1", "1-2, 4", Self.march, "Expo", "!1", "3",
            Self.april, "", "*", "")
        #expect(try codes(folder) == [Self.march + " Expo", Self.march + " Expo", "-", Self.march + " Expo", "-"])
    }

    /// Files of one card each are one drawer: nobody is asked forty times.
    @Test func aDrawerOfSingleCards() throws {
        let folder = try Folder()
        let files = [
            "a.vcf": Self.card("Ada"), "b.vcf": Self.card("Bob") + Self.card("Beth"), "c.vcf": Self.card("Cleo"),
            "d.vcf": Self.card("Dora"),
        ]
        let answers = ["n", "1, 3", Self.march, "Expo", "*", Self.april, "Fair", "y", Self.february, "Club"]
        _ = try take(folder, files, CardOptions(), answers)
        #expect(
            try codes(folder) == [
                Self.march + " Expo", Self.february + " Club", Self.february + " Club", Self.april + " Fair",
                Self.march + " Expo",
            ])
        let whole = try Folder()
        _ = try take(whole, files, CardOptions(), ["y", Self.march, "Expo", ""])
        #expect(try codes(whole).filter { $0 != "-" }.count == 3)
    }

    /// Only what lacks is asked for: a card's own word, and what the command said, stand.
    @Test func onlyWhatLacksIsAsked() throws {
        let folder = try Folder()
        let own = "X-PORTILLON-MET-ON:\(Self.february)\r\n"
        _ = try take(folder, ["a.vcf": Self.card("Ada", own) + Self.card("Bob", own)], CardOptions(), "y", "Expo")
        _ = try take(
            folder, ["b.vcf": Self.card("Cleo")], CardOptions(metAt: "Fair"), Self.april)
        _ = try take(folder, ["c.vcf": Self.card("Dora", own + "X-PORTILLON-MET-AT:Expo\r\n")])
        _ = try take(folder, ["d.vcf": "BEGIN:VCARD\r\nFN:Nobody\r\nEND:VCARD\r\n"])
        #expect(
            try codes(folder) == [
                Self.february + " Expo", Self.february + " Expo", Self.april + " Fair", Self.february + " Expo", "-",
            ])
    }

    @Test(arguments: [("n", "-"), ("y", Self.march + " Expo")])
    func oneWordOverManyCardsIsAskedOnceMore(_ answer: String, _ outcome: String) throws {
        let folder = try Folder()
        let many = (1...51).map { Self.card("P\($0)") }.joined()
        _ = try take(folder, ["a.vcf": many], CardOptions(), "y", Self.march, "Expo", answer)
        #expect(Set(try codes(folder)) == [outcome])
    }

    private static let question = "Voulez-vous recevoir ma lettre trimestrielle ?"
    private static let form = """
        Horodateur,Adresse e-mail,Prénom,\(question)
        \(february) 18:04:11,anne@example.com,Anne,Oui
        \(march) 09:12:40,boris@example.com,Boris,"Oui, volontiers"
        \(april) 10:00:00,chloe@example.com,Chloé,Non

        """

    private func table(_ folder: Folder, _ options: TableImport.Options = TableImport.Options()) throws -> TableImport {
        let path = try folder.files.write(Self.form, to: "form.csv")
        return try TableImport(try folder.workspace, path: path, kind: .table(.signups), options: options)
    }

    /// Enter takes a word of agreement, and never what is only not known as a refusal.
    @Test(arguments: [("Plutôt tard", ""), ("Oui", "1")]) func whatIsNoKnownRefusalIsNoAgreement(
        _ given: String, _ otherwise: String
    ) throws {
        let folder = try Folder()
        let form = "Adresse e-mail,\(Self.question)\nanne@example.com,\(given)\nboris@example.com,Non\n"
        let path = try folder.files.write(form, to: "form.csv")
        let table = try TableImport(
            try folder.workspace, path: path, kind: .table(.signups), options: TableImport.Options())
        var questions = try #require(try table.questions())
        try questions.take("1")
        #expect(questions.next?.otherwise == otherwise)
    }

    @Test func ofAForm() throws {
        let folder = try Folder()
        var table = try table(folder)
        var questions = try #require(try table.questions())
        #expect(questions.next?.otherwise == "1")
        try answer(
            &questions, "!2", "1", "!3", "!", "1, 2", "!Oui", Self.question, "!2", "1", "!3", "!10/11/2026", "1")
        let pair = Self.question + "="
        #expect(
            questions.statement
                == SignUpStatement(
                    wording: Self.question, purposes: "newsletter", confirmed: .column("Horodateur"),
                    consent: [pair + "Oui", pair + "Oui, volontiers"]))
        table.options.statement = questions.statement
        #expect(try table.firstRows(2).map(\.claims.count) == [1, 1])
        let report = try table.run(namedChanges: 0)
        let standing = try folder.workspace.standing(ofAll: [report])
        #expect(standing.admitted == 2 && standing.excluded == [.noExplicitShare: 1])
    }

    private func questions(
        of text: String, _ purposes: [String: Purpose] = [:], _ policy: Policy = Policy()
    ) throws -> SignUpQuestions {
        let gaps = try TableFile(opening: ByteSource(bytes: Array(text.utf8)), as: .signups).signUpGaps()
        return SignUpQuestions(gaps, SignUpStatement(), purposes: purposes, policy: policy)
    }

    /// Where the times say who agreed, no column is asked for, unless the form asks itself; what is no answer is never proposed.
    @Test func whichColumnHoldsTheConsent() throws {
        let times = "Email Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP"
        let row = "a@example.org,2,2025-01-01 10:00:00,192.0.2.7"
        #expect(try questions(of: "\(times)\n\(row)\n").next?.text.en.hasPrefix("Text") == true)
        let asked = try questions(of: "\(times),Newsletter consent?\n\(row),Peut-être\n\(row),Oui\n")
        #expect(asked.next?.otherwise == "2")
        let others = try questions(of: "Horodateur,Courriel,Votre ville ?\n2025-01-01,a@example.org,Lyon\n")
        #expect(others.next?.text.en.hasPrefix("Number") == true && others.next?.otherwise == "-")
    }

    @Test func purposesAreDescribed() throws {
        let newsletter = Purpose(
            name: "newsletter", context: .professional,
            description: [.french: "la lettre trimestrielle", .english: "the quarterly letter"])
        let bare = Purpose(name: "events", context: .professional, description: [:])
        var asked = try questions(of: "email\na@example.org\n", ["newsletter": newsletter, "events": bare])
        try asked.take("-")
        let lines = try #require(asked.next).before.dropFirst()
        #expect(lines.map(\.fr) == ["  1  events", "  2  newsletter — la lettre trimestrielle"])
        #expect(lines.map(\.en) == ["  1  events", "  2  newsletter — the quarterly letter"])
    }

    /// What is not known stays so, and admits nobody.
    @Test func whatIsNotKnown() throws {
        let folder = try Folder()
        let table = try table(folder)
        var questions = try #require(try table.questions())
        try answer(&questions, "-", "-", "-", "-")
        #expect(questions.statement == SignUpStatement())
    }

    @Test func whatOptionsSayIsNotAsked() throws {
        let folder = try Folder()
        var options = TableImport.Options()
        options.statement = SignUpStatement(
            wording: "The text shown", purposes: "newsletter", confirmed: .column("Horodateur"),
            consent: [Self.question + "=Oui"])
        #expect(try table(folder, options).questions() == nil)
        options.statement.purposes = nil
        var questions = try #require(try table(folder, options).questions())
        try answer(&questions, "newsletter")
        #expect(questions.statement.purposes == "newsletter")
    }

    @Test func whatTheRowsAre() throws {
        let folder = try Folder()
        for (header, otherwise) in [
            ("email,met_on,met_at", "cards"), ("email,name", "contacts"), ("email,unsub_time", ""), ("a,b", ""),
        ] {
            let file = try InputFile(try folder.files.write(header + "\nx,y,z\n", to: "t.csv"))
            var question = TableImport.kindQuestion(file, try TableImport.look(at: file))
            #expect(question.next?.otherwise == otherwise)
            try answer(&question, "!5", "!0", "!", "!card", "4")
            #expect(question.kind == .objections)
        }
    }
}
