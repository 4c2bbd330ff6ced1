import Courier
import Foundation
import Vocabulary

/// The relay: connection, TLS, login, and what it announces, as a run would find them; no mail transaction is begun.
struct RelayExamination {
    let configuration: Configuration
    let environment: [String: String]
    let isOffline: Bool
    /// Letters with a `Reply-To` of their own.
    let lettersReplyTo: [(file: String, replyTo: AddrSpec)]

    private static let relay = Phrase(fr: "relais", en: "relay")
    private static let tls = Phrase(fr: "chiffrement", en: "encryption")
    private static let login = Phrase(fr: "identification", en: "login")
    private static let extensions = Phrase(fr: "extensions", en: "extensions")
    private static let rate = Phrase(fr: "cadence", en: "rate")

    func run(_ checkup: inout Checkup) {
        switch configuration.relay.address {
        case .maildir(let folder): checkup.add(maildir(folder))
        case .smtp(let host, let port, _):
            checkup.add(rate)
            examine(host, port, &checkup)
        }
    }

    // MARK: A Maildir

    private func maildir(_ path: String) -> Check {
        let folder = ShortPath.of(path)
        let name = Phrase(fr: "Maildir", en: "Maildir")
        var information = stat()
        if stat(path, &information) == 0 {
            guard information.st_mode & S_IFMT == S_IFDIR, access(path, W_OK | X_OK) == 0 else {
                return Check(
                    "maildir", name, .fail,
                    Phrase(
                        fr: "`\(folder)` n’est pas un dossier où vous pouvez écrire",
                        en: "`\(folder)` is not a folder that you can write to"),
                    remedy: Phrase(
                        fr: "corrigez `relay.url`, ou ses droits", en: "correct `relay.url`, or its permissions"))
            }
            return Check(
                "maildir", name, .ok,
                Phrase(fr: "\(folder) : rien ne quitte cette machine", en: "\(folder): nothing leaves this machine"))
        }
        // It is made with the first letter, where the nearest folder above can be written to.
        var above = URL(fileURLWithPath: path).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: above.path), above.path != "/" { above.deleteLastPathComponent() }
        guard access(above.path, W_OK | X_OK) == 0, stat(above.path, &information) == 0,
            information.st_mode & S_IFMT == S_IFDIR
        else {
            return Check(
                "maildir", name, .fail,
                Phrase(
                    fr: "`\(folder)` ne peut être créé dans `\(above.path)`",
                    en: "`\(folder)` cannot be made in `\(above.path)`"),
                remedy: Phrase(fr: "corrigez `relay.url`, ou les droits", en: "correct `relay.url`, or the permissions")
            )
        }
        return Check(
            "maildir", name, .ok,
            Phrase(
                fr: "\(folder), créé avec la première lettre ; rien ne quitte cette machine",
                en: "\(folder), made with the first letter; nothing leaves this machine"))
    }

    // MARK: An SMTP relay

    private func examine(_ host: String, _ port: Int, _ checkup: inout Checkup) {
        let rest: [(String, Phrase)] = [
            ("relay", Self.relay), ("relay-tls", Self.tls), ("relay-login", Self.login),
            ("relay-extensions", Self.extensions),
        ]
        func skip(from first: Int, _ why: Phrase) {
            for (code, name) in rest[first...] { checkup.add(Check(code, name, .skipped, why)) }
        }
        guard !isOffline else {
            return skip(from: 0, Phrase(fr: "--offline : pas contacté", en: "--offline: not contacted"))
        }
        var settings: RelaySettings
        do {
            settings = try configuration.relay.settings(host: host, port: port, environment: environment)
        } catch {
            let message = Phrase(saying: error)
            if let file = configuration.relay.caFile, access(file, R_OK) != 0 {
                let remedy = Phrase(fr: "indiquez un fichier PEM lisible", en: "name a PEM file that can be read")
                checkup.add(Check("relay-tls", Self.tls, .fail, message, remedy: remedy))
                return
            }
            checkup.add(
                Check(
                    "relay-login", Self.login, .fail, message,
                    remedy: Phrase(
                        fr: "`portillon relay` le redemande, ou mettez-le là où la configuration le dit",
                        en: "`portillon relay` asks for it again, or put it where the configuration says")))
            return
        }
        settings.timeouts = RelayTrial.patience
        let carrier = SMTPCarrier(settings: settings)
        // Says QUIT.
        defer { carrier.close() }
        let unreached = Phrase(fr: "pas atteint", en: "not reached")
        let capabilities: Capabilities
        do throws(RunFault) {
            capabilities = try carrier.open()
        } catch {
            let stage = error.stage
            let reached = [connected(settings.name), encryption(settings)]
            for check in reached.prefix(stage) { checkup.add(check) }
            let (code, name) = rest[stage]
            checkup.add(
                Check(
                    code, name, .fail, error.found, remedy: error.advice(at: configuration.relay.address)))
            return skip(from: stage + 1, unreached)
        }
        checkup.add(connected(settings.name))
        checkup.add(encryption(settings))
        checkup.add(login(settings, capabilities))
        checkup.add(announced(capabilities))
        if let addresses = addressesOutsideASCII(capabilities) { checkup.add(addresses) }
    }

    private func connected(_ name: String) -> Check {
        Check("relay", Self.relay, .ok, Phrase(fr: "\(name) répond", en: "\(name) answers"))
    }

    private func encryption(_ settings: RelaySettings) -> Check {
        switch settings.security {
        case .startTLS:
            Check(
                "relay-tls", Self.tls, .ok,
                Phrase(fr: "STARTTLS, certificat vérifié", en: "STARTTLS, certificate verified"))
        case .tls:
            Check(
                "relay-tls", Self.tls, .ok,
                Phrase(fr: "TLS dès l’abord, certificat vérifié", en: "TLS from the start, certificate verified"))
        case .none:
            Check(
                "relay-tls", Self.tls, .ok,
                Phrase(fr: "aucun, vers cette machine seulement", en: "none, to this machine alone"))
        }
    }

    private func login(_ settings: RelaySettings, _ capabilities: Capabilities) -> Check {
        if let username = settings.username {
            return Check(
                "relay-login", Self.login, .ok, Phrase(fr: "acceptée, \(username)", en: "accepted, \(username)"))
        }
        guard !capabilities.mechanisms.isEmpty else {
            return Check(
                "relay-login", Self.login, .ok, Phrase(fr: "le relais n’en propose pas", en: "the relay offers none"))
        }
        return Check(
            "relay-login", Self.login, .warn,
            Phrase(
                fr: "aucune, alors que le relais en propose une ; il refusera peut-être les lettres",
                en: "none, though the relay offers one; it may refuse the letters"),
            remedy: Phrase(
                fr: "indiquez `relay.username` et `relay.password`", en: "set `relay.username` and `relay.password`"))
    }

    private func announced(_ capabilities: Capabilities) -> Check {
        var parts: [Phrase] = []
        for (isThere, word) in [
            (capabilities.pipelining, "PIPELINING"), (capabilities.eightBitMIME, "8BITMIME"),
            (capabilities.smtpUTF8, "SMTPUTF8"),
        ] where isThere { parts.append(Phrase(fr: word, en: word)) }
        if let size = capabilities.size {
            parts.append(Phrase { "SIZE " + Wording.number(size, $0) })
        } else if capabilities.announcesSize {
            parts.append(Phrase(fr: "SIZE", en: "SIZE"))
        }
        if !capabilities.mechanisms.isEmpty {
            let kinds = capabilities.mechanisms.joined(separator: " ")
            parts.append(Phrase(fr: "AUTH \(kinds)", en: "AUTH \(kinds)"))
        }
        guard !parts.isEmpty else {
            return Check("relay-extensions", Self.extensions, .ok, Phrase(fr: "aucune annoncée", en: "none announced"))
        }
        return Check(
            "relay-extensions", Self.extensions, .ok,
            Phrase { language in parts.map { $0[language] }.joined(separator: ", ") })
    }

    /// What every recipient would be refused for: the sender's own addresses in the header, and the reverse-path. Nil where
    /// none is outside ASCII.
    private func addressesOutsideASCII(_ capabilities: Capabilities) -> Check? {
        let sender = configuration.sender
        var own = [("sender.address", sender.address)]
        if let replyTo = sender.replyTo { own.append(("sender.replyTo", replyTo)) }
        own += lettersReplyTo.map { ("Reply-To (\($0.file))", $0.replyTo) }
        let found = own.filter(\.1.needsSMTPUTF8).map { "`\($0.0)` \($0.1)" }
        guard !found.isEmpty else { return nil }
        let name = Phrase(fr: "adresses hors ASCII", en: "addresses outside ASCII")
        let list = Phrase { Wording.list(found, $0) }
        guard !capabilities.smtpUTF8 else {
            return Check(
                "relay-smtputf8", name, .ok,
                Phrase(fr: "\(list.fr) : le relais les prend", en: "\(list.en): the relay takes them"))
        }
        return Check(
            "relay-smtputf8", name, .fail,
            Phrase(
                fr: "\(list.fr) : le relais ne propose pas SMTPUTF8, aucune lettre ne partirait",
                en: "\(list.en): the relay does not offer SMTPUTF8, no letter would leave"),
            remedy: RunFault(.senderNeedsSMTPUTF8, relay: "").advice)
    }

    private var rate: Check {
        let relay = configuration.relay
        if let rate = relay.rate {
            return Check(
                "relay-rate", Self.rate, .ok,
                Phrase { language in
                    let windows = rate.windows.map { window in
                        let count = Wording.plural(
                            window.messages, Phrase(fr: "message", en: "message"),
                            Phrase(fr: "messages", en: "messages"), language)
                        let span = Elapsed.text(Double(window.perSeconds), language)
                        return Phrase(fr: "\(count) en \(span)", en: "\(count) in \(span)")[language]
                    }
                    return Phrase(fr: "au plus ", en: "at most ")[language] + Wording.list(windows, language)
                })
        }
        guard !relay.address.isLoopback else {
            return Check("relay-rate", Self.rate, .ok, Phrase(fr: "sans limite", en: "no limit"))
        }
        return Check(
            "relay-rate", Self.rate, .warn,
            Phrase(fr: "sans limite ; la plupart des relais ont un quota", en: "no limit; most relays have a quota"),
            remedy: Phrase(
                fr: "mettez le quota de votre hébergeur dans `relay.rate`",
                en: "put your provider’s quota into `relay.rate`"))
    }
}

extension RunFault {
    /// How far the opening came: 0 for the connection, 1 for the encryption, 2 for the login.
    fileprivate var stage: Int {
        switch kind {
        case .unreachable, .turnedAway, .dropped, .protocolBroken, .maildir: 0
        case .insecure, .caFile, .startTLSNotOffered, .startTLSRefused, .certificate, .tls: 1
        case .loginNotOffered, .loginRefused, .loginRefusedForNow, .senderRefused, .senderRefusedForNow, .quota,
            .senderNeedsSMTPUTF8, .distrust, .distrustForNow:
            2
        }
    }
}
