import Courier
import Foundation
import Report
import Testing
import Vocabulary
import Workspace

/// What `send` says above its question.
@Suite struct SendQuestionTests {
    private let today = CivilDate(dayNumber: 20_785)

    private func note(
        test: TestStanding = .never, seconds: Double = 0, rate: Pacer.Rate? = nil, departure: ClockTime? = nil,
        later: Int = 0, organization: String = "Example & Co", relay: String = "smtp://smtp.example.org:587"
    ) throws -> DispatchNote {
        DispatchNote(
            subject: "News \u{1B}[31mred", reader: "Ada Lovelace",
            sender: Sender(
                name: "Zoe Sender", address: try AddrSpec(parsing: "zoe@example.org"), organization: organization),
            relay: try RelayAddress(parsing: relay), attachments: [], octets: 12_345, mostOctets: 2_500_000, test: test,
            count: 1200, later: later, seconds: seconds, rate: rate, departure: departure)
    }

    private func text(_ note: DispatchNote, _ language: Language = .english, width: Int = 100) -> String {
        SendQuestion(note, letterPath: "letter.md", today: today).lines(language, width: width).joined(separator: "\n")
    }

    @Test func saysWhatLeaves() throws {
        let english = text(try note())
        #expect(
            english == """

                  Subject  News �[31mred (to Ada Lovelace)
                  From     Zoe Sender <zoe@example.org>, Example & Co
                  Through  smtp.example.org:587, 12 kB a message, up to 2.5 MB
                  Test     never sent: portillon send letter.md --test-to zoe@example.org
                """)
        #expect(text(try note(organization: " ")).contains("From     Zoe Sender <zoe@example.org>\n"))
        let question = SendQuestion(try note(), letterPath: "letter.md", today: today)
        #expect(question.prompt.en.contains("(1,200)") && question.prompt.fr.contains("(1\u{202F}200)"))
    }

    @Test func wrapsUnderWhereItBegins() throws {
        let lines = text(try note(later: 2), width: 50).components(separatedBy: "\n")
        #expect(lines.allSatisfy { columnWidth($0) <= 50 }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("           ") })
    }

    @Test func saysHowItWasTried() throws {
        let time = ClockTime(day: today, time: "14:05")
        #expect(text(try note(test: .tested(time))).contains("Test     sent today at 14:05"))
        #expect(text(try note(test: .tested(time)), .french).contains("envoyé aujourd’hui à 14:05"))
        let earlier = ClockTime(day: CivilDate(dayNumber: today.dayNumber - 3), time: "09:00")
        let outdated = text(try note(test: .outdated(earlier)), .french)
        #expect(outdated.contains("à 09:00, mais la lettre a changé depuis"), "\(outdated)")
        #expect(outdated.contains("--test-to zoe@example.org"))
    }

    @Test func saysHowLongItTakes() throws {
        let rate = Pacer.Rate(messages: 300, perSeconds: 60)
        #expect(!text(try note(seconds: 9, rate: rate)).contains("Takes"))
        #expect(text(try note(seconds: 200, rate: rate)).hasSuffix("Takes    about 3 min 20 s, at 300 a minute"))
        #expect(
            text(try note(seconds: 12_000, rate: rate)).hasSuffix(
                "about 3 h 20 min, at 300 a minute; leave this computer on"))
        let french = text(try note(seconds: 190_000, rate: Pacer.Rate(messages: 400, perSeconds: 86_400)), .french)
        #expect(
            french.hasSuffix("environ 2\u{A0}jours 5\u{A0}h, à 400 par jour\u{202F}; laissez cet ordinateur allumé"))
    }

    @Test(arguments: [
        (1, "20 par seconde", "20 a second"), (3600, "20 par heure", "20 an hour"),
        (90, "20 en 1\u{A0}min 30\u{A0}s", "20 in 1 min 30 s"),
    ]) func namesTheRate(_ seconds: Int, _ french: String, _ english: String) {
        let phrase = Pacer.Rate(messages: 20, perSeconds: seconds).phrase
        #expect(phrase.fr == french && phrase.en == english)
    }

    @Test func saysWhenItLeaves() throws {
        let tomorrow = ClockTime(day: CivilDate(dayNumber: today.dayNumber + 1), time: "07:30")
        #expect(text(try note(departure: tomorrow)).contains("Leaves   tomorrow at 07:30; whoever"))
        #expect(text(try note(departure: tomorrow), .french).contains("Départ  demain à 07:30\u{202F}; qui"))
    }

    @Test func aTestIsSuggestedUnlessItWasSent() throws {
        let (time, zoe) = (ClockTime(day: today, time: "14:05"), try AddrSpec(parsing: "zoe@example.org"))
        #expect(
            TestStanding.never.suggestion("letter.md", zoe)?.fr
                == "D’abord un essai : portillon send letter.md --test-to zoe@example.org")
        #expect(TestStanding.tested(time).suggestion("letter.md", zoe) == nil)
        #expect(TestStanding.outdated(time).suggestion("letter.md", zoe)?.en.hasPrefix("Changed since") == true)
    }
}
