import Testing

/// A form's own table says no more than when, who and an answer: the rest is stated on the command line.
@Suite struct StatedSignUpTests {
    private static let question = "Acceptez-vous de recevoir ma lettre trimestrielle ?"
    private static let form = """
        Horodateur,Adresse e-mail,Prénom,Nom,\(question)
        13/09/2025 18:04:11,anne@example.com,Anne,Petit,Oui
        08/10/2025 09:12:40,boris@example.com,Boris,Roux,Oui
        09/10/2025 10:00:00,chloe@example.com,Chloé,Blanc,Non

        """
    private static let stated = [
        "--wording", "J’accepte de recevoir la lettre trimestrielle.", "--purpose", "newsletter", "--confirmed-on",
        "column:Horodateur", "--consent", question + "=Oui",
    ]
    private static let lasting = Settings.with { $0.policy = #"{"evidenceMaxAgeDays": 36500}"# }

    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(Self.lasting)
        try folder.write("form.csv", Self.form)
        return folder
    }

    private func run(_ folder: WorkingFolder, _ options: [String]) throws -> Command.Run {
        try folder.run(["import", "csv", "form.csv", "--as", "signups"] + options)
    }

    @Test func whoSaidYesIsAdmitted() throws {
        let folder = try folder()
        let run = try run(folder, Self.stated + ["--json"])
        #expect(run.code == 0, "\(run.err)")
        let document: ImportDocument = try run.document()
        #expect(document.rows == 3 && document.contacts == .init(new: 3) && document.evidence == .init(new: 2))
        #expect(document.withoutConsent == 1)
        #expect(
            document.dates == [
                .init(
                    column: "Horodateur", order: "day-first", from: "column", dates: 1, proof: "13/09/2025 18:04:11",
                    line: 2,
                    againstOption: false)
            ])
        let preview = try folder.preview()
        #expect(preview.recipient("anne@example.com")?.evidence?.sharedOn == "2025-09-13")
        #expect(preview.recipient("boris@example.com")?.evidence?.sharedOn == "2025-10-08")
        #expect(preview.recipient("chloe@example.com")?.codes == ["no-explicit-share"])
        #expect(try folder.run("why", "anne@example.com", "--json").out.contains("wording=stated"))
    }

    @Test func theReportSaysHowItWasRead() throws {
        let folder = try folder()
        let english = try run(folder, Self.stated).out
        #expect(english.contains("“Horodateur”: day first, as 13/09/2025 18:04:11 in line 2 shows"))
        #expect(english.contains("no consent      1 row"))
        let french = try self.folder()
        let out = try run(french, Self.stated + ["--dates", "month-first", "--lang", "fr"]).out
        #expect(out.contains("le jour d’abord, comme le montre 13/09/2025 18:04:11, ligne 2"), "\(out)")
        #expect(out.contains("et non comme le dit `--dates`") && out.contains("sans accord"))
    }

    @Test func anotherAttestationAddsEvidence() throws {
        let folder = try folder()
        func evidence(_ options: [String]) throws -> ImportDocument.Evidence {
            try run(folder, options + ["--json"]).document(ImportDocument.self).evidence
        }
        #expect(try evidence([]) == .init(new: 2))
        #expect(try evidence(Self.stated) == .init(new: 2))
        #expect(try evidence(Self.stated) == .init(unchanged: 2))
        #expect(try folder.preview().recipients.filter { $0.verdict == "admitted" }.count == 2)
    }

    @Test(arguments: [
        (["--wording", "oui"], "form-wording-missing"), (["--purpose", "events"], "purpose-not-agreed"),
        (["--confirmed-on", "2025-01-01"], "form-unconfirmed"),
    ]) func whatIsStatedIsJudged(_ changed: [String], _ code: String) throws {
        let folder = try folder()
        var options = Self.stated
        let place = try #require(options.firstIndex(of: changed[0]))
        options[place + 1] = changed[1]
        #expect(try run(folder, options).code == 0)
        #expect(try folder.preview(code: nil).recipient("anne@example.com")?.codes == [code])
    }

    @Test func withoutTheColumnOfConsentANoIsNone() throws {
        let folder = try folder()
        let options = Array(Self.stated.dropLast(2))
        #expect(try run(folder, options).code == 0)
        #expect(try folder.preview().recipients.filter { $0.verdict == "admitted" }.count == 2)
        #expect(try folder.preview().recipient("chloe@example.com")?.codes == ["no-explicit-share"])
    }

    /// A day that is stated for a whole file is not the person's own word against their objection.
    @Test func aStatedDayLiftsNoObjection() throws {
        let folder = try folder()
        try folder.prepare("object", "anne@example.com", "--on", "2025-09-20")
        try folder.prepare("object", "boris@example.com", "--on", "2025-09-20")
        var options = Self.stated
        options[options.firstIndex(of: "--confirmed-on")! + 1] = "2025-11-01"
        #expect(try run(folder, options).code == 0)
        let preview = try folder.preview(code: nil)
        #expect(preview.recipient("anne@example.com")?.codes == ["objected"])
        // A sign-up that is later than the objection, and that nobody but the sender confirmed, lifts it neither.
        #expect(preview.recipient("boris@example.com")?.codes == ["objected"])
    }

    @Test(arguments: [
        ["--consent", "Acceptez-vous=Oui"], ["--consent", "Oui"], ["--consent", "=Oui"], ["--consent", question + "="],
        ["--wording", " "], ["--purpose", ""], ["--confirmed-on", "soon"], ["--confirmed-on", "10/11/2025"],
        ["--confirmed-on", "column:"], ["--confirmed-on", "column:Jour"], ["--dates", "us"],
        ["--wording", "a", "--wording", "b"],
        ["--confirmed-on", "2025-01-01", "--confirmed-on", "2025-01-02"],
    ]) func faultsOfUsage(_ options: [String]) throws {
        let folder = try folder()
        #expect(try run(folder, options).code == 64)
    }

    /// Nobody could ever be written to for a purpose that is not declared.
    @Test func aPurposeThatNobodyDeclaredIsRefused() throws {
        let folder = try folder()
        for option in [["newsleter"], ["newsletter newsleter"], ["newsletter", "--purpose", "newsleter"]] {
            let run = try run(folder, ["--lang", "en", "--purpose"] + option)
            #expect(run.code == 64)
            #expect(
                run.err.contains("`newsleter`") && run.err.contains("did you mean `newsletter`?")
                    && run.err.contains("`events`, `newsletter`"), "\(run.err)")
        }
        #expect(!folder.exists("portillon.sqlite"))
        #expect(try run(folder, ["--purpose", "Newsletter; events"]).code == 0)
    }

    @Test func theyAreForSignUpsAlone() throws {
        let folder = try folder()
        for kind in ["contacts", "cards", "objections"] {
            for option in [
                ["--wording", "Text"], ["--purpose", "newsletter"], ["--confirmed-on", "2025-01-01"],
                ["--consent", "a=b"],
            ] {
                #expect(try folder.run(["import", "csv", "form.csv", "--as", kind] + option).code == 64)
            }
        }
        #expect(!folder.exists("portillon.sqlite"))
    }
}

