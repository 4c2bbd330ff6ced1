package import Foundation
import Vocabulary
import Wire

/// What the sender says of the inbox, and the member `inbox` that it makes.
package struct InboxDraft: Sendable {
    let url: String
    let username: String
    let usesToken: Bool
    let secret: SecretPlace
    /// The password, where it was typed for the relay and is not kept yet.
    let typed: Secret?
    let trustedResults: String?

    /// Tries it before it is in a configuration of `folder`; see ``InboxTrial``.
    package func trial(in folder: URL, environment: [String: String]) throws -> InboxTrial {
        let root = try ConfigurationReader(.object([.init("inbox", json)]), path: "", known: ["inbox"])
        guard let inbox = try InboxConfiguration(root, folder: folder) else {
            throw Failure(.internalFault, Phrase(fr: "boîte sans réglage", en: "an inbox without settings"))
        }
        return try InboxTrial(inbox, typed: typed, environment)
    }

    /// The member `inbox`.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("url", .string(url)), .init("username", .string(username)),
            .init(usesToken ? "oauth2Token" : "password", secret.json),
            .init("folders", .array([.string("INBOX"), .string(#"\Junk"#)])),
        ]
        if let trustedResults { members.append(.init("trustedResults", .string(trustedResults))) }
        return .object(members)
    }
}

/// Whether the account that letters leave by is also read for what comes back: one Enter says so.
package struct InboxQuestions: Questions {
    private let relay: RelayDraft
    private let username: String
    private var isWanted: Bool?
    private var url: String?

    /// Nil where there is nothing to offer: no relay, no login, a relay on this machine, which keeps no mail that is known of.
    package init?(after relay: RelayDraft) {
        guard let username = relay.username, !relay.isMaildir, !relay.isForLater, !relay.isOnThisMachine else {
            return nil
        }
        self.relay = relay
        self.username = username
        url = relay.provider.inbox?.url
    }

    package var next: Question? {
        guard isWanted != false else { return nil }
        guard isWanted == true else {
            var before = [
                Phrase(
                    fr:
                        "\nCe qui revient (retours, désinscriptions, réponses) arrive dans votre boîte : `portillon inbox` "
                        + "peut l’y lire, sans rien y changer.",
                    en:
                        "\nWhat comes back (bounces, unsubscriptions, answers) lands in your mailbox: `portillon inbox` can "
                        + "read it there, and changes nothing in it.")
            ]
            if let needs = relay.provider.inbox?.needs {
                before.append(Phrase(fr: "  \(needs.fr).", en: "  \(needs.en)."))
            }
            return Question(
                before: before,
                text: Phrase(
                    fr: "La lire avec le même compte, \(username) ? (o/n)",
                    en: "Read it with the same account, \(username)? (y/n)"),
                otherwise: "o")
        }
        guard url == nil else { return nil }
        return Question(
            text: Phrase(
                fr: "Le serveur IMAP (imap.example.org, imap.example.org:143)",
                en: "The IMAP server (imap.example.org, imap.example.org:143)"),
            otherwise: guess)
    }

    /// The server for reading that goes with one for sending, as most are called.
    private var guess: String {
        guard let host = relay.host else { return "" }
        return host.hasPrefix("smtp.") ? "imap." + host.dropFirst(5) : host
    }

    package mutating func take(_ answer: String) throws(UnusableAnswer) {
        guard isWanted != nil else {
            isWanted = try UnusableAnswer.isYes(answer)
            return
        }
        let isPlain = !answer.contains("://")
        let text = isPlain ? (answer.hasSuffix(":143") ? "imap://" : "imaps://") + answer : answer
        do throws(ServerURLFault) {
            _ = try ServerURL(parsing: text, schemes: InboxConfiguration.schemes)
        } catch {
            throw UnusableAnswer(InboxConfiguration.phrase(error))
        }
        url = text
    }

    /// What was said; nil where it is not to be read.
    package var draft: InboxDraft? {
        guard isWanted == true, let url else { return nil }
        return InboxDraft(
            url: url, username: username, usesToken: relay.provider.login == .token, secret: relay.secret,
            typed: relay.typed, trustedResults: relay.provider.inbox?.trustedResults)
    }
}
