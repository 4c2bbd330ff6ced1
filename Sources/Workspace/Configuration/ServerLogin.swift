import Foundation
import Vocabulary

/// How to log in at a server, as an object of the configuration says it. Secrets are not read before they are needed.
struct ServerLogin {
    /// Nil for no login.
    var username: String?
    var password: SecretSource?
    var oauth2Token: SecretSource?
    var caFile: String?
    /// The object's name: `relay`.
    private let object: String

    /// Where its secrets are.
    var secrets: [SecretPlace] { [password, oauth2Token].compactMap(\.?.place) }

    /// The files that hold secrets.
    var secretFiles: [String] { [password, oauth2Token].compactMap(\.?.path) }

    /// `reader` is nil where the configuration has no such object; `overriding` is a user name that wins over it.
    init(_ reader: ConfigurationReader?, _ object: String, folder: URL, overriding: String? = nil) throws {
        self.object = object
        username = try overriding ?? reader?.text("username").flatMap { $0.isBlank ? nil : $0 }
        password = try reader.flatMap { try SecretSource($0, key: "password", folder: folder) }
        oauth2Token = try reader.flatMap { try SecretSource($0, key: "oauth2Token", folder: folder) }
        caFile = try reader?.path("caFile").map { FileNames.found(URL(fileURLWithPath: $0, relativeTo: folder).path) }
    }

    /// Throws where there is a user name and nothing that proves it; `example` is a variable that may hold a password.
    func checkSecret(example: String) throws {
        guard username != nil, password == nil, oauth2Token == nil else { return }
        throw Failure(
            .configuration,
            Phrase(
                fr: "`\(object).username` sans `\(object).password` ni `\(object).oauth2Token` ; attendu par exemple "
                    + "`\"password\": {\"environment\": \"\(example)\"}`",
                en:
                    "`\(object).username` without `\(object).password` or `\(object).oauth2Token`; expected for example "
                    + "`\"password\": {\"environment\": \"\(example)\"}`"))
    }

    /// Throws where the file of certificates cannot be read.
    func checkAuthority() throws {
        guard let caFile, !FileManager.default.isReadableFile(atPath: caFile) else { return }
        throw Failure(
            .configuration,
            Phrase(
                fr: "`\(object).caFile` : `\(caFile)` manque ou est illisible ; attendu : un fichier PEM",
                en: "`\(object).caFile`: `\(caFile)` is missing or cannot be read; expected a PEM file"))
    }

    /// The secret, read now; nil for no login. `typed`: one that is not kept yet.
    func credential(environment: [String: String], typed: Secret? = nil) throws -> Credential? {
        guard username != nil else { return nil }
        if let oauth2Token { return .oauth2Token(try typed ?? oauth2Token.read(environment: environment)) }
        if let password { return .password(try typed ?? password.read(environment: environment)) }
        return nil
    }
}

extension ConfigurationReader {
    /// How a connection to a server is protected: `security`, or what its address implies.
    static func security(
        _ reader: ConfigurationReader?, _ object: String, scheme: String, isImplicitTLS: Bool, isLoopback: Bool
    ) throws -> ConnectionSecurity {
        let chosen = try reader?.word("security", ConnectionSecurity.self)
        let security = chosen ?? (isImplicitTLS ? .tls : .startTLS)
        if isImplicitTLS, security != .tls {
            throw Failure(
                .configuration,
                Phrase(
                    fr:
                        "`\(object).security` : trouvé `\(security.rawValue)` avec une adresse `\(scheme)://`, attendu `tls`",
                    en:
                        "`\(object).security`: found `\(security.rawValue)` with an `\(scheme)://` address, expected `tls`"
                ))
        }
        if security == .none, !isLoopback {
            throw Failure(
                .configuration,
                Phrase(
                    fr:
                        "`\(object).security` : trouvé `none`, permis seulement vers cette machine ; attendu `starttls` "
                        + "ou `tls`",
                    en: "`\(object).security`: found `none`, allowed to this machine only; expected `starttls` or `tls`"
                ))
        }
        return security
    }
}
