import Foundation
import Intake
import Ledger
import Synchronization
import TestSupport
import Vocabulary
import Workspace

/// A working folder with a configuration and a letter, as a door without a terminal has it.
struct Folder {
    let files: TemporaryFolder
    private let heard = Notices()

    static let letter = """
        Letter: l1
        Purpose: newsletter
        Subject: Hello

        Hello {{first_name|friend}},

        [Unsubscribe]({{unsubscribe}})

        """

    init(relay: String = #"{"url": "maildir:outbox"}"#, sender: String = "Zoe Sender") throws {
        files = try TemporaryFolder()
        try files.write(
            """
            {"sender": {"name": "\(sender)", "address": "zoe@example.org", "postalAddress": "1 rue des Essais, Paris"},
             "language": "en", "relay": \(relay), "purposes": {"newsletter": {"context": "professional"}},
             "unsubscribe": {"mailto": "unsubscribe@example.org"}}
            """, to: "config.json")
        try files.write(Folder.letter, to: "letter.md")
    }

    /// What went otherwise than asked.
    var notices: [String] { heard.all.withLock { $0 } }

    var workspace: Workspace {
        get throws {
            let heard = heard
            return Workspace(
                try Configuration.load(files.file("config.json"), environment: [:]), environment: [:],
                language: .english
            ) { phrase in heard.all.withLock { $0.append(phrase.en) } }
        }
    }

    /// Cards of an exchange on record, one per local part at example.org.
    @discardableResult
    func meet(_ people: String...) throws -> ImportReport {
        let day = Workspace.today().iso
        let rows = people.map { "\($0)@example.org,\($0.capitalized),\(day),Expo\n" }.joined()
        return try take(try files.write("email,first_name,met_on,met_at\n" + rows, to: "met.csv"))
    }

    private func take(_ path: String) throws -> ImportReport {
        let file = try InputFile(path)
        let table = try TableFile(opening: file.source, as: .cards)
        var importer = FileImporter(try workspace, file: file, columns: table.columns)
        try importer.run(.cardTable, sha256: table.sha256, namedChanges: 0) { session, rejected in
            try table.forEachRecord(rejected: rejected) { try session.add($0) }
        }
        return importer.report
    }

    func prepared() throws -> PreparedMailing {
        try PreparedMailing(try workspace, letter: files.file("letter.md"), readOnly: false)
    }

    func session(_ change: (inout SendSession.Request) -> Void = { _ in }) throws -> SendSession {
        var request = SendSession.Request()
        request.isConfirmed = true
        change(&request)
        return try SendSession(try prepared(), request, trace: nil)
    }

    /// Every step of a send to whoever is admitted.
    func send(_ change: (inout SendSession.Request) -> Void = { _ in }) throws -> SendSession.Outcome {
        let session = try session(change)
        defer { session.close() }
        _ = try session.survey { _ in }
        return try session.run(hasAgreed: true, mustStop: { false }, progress: { _ in })
    }

    var outbox: [String] { (try? files.names(in: "outbox/new")) ?? [] }
}

private final class Notices: Sendable {
    let all = Mutex<[String]>([])
}
