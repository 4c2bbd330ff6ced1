import Foundation
import TestSupport
import Testing
import Vocabulary
import Workspace

@Suite struct FolderLayoutTests {
    private func lay(_ folder: TemporaryFolder) throws -> (made: [String], there: [String], lacksKey: Bool) {
        var (made, there, lacksKey): ([String], [String], Bool) = ([], [], false)
        try FolderLayout(folder.url, draft: nil, language: .french).lay { piece in
            switch piece {
            case .made(let path): made.append(URL(fileURLWithPath: path).lastPathComponent)
            case .wasThere(let path): there.append(URL(fileURLWithPath: path).lastPathComponent)
            case .keyIsMissing: lacksKey = true
            }
        }
        return (made, there, lacksKey)
    }

    @Test func whatIsThereStaysAsItIs() throws {
        let folder = try TemporaryFolder()
        let first = try lay(folder)
        #expect(first.there.isEmpty && first.made.prefix(2) == ["config.json", "portillon.key"])
        #expect(try folder.mode("config.json") == 0o600 && folder.mode("portillon.key") == 0o600)
        let key = try folder.bytes("portillon.key")
        try folder.write("mine", to: "letter.md")
        let second = try lay(folder)
        #expect(second.made.isEmpty && second.there == first.made)
        #expect(try folder.bytes("portillon.key") == key)
        #expect(try folder.bytes("letter.md") == Data("mine".utf8))
    }

    /// A new key would not be the one that the ledger was made with.
    @Test func noNewKeyBesideALedger() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "portillon.sqlite")
        let laid = try lay(folder)
        #expect(laid.lacksKey && !laid.made.contains("portillon.key"))
    }

    @Test func aDraftThatWouldNotDoWritesNothing() throws {
        let folder = try TemporaryFolder()
        var draft = ConfigurationDraft(
            language: .english, name: "Zoe", address: try AddrSpec(parsing: "zoe@example.org"))
        draft.relay.provider = try #require(Provider.find("own"))
        draft.relay.url = "ftp://example.org"
        let failure = #expect(throws: Failure.self) {
            try FolderLayout(folder.url, draft: draft, language: .english)
        }
        #expect(failure?.kind == .usage)
        #expect(try folder.names(in: "").isEmpty)
    }
}
