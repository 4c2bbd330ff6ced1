import Courier
package import Foundation
import Vocabulary

/// Another relay for a folder that has a configuration: its member `relay` is written anew, and nothing else in the file, not
/// even a blank, is touched.
package struct RelayChange {
    /// As it was before.
    package let configuration: Configuration
    private let path: String
    private let environment: [String: String]

    /// Throws a `Failure` where the configuration is missing or wrong; it is then left as it is.
    package init(_ path: String, environment: [String: String]) throws {
        self.path = path
        // The relay that the environment puts in its place is none that can be changed here.
        self.environment = environment.filter { !RelayChange.overriding.contains($0.key) }
        configuration = try Configuration.load(path, environment: self.environment)
    }

    /// Variables that win over the configuration.
    package static let overriding = ["PORTILLON_RELAY_URL", "PORTILLON_RELAY_USERNAME"]

    /// The provider that it is with, `own` for a server that is none's.
    package var provider: Provider {
        let address = configuration.relay.address
        return address.isMaildir ? .none : Provider.running(address) ?? .own
    }

    /// The relay's address as the configuration has it; nil where a provider says it.
    package var url: String? { provider.url == nil ? (try? read().1)?["relay"]?["url"]?.text : nil }

    /// Tries what was said, before it is kept. Throws a `Failure` where there is nothing to try it with.
    package func attempt(_ draft: RelayDraft) throws -> RelayTrial {
        try draft.trial(keeping: try read().1["relay"], in: configuration.folder, environment: environment)
    }

    /// Where the configuration lies.
    package var folder: URL { configuration.folder }

    /// Keeps it, and what is said of the inbox with it: a password that was typed in a file of its own (0600) first, so that the configuration never names one that
    /// is not there. Throws a `Failure`; the configuration is then as it was.
    package func keep(_ draft: RelayDraft, _ inbox: InboxDraft? = nil) throws {
        // Whatever an editor wrote since the first question stays.
        let (bytes, json) = try read()
        var changed = JSONText.setting("relay", to: draft.json(keeping: json["relay"]), in: bytes)
        if let inbox { changed = changed.flatMap { JSONText.setting("inbox", to: inbox.json, in: $0) } }
        guard let text = changed else {
            throw Failure(.internalFault, Phrase(fr: "configuration illisible", en: "unreadable configuration"))
        }
        // It is what a later command will read, or it is not written.
        try RelayChange.check(text, path: path, folder: configuration.folder)
        do {
            if let typed = draft.typed, case .file(let file) = draft.secret {
                let place = URL(fileURLWithPath: file, relativeTo: configuration.folder).path
                try PrivateFile.replace(place, Array((typed.text + "\n").utf8))
            }
            try PrivateFile.replace(URL(fileURLWithPath: path).resolvingSymlinksInPath().path, text)
        } catch let fault as PrivateFile.Fault {
            let why = Phrase(saying: fault)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "`\(path)` ne peut être écrit : \(why.fr) ; rien n’a changé",
                    en: "`\(path)` cannot be written: \(why.en); nothing has changed"))
        }
    }

    private func read() throws -> ([UInt8], JSONValue) {
        guard let data = FileManager.default.contents(atPath: FileNames.found(path)),
            let json = try? JSONValue(parsing: Array(data))
        else {
            // Wrong since it was loaded: said as any command says it.
            _ = try Configuration.load(path, environment: environment)
            throw Failure(
                .configuration,
                Phrase(
                    fr: "`\(path)` n’est pas en UTF-8 ; enregistrez-le ainsi",
                    en: "`\(path)` is not UTF-8; "
                        + "save it so"))
        }
        return (Array(data), json)
    }

    private static func check(_ text: [UInt8], path: String, folder: URL) throws {
        let json: JSONValue
        do throws(JSONFault) { json = try JSONValue(parsing: text) } catch {
            throw Failure(.internalFault, error.problem)
        }
        do {
            _ = try Configuration(json, path: path, folder: folder, environment: [:])
        } catch let failure as Failure {
            throw Failure(.usage, failure.message)
        }
    }
}
