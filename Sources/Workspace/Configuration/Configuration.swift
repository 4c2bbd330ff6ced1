import Courier
package import Foundation
package import Gate
import Ledger
package import Vocabulary

/// The settings of `config.json`, read strictly; paths are absolute.
package struct Configuration {
    /// The file itself.
    package var path: String
    var folder: URL
    package var sender: Sender
    /// Of messages, and of letters that name none.
    package var language: Language
    /// The path of the ledger, whether it is there or not.
    package var ledger: String
    /// The path of the fingerprint key.
    package var keyFile: String
    package var relay: RelayConfiguration
    /// Nil where no account is read.
    package var inbox: InboxConfiguration?
    /// By their names.
    package var purposes: [String: Purpose]
    package var policy: Policy
    /// For `tidy`.
    package var contactMaxAgeDays: Int
    /// Nil where the log is kept for good.
    package var logMaxAgeDays: Int?
    var unsubscribeMailto: AddrSpec?
    var unsubscribeURL: String?
    /// The sender's word that the key was copied to a safe place on that day.
    var keyBackedUpOn: When?

    /// The files that hold secrets of servers.
    package var secretFiles: [String] { relay.secretFiles + (inbox?.secretFiles ?? []) }

    /// True where a letter can carry a way out.
    package var hasWayOut: Bool { unsubscribeMailto != nil || unsubscribeURL != nil }

    /// Reads the file `named`. Throws a `Failure` that names file, key and remedy; `environment` is where secrets may be.
    package static func load(_ named: String, environment: [String: String]) throws -> Configuration {
        let path = FileNames.found(named)
        let url = URL(fileURLWithPath: path)
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: url))
        } catch {
            throw Failure(
                .noInput,
                Phrase(
                    fr: "la configuration `\(path)` manque ou est illisible ; `portillon init` en crée une, "
                        + "`--config` en nomme une autre",
                    en: "the configuration `\(path)` is missing or cannot be read; `portillon init` makes one, "
                        + "`--config` names another"))
        }
        do throws(TextFile.Fault) {
            _ = try TextFile.text(bytes)
        } catch {
            let place = error.line.map { "\(path):\($0)" } ?? path
            let problem = error.problem(Phrase(fr: "la configuration", en: "the configuration"))
            throw Failure(.configuration, Phrase(fr: "\(place) : \(problem.fr)", en: "\(place): \(problem.en)"))
        }
        let json: JSONValue
        do throws(JSONFault) {
            json = try JSONValue(parsing: TextFile.normalized(bytes))
        } catch {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "\(path):\(error.line):\(error.column) : \(error.problem.fr)",
                    en: "\(path):\(error.line):\(error.column): \(error.problem.en)"))
        }
        do {
            return try Configuration(
                json, path: url.path, folder: url.deletingLastPathComponent(), environment: environment)
        } catch let failure as Failure {
            throw Failure(
                failure.kind,
                Phrase(fr: "\(path) : \(failure.message.fr)", en: "\(path): \(failure.message.en)"))
        }
    }

    private static let keys = [
        "sender", "language", "ledger", "keyFile", "relay", "purposes", "policy", "inbox", "unsubscribe",
        "keyBackedUpOn",
    ]

    /// The settings of a document; relative paths are those below `folder`. Throws a `Failure` that names the key.
    package init(_ json: JSONValue, path: String, folder: URL, environment: [String: String]) throws {
        let root = try ConfigurationReader(json, path: "", known: Configuration.keys)
        self.path = path
        self.folder = folder
        language = try root.word("language", Language.self) ?? .french
        sender = try Configuration.sender(root)
        func resolve(_ path: String) -> String { FileNames.found(URL(fileURLWithPath: path, relativeTo: folder).path) }
        ledger = resolve(try root.path("ledger") ?? "portillon.sqlite")
        keyFile = resolve(try root.path("keyFile") ?? "portillon.key")
        relay = try RelayConfiguration(root, folder: folder, environment: environment)
        inbox = try InboxConfiguration(root, folder: folder)
        purposes = try Configuration.purposes(root)
        let policyReader = try root.object(
            "policy",
            known: [
                "evidenceMaxAgeDays", "linkedInExportMaxAgeDays", "officeAddresses", "formConfirmation",
                "contactMaxAgeDays", "logMaxAgeDays",
            ])
        let days = 1...36_500
        policy = Policy(
            evidenceMaxAgeDays: try policyReader?.wholeNumber("evidenceMaxAgeDays", days) ?? 1095,
            linkedInExportMaxAgeDays: try policyReader?.wholeNumber("linkedInExportMaxAgeDays", days) ?? 180,
            officeAddresses: try policyReader?.word("officeAddresses", Policy.OfficeAddresses.self) ?? .admit,
            formConfirmation: try policyReader?.word("formConfirmation", Policy.FormConfirmation.self) ?? .required)
        contactMaxAgeDays = try policyReader?.wholeNumber("contactMaxAgeDays", days) ?? 1095
        logMaxAgeDays = try policyReader?.wholeNumber("logMaxAgeDays", days)
        let unsubscribe = try root.object("unsubscribe", known: ["mailto", "url"])
        unsubscribeMailto = try unsubscribe?.address("mailto")
        unsubscribeURL = try unsubscribe.flatMap { try Configuration.unsubscribeURL($0) }
        keyBackedUpOn = try root.date("keyBackedUpOn")
    }

    private static func sender(_ root: ConfigurationReader) throws -> Sender {
        let known = [
            "name", "address", "formerAddresses", "testAddresses", "organization", "postalAddress", "replyTo",
            "linkedInAddressVisibleSince",
        ]
        let expected = Phrase(fr: "votre adresse, nom@domaine", en: "your address, name@domain")
        guard let reader = try root.object("sender", known: known) else {
            throw root.missing("sender.address", expected: expected)
        }
        guard let address = try reader.address("address") else { throw reader.missing("address", expected: expected) }
        return Sender(
            name: try reader.text("name")?.trimmingBlanks() ?? "", address: address,
            formerAddresses: try reader.addresses("formerAddresses"),
            testAddresses: try reader.addresses("testAddresses"),
            organization: try reader.text("organization") ?? "", postalAddress: try reader.text("postalAddress") ?? "",
            replyTo: try reader.address("replyTo"),
            linkedInAddressVisibleSince: try reader.date("linkedInAddressVisibleSince"))
    }

    private static func purposes(_ root: ConfigurationReader) throws -> [String: Purpose] {
        guard let value = root.value("purposes") else { return [:] }
        guard case .object(let members) = value else {
            throw root.fault("purposes", expected: Phrase(fr: "un objet `{…}`", en: "an object `{…}`"))
        }
        var purposes: [String: Purpose] = [:]
        for member in members where !member.name.hasPrefix("//") {
            guard !member.name.isBlank else {
                throw Failure(
                    .configuration,
                    Phrase(fr: "`purposes` : un nom de finalité est vide", en: "`purposes`: a purpose's name is blank"))
            }
            let reader = try ConfigurationReader(
                member.value, path: "purposes.\(member.name)", known: ["context", "description", "legalBasis"])
            guard let context = try reader.word("context", Purpose.Context.self) else {
                throw reader.missing("context", expected: Phrase(fr: "`professional`", en: "`professional`"))
            }
            let texts = try reader.object("description", known: Language.allCases.map(\.rawValue))
            var description: [Language: String] = [:]
            for language in Language.allCases { description[language] = try texts?.text(language.rawValue) }
            purposes[member.name] = Purpose(
                name: member.name, context: context, description: description,
                legalBasis: try reader.text("legalBasis")?.withoutControls.trimmingBlanks() ?? "")
        }
        return purposes
    }

    private static func unsubscribeURL(_ reader: ConfigurationReader) throws -> String? {
        guard let text = try reader.text("url")?.trimmingBlanks(), !text.isEmpty else { return nil }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"\\^`|".utf8.contains($0) }
        let rest = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }.map { text.dropFirst($0.count) }
        guard isPlain, let rest, let first = rest.first, first != "/", text.utf8.count <= 900 else {
            throw reader.fault(
                "url",
                expected: Phrase(
                    fr: "une adresse `https://…`, avec `{token}` là où va le jeton",
                    en: "a web address `https://…`, with `{token}` where the token goes"))
        }
        return text
    }
}

extension Configuration {
    /// How long what is kept.
    package var retention: Retention {
        Retention(
            evidenceMaxAgeDays: policy.evidenceMaxAgeDays, linkedInExportMaxAgeDays: policy.linkedInExportMaxAgeDays,
            contactMaxAgeDays: contactMaxAgeDays, logMaxAgeDays: logMaxAgeDays)
    }
}

extension ConfigurationReader {
    /// A path that is not blank.
    func path(_ key: String) throws -> String? {
        guard let text = try text(key) else { return nil }
        guard !text.isBlank else { throw fault(key, expected: Phrase(fr: "un chemin", en: "a path")) }
        return text
    }
}
