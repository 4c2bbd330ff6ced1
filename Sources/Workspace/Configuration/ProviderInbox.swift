package import Vocabulary
import Wire

/// Where a provider keeps the mail that comes back, and what it wants for it.
package struct ProviderInbox: Sendable {
    /// `inbox.url`.
    package let url: String
    /// What begins the `Authentication-Results` that it writes (RFC 8601 §2.5); nil where that is not known for sure.
    let trustedResults: String?
    /// What has to be done at the provider's before it lets anybody read; nil for nothing that the relay does not want too.
    package let needs: Phrase?
}

extension Provider {
    /// Nil where the server has to be said. A password of the relay's opens the mailbox too with each of these.
    package var inbox: ProviderInbox? {
        switch id {
        // IMAP is always on, and takes app passwords: Gmail Help, "Add Gmail to another email client"
        // (support.google.com/mail/answer/7126229). The authserv-id is what Gmail writes into every mail.
        case "gmail", "google-workspace":
            ProviderInbox(url: "imaps://imap.gmail.com:993", trustedResults: "mx.google.com", needs: nil)
        // Passwords are no longer taken for IMAP: Microsoft Learn, "Deprecation of Basic authentication in Exchange Online".
        case "microsoft-365":
            ProviderInbox(
                url: "imaps://outlook.office365.com:993", trustedResults: nil,
                needs: Phrase(
                    fr:
                        "le jeton doit avoir aussi la permission IMAP.AccessAsUser.All : Microsoft ne prend plus de mot "
                        + "de passe pour lire",
                    en: "the token needs the permission IMAP.AccessAsUser.All as well: Microsoft takes no password for "
                        + "reading any more"))
        case "ovh": ProviderInbox(url: "imaps://ssl0.ovh.net:993", trustedResults: nil, needs: nil)
        case "gandi": ProviderInbox(url: "imaps://mail.gandi.net:993", trustedResults: nil, needs: nil)
        // Infomaniak's knowledge base, FAQ 468 (read on 29 November 2026).
        case "infomaniak": ProviderInbox(url: "imaps://mail.infomaniak.com:993", trustedResults: nil, needs: nil)
        case "fastmail":
            ProviderInbox(
                url: "imaps://imap.fastmail.com:993", trustedResults: nil,
                needs: Phrase(
                    fr: "le mot de passe d’application doit avoir aussi l’accès IMAP",
                    en: "the app password needs access to IMAP as well"))
        case "orange", "free", "sfr":
            ProviderInbox(url: "imaps://imap.\(id).fr:993", trustedResults: nil, needs: nil)
        case "laposte": ProviderInbox(url: "imaps://imap.laposte.net:993", trustedResults: nil, needs: nil)
        default: nil
        }
    }

    /// The provider that keeps the mail at a host; nil for any other. Of two that share one, the first.
    static func keeping(_ host: String) -> Provider? {
        all.first { provider in
            guard let url = provider.inbox?.url else { return false }
            return (try? ServerURL(parsing: url, schemes: InboxConfiguration.schemes))?.host == host
        }
    }
}
