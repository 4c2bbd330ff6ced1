package import Vocabulary

/// Why mail cannot be fetched or read.
package struct PostboxFault: Error, Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// `inbox.security` is `none` and the server is not on this machine.
        case insecure
        /// `inbox.caFile` cannot be read, or is none.
        case caFile
        /// No address, no route, connection refused, no answer in time.
        case unreachable
        /// The server closed the connection while it was being opened.
        case turnedAway
        case startTLSNotOffered
        case startTLSRefused
        /// The certificate is not for this host, expired, or from nobody who is trusted.
        case certificate
        /// TLS failed for another reason.
        case tls
        /// The server offers no login of a kind that fits.
        case loginNotOffered
        case loginRefused
        case loginRefusedForNow
        /// The server is busy, or a folder in use.
        case refusedForNow
        /// The server ended the session.
        case farewell
        /// The server closed the connection, or fell silent.
        case dropped
        case protocolBroken
        /// A folder of `inbox.folders` is not there, or may not be read.
        case folderMissing
        /// Somebody asked to stop.
        case interrupted
        /// A file holds no mail.
        case notMail
        /// A file or folder is not there.
        case missing
        /// A file or folder cannot be read.
        case unreadable
    }

    package let kind: Kind
    /// The server's host and port, the folder's name, or the path.
    package let place: String
    /// The server's answer or the system's words, without secrets; may be blank.
    package let detail: String

    package init(_ kind: Kind, at place: String, detail: String = "") {
        self.kind = kind
        self.place = place
        self.detail = detail
    }

    /// What happened, where, and in whose words.
    package var found: Phrase {
        let what = Self.what(kind, place)
        guard !detail.isEmpty else { return what }
        let words = SystemWords.phrase(detail)
        // A list of folders has its own.
        let tick = detail.contains("`") ? "" : "`"
        return Phrase(fr: "\(what.fr) (\(tick)\(words.fr)\(tick))", en: "\(what.en) (\(tick)\(words.en)\(tick))")
    }

    /// What happened, and what to do about it.
    package var phrase: Phrase {
        let advice = Self.remedy(kind)
        return Phrase(fr: found.fr + " ; " + advice.fr, en: found.en + "; " + advice.en)
    }

    /// What to do about it.
    package var advice: Phrase { Self.remedy(kind) }

    private static func what(_ kind: Kind, _ place: String) -> Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch kind {
        case .insecure:
            Phrase(
                fr: "`\(place)` n’est pas cette machine, et `inbox.security` est `none`",
                en: "`\(place)` is not this machine, and `inbox.security` is `none`")
        case .caFile:
            Phrase(
                fr: "le fichier `inbox.caFile` pour `\(place)` est illisible",
                en: "the file `inbox.caFile` for `\(place)` cannot be read")
        case .unreachable: Phrase(fr: "`\(place)` est injoignable", en: "`\(place)` cannot be reached")
        case .turnedAway:
            Phrase(
                fr: "`\(place)` a fermé la connexion avant l’identification",
                en: "`\(place)` closed the connection before the login")
        case .startTLSNotOffered:
            Phrase(fr: "`\(place)` ne propose pas STARTTLS", en: "`\(place)` does not offer STARTTLS")
        case .startTLSRefused: Phrase(fr: "`\(place)` refuse STARTTLS", en: "`\(place)` refuses STARTTLS")
        case .certificate:
            Phrase(fr: "le certificat de `\(place)` ne tient pas", en: "the certificate of `\(place)` does not hold")
        case .tls: Phrase(fr: "TLS échoue avec `\(place)`", en: "TLS fails with `\(place)`")
        case .loginNotOffered:
            Phrase(
                fr: "`\(place)` ne propose aucune connexion authentifiée qui convienne",
                en: "`\(place)` offers no login that fits")
        case .loginRefused: Phrase(fr: "`\(place)` refuse l’identification", en: "`\(place)` refuses the login")
        case .loginRefusedForNow:
            Phrase(fr: "`\(place)` refuse l’identification pour l’instant", en: "`\(place)` refuses the login for now")
        case .refusedForNow:
            Phrase(fr: "`\(place)` est occupé pour l’instant", en: "`\(place)` is busy for now")
        case .farewell: Phrase(fr: "`\(place)` a mis fin à la session", en: "`\(place)` ended the session")
        case .dropped:
            Phrase(
                fr: "`\(place)` coupe la connexion ou ne répond plus",
                en: "`\(place)` drops the connection or has fallen silent")
        case .protocolBroken:
            Phrase(fr: "`\(place)` ne respecte pas le protocole IMAP", en: "`\(place)` broke the IMAP protocol")
        case .folderMissing:
            Phrase(
                fr: "le dossier `\(place)` n’existe pas dans cette boîte, ou ne peut être lu",
                en: "there is no folder `\(place)` in this mailbox, or it cannot be read")
        case .interrupted: Phrase(fr: "lecture de `\(place)` interrompue", en: "reading `\(place)` was interrupted")
        case .notMail: Phrase(fr: "`\(place)` ne contient pas de courriel", en: "`\(place)` holds no mail")
        case .missing: Phrase(fr: "`\(place)` manque", en: "`\(place)` is missing")
        case .unreadable: Phrase(fr: "`\(place)` est illisible", en: "`\(place)` cannot be read")
        }
    }

    private static func remedy(_ kind: Kind) -> Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch kind {
        case .insecure: Phrase(fr: "choisissez `starttls` ou `tls`", en: "choose `starttls` or `tls`")
        case .caFile: Phrase(fr: "indiquez un fichier PEM lisible", en: "name a PEM file that can be read")
        case .unreachable:
            Phrase(
                fr: "vérifiez `inbox.url`, le réseau et le pare-feu",
                en: "check `inbox.url`, the network and the firewall")
        case .turnedAway:
            Phrase(
                fr: "vérifiez `inbox.url` et `inbox.security`, ou réessayez plus tard",
                en: "check `inbox.url` and `inbox.security`, or try again later")
        case .startTLSNotOffered, .startTLSRefused:
            Phrase(
                fr: "essayez `imaps://` avec `inbox.security` sur `tls`, ou demandez à votre hébergeur",
                en: "try `imaps://` with `inbox.security` set to `tls`, or ask your provider")
        case .certificate:
            Phrase(
                fr: "vérifiez le nom dans `inbox.url` ; pour une autorité privée, indiquez `inbox.caFile`",
                en: "check the name in `inbox.url`; for a private authority, set `inbox.caFile`")
        case .tls:
            Phrase(
                fr: "vérifiez `inbox.security` et le port ; TLS 1.2 est le minimum",
                en: "check `inbox.security` and the port; TLS 1.2 is the least")
        case .loginNotOffered:
            Phrase(
                fr: "vérifiez le port, et si cet hébergeur demande un jeton (`inbox.oauth2Token`)",
                en: "check the port, and whether this provider asks for a token (`inbox.oauth2Token`)")
        case .loginRefused:
            Phrase(
                fr: "vérifiez `inbox.username` et le mot de passe ; certains hébergeurs exigent un mot de passe "
                    + "d’application, ou que l’accès IMAP soit activé",
                en: "check `inbox.username` and the password; some providers require an application password, or that "
                    + "access by IMAP be turned on")
        case .loginRefusedForNow, .refusedForNow, .farewell, .dropped, .interrupted:
            Phrase(
                fr: "relancez la même commande plus tard : la lecture reprendra où elle en est",
                en: "run the same command again later: reading goes on where it stands")
        case .protocolBroken:
            Phrase(
                fr: "vérifiez que le port de `inbox.url` est celui d’un serveur IMAP",
                en: "check that the port in `inbox.url` is that of an IMAP server")
        case .folderMissing:
            Phrase(fr: "corrigez `inbox.folders`", en: "correct `inbox.folders`")
        case .notMail:
            Phrase(
                fr: "attendu : un fichier `.eml` ou mbox, une Maildir, ou un dossier qui en contient",
                en: "expected: an `.eml` or mbox file, a Maildir, or a folder that holds such")
        case .missing: Phrase(fr: "vérifiez le chemin", en: "check the path")
        case .unreadable: Phrase(fr: "vérifiez le chemin et ses droits", en: "check the path and its permissions")
        }
    }
}

extension PostboxFault: CustomStringConvertible {
    package var description: String { phrase.en }
}