/// A date on the command line is read before anything else.
@Suite struct DateOptionTests {
    @Test(arguments: [
        ["import", "linkedin", "c.csv", "--exported-on"], ["import", "cards", "c.vcf", "--met-on"],
        ["import", "csv", "c.csv", "--as", "signups", "--confirmed-on"], ["object", "ada@example.org", "--on"],
        ["heard-from", "ada@example.org", "--on"],
    ]) func whatCannotBeReadIsAFaultOfUsage(_ command: [String]) throws {
        let folder = try WorkingFolder()
        for date in ["soon", "10/11/2023", "", "2026-02-30", "2026-11-01 or so"] {
            #expect(try folder.run(command + [date]).code == 64, "\(date)")
            // Whatever else is wrong, too.
            #expect(try folder.run(command + [date, "--config", "missing.json"]).code == 64, "\(date)")
        }
    }

    @Test func theBytesBeingKnownChangesNothing() throws {
        let folder = try WorkingFolder()
        try folder.write("c.csv", Sample.linkedIn(Sample.ada("ada@example.org")))
        let command = ["import", "linkedin", "c.csv", "--exported-on"]
        #expect(try folder.run(command + [day(-3)]).code == 0)
        for date in ["soon", "10/11/2023", "", String(day(-40).prefix(7))] {
            #expect(try folder.run(command + [date]).code == 64, "\(date)")
        }
        #expect(try folder.run(command + [day(3)]).code == 65)
    }
}

/// The order of day and month, from file to decision.
@Suite struct DateOrderCases {
    private func codes(_ dates: [String], _ options: String...) throws -> [[String]] {
        let folder = try WorkingFolder(.with { $0.policy = #"{"evidenceMaxAgeDays": 36500}"# })
        let rows = dates.enumerated().map { "a\($0.offset)@example.org,A,A,\($0.element),Expo\n" }
        try folder.write("met.csv", Sample.cards() + rows.joined())
        #expect(try folder.run(["import", "csv", "met.csv", "--as", "cards"] + options).code == 0)
        return try folder.preview(code: nil).recipients.map { $0.verdict == "admitted" ? [] : $0.codes.sorted() }
    }

    @Test func theColumnOrTheSenderSettlesIt() throws {
        #expect(try codes(["10/11/2023"]) == [["evidence-undated"]])
        #expect(try codes(["10/11/2023", "31/12/2023"]) == [[], []])
        #expect(try codes(["10/11/2023"], "--dates", "day-first") == [[]])
        #expect(
            try codes(["10/11/2023", "31/12/2023", "12/31/2023"], "--dates", "day-first") == [
                ["evidence-undated"], [], [],
            ])
    }
}
