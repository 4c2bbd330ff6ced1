import Vocabulary

/// The target of a link or a picture: whether a mail program can follow it, and what was likely meant. A mail stands at
/// no address of its own, so that a target must say where it leads by itself: a scheme (RFC 3986 §3.1) and a host, or an
/// address.
enum LinkTarget {
    enum Use { case link, picture }

    private enum Flaw {
        case empty, anchor, ownMachine, ownFile
        /// With what was likely meant; nil where that cannot be told.
        case nowhere(String?)
        /// With a host that is no domain name.
        case refused(String)
    }

    /// Schemes beside the web's and mail's that a telephone or a computer opens from a mail.
    private static let further: Set<String> = [
        "tel", "sms", "geo", "webcal", "sip", "sips", "xmpp", "matrix", "whatsapp", "skype", "facetime", "callto",
        "msteams", "zoommtg", "tg", "ftp", "ftps", "sftp", "webcals", "news", "nntp", "irc", "ircs", "im", "pres",
        "magnet",
        "maps", "market", "itms-apps", "spotify", "slack", "viber", "signal", "threema", "bitcoin", "payto", "feed",
        "rtsp", "mms", "ldap", "urn", "mid",
    ]
    /// Schemes that lead nowhere from a mail, or that mail programs take out of it.
    private static let dead: Set<String> = [
        "javascript", "vbscript", "data", "cid", "about", "blob", "filesystem", "view-source", "chrome", "resource",
    ]

    /// Why a target leads nowhere, with the likely form; nil where it can be followed. `goesOn`: a field follows what is
    /// written, so that its beginning alone can be judged.
    static func fault(_ written: String, _ use: Use, goesOn: Bool = false) -> Phrase? {
        let target = written.trimmingWhitespace()
        guard let flaw = flaw(target, use, goesOn: goesOn) else { return nil }
        let shown = String(target.prefix(100)) + (goesOn ? "…" : "")
        let what =
            use == .link
            ? Phrase(fr: "le lien `\(shown)`", en: "the link `\(shown)`")
            : Phrase(fr: "l’image `\(shown)`", en: "the picture `\(shown)`")
        switch flaw {
        case .empty:
            return use == .link
                ? Phrase(
                    fr: "un lien sans cible ; écrivez `https://…` ou `mailto:…`, ou retirez-le",
                    en: "a link without a target; write `https://…` or `mailto:…`, or take it out")
                : Phrase(
                    fr: "une image sans adresse ; écrivez-la, ou retirez l’image",
                    en: "a picture without an address; write it, or take the picture out")
        case .anchor:
            return Phrase(
                fr: "\(what.fr) ne mène à aucun endroit de la lettre ; écrivez `https://…`, ou retirez-le",
                en: "\(what.en) leads to no place of the letter; write `https://…`, or take it out")
        case .ownMachine:
            return Phrase(
                fr: "\(what.fr) mène à la machine de qui lit ; écrivez l’adresse du web, `https://www…`",
                en: "\(what.en) leads to the reader's own machine; write the address on the web, `https://www…`")
        case .ownFile:
            return Phrase(
                fr: "\(what.fr) mène à un fichier de votre machine ; joignez-le (`Attach:`), ou écrivez `https://…`",
                en: "\(what.en) leads to a file of your own machine; attach it (`Attach:`), or write `https://…`")
        case .nowhere(let form?):
            let form = String(form.prefix(120)) + (goesOn ? "…" : "")
            return Phrase(
                fr: "\(what.fr) ne mène nulle part ; écrivez `\(form)`",
                en: "\(what.en) leads nowhere; write `\(form)`")
        case .refused(let host):
            return Phrase(
                fr: "\(what.fr) : `\(host.prefix(100))` n’est pas un nom de domaine (IDNA) ; corrigez-le",
                en: "\(what.en): `\(host.prefix(100))` is no domain name (IDNA); correct it")
        case .nowhere(nil):
            return Phrase(
                fr: "\(what.fr) ne mène nulle part ; écrivez l’adresse entière, `https://www…` ou `mailto:…`",
                en: "\(what.en) leads nowhere; write the whole address, `https://www…` or `mailto:…`")
        }
    }

