import Mailroom
import Vocabulary

/// What the test letter looks like where it arrived: what receivers see of every letter.
struct ArrivalExamination {
    let letter: ArrivedLetter
    /// The domain of `From`.
    let domain: String
    /// True where `List-Unsubscribe-Post` was sent (RFC 8058).
    let isOneClick: Bool
    let trustedResults: String?

    func run(_ checkup: inout Checkup) {
        checkup.add(verdict)
        if let verdict = letter.verdict { checkup.add(spf(verdict)) }
        checkup.add(dkim)
        if let verdict = letter.verdict { checkup.add(dmarc(verdict)) }
        checkup.add(headers)
        checkup.add(wayOut)
        checkup.add(body)
    }

    private func isOwn(_ other: String?) -> Bool { other.map { DomainAlignment.isRelaxed($0, domain) } ?? false }

    // MARK: What the receiving host says

    private var verdict: Check {
        let (code, name) = ("round-trip-results", Phrase(fr: "avis du receveur", en: "receiver’s word"))
        guard let verdict = letter.verdict else {
            return Check(
                code, name, .skipped,
                Phrase(
                    fr: "la messagerie n’écrit pas ce qu’elle pense de la lettre (`Authentication-Results`) : SPF et "
                        + "DMARC ne se voient pas ici, les lignes du DNS ci-dessus restent",
                    en: "the mail service does not write what it makes of the letter (`Authentication-Results`): SPF "
                        + "and DMARC do not show here, the lines on the DNS above do"))
        }
        let id = verdict.authservID
        if verdict.isTrusted { return Check(code, name, .ok, Phrase(fr: "de `\(id)`", en: "by `\(id)`")) }
        let found =
            trustedResults.map { trusted in
                Phrase(
                    fr: "de `\(id)` ; rien de `\(trusted)`, que nomme `inbox.trustedResults`",
                    en: "by `\(id)`; nothing by `\(trusted)`, which `inbox.trustedResults` names")
            }
            ?? Phrase(
                fr: "de `\(id)`, l’hôte qui a écrit en dernier", en: "by `\(id)`, the host that wrote last")
        return Check(
            code, name, .warn, found,
            remedy: Phrase(
                fr:
                    "si c’est votre propre messagerie, mettez `\"trustedResults\": \"\(id)\"` dans `inbox` : sans cela, "
                    + "aucune réponse ne compte comme authentique",
                en: "if this is your own mail service, put `\"trustedResults\": \"\(id)\"` into `inbox`: without it, "
                    + "no reply counts as authentic"))
    }

    private func spf(_ verdict: ReceiverVerdict) -> Check {
        let (code, name) = ("round-trip-spf", Phrase(fr: "SPF reçu", en: "SPF received"))
        guard let result = verdict.spf.first else { return silent(code, name, "SPF", verdict) }
        let shown = result.domain.map { "\(result.result), \($0)" } ?? result.result
        switch result.result {
        case "pass" where result.domain == nil || isOwn(result.domain):
            return Check(code, name, .ok, Phrase(fr: shown, en: shown))
        case "pass":
            return Check(
                code, name, .warn,
                Phrase(
                    fr: "\(shown) : le relais met sa propre adresse de retour, SPF ne parle pas pour `\(domain)`",
                    en: "\(shown): the relay puts a return address of its own, SPF does not speak for `\(domain)`"),
                remedy: Phrase(
                    fr:
                        "que DKIM signe pour `\(domain)` suffit ; sinon, demandez à l’hébergeur du relais une adresse de "
                        + "retour de votre domaine",
                    en: "DKIM signing for `\(domain)` is enough; otherwise ask the relay’s provider for a return "
                        + "address of your domain"))
        case "none", "neutral", "temperror":
            return Check(code, name, .warn, Phrase(fr: shown, en: shown), remedy: spfRemedy)
        default:
            return Check(code, name, .fail, Phrase(fr: shown, en: shown), remedy: spfRemedy)
        }
    }

    private var spfRemedy: Phrase {
        Phrase(
            fr: "faites entrer le relais dans l’enregistrement SPF de `\(domain)` (lignes « SPF » ci-dessus)",
            en: "have the relay in the SPF record of `\(domain)` (the lines “SPF” above)")
    }

