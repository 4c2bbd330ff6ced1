import Foundation
package import Postbox
package import Vocabulary
import Wire

/// The settings under `inbox`: the account that what comes back lands in. Secrets are not read before they are needed.
package struct InboxConfiguration {
    let server: ServerURL
    let security: ConnectionSecurity
    private let login: ServerLogin
    package let username: String
    /// By name, or by the use that they serve (RFC 6154).
    package let folders: [String]
    /// The authserv-id of the sender's own provider (RFC 8601 §2.5); nil where no mail counts as authentic.
    package let trustedResults: String?

    /// Where its secrets are.
    var secrets: [SecretPlace] { login.secrets }

    /// The files that hold secrets.
    var secretFiles: [String] { login.secretFiles }
    /// The server's host and port.
    package var name: String { server.description }
    var caFile: String? { login.caFile }

    private static let keys = [
        "url", "security", "username", "password", "oauth2Token", "caFile", "folders", "trustedResults",
    ]

    /// Nil where the configuration has no inbox.
    init?(_ root: ConfigurationReader, folder: URL) throws {
        guard let reader = try root.object("inbox", known: InboxConfiguration.keys) else { return nil }
        server = try InboxConfiguration.server(reader)
        security = try ConfigurationReader.security(
            reader, "inbox", scheme: "imaps", isImplicitTLS: server.scheme == "imaps",
            isLoopback: Loopback.contains(server.host))
        login = try ServerLogin(reader, "inbox", folder: folder)
        guard let username = login.username else {
            throw reader.missing(
                "username", expected: Phrase(fr: "l’identifiant de la boîte", en: "the mailbox’s user name"))
        }
        self.username = username
        try login.checkSecret(example: "PORTILLON_IMAP_PASSWORD")
        folders = try InboxConfiguration.folders(reader)
        trustedResults = try InboxConfiguration.trustedResults(reader)
    }

    private static func server(_ reader: ConfigurationReader) throws -> ServerURL {
        let forms = Phrase(
            fr: "`imaps://hôte:port` ou `imap://hôte:port`", en: "`imaps://host:port` or `imap://host:port`")
        guard let text = try reader.text("url") else { throw reader.missing("url", expected: forms) }
        do throws(ServerURLFault) {
            return try ServerURL(parsing: text, schemes: InboxConfiguration.schemes)
        } catch {
            let problem = InboxConfiguration.phrase(error)
            throw Failure(.configuration, Phrase(fr: "`inbox.url` : \(problem.fr)", en: "`inbox.url`: \(problem.en)"))
        }
    }

    static let schemes = ["imaps": 993, "imap": 143]

    static func phrase(_ fault: ServerURLFault) -> Phrase {
        fault.phrase(
            .init(
                forms: "`imaps://host:port`, `imap://host:port`", object: "inbox", literal: "imaps://[::1]:993",
                purpose: Phrase(fr: "comment lire les messages", en: "how to read messages")))
    }

    private static func folders(_ reader: ConfigurationReader) throws -> [String] {
        guard let value = reader.value("folders") else { return ["INBOX", #"\Junk"#] }
        let expected = Phrase(
            fr: #"une liste de 1 à 50 dossiers, comme `["INBOX", "\\Junk"]`"#,
            en: #"a list of 1 to 50 folders, like `["INBOX", "\\Junk"]`"#)
        guard case .array(let values) = value, 1...50 ~= values.count else {
            throw reader.fault("folders", expected: expected)
        }
        return try values.enumerated().map { index, value in
            let isName = value.text.map { name in
                !name.isBlank && name.utf8.count <= 500
                    && !name.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
            }
            guard isName == true, let name = value.text else {
                throw ConfigurationReader.fault(
                    "\(reader.name("folders"))[\(index)]", found: value,
                    expected: Phrase(fr: "le nom d’un dossier", en: "a folder’s name"))
            }
            return name
        }
    }

    private static func trustedResults(_ reader: ConfigurationReader) throws -> String? {
        guard let text = try reader.text("trustedResults")?.trimmingBlanks(), !text.isEmpty else { return nil }
        let isOne =
            text.utf8.count <= 255 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\";()".utf8.contains($0) }
        guard isOne else {
            throw reader.fault(
                "trustedResults",
                expected: Phrase(
                    fr:
                        "le nom qui ouvre l’en-tête `Authentication-Results` de votre hébergeur, comme `mx.example.org`",
                    en: "the name that begins your provider’s `Authentication-Results` header, like `mx.example.org`"))
        }
        return text
    }

    /// What a connection needs, secrets included: read now, not before. `typed`: a secret that is not kept yet.
    package func settings(environment: [String: String], typed: Secret? = nil) throws -> MailboxSettings {
        try login.checkAuthority()
        guard let credential = try login.credential(environment: environment, typed: typed) else {
            throw Failure(.internalFault, Phrase(fr: "boîte sans secret", en: "an inbox without a secret"))
        }
        return MailboxSettings(
            host: server.host, port: server.port, security: security, username: username, credential: credential,
            caFile: login.caFile, folders: folders)
    }
}
