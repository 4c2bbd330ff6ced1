import Foundation
import TestSupport
import Testing

/// Whoever asks for JSON gets one document, whatever comes of the command.
@Suite struct JSONFaultTests {
    struct Fault: Decodable {
        struct Error: Decodable {
            let code: Int32
            let message: String?
        }
        let error: Error
    }

    static let calls: [Call] = [
        .init(["status", "no-such-letter", "--json"], 64), .init(["why", "nobody@", "--json"], 64),
        .init(["rules", "no-such-rule", "--json"], 64), .init(["preview", "nowhere.md", "--json"], 66),
        .init(["send", "nowhere.md", "--yes", "--json"], 66), .init(["send", "letter.md", "--json"], 64),
        .init(["import", "linkedin", "nowhere.csv", "--json"], 66),
        .init(["import", "csv", "letter.md", "--as", "contacts", "--json"], 65),
        .init(["log", "verify", "--against", "nowhere.json", "--json"], 66),
        .init(["contacts", "--json", "--config", "nowhere.json"], 66),
        .init(["tidy", "--json", "--config", "nowhere.json"], 66),
        .init(["subject", "export", "nobody@example.org", "--json", "--config", "nowhere.json"], 66),
        .init(["ledger", "check", "--json", "--config", "nowhere.json"], 66),
    ]

    @Test(arguments: calls) func aFaultIsADocument(_ call: Call) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run(call.arguments)
        #expect(run.code == call.code, "\(run.err)")
        let fault: Fault = try run.document()
        #expect(fault.error.code == call.code)
        #expect(run.err.contains(try #require(fault.error.message)), "the same is said to people")
        // Without `--json`, data alone goes to standard output.
        #expect(try folder.run(call.arguments.filter { $0 != "--json" }).out.isEmpty)
    }

    @Test func whatIsNoFaultIsNoErrorInIt() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        #expect(try !folder.run("why", "ada@example.org", "--json").fields().contains("error"))
        // A refusal has a document of its own.
        try folder.write("letter.md", WorkingFolder.letter.replacingOccurrences(of: "friend", with: "{{nonsense}}"))
        let refused = try folder.run("preview", "letter.md", "--json")
        #expect(refused.code == 77)
        #expect(try !refused.fields().contains("error"))
        try folder.write("letter.md", WorkingFolder.letter)
        #expect(try !folder.send().fields().contains("error"))
    }

    @Test func aSendThatMeetsAnotherOneSaysHowItStands() throws {
        let turnstile = Turnstile(isShut: true)
        let relay = try ScriptedRelay {
            turnstile.pass($0)
            return .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.meet("ada", "bob")
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        while turnstile.waiting == 0, !going.hasEnded { usleep(2_000) }
        let second = try folder.send()
        #expect(second.code == 75)
        let document = try second.document(SendDocument.self)
        #expect(document.isBalanced && document.admitted == 2 && document.left == 2)
        let fault: Fault = try second.document()
        #expect(fault.error.code == 75 && fault.error.message?.contains("another run is sending") == true)
        // Of a mailing that has not begun there is nothing else to say.
        try folder.write("other.md", WorkingFolder.letter.replacingOccurrences(of: "l1", with: "l2"))
        let other = try folder.send(letter: "other.md")
        #expect(other.code == 75)
        #expect(try other.fields() == ["error"], "\(other.out)")
        turnstile.open()
        #expect(try going.end().code == 0)
    }
}
