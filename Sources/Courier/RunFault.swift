package import Vocabulary

/// A fault of the run, not of a recipient: it stops the run, and the recipients in hand go back to `queued`.
package struct RunFault: Error, Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// `relay.security` is `none` and the relay is not on this machine.
        case insecure
        /// `relay.caFile` cannot be read, or is none.
        case caFile
        /// No address, no route, connection refused, no answer in time.
        case unreachable
        /// The relay turned the connection away, or closed it, before it answered EHLO.
        case turnedAway
        case startTLSNotOffered
        case startTLSRefused
        /// The certificate is not for this host, expired, or from nobody who is trusted.
        case certificate
        /// TLS failed for another reason.
        case tls
        /// The relay offers no login, or none of a kind that fits.
        case loginNotOffered
        case loginRefused
        case loginRefusedForNow
        /// MAIL was answered 5yz, or whatever came after it by a status that is about the sender.
        case senderRefused
        /// The same with 4yz.
        case senderRefusedForNow
        /// `5.4.5`: the sender's allowance is used up.
        case quota
        /// An address of the sender's own is outside ASCII, and the relay does not offer SMTPUTF8.
        case senderNeedsSMTPUTF8
        /// Recipients in a row were refused, some of them for good, and none accepted in between (``SenderRefusalDetector``).
        case distrust
        /// The same, all of them for now.
        case distrustForNow
        /// The relay keeps closing the connection, or falls silent.
        case dropped
        case protocolBroken
        /// A Maildir cannot be made or written to.
        case maildir
    }

    package let kind: Kind
    /// The relay's host and port, or the Maildir's folder.
    package let relay: String
    /// The relay's reply or the system's words, without secrets; may be blank.
    package let detail: String

    package init(_ kind: Kind, relay: String, detail: String = "") {
        self.kind = kind
        self.relay = relay
        self.detail = detail
    }
}

extension RunFault {
    /// What happened, at which relay, and in whose words.
    package var found: Phrase {
        let what = Self.what(kind, relay)
        guard !detail.isEmpty else { return what }
        // A relay's reply is told in its own words.
        let isReply = detail.count > 2 && detail.prefix(3).allSatisfy(\.isNumber)
        let words = isReply ? Phrase(fr: detail, en: detail) : SystemWords.phrase(detail)
        return Phrase(fr: "\(what.fr) (`\(words.fr)`)", en: "\(what.en) (`\(words.en)`)")
    }

    /// What to do about it.
    package var advice: Phrase { kind == .unreachable ? adviceOnWay : Self.remedy(kind) }

    /// Which part of the way is missing, as far as the system's words tell it.
    private var adviceOnWay: Phrase {
        let words = detail.lowercased()
        if words.contains("resolve") {
            return Phrase(
                fr: "aucun serveur ne porte ce nom, ou le réseau manque : vérifiez l’orthographe de "
                    + "`relay.url`, puis la "
                    + "connexion à Internet",
                en: "no server has this name, or there is no network: check the spelling of `relay.url`, then the "
                    + "connection to the Internet")
        }
        if words.contains("timed out") || words.contains("timeout") {
            return Phrase(
                fr: "rien ne répond : ce réseau (box, entreprise, hôtel, antivirus) bloque peut-être ce port ; essayez "
                    + "l’autre (465 avec `smtps://`, 587 avec `smtp://`), ou un autre réseau",
                en: "nothing answers: this network (router, company, hotel, antivirus) may block the port; try "
                    + "the other "
                    + "one (465 with `smtps://`, 587 with `smtp://`), or another network")
        }
        return Self.remedy(kind)
    }

    /// What happened, and what to do about it.
    package var phrase: Phrase {
        Phrase(fr: found.fr + " ; " + advice.fr, en: found.en + "; " + advice.en)
    }