    private static func flaw(_ target: String, _ use: Use, goesOn: Bool) -> Flaw? {
        if target.isEmpty { return goesOn ? nil : .empty }
        if target.hasPrefix("#") { return .anchor }
        guard let (scheme, rest) = split(target) else { return .nowhere(likely(target, goesOn: goesOn)) }
        switch scheme {
        case "http", "https": return webFlaw(scheme, rest, goesOn: goesOn)
        case "mailto": return mailFlaw(rest, goesOn: goesOn)
        case "data" where use == .picture && rest.lowercased().hasPrefix("image/"): return nil
        case _ where dead.contains(scheme): return .nowhere(nil)
        case "file": return .ownFile
        case "localhost": return .ownMachine
        case _ where scheme.utf8.count == 1: return .ownFile
        case _ where further.contains(scheme) && use == .link:
            return goesOn || rest.contains { $0.isLetter || $0.isNumber } ? nil : .empty
        default: break
        }
        if let form = likely(target, goesOn: goesOn) { return .nowhere(form) }
        guard let near = nearestName(to: scheme, among: ["https", "http", "mailto", "tel"]) else {
            // A program of the reader's own: `notion://page`.
            let isForProgram = use == .link && !scheme.contains(".") && rest.hasPrefix("//")
            let leads = goesOn || rest.contains { $0.isLetter || $0.isNumber }
            return isForProgram && leads ? nil : .nowhere(nil)
        }
        let form = near + ":" + (near.hasPrefix("http") ? "//" + rest.drop { $0 == "/" || $0 == "\\" } : rest)
        return .nowhere(flaw(form, use, goesOn: goesOn) == nil ? form : nil)
    }

    /// The scheme in lower case, and what follows its colon.
    static func split(_ target: String) -> (scheme: String, rest: Substring)? {
        guard let colon = target.firstIndex(of: ":"), let first = target.utf8.first, isLetter(first),
            target[..<colon].utf8.allSatisfy({ isLetter($0) || 0x30...0x39 ~= $0 || "+-.".utf8.contains($0) })
        else { return nil }
        return (target[..<colon].lowercased(), target[target.index(after: colon)...])
    }

    static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

    private static func webFlaw(_ scheme: String, _ rest: Substring, goesOn: Bool) -> Flaw? {
        let slashes = rest.prefix { $0 == "/" || $0 == "\\" }
        let behind = rest.dropFirst(slashes.count)
        let authority = behind.prefix { !"/?#\\".contains($0) }
        let tidy = authority.filter { !$0.isWhitespace }
        // The name of the host may go on with a field.
        if goesOn, authority.endIndex == behind.endIndex, slashes == "//", tidy == authority { return nil }
        if isOwnMachine(authority) { return .ownMachine }
        if slashes == "//", isAuthority(authority, needsDot: true) { return nil }
        for form in [String(behind), "\(scheme)://\(tidy)\(behind[authority.endIndex...])"] {
            guard let (inner, _) = split(form), ["http", "https"].contains(inner), form != "\(scheme):\(rest)",
                flaw(form, .link, goesOn: goesOn) == nil
            else { continue }
            return .nowhere(form)
        }
        return refusedHost(in: "\(scheme):\(rest)").map { .refused($0) } ?? .nowhere(nil)
    }

    private static func mailFlaw(_ rest: Substring, goesOn: Bool) -> Flaw? {
        let written = rest.prefix { $0 != "?" }
        // Without an address, it begins a mail to whom the reader chooses (RFC 6068 §2).
        if written.isEmpty { return goesOn || rest.hasPrefix("?") ? nil : .empty }
        if goesOn, written.endIndex == rest.endIndex { return nil }
        let addresses = written.replacing("%40", with: "@").split(separator: ",").map(String.init)
        if addresses.allSatisfy({ isAddress($0, needsDot: true) }) { return nil }
        let bare = written.split { " <>/\t".contains($0) }.map(String.init).first { isAddress($0, needsDot: true) }
        if bare == nil, let host = refusedHost(in: "mailto:\(rest)") { return .refused(host) }
        return .nowhere(bare.map { "mailto:" + $0 + rest[written.endIndex...] })
    }

    /// What somebody who left the scheme out meant.
    private static func likely(_ target: String, goesOn: Bool) -> String? {
        if target.hasPrefix("//") {
            let form = "https:" + target
            return flaw(form, .link, goesOn: goesOn) == nil ? form : nil
        }
        if goesOn { return target.lowercased().hasPrefix("www.") ? "https://" + target : nil }
        if target.contains(where: \.isWhitespace) == false, let form = completed(target) {
            return form.hasPrefix("mailto:") ? "mailto:" + target : "https://" + target
        }
        let digits = target.filter { $0.isASCII && $0.isNumber }
        guard digits.count >= 6, target.allSatisfy({ "+0123456789 .-()/\u{A0}".contains($0) }) else { return nil }
        return "tel:" + (target.hasPrefix("+") ? "+" : "") + digits
    }
}