    private func dmarc(_ verdict: ReceiverVerdict) -> Check {
        let (code, name) = ("round-trip-dmarc", Phrase(fr: "DMARC reçu", en: "DMARC received"))
        guard let result = verdict.dmarc.first else { return silent(code, name, "DMARC", verdict) }
        let shown = result.domain.map { "\(result.result), \($0)" } ?? result.result
        switch result.result {
        case "pass", "bestguesspass": return Check(code, name, .ok, Phrase(fr: shown, en: shown))
        case "none", "temperror":
            return Check(
                code, name, .warn, Phrase(fr: shown, en: shown),
                remedy: Phrase(
                    fr: "publiez un enregistrement DMARC pour `\(domain)` (ligne « DMARC » ci-dessus)",
                    en: "publish a DMARC record for `\(domain)` (the line “DMARC” above)"))
        default:
            return Check(
                code, name, .fail, Phrase(fr: shown, en: shown),
                remedy: Phrase(
                    fr: "il faut que SPF ou DKIM réussisse pour `\(domain)` lui-même : réglez les lignes qui précèdent",
                    en: "SPF or DKIM has to pass for `\(domain)` itself: settle the lines before this one"))
        }
    }

    private func silent(_ code: String, _ name: Phrase, _ what: String, _ verdict: ReceiverVerdict) -> Check {
        Check(
            code, name, .skipped,
            Phrase(
                fr: "`\(verdict.authservID)` n’en dit rien", en: "`\(verdict.authservID)` says nothing about it"))
    }

    // MARK: Signatures

    private static let dkimName = Phrase(fr: "DKIM", en: "DKIM")

    /// The signature that speaks for the sender, else the topmost.
    private var signature: DKIMSignature? {
        letter.signatures.first { isOwn($0.domain) } ?? letter.signatures.first
    }

    private func result(of signature: DKIMSignature) -> String? {
        let results = (letter.verdict?.dkim ?? []).filter { $0.domain == signature.domain }
        return (results.first { $0.result == "pass" } ?? results.first)?.result
    }

    private var dkim: Check {
        let (code, name) = ("round-trip-dkim", Self.dkimName)
        let turnOn = Phrase(
            fr:
                "activez DKIM pour `\(domain)` chez l’hébergeur du relais, qui donne l’enregistrement à mettre dans le DNS",
            en: "turn on DKIM for `\(domain)` at the relay’s provider, which gives the record to put into the DNS")
        guard let signature else {
            let isSaved = letter.verdict?.spf.contains { $0.result == "pass" && isOwn($0.domain) } ?? false
            let found =
                letter.signatureCount == 0
                ? Phrase(fr: "aucune signature", en: "no signature")
                : Phrase(fr: "aucune signature lisible", en: "no signature that can be read")
            return Check(code, name, isSaved ? .warn : .fail, found, remedy: turnOn)
        }
        let result = result(of: signature)
        let fields = signature.signedFields.joined(separator: ":")
        let shown =
            "\(result ?? "—"), d=\(signature.domain) s=\(signature.selector) a=\(signature.algorithm) h=\(fields)"
        let found = Phrase(fr: shown, en: shown)
        switch result {
        case nil, "pass", "temperror", "none", "policy", "neutral": break
        default:
            return Check(
                code, name, .fail, found,
                remedy: Phrase(
                    fr:
                        "la signature ne tient pas : la clé `\(signature.selector)._domainkey.\(signature.domain)` manque "
                        + "dans le DNS, ou un serveur a changé la lettre après l’avoir signée",
                    en:
                        "the signature does not hold: the key `\(signature.selector)._domainkey.\(signature.domain)` is "
                        + "missing in the DNS, or a host changed the letter after it was signed"))
        }
        guard isOwn(signature.domain) else {
            return Check(
                code, name, .warn,
                Phrase(
                    fr: "\(shown) : elle parle pour `\(signature.domain)`, non pour `\(domain)`",
                    en: "\(shown): it speaks for `\(signature.domain)`, not for `\(domain)`"), remedy: turnOn)
        }
        guard signature.covers("From"), signature.coversWholeBody else {
            return Check(
                code, name, .warn, found,
                remedy: Phrase(
                    fr:
                        "elle laisse une part de la lettre sans protection (`From`, ou la fin du corps par `l=`) : dites-le à "
                        + "l’hébergeur du relais",
                    en: "it leaves a part of the letter unprotected (`From`, or the end of the body by `l=`): tell the "
                        + "relay’s provider"))
        }
        return Check(code, name, .ok, found)
    }

    // MARK: What was changed on the way

    /// Fields that relays may replace without harm to anybody.
    private static let harmless: Set<String> = ["Message-ID", "Date", "Content-Language", "Precedence"]