    private static func what(_ kind: Kind, _ relay: String) -> Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch kind {
        case .insecure:
            Phrase(
                fr: "`\(relay)` n’est pas cette machine, et `relay.security` est `none`",
                en: "`\(relay)` is not this machine, and `relay.security` is `none`")
        case .caFile:
            Phrase(
                fr: "le fichier `relay.caFile` pour `\(relay)` est illisible",
                en: "the file `relay.caFile` for `\(relay)` cannot be read")
        case .unreachable: Phrase(fr: "`\(relay)` est injoignable", en: "`\(relay)` cannot be reached")
        case .turnedAway:
            Phrase(
                fr: "`\(relay)` a refusé ou fermé la connexion avant de répondre à EHLO",
                en: "`\(relay)` turned the connection away or closed it before it answered EHLO")
        case .startTLSNotOffered:
            Phrase(fr: "`\(relay)` ne propose pas STARTTLS", en: "`\(relay)` does not offer STARTTLS")
        case .startTLSRefused: Phrase(fr: "`\(relay)` refuse STARTTLS", en: "`\(relay)` refuses STARTTLS")
        case .certificate:
            Phrase(fr: "le certificat de `\(relay)` ne tient pas", en: "the certificate of `\(relay)` does not hold")
        case .tls: Phrase(fr: "TLS échoue avec `\(relay)`", en: "TLS fails with `\(relay)`")
        case .loginNotOffered:
            Phrase(
                fr: "`\(relay)` ne propose aucune connexion authentifiée qui convienne",
                en: "`\(relay)` offers no login that fits")
        case .loginRefused:
            Phrase(fr: "`\(relay)` refuse l’identification", en: "`\(relay)` refuses the login")
        case .loginRefusedForNow:
            Phrase(fr: "`\(relay)` refuse l’identification pour l’instant", en: "`\(relay)` refuses the login for now")
        case .senderRefused: Phrase(fr: "`\(relay)` refuse l’expéditeur", en: "`\(relay)` refuses the sender")
        case .senderRefusedForNow:
            Phrase(fr: "`\(relay)` refuse l’expéditeur pour l’instant", en: "`\(relay)` refuses the sender for now")
        case .quota:
            Phrase(
                fr: "le quota d’envoi auprès de `\(relay)` est épuisé", en: "the sending quota at `\(relay)` is used up"
            )
        case .senderNeedsSMTPUTF8:
            Phrase(
                fr: "`\(relay)` ne propose pas SMTPUTF8, dont l’une de vos propres adresses a besoin",
                en: "`\(relay)` does not offer SMTPUTF8, which one of your own addresses needs")
        case .distrust:
            Phrase(
                fr: "`\(relay)` refuse un destinataire après l’autre : c’est sans doute l’expéditeur qu’il refuse, et "
                    + "ceux-là restent en attente",
                en: "`\(relay)` refuses one recipient after the other: it is probably the sender that it refuses, and "
                    + "these stay in the queue")
        case .distrustForNow:
            Phrase(
                fr: "`\(relay)` remet un destinataire après l’autre à plus tard, comme le font ceux qui ne connaissent "
                    + "pas encore l’expéditeur",
                en: "`\(relay)` puts off one recipient after the other, as those do who do not know the sender yet")
        case .dropped:
            Phrase(
                fr: "`\(relay)` coupe la connexion ou ne répond plus",
                en: "`\(relay)` drops the connection or has fallen silent")
        case .protocolBroken:
            Phrase(fr: "`\(relay)` ne respecte pas le protocole SMTP", en: "`\(relay)` broke the SMTP protocol")
        case .maildir:
            Phrase(fr: "impossible d’écrire dans `\(relay)`", en: "`\(relay)` cannot be written to")
        }
    }

    private static func remedy(_ kind: Kind) -> Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch kind {
        case .insecure:
            Phrase(fr: "choisissez `starttls` ou `tls`", en: "choose `starttls` or `tls`")
        case .caFile:
            Phrase(fr: "indiquez un fichier PEM lisible", en: "name a PEM file that can be read")
        case .unreachable:
            Phrase(
                fr: "vérifiez `relay.url`, le réseau et le pare-feu",
                en: "check `relay.url`, the network and the firewall")
        case .turnedAway:
            Phrase(
                fr: "vérifiez `relay.url` et `relay.security`, ou réessayez plus tard",
                en: "check `relay.url` and `relay.security`, or try again later")
        case .startTLSNotOffered, .startTLSRefused:
            Phrase(
                fr: "essayez `smtps://` avec `relay.security` sur `tls`, ou demandez à votre hébergeur",
                en: "try `smtps://` with `relay.security` set to `tls`, or ask your provider")
        case .certificate:
            Phrase(
                fr: "vérifiez le nom dans `relay.url` ; pour une autorité privée, indiquez `relay.caFile`",
                en: "check the name in `relay.url`; for a private authority, set `relay.caFile`")
        case .tls:
            Phrase(
                fr: "vérifiez `relay.security` et le port ; TLS 1.2 est le minimum",
                en: "check `relay.security` and the port; TLS 1.2 is the least")
        case .loginNotOffered:
            Phrase(
                fr: "retirez `relay.username` si ce relais n’en demande pas, ou vérifiez le port",
                en: "remove `relay.username` if this relay asks for none, or check the port")
        case .loginRefused:
            Phrase(
                fr: "vérifiez `relay.username` et le mot de passe (`portillon relay` les redemande) ; certains "
                    + "hébergeurs exigent un mot de passe d’application",
                en: "check `relay.username` and the password (`portillon relay` asks for them again); some providers "
                    + "require an application password")
        case .loginRefusedForNow, .senderRefusedForNow, .distrustForNow, .dropped:
            Phrase(
                fr: "relancez la même commande plus tard : l’envoi reprendra où il en est",
                en: "run the same command again later: the mailing goes on where it stands")
        case .senderRefused:
            Phrase(
                fr: "vérifiez que `sender.address` peut écrire par ce relais",
                en: "check that `sender.address` may send through this relay")
        case .senderNeedsSMTPUTF8:
            Phrase(
                fr:
                    "écrivez-la sans lettres hors ASCII (`sender.address`, `sender.replyTo` ou le `Reply-To` de "
                    + "la lettre), "
                    + "ou passez par un relais qui propose SMTPUTF8",
                en: "write it without letters outside ASCII (`sender.address`, `sender.replyTo` or the letter’s "
                    + "`Reply-To`), or use a relay that offers SMTPUTF8")
        case .quota:
            Phrase(
                fr: "relancez la même commande quand le quota sera renouvelé, ou fixez `relay.rate`",
                en: "run the same command again once the quota is renewed, or set `relay.rate`")
        case .distrust:
            Phrase(
                fr: "lisez la réponse, vérifiez `relay.username`, puis SPF, DKIM et DMARC de votre domaine, et "
                    + "relancez",
                en: "read the reply, check `relay.username`, then SPF, DKIM and DMARC of your domain, and run again")
        case .protocolBroken:
            Phrase(
                fr: "vérifiez que le port de `relay.url` est celui d’un serveur SMTP",
                en: "check that the port in `relay.url` is that of an SMTP server")
        case .maildir:
            Phrase(
                fr: "vérifiez le dossier, ses droits et la place sur le disque",
                en: "check the folder, its permissions and the space on the disk")
        }
    }
}

extension RunFault: CustomStringConvertible {
    package var description: String { phrase.en }
}
