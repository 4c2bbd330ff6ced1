package import Postbox
package import Vocabulary
package import Wire

/// The account of `inbox`, opened as the configuration says.
package enum InboxAccess {
    /// Connects and logs in. Throws a `Failure` where no `inbox` is configured or its secret cannot be read, a `PostboxFault` where
    /// the server does not let it in. `trace`: whoever looks on. `isInterrupted`: true where nobody waits any longer; asked from
    /// the thread that reads.
    package static func open(
        _ configuration: Configuration, environment: [String: String], trace: Trace? = nil,
        isInterrupted: (@Sendable () -> Bool)? = nil
    ) throws -> IMAPAccount {
        guard let inbox = configuration.inbox else { throw missing }
        var settings = try inbox.settings(environment: environment)
        settings.trace = trace
        settings.isInterrupted = isInterrupted
        return try IMAPAccount(settings)
    }

    private static let missing = Failure(
        .configuration,
        Phrase(
            fr: "`inbox` n’est pas réglé ; `portillon relay` le propose pour la boîte de votre relais, et "
                + "Docs/configuration.fr.md décrit chaque clé ; ou nommez des fichiers `.eml`, mbox ou une Maildir",
            en: "`inbox` is not set; `portillon relay` offers it for your relay’s account, and Docs/configuration.md "
                + "describes every key; or name `.eml` or mbox files or a Maildir"))
}

extension PostboxFault {
    /// What kind of thing is wrong, as the doors tell it apart.
    package var failureKind: Failure.Kind {
        switch kind {
        case .insecure, .caFile, .folderMissing: .configuration
        case .unreachable, .turnedAway, .startTLSNotOffered, .startTLSRefused, .certificate, .tls, .dropped:
            .unreachable
        case .loginNotOffered, .loginRefused: .refused
        case .loginRefusedForNow, .refusedForNow, .farewell, .interrupted: .temporary
        case .protocolBroken: .protocolBroken
        case .notMail: .badInput
        case .missing, .unreadable: .noInput
        }
    }

    /// The same, with its words.
    package var failure: Failure { Failure(failureKind, phrase) }

    /// What to do about it at this very server: some providers take a password of another kind, made on a page of theirs.
    package func advice(at server: String) -> Phrase {
        guard kind == .loginRefused, let provider = Provider.keeping(server), let page = provider.passwordPage else {
            return advice
        }
        let (name, own) = (provider.name, advice)
        return Phrase(
            fr: "\(name.fr) ne prend pas le mot de passe du compte, mais un mot de passe d’application : créez-en un "
                + "(\(page.fr)) ; sinon, \(own.fr)",
            en: "\(name.en) does not take the account’s password, but an application password: make one (\(page.en)); "
                + "otherwise, \(own.en)")
    }
}
