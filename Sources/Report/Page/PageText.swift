import Gate
import Mailing
import Vocabulary

/// The parts of a page that are words around values.
struct PageText {
    let language: Language
    /// Warnings of one kind that are listed before the others are folded.
    private static let warningsOpen = 5

    init(_ language: Language) { self.language = language }

    func said(_ name: PageWords) -> String { HTML.text(name.phrase[language]) }

    func paragraph(_ name: PageWords) -> String { "<p>\(said(name))</p>\n" }

    func fact(_ name: PageWords, _ value: String) -> String { "<div><dt>\(said(name))<dd>\(value)</div>\n" }

    /// The start of a part of the page; `kind` for one with a table.
    func open(_ id: String, _ title: PageWords, kind: String? = nil) -> String {
        "<section id=\"\(id)\" aria-labelledby=\"\(id)-head\"\(kind.map { " data-kind=\"\($0)\"" } ?? "")>\n"
            + "<h2 id=\"\(id)-head\">\(said(title))</h2>\n"
    }

    func head(letter: String) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        script-src '\(PageScript.digest)'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <title>\(said(.preview)) · \(HTML.text(letter))</title>
        <style>
        \(PageStyle.sheet(language))
        </style>
        </head>
        <body>
        <a class="skip" href="#content">\(said(.skip))</a>

        """
    }

    /// The title, and the whole in three numbers.
    func opening(_ facts: PageFacts, _ findings: PageFindings, wasJudged: Bool) -> String {
        let day = Wording.date(facts.today, language)
        let when = Phrase(fr: "\(day) à \(facts.time)", en: "\(day) at \(facts.time)")[language]
        let purpose = facts.purpose?.described(in: language) ?? facts.purposeName
        var html = "<header>\n<p class=\"kicker\">Portillon · \(said(.preview)) · \(HTML.text(when))</p>\n"
        html += "<h1>\(HTML.isolated(facts.letter))</h1>\n"
        html += "<p class=\"lead\">\(HTML.isolated(purpose.capitalizedFirst)).</p>\n"
        let colon = Phrase(fr: "\u{A0}: ", en: ": ")[language]
        html += "<p>\(said(.subject))\(colon)<bdi>\(HTML.text(Wording.quoted(facts.subject, language)))</bdi>. "
        html += "\(said(.nothingSent))</p>\n"
        guard wasJudged else { return html + "</header>\n" }
        let numbers = [
            (findings.survey.contacts, Phrase(fr: "contact", en: "contact"), Phrase(fr: "contacts", en: "contacts")),
            (
                findings.survey.contactsAdmitted, Phrase(fr: "recevra la lettre", en: "will get the letter"),
                Phrase(fr: "recevront la lettre", en: "will get the letter")
            ),
            (
                findings.survey.contactsExcluded, Phrase(fr: "ne la recevra pas", en: "will not"),
                Phrase(fr: "ne la recevront pas", en: "will not")
            ),
        ]
        html += "<ul class=\"numbers\">\n"
        for (count, one, many) in numbers {
            html += "<li><strong>\(Wording.number(count, language))</strong> "
            html += "\(HTML.text(Wording.noun(count, one, many, language)))</li>\n"
        }
        return html + "</ul>\n</header>\n"
    }

    func warnings(_ warnings: [Warning]) -> String {
        guard !warnings.isEmpty else { return "" }
        var html = open("warnings", .warnings) + "<ul class=\"notes\">\n"
        for code in WarningCode.allCases {
            let those = warnings.filter { $0.code == code }
            guard !those.isEmpty else { continue }
            let reason = Reason(code)
            html += "<li><p><strong>\(HTML.prose(reason.message[language].capitalizedFirst))</strong> "
            html += "<code>\(reason.code)</code></p>\n"
            html += those.prefix(PageText.warningsOpen).map(sentence).joined()
            let others = those.dropFirst(PageText.warningsOpen)
            if !others.isEmpty {
                let more = Wording.others(others.count, language)
                html += "<details><summary>\(HTML.text(more))</summary>\n\(others.map(sentence).joined())</details>\n"
            }
            html +=
                "<dl class=\"facts\">\n\(fact(.remedy, HTML.prose(reason.remedy[language].capitalizedFirst)))</dl></li>\n"
        }
        return html + "</ul>\n</section>\n"
    }

    private func sentence(_ warning: Warning) -> String {
        "<p>\(HTML.prose(warning.message[language].capitalizedFirst)).</p>\n"
    }

    /// The letter, its sender and the rules that it was judged by.
    func letter(_ facts: PageFacts, _ findings: PageFindings) -> String {
        let sender = facts.sender
        let policy = facts.policy
        func days(_ count: Int) -> String {
            let days = Wording.days(count, language)
            return HTML.text(Phrase(fr: "au plus \(days)", en: "at most \(days)")[language])
        }
        let called = sender.name.isBlank ? "" : HTML.isolated(sender.name) + " "
        var rows: [(PageWords, String)] = [
            (.identity, HTML.isolated(facts.letter)), (.subject, "<bdi>\(HTML.prose(facts.subject))</bdi>"),
            (
                .purpose,
                HTML.isolated(facts.purpose?.described(in: language) ?? "—")
                    + " <code>\(HTML.text(facts.purposeName))</code>"
            ),
            (.language, HTML.text(name(of: facts.letterLanguage))),
            (.sender, called + HTML.isolated(sender.address.spelling)),
        ]
        if !sender.organization.isBlank { rows.append((.organization, HTML.isolated(sender.organization))) }
        if !sender.postalAddress.isBlank { rows.append((.postalAddress, HTML.isolated(sender.postalAddress))) }
        if let replyTo = sender.replyTo { rows.append((.replyTo, HTML.isolated(replyTo.spelling))) }
        if !facts.wayOut.isEmpty { rows.append((.wayOut, facts.wayOut.map(HTML.isolated).joined(separator: "<br>"))) }
        let attachments = facts.attachments.map(HTML.isolated).joined(separator: "<br>")
        rows.append((.attachments, attachments.isEmpty ? said(.none) : attachments))
        rows += [
            (.evidenceAge, days(policy.evidenceMaxAgeDays)), (.exportAge, days(policy.linkedInExportMaxAgeDays)),
            (.offices, said(policy.officeAddresses == .admit ? .admit : .exclude)),
            (
                .confirmation,
                said(policy.formConfirmation == .required ? .confirmationRequired : .confirmationRecorded)
            ),
            (.policyRevision, "<code>\(HTML.text(facts.policyRevision))</code>"),
        ]
        if !findings.digest.isEmpty { rows.append((.digest, "<code>\(HTML.text(findings.digest))</code>")) }
        rows.append((.program, HTML.text("Portillon \(facts.program)")))
        return open("letter", .theLetter) + "<dl class=\"facts\">\n" + rows.map { fact($0.0, $0.1) }.joined()
            + "</dl>\n</section>\n"
    }

    private func name(of language: Language) -> String {
        switch language {
        case .french: Phrase(fr: "français", en: "French")[self.language]
        case .english: Phrase(fr: "anglais", en: "English")[self.language]
        }
    }

    /// Which letter this one is compared with.
    func comparison(_ earlier: EarlierLetter) -> String {
        let name = HTML.isolated(earlier.letter)
        let day = HTML.text(Wording.date(earlier.begunOn, language))
        var html = "<p>"
        switch language {
        case .french: html += "Comparée à <strong>\(name)</strong>, dont l’envoi a commencé le \(day)."
        case .english: html += "Compared with <strong>\(name)</strong>, which began to go out on \(day)."
        }
        if earlier.forgotten > 0 {
            let known = Wording.plural(
                earlier.forgotten,
                Phrase(
                    fr: "de ses destinataires n’est plus au registre",
                    en: "of its recipients is no longer in the ledger"),
                Phrase(
                    fr: "de ses destinataires ne sont plus au registre",
                    en: "of its recipients are no longer in the ledger"), language)
            html += " \(HTML.text(known))."
        }
        return html + "</p>\n"
    }

    func ending(_ facts: PageFacts) -> String {
        "<footer id=\"reading\">\n<h2>\(said(.reading))</h2>\n" + paragraph(.countedOnce) + paragraph(.decides)
            + paragraph(.personal) + "</footer>\n"
    }
}