    private var headers: Check {
        let (code, name) = ("round-trip-headers", Phrase(fr: "en-têtes", en: "headers"))
        let changes = letter.fields.filter { !$0.name.hasPrefix("List-Unsubscribe") }
        guard !changes.isEmpty else {
            return Check(code, name, .ok, Phrase(fr: "arrivés comme ils sont partis", en: "arrived as they left"))
        }
        let found = Phrase { language in
            let items = changes.map { change in
                guard let arrived = change.arrived else {
                    return Phrase(fr: "`\(change.name)` a disparu", en: "`\(change.name)` is gone")[language]
                }
                return Phrase(
                    fr: "`\(change.name)` est devenu `\(excerpt(arrived))`",
                    en: "`\(change.name)` became `\(excerpt(arrived))`")[language]
            }
            return Wording.list(items, language)
        }
        if changes.allSatisfy({ Self.harmless.contains($0.name) }) { return Check(code, name, .ok, found) }
        return Check(
            code, name, .warn, found,
            remedy: Phrase(
                fr:
                    "un serveur en chemin réécrit vos lettres : demandez à l’hébergeur du relais, ou à celui de la boîte, de les "
                    + "laisser",
                en: "a host on the way rewrites your letters: ask the relay’s provider, or the mailbox’s, to leave them"
            ))
    }

    private func excerpt(_ text: String) -> String { text.count > 80 ? String(text.prefix(80)) + "…" : text }

    private var wayOut: Check {
        let (code, name) = ("round-trip-unsubscribe", Phrase(fr: "bouton de départ", en: "way-out button"))
        let sentNames = ["List-Unsubscribe"] + (isOneClick ? ["List-Unsubscribe-Post"] : [])
        let lost = letter.fields.filter { sentNames.contains($0.name) }
        guard lost.isEmpty else {
            let names = lost.map { "`\($0.name)`" }
            let isGone = lost.contains { $0.arrived == nil }
            return Check(
                code, name, .warn,
                Phrase { language in
                    let list = Wording.list(names, language)
                    return isGone
                        ? Phrase(fr: "\(list) : ôté en chemin", en: "\(list): taken away on the way")[language]
                        : Phrase(
                            fr: "\(list) : remplacé en chemin, le départ ne vous parvient pas",
                            en: "\(list): replaced on the way, who leaves does not reach you")[language]
                },
                remedy: Phrase(
                    fr:
                        "l’hébergeur du relais peut souvent le régler ; sinon, prenez un autre relais : le lien au pied de la "
                        + "lettre reste",
                    en:
                        "the relay’s provider can often change that; otherwise take another relay: the link at the foot "
                        + "of the letter stays"))
        }
        let isSigned = letter.signatures.contains { signature in sentNames.allSatisfy { signature.covers($0) } }
        guard isOneClick, !isSigned else {
            let list = sentNames.map { "`\($0)`" }.joined(separator: ", ")
            return Check(
                code, name, .ok,
                isSigned
                    ? Phrase(fr: "\(list), sous signature", en: "\(list), signed")
                    : Phrase(fr: "\(list), sans signature", en: "\(list), not signed"))
        }
        return Check(
            code, name, .warn,
            Phrase(
                fr:
                    "aucune signature DKIM ne couvre `List-Unsubscribe` et `List-Unsubscribe-Post` : Gmail et d’autres n’en "
                    + "tiennent pas compte (RFC 8058)",
                en: "no DKIM signature covers `List-Unsubscribe` and `List-Unsubscribe-Post`: Gmail and others do not "
                    + "heed them (RFC 8058)"),
            remedy: Phrase(
                fr: "demandez à l’hébergeur du relais de les signer (`h=`)",
                en: "ask the relay’s provider to sign them (`h=`)"))
    }

    private var body: Check {
        let (code, name) = ("round-trip-body", Phrase(fr: "corps", en: "body"))
        let remedy = Phrase(
            fr:
                "un serveur en chemin ajoute ou change quelque chose (pied de page, antivirus) : demandez à l’hébergeur du "
                + "relais de le couper",
            en:
                "a host on the way adds or changes something (a footer, an antivirus): ask the relay’s provider to turn "
                + "that off")
        switch letter.body {
        case .none: return Check(code, name, .ok, Phrase(fr: "arrivé comme il est parti", en: "arrived as it left"))
        case .reencoded(let from, let to):
            return Check(
                code, name, .ok,
                Phrase(
                    fr: "même texte, encodé autrement (`\(from)` → `\(to)`)",
                    en: "the same text, encoded otherwise (`\(from)` → `\(to)`)"))
        case .text:
            return Check(
                code, name, .warn, Phrase(fr: "le texte a changé", en: "the text has changed"), remedy: remedy)
        case .parts:
            return Check(
                code, name, .warn,
                Phrase(fr: "les parties ne sont plus les mêmes", en: "the parts are no longer the same"), remedy: remedy
            )
        }
    }
}
