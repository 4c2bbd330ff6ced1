import Gate
import Ledger
import Mailroom
package import Vocabulary

/// The answer to a request for access as a letter that its reader understands, as text and as HTML: the same sections, and
/// whatever comes from outside stays text in both.
package struct SubjectLetter {
    private enum Block {
        case title(String)
        case heading(String)
        case paragraph(String)
        case list([String])
    }

    private let reply: SubjectReply
    private let language: Language

    package init(_ reply: SubjectReply, _ language: Language) {
        self.reply = reply
        self.language = language
    }

    private func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en)[language] }

    private var blocks: [Block] {
        let sender = reply.sender
        let name = reply.account.name.text
        let own = reply.account.own
        var blocks: [Block] = [
            .title(say("Vos données personnelles", "Your personal data")),
            .paragraph(
                [sender.name, sender.organization, sender.postalAddress, (sender.replyTo ?? sender.address).spelling]
                    .filter { !$0.isBlank }.joined(separator: " · ")),
            .paragraph(Wording.date(reply.today, language)),
            .paragraph(
                say(
                    "Voici tout ce que mon registre sait de vous sous \(name) (RGPD, art. 15).",
                    "This is all that my ledger knows of you under \(name) (GDPR art. 15).")),
        ]
        if own.isEmpty {
            blocks.append(
                .paragraph(
                    say("Aucun contact n’y a cette adresse.", "No contact has this address in it.")))
        }
        for known in own { blocks += about(known) }
        blocks += section(say("Ce qui est revenu", "What came back"), reply.account.messages.map(message))
        blocks += objections
        blocks += general
        blocks += neighbours
        return blocks
    }

    // MARK: What is known of one contact

    private func about(_ known: SubjectAccount.Known) -> [Block] {
        let fields = known.dossier.contact.fields
        var facts: [String] = []
        func fact(_ label: Phrase, _ value: String) {
            guard !value.isBlank else { return }
            facts.append(label[language] + (language == .french ? "\u{A0}: " : ": ") + value)
        }
        fact(Phrase(fr: "Nom", en: "Name"), fields.displayName)
        fact(Phrase(fr: "Entreprise", en: "Company"), fields.company)
        fact(Phrase(fr: "Fonction", en: "Position"), fields.position)
        fact(Phrase(fr: "Profil", en: "Profile"), known.dossier.contact.profile?.rawValue ?? "")
        for address in known.dossier.addresses {
            fact(Phrase(fr: "Adresse", en: "Address"), address.spec?.spelling ?? address.text)
        }
        for (name, value) in fields.extra.sorted(by: { $0.key < $1.key }) { fact(Phrase(fr: name, en: name), value) }
        var blocks: [Block] = [.heading(say("Ce qui est connu", "What is known")), .list(facts)]
        blocks += section(
            say("D’où cela vient", "Where it comes from"), known.dossier.evidence.map { source($0) })
        blocks += section(
            say("Vos prises de contact", "When you were in touch"),
            known.heard.map { heard in When(iso: heard.on).map { Wording.date($0, language) } ?? heard.on })
        blocks += section(say("Ce qui a été décidé", "What was decided"), known.decisions.map { decision($0) })
        blocks += section(say("Les lettres", "The letters"), known.mailings.map { mailing($0) })
        return blocks
    }

    private func section(_ title: String, _ rows: [String]) -> [Block] {
        rows.isEmpty ? [] : [.heading(title), .list(rows)]
    }

    private func source(_ evidence: Evidence) -> String {
        let claim = evidence.claim
        var text = explain(evidence)[language]
        if !claim.address.isEmpty { text += " · " + claim.address }
        let day = evidence.recordedAt.day
        let file = Wording.quoted(evidence.artefact.fileName, language)
        let recorded = Wording.date(day, language)
        text += say(
            " (fichier \(file), ligne \(evidence.artefact.line), enregistré le \(recorded))",
            " (file \(file), line \(evidence.artefact.line), recorded on \(recorded))")
        if let consent = claim.consent, !consent.wording.isBlank {
            let wording = Wording.quoted(consent.wording, language)
            text += say(". Vous avez lu et accepté\u{A0}: \(wording)", ". You read and agreed to: \(wording)")
        }
        if !claim.attestation.isBlank { text += " · " + claim.attestation }
        return text
    }

    private func day(_ iso: String) -> String {
        CivilDate(iso: iso.prefix(10)).map { Wording.date($0, language) } ?? iso
    }

    private func decision(_ decision: SubjectAccount.Decided) -> String {
        let letter = Wording.quoted(decision.letter, language)
        var text = day(decision.at) + say(", lettre \(letter)\u{A0}: ", ", letter \(letter): ")
        text +=
            decision.verdict == "admitted"
            ? say("vous pouviez la recevoir", "you could receive it")
            : say("elle ne vous est pas adressée", "not for you")
        var seen: Set<String> = []
        let codes = decision.reasons.map(\.code).filter { seen.insert($0).inserted }
        let reasons = codes.map { SubjectDocument.message($0)?[language] ?? $0 }
        if !reasons.isEmpty { text += " (" + reasons.joined(separator: say("\u{202F}; ", "; ")) + ")" }
        return text
    }

    private func mailing(_ mailing: SubjectAccount.Mailed) -> String {
        let letter = Wording.quoted(mailing.letter, language)
        let isInMaildir = mailing.state == .accepted && MaildirReply.isOne(mailing.reply)
        let state: Phrase =
            switch mailing.state {
            case .queued, .deferred, .attempting: Phrase(fr: "en attente d’envoi", en: "waiting to be sent")
            case .accepted where isInMaildir:
                Phrase(
                    fr: "écrite dans un dossier, remise à aucun relais", en: "written into a folder, handed to no relay"
                )
            case .accepted: Phrase(fr: "acceptée par le relais", en: "accepted by the relay")
            case .rejected: Phrase(fr: "refusée", en: "refused")
            case .uncertain, .settled: Phrase(fr: "peut-être remise au relais", en: "perhaps handed to the relay")
            case .withheld: Phrase(fr: "retenue, et non envoyée", en: "held back, and not sent")
            }
        let purpose = Wording.quoted(mailing.purpose, language)
        return say(
            "\(day(mailing.at)), lettre \(letter) (\(purpose)) à \(mailing.address)\u{A0}: \(state.fr)",
            "\(day(mailing.at)), letter \(letter) (\(purpose)) to \(mailing.address): \(state.en)")
    }

    /// A mail about the person or from them: what it was, of which letter, what was made of it, and the words that are kept.
    private func message(_ message: SubjectAccount.Message) -> String {
        var parts = [day(message.at), message.address]
        if let from = message.from { parts.append(say("de \(from)", "from \(from)")) }
        if let letter = message.letter {
            let letter = Wording.quoted(letter, language)
            parts.append(say("lettre \(letter)", "letter \(letter)"))
        }
        var what = MailKind(rawValue: message.kind)?.word[language] ?? message.kind
        if let meaning = message.class.flatMap(BounceClass.init(rawValue:)) { what += " (\(meaning.word[language]))" }
        let word = message.verdict.flatMap(MailVerdict.init(rawValue:)).map(\.word)
        let made =
            word
            ?? (message.action == MailAction.waiting.rawValue
                ? Phrase(fr: "pas encore relu", en: "yet to be looked at")
                : MailAction(rawValue: message.action)?.word ?? Phrase(fr: message.action, en: message.action))
        let words = [message.diagnostic, message.words].filter { !$0.isBlank }.map { Wording.quoted($0, language) }
        return parts.joined(separator: ", ") + say("\u{A0}: ", ": ")
            + ([what, made[language]] + words).joined(separator: " · ")
    }

    private var objections: [Block] {
        var seen: Set<Int64> = []
        let all = (reply.account.objections + reply.account.own.flatMap(\.dossier.objections)).filter {
            seen.insert($0.id).inserted
        }
        let rows = all.map(word) + reply.account.retracted.map(word)
        return section(say("Oppositions", "Objections"), rows)
    }

    private func word(_ retracted: RetractedObjection) -> String {
        let day = Wording.date(retracted.at.day, language)
        return word(retracted.objection) + " — "
            + say(
                "venue d’une liste importée par erreur, et annulée le \(day)",
                "it came with a list that was imported by mistake, and was taken back on \(day)")
    }

    private func word(_ objection: Objection) -> String {
        let what: Phrase =
            switch objection.kind {
            case .objected: Phrase(fr: "vous vous êtes opposé à toute lettre", en: "you objected to any letter")
            case .complained: Phrase(fr: "vous avez signalé un message", en: "you reported a message")
            case .bounced: Phrase(fr: "l’adresse a refusé un message", en: "the address refused a message")
            case .erased:
                Phrase(
                    fr: "effacement\u{A0}; il en reste une empreinte à clé, qui ne dit pas de qui",
                    en: "erasure; a keyed fingerprint is left of it, which does not say of whom")
            }
        return Wording.date(objection.on, language) + (language == .french ? "\u{A0}: " : ": ") + what[language]
            + (objection.because.isBlank ? "" : " (\(objection.because.withoutControls))")
    }

    // MARK: What holds for everybody

    private var general: [Block] {
        let retention = reply.retention
        let address = (reply.sender.replyTo ?? reply.sender.address).spelling
        let purposes = Set(
            reply.account.own.flatMap { known in
                known.mailings.map(\.purpose) + known.dossier.evidence.flatMap { $0.claim.consent?.purposes ?? [] }
            }
        ).sorted()
        let evidence = Wording.days(retention.evidenceMaxAgeDays, language)
        let contact = Wording.days(retention.contactMaxAgeDays, language)
        let why =
            say("Vous écrire dans un cadre professionnel", "To write to you in a professional setting")
            + (purposes.isEmpty
                ? "" : " (" + Wording.list(purposes.map { Wording.quoted($0, language) }, language) + ")")
        var kept = [
            say(
                "une carte ou une inscription\u{A0}: \(evidence) après le partage ou votre dernière prise de contact\u{202F}; une relation "
                    + "LinkedIn\u{A0}: \(evidence) après le dernier export qui la montre",
                "a card or a sign-up: \(evidence) after the sharing or your last contact; a LinkedIn connection: \(evidence) after "
                    + "the last export that shows it"),
            say("un contact sans aucun partage\u{A0}: \(contact)", "a contact without any sharing: \(contact)"),
            say(
                "une opposition\u{A0}: pour toujours, sous forme d’empreinte à clé si vous demandez l’effacement",
                "an objection: for ever, as a keyed fingerprint if you ask for erasure"),
        ]
        kept.append(
            retention.logMaxAgeDays.map { days in
                let days = Wording.days(days, language)
                return say("le journal des décisions\u{A0}: \(days)", "the log of decisions: \(days)")
            }
                ?? say(
                    "le journal des décisions\u{A0}: tant que l’envoi doit pouvoir être justifié",
                    "the log of decisions: for as long as the mailing must be accounted for"))
        let passed =
            reply.relay.map { relay in
                say(
                    "Chaque lettre est remise au relais de courrier \(relay), qui l’achemine. Rien n’est vendu, loué ni transmis à "
                        + "d’autres.",
                    "Each letter is handed to the mail relay \(relay), which carries it. Nothing is sold, rented or passed on "
                        + "to others.")
            }
            ?? say(
                "Les lettres sont écrites dans un dossier de cette machine\u{A0}; rien n’est transmis à d’autres.",
                "Letters are written into a folder on this machine; nothing is passed on to others.")
        return [
            .heading(say("Pourquoi", "What for")), .paragraph(why + "."),
            .heading(say("À qui cela est transmis", "To whom it is passed")), .paragraph(passed),
            .heading(say("Combien de temps cela est gardé", "How long it is kept")), .list(kept),
            .heading(say("Vos droits", "Your rights")),
            .list(
                SubjectRight.all.map { right in
                    right.text[language] + say(" (RGPD, art. \(right.article))", " (GDPR art. \(right.article))")
                }),
            .paragraph(
                say("Pour les exercer, écrivez à \(address).", "To make use of them, write to \(address).")),
        ]
    }

    // MARK: Who may be the person too

    private var neighbours: [Block] {
        let near = reply.account.near
        guard !near.isEmpty else { return [] }
        var blocks: [Block] = [
            .heading(say("Peut-être vous aussi", "Perhaps you as well")),
            .paragraph(
                say(
                    "Ces contacts ne sont trouvés que par une ressemblance d’adresse. Ils peuvent être ceux de quelqu’un d’autre.",
                    "These contacts are found by a likeness of addresses alone. They may be somebody else's.")),
        ]
        for known in near {
            let because: String =
                switch known.person.match {
                case .named: ""
                case .looserKey(let address):
                    say("Trouvé par une clé plus lâche\u{A0}: \(address)", "Found by a looser key: \(address)")
                case .sharedAddress(let address):
                    say("Trouvé par une adresse commune\u{A0}: \(address)", "Found by an address in common: \(address)")
                }
            blocks.append(.paragraph(because))
            blocks += about(known)
        }
        return blocks
    }

    // MARK: As text

    /// Plain text in lines of at most 76 columns.
    package var text: String {
        var lines: [String] = []
        for block in blocks {
            switch block {
            case .title(let title):
                lines += [clean(title), String(repeating: "=", count: columnWidth(clean(title))), ""]
            case .heading(let title):
                lines += [clean(title), String(repeating: "-", count: columnWidth(clean(title)))]
            case .paragraph(let text): lines += wrapped(clean(text), 76) + [""]
            case .list(let rows):
                for row in rows {
                    for (index, line) in wrapped(clean(row), 72).enumerated() {
                        lines.append((index == 0 ? "- " : "  ") + line)
                    }
                }
                lines.append("")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func clean(_ text: String) -> String { printable(text) }

    // MARK: As HTML

    /// One page that needs nothing else, without script.
    package var html: String {
        var body: [String] = []
        for block in blocks {
            switch block {
            case .title(let title): body.append("<h1>\(escaped(title))</h1>")
            case .heading(let title): body.append("<h2>\(escaped(title))</h2>")
            case .paragraph(let text): body.append("<p>\(escaped(text))</p>")
            case .list(let rows):
                body.append("<ul>\(rows.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n"))</ul>")
            }
        }
        let title = escaped(say("Vos données personnelles", "Your personal data"))
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; overflow-wrap: anywhere; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin-top: 1.6em; }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b; } }
            </style>
            </head>
            <body>
            \(body.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private func escaped(_ text: String) -> String { clean(text).htmlEscaped }
}
