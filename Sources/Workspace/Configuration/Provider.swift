package import Courier
package import Vocabulary

/// A mail provider as a relay: where it takes messages, how many it takes, and what it wants for a login.
///
/// The quotas are those that the providers publish, or less; each names its source and when it was read. They keep something
/// back for the sender's own mail of the day. Each has a second, shorter window, so that a mailing neither leaves in one burst
/// nor is spread over the whole day: where the provider publishes none, it is a measure of ours. Whoever has a larger plan
/// raises `relay.rate`.
package struct Provider: Sendable {
    /// What the login takes instead of the account's own password.
    package enum Login: Sendable {
        case password
        /// A password made for one program.
        case applicationPassword
        /// An access token (RFC 7628, XOAUTH2).
        case token
    }

    /// As `--provider` takes it.
    package let id: String
    package let name: Phrase
    /// The domains of addresses that nobody else serves.
    let domains: [String]
    /// `relay.url`; nil where the sender has to say it.
    package let url: String?
    let rate: Pacer.Rate?
    let connections: Int
    /// Nil where none is asked for.
    package let login: Login?
    /// What has to be done at the provider's before it lets the sender in, and what it allows; nil for nothing.
    package let needs: Phrase?
    /// Where a password for one program is made; nil where there is no such page, or no need of one.
    var passwordPage: Phrase?

    private static let day = 86_400

    /// So many in one stretch, and so many a minute: a pace that one person might write at, and no burst.
    private static func windows(_ messages: Int, per seconds: Int, perMinute: Int = 20) -> Pacer.Rate? {
        Pacer.Rate([.init(messages: messages, perSeconds: seconds), .init(messages: perMinute, perSeconds: 60)])
    }

    /// In the order in which they are offered.
    package static let all: [Provider] = [
        none, gmail, workspace, microsoft, ovh, gandi, infomaniak, fastmail, orange, free, laposte, sfr, own,
    ]

    /// Nil where there is none of that name.
    package static func find(_ id: String) -> Provider? { all.first { $0.id == id.lowercased() } }

    /// The provider that surely serves an address; nil where its domain does not tell.
    package static func serving(_ address: AddrSpec) -> Provider? {
        let domain = address.normalForm.split(separator: "@").last.map(String.init) ?? ""
        return all.first { provider in
            provider.domains.contains { domain == $0 || domain.hasSuffix("." + $0) }
        }
    }

    /// The provider whose server a relay is; nil for any other. Of two that share one, the first.
    package static func running(_ relay: RelayAddress) -> Provider? {
        guard case .smtp(let host, _, _) = relay else { return nil }
        return all.first { provider in
            guard let url = provider.url, case .smtp(let own, _, _)? = try? RelayAddress(parsing: url) else {
                return false
            }
            return own == host
        }
    }

    /// Letters are written into a folder until a relay is named.
    package static let none = Provider(
        id: "none", name: Phrase(fr: "aucun pour l’instant", en: "none yet"), domains: [], url: "maildir:outbox",
        rate: nil, connections: 4, login: nil,
        needs: Phrase(
            fr: "les lettres s’écrivent dans le dossier `outbox` (une Maildir), rien ne part",
            en: "letters are written into the folder `outbox` (a Maildir), nothing leaves"))

    private static let googlePage = Phrase(
        fr: "https://myaccount.google.com/apppasswords", en: "https://myaccount.google.com/apppasswords")

    // 500 messages in 24 hours: Gmail Help, "Limits for sending & getting mail" (support.google.com/mail/answer/22839;
    // not read again since it was first noted here). No figure by the minute is published: 20 is ours.
    static let gmail = Provider(
        id: "gmail", name: Phrase(fr: "Gmail", en: "Gmail"), domains: ["gmail.com", "googlemail.com"],
        url: "smtp://smtp.gmail.com:587", rate: windows(400, per: day), connections: 2,
        login: .applicationPassword,
        needs: Phrase(
            fr: "activez la validation en deux étapes du compte Google, puis créez un mot de passe d’application sur "
                + "https://myaccount.google.com/apppasswords ; Gmail accepte 500 messages par jour",
            en: "turn on 2-step verification of the Google account, then make an app password at "
                + "https://myaccount.google.com/apppasswords; Gmail takes 500 messages a day"),
        passwordPage: googlePage)

    // 2,000 messages a day and user: Google Workspace Admin Help, "Gmail sending limits" (support.google.com/a/answer/166852;
    // read on 29 November 2026). No figure by the minute is published: 20 is ours.
    static let workspace = Provider(
        id: "google-workspace", name: Phrase(fr: "Google Workspace", en: "Google Workspace"), domains: [],
        url: "smtp://smtp.gmail.com:587", rate: windows(1600, per: day), connections: 2,
        login: .applicationPassword,
        needs: Phrase(
            fr: "activez la validation en deux étapes, puis créez un mot de passe d’application sur "
                + "https://myaccount.google.com/apppasswords (si votre administrateur le permet) ; Google Workspace "
                + "accepte 2 000 messages par jour",
            en: "turn on 2-step verification, then make an app password at https://myaccount.google.com/apppasswords "
                + "(if your administrator allows it); Google Workspace takes 2,000 messages a day"),
        passwordPage: googlePage)

    // 10,000 recipients a day, 30 messages a minute, 3 connections at once: Microsoft Learn, "Message storage and
    // concurrent connection throttling for SMTP Authenticated Submission" (read on 28 November 2026). Something of both is kept
    // back.
    static let microsoft = Provider(
        id: "microsoft-365", name: Phrase(fr: "Microsoft 365", en: "Microsoft 365"), domains: ["onmicrosoft.com"],
        url: "smtp://smtp.office365.com:587", rate: windows(9000, per: day, perMinute: 25), connections: 2,
        login: .token,
        needs: Phrase(
            fr: "faites activer SMTP AUTH pour votre boîte par l’administrateur, et obtenez un jeton OAuth avec la "
                + "permission SMTP.Send : Microsoft abandonne les mots de passe ; là où ils sont encore permis, "
                + "remplacez `oauth2Token` par `password` ; Microsoft 365 accepte 30 messages par minute et 10 000 "
                + "destinataires par jour",
            en: "have SMTP AUTH turned on for your mailbox by the administrator, and get an OAuth token with the "
                + "permission SMTP.Send: Microsoft is giving up passwords; where they are still allowed, put "
                + "`password` in the place of `oauth2Token`; Microsoft 365 takes 30 messages a minute and 10,000 "
                + "recipients a day"))

    // OVHcloud's offers for mailboxes (MX Plan) name 200 messages an hour and account. Its public guides name no figure
    // today (looked for on 28 November 2026): three quarters of that one are taken. Ten a minute are ours.
    static let ovh = Provider(
        id: "ovh", name: Phrase(fr: "OVHcloud", en: "OVHcloud"), domains: [], url: "smtps://ssl0.ovh.net:465",
        rate: windows(150, per: 3600, perMinute: 10), connections: 2, login: .password,
        needs: Phrase(
            fr: "l’identifiant est l’adresse entière, le mot de passe celui de la boîte ; pour Email Pro ou Exchange, "
                + "mettez le serveur que l’espace client indique (par exemple pro1.mail.ovh.net, port 587)",
            en: "the user name is the whole address, the password that of the mailbox; for Email Pro or Exchange, put "
                + "the server that the control panel names (for example pro1.mail.ovh.net, port 587)"))

    // Gandi publishes no figure, and says that mailboxes are not made for mass mailings (docs.gandi.net, "What Are the
    // Limits of Gandi's Email Service?"; not read again since it was first noted here): a hundred an hour is what one
    // person could write at a stretch. Ten a minute are ours.
    static let gandi = Provider(
        id: "gandi", name: Phrase(fr: "Gandi", en: "Gandi"), domains: [], url: "smtps://mail.gandi.net:465",
        rate: windows(100, per: 3600, perMinute: 10), connections: 2, login: .password,
        needs: Phrase(
            fr: "l’identifiant est l’adresse entière, le mot de passe celui de la boîte ; Gandi ne publie pas de quota "
                + "et peut suspendre une boîte qui écrit en masse : 100 messages par heure sont une mesure prudente",
            en: "the user name is the whole address, the password that of the mailbox; Gandi publishes no quota and "
                + "may suspend a mailbox that writes in bulk: 100 messages an hour is a cautious measure"))

    // 500 or 1,440 messages in any 24 hours, after the plan: Infomaniak's knowledge base, FAQ 2065 (read on 28 November 2026).
    // No figure by the minute is published: 20 is ours.
    static let infomaniak = Provider(
        id: "infomaniak", name: Phrase(fr: "Infomaniak", en: "Infomaniak"), domains: ["ik.me", "ikmail.com"],
        url: "smtps://mail.infomaniak.com:465", rate: windows(400, per: day), connections: 2,
        login: .applicationPassword,
        needs: Phrase(
            fr: "créez un mot de passe d’appareil pour cette adresse dans le Manager ; Infomaniak accepte 500 messages "
                + "par 24 heures, et 1 440 dans les offres payantes : vous pouvez alors relever `relay.rate`",
            en: "make a device password for this address in the Manager; Infomaniak takes 500 messages in 24 hours, "
                + "and 1,440 in the paid plans: `relay.rate` can then be raised"),
        passwordPage: Phrase(fr: "https://manager.infomaniak.com", en: "https://manager.infomaniak.com"))

    // Fastmail limits sending by plan (its help, "Account limits"); the figure here lies below that of every paid plan
    // that we knew of when it was noted here. Twenty a minute are ours.
    static let fastmail = Provider(
        id: "fastmail", name: Phrase(fr: "Fastmail", en: "Fastmail"), domains: ["fastmail.com", "fastmail.fm"],
        url: "smtps://smtp.fastmail.com:465", rate: windows(1000, per: day), connections: 2,
        login: .applicationPassword,
        needs: Phrase(
            fr: "créez un mot de passe d’application avec l’accès SMTP (Settings → Privacy & Security) ; la limite "
                + "d’envoi dépend de l’offre, 1 000 messages par jour restent en dessous",
            en: "make an app password with access to SMTP (Settings → Privacy & Security); the sending limit depends "
                + "on the plan, and 1,000 messages a day stay below it"),
        passwordPage: Phrase(
            fr: "https://app.fastmail.com, Settings → Privacy & Security",
            en: "https://app.fastmail.com, Settings → Privacy & Security"))

    /// A mailbox for individuals in France: each of these names its servers in its pages of help, and none a figure that we know
    /// of. A hundred an hour is what one person could write at a stretch; ten a minute are ours.
    private static func individual(_ id: String, _ name: String, _ domains: [String], host: String, _ access: Phrase)
        -> Provider
    {
        Provider(
            id: id, name: Phrase(fr: name, en: name), domains: domains, url: "smtps://\(host):465",
            rate: windows(100, per: 3600, perMinute: 10), connections: 1, login: .password,
            needs: Phrase(
                fr:
                    "l’identifiant est l’adresse entière, le mot de passe celui de la boîte ; \(access.fr) ; \(name) ne "
                    + "publie pas de quota et peut suspendre une boîte qui écrit en masse",
                en:
                    "the user name is the whole address, the password that of the mailbox; \(access.en); \(name) publishes "
                    + "no quota and may suspend a mailbox that writes in bulk"))
    }

    private static let clientAccess = Phrase(
        fr: "si elle refuse, autorisez l’accès par un logiciel de messagerie dans les réglages de la boîte",
        en: "where it is refused, allow access by a mail program in the mailbox’s settings")

    static let orange = individual(
        "orange", "Orange", ["orange.fr", "wanadoo.fr"], host: "smtp.orange.fr", clientAccess)
    static let free = individual(
        "free", "Free", ["free.fr"], host: "smtp.free.fr",
        Phrase(
            fr: "activez d’abord le « SMTP authentifié » dans la gestion de votre compte de messagerie",
            en: "first turn on “SMTP authentifié” where the mail account is managed"))
    static let laposte = individual("laposte", "La Poste", ["laposte.net"], host: "smtp.laposte.net", clientAccess)
    static let sfr = individual("sfr", "SFR", ["sfr.fr", "neuf.fr"], host: "smtp.sfr.fr", clientAccess)

    static let own = Provider(
        id: "own", name: Phrase(fr: "votre propre serveur, ou un autre", en: "your own server, or another one"),
        domains: [], url: nil, rate: nil, connections: 4, login: .password,
        needs: Phrase(
            fr: "si le serveur a un quota, mettez-le dans `relay.rate`",
            en: "if the server has a quota, put it into `relay.rate`"))
}
