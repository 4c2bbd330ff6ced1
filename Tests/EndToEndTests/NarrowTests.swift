import Foundation
import Testing

/// On a terminal no word is cut where a line ends, whatever a command has to say.
@Suite struct NarrowTests {
    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.visibleSince = #""2019-05""# })
        try folder.write(
            "cards.csv",
            """
            email,first_name,last_name,met_on,met_at
            ada.lovelace-byron@example.org,Ada,Lovelace-Byron,\(day(-40).prefix(7)),Salon des métiers d’art et du livre
            li.wei@example.com,李,伟,\(day(-50)),展览会
            dan@example.org,Dan,Ancient,2015-03,Expo

            """)
        try folder.write("short.csv", "email,first_name\nx@example.org,X,too,many,cells\n")
        try folder.write("open.csv", "email,first_name\n\"never closed,x\n")
        try folder.write(
            "sign-ups.csv",
            """
            email,first_name,submitted_on,purposes,wording,language,confirmed_on,form_url
            zoe@example.org,Zoé,\(day(-300).prefix(7)),newsletter,Oui,fr,\(day(-400).prefix(7)),https://example.org/f

            """)
        try folder.write("unknown.md", WorkingFolder.letter.replacing("friend", with: "{{company_of_the_person}}"))
        try folder.write("other.md", WorkingFolder.letter.replacing("newsletter", with: "newsleter"))
        try folder.write("headless.md", "Hello\n")
        try folder.write("wrong.json", Settings().json.replacing("policy", with: "polcy"))
        try folder.write(
            "closed.json", Settings.with { $0.relay = #"{"url": "smtp://127.0.0.1:9", "security": "none"}"# }.json)
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("import", "csv", "sign-ups.csv", "--as", "signups")
        return folder
    }

    static let calls = [
        "import csv short.csv --as contacts", "import csv open.csv --as contacts", "import linkedin cards.csv",
        "import csv config.json --as contacts", "import csv cards.csv --as objections --map email=Nowhere",
        "import csv cards.csv --as nonsense", "why nonsense-that-is-no-address-at-all",
        "heard-from dan@example.org --on 10/11/2023", "heard-from dan@example.org --on 2026-03",
        "why zoe@example.org", "preview letter.md", "preview unknown.md", "preview other.md", "preview headless.md",
        "render letter.md", "render letter.md --to ada.lovelace-byron@example.org", "--config nowhere.json status",
        "--config wrong.json status", "--config closed.json send letter.md --yes", "tidy --dry-run", "tidy --yes",
        "send letter.md --yes", "status", "log checkpoint", "log verify", "log replay",
        "log verify --against config.json", "ledger check", "ledger backup letter.md", "doctor",
        "subject erase dan@example.org --yes", "subject erase dan@example.org", "resolve l1 --settle", "rules",
        "contacts", "subject export zoe@example.org",
    ]

    /// Counted apart from the program: of what is wide, only Chinese is in these files.
    private static func width(_ line: Substring) -> Int {
        line.reduce(0) { $0 + ($1.unicodeScalars.contains { 0x4E00...0x9FFF ~= $0.value } ? 2 : 1) }
    }

    @Test(arguments: ["fr", "en"]) func noWordIsCut(_ language: String) throws {
        let folder = try folder()
        let columns = 80
        for call in Self.calls {
            let arguments = ["--lang", language] + call.split(separator: " ").map(String.init)
            let run = try Terminal(columns: columns).run(
                arguments, in: folder, call == "subject erase dan@example.org" ? [.answer("no", to: "dan@")] : [])
            #expect(!run.screen.isEmpty || call == "contacts")
            let lines = run.screen.replacing("\u{1B}[K", with: "").split { $0 == "\n" || $0 == "\r" }
            for line in lines where Self.width(line) > columns {
                // What has no blank cannot be broken otherwise: a digest, a path.
                let isOneWord = !line.drop { $0 == " " }.contains(" ")
                #expect(isOneWord, "\(call): `\(line)`")
            }
        }
    }

    /// A month has no day to stand on, and one is no plural.
    @Test func whatIsCountedAndDatedReadsWell() throws {
        let folder = try folder()
        let heard = try folder.run("heard-from", "dan@example.org", "--on", "2022-03", "--lang", "fr")
        #expect(heard.err.contains("vous a contacté en mars 2022."), "\(heard.err)")
        let day = try folder.run("heard-from", "dan@example.org", "--on", "2022-03-04")
        #expect(day.err.contains("was in touch on 4 March 2022."), "\(day.err)")
        let why = try folder.run("why", "zoe@example.org", "--lang", "fr")
        #expect(why.out.contains("au plus tôt en ") && !why.out.contains(" le janvier"), "\(why.out)")
        let doctor = try folder.run("doctor", "--lang", "fr")
        #expect(doctor.out.contains("visible depuis mai 2019"), "\(doctor.out)")
        let broken = try folder.run("import", "csv", "open.csv", "--as", "contacts", "--lang", "fr")
        #expect(broken.code == 65 && broken.err.contains("la seule ligne ne se lit pas"), "\(broken.err)")
        #expect(try folder.send().code == 0)
        let replay = try folder.run("log", "replay")
        #expect(!replay.out.contains(" 1 decisions"), "\(replay.out)")
    }
}
