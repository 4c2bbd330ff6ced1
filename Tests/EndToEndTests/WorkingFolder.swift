import Foundation
import Testing

/// What a test's configuration says; each text is JSON, so that a wrong one can be written too.
struct Settings: Sendable {
    var name = #""Zoe Sender""#
    var formerAddresses = #"["zoe@example.net"]"#
    var postalAddress = #""1 rue des Essais, Paris""#
    var visibleSince = #""2019-05-01""#
    var language = #""en""#
    var ledger = #""portillon.sqlite""#
    var relay = #"{"url": "maildir:outbox"}"#
    var purposes = #"{"newsletter": {"context": "professional"}, "events": {"context": "professional"}}"#
    var policy = "{}"
    var unsubscribe = #"{"mailto": "unsubscribe@example.org"}"#
    var inbox = "null"

    var json: String {
        """
        {
          "sender": {
            "name": \(name), "address": "zoe@example.org", "formerAddresses": \(formerAddresses),
            "postalAddress": \(postalAddress), "linkedInAddressVisibleSince": \(visibleSince)
          },
          "language": \(language), "ledger": \(ledger), "relay": \(relay), "purposes": \(purposes),
          "policy": \(policy), "unsubscribe": \(unsubscribe), "inbox": \(inbox)
        }
        """
    }

    /// The usual settings with some changed.
    static func with(_ change: (inout Settings) -> Void) -> Settings {
        var settings = Settings()
        change(&settings)
        return settings
    }
}

/// A working folder of one test: a configuration, a letter, whatever the test writes; removed afterwards.
final class WorkingFolder: Sendable {
    let url: URL

    static let letter = """
        Letter: l1
        Purpose: newsletter
        Subject: Hello

        Hello friend,

        [Unsubscribe]({{unsubscribe}})

        """

    init(_ settings: Settings = Settings()) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("portillon-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try write("config.json", settings.json)
        try write("letter.md", Self.letter)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws { try write(name, bytes: Data(text.utf8)) }

    func write(_ name: String, bytes: Data) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appendingPathComponent(name)) }
    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    /// The names in a folder below, sorted; empty where it is missing.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
    }

    /// The permissions of a file, as `0o600`.
    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    /// The messages in the Maildir `outbox`.
    func outbox(_ folder: String = "outbox") throws -> [Data] {
        try names(in: folder + "/new").map { try bytes(folder + "/new/" + $0) }
    }

    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Command.Run {
        try run(arguments, environment: environment)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Command.Run {
        try Command.start(arguments, in: url, environment: environment).end()
    }

    func start(_ arguments: String...) throws -> Command.Going { try Command.start(arguments, in: url) }

    /// Runs what a test takes for granted: it must end with 0.
    @discardableResult
    func prepare(_ arguments: String..., at place: SourceLocation = #_sourceLocation) throws -> Command.Run {
        let run = try run(arguments)
        try #require(run.code == 0, "\(arguments): \(run.err)", sourceLocation: place)
        return run
    }

    /// Cards of an attested exchange, one per local part at example.org, imported.
    func meet(_ people: String..., at place: SourceLocation = #_sourceLocation) throws {
        try meet(people, at: place)
    }

    func meet(_ people: [String], at place: SourceLocation = #_sourceLocation) throws {
        let rows = people.map { "\($0)@example.org,\($0.capitalized),Lovelace,\(day(-100)),Expo\n" }
        try write("met.csv", "email,first_name,last_name,met_on,met_at\n" + rows.joined())
        let run = try run("import", "csv", "met.csv", "--as", "cards")
        try #require(run.code == 0, "\(run.err)", sourceLocation: place)
    }

    func preview(_ letter: String = "letter.md", code: Int32? = 0) throws -> PreviewDocument {
        let run = try run("preview", letter, "--json")
        if let code { #expect(run.code == code, "\(run.err)") }
        return try run.document()
    }

    func send(_ more: String..., letter: String = "letter.md") throws -> Command.Run {
        try run(["send", letter, "--yes", "--json"] + more)
    }

    func status(_ letter: String = "l1") throws -> StatusDocument {
        try run("status", letter, "--json").document()
    }
}

/// The day so many days from today in the machine's zone, as `2026-11-23`.
func day(_ offset: Int) -> String {
    let calendar = Calendar(identifier: .gregorian)
    let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date().addingTimeInterval(Double(offset) * 86_400))
    let month = String(parts.month ?? 0)
    let day = String(parts.day ?? 0)
    return "\(parts.year ?? 0)-\(month.count < 2 ? "0" : "")\(month)-\(day.count < 2 ? "0" : "")\(day)"
}

/// A command line and the code that it must end with.
struct Call: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: [String], _ code: Int32) { (self.arguments, self.code) = (arguments, code) }
}
