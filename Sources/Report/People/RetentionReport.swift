package import Gate
package import Vocabulary

/// What `tidy` shows: what is to be forgotten, and what is about to go stale.
package struct RetentionReport {
    private let findings: RetentionFindings
    private let retention: Retention
    private let today: CivilDate

    package init(findings: RetentionFindings, retention: Retention, today: CivilDate) {
        self.findings = findings
        self.retention = retention
        self.today = today
    }

    /// The first ones of each kind are named.
    private static let named = 8

    package func lines(_ language: Language, _ style: Style) -> [String] {
        var lines: [String] = []
        let (evidenceDays, contactDays) = (
            Wording.days(retention.evidenceMaxAgeDays, language), Wording.days(retention.contactMaxAgeDays, language)
        )
        lines += part(
            findings.evidence,
            Phrase(
                fr: "preuve périmée (plus de \(evidenceDays))",
                en: "stale piece of evidence (more than \(evidenceDays))"),
            Phrase(
                fr: "preuves périmées (plus de \(evidenceDays))",
                en: "stale pieces of evidence (more than \(evidenceDays))"),
            findings.lapsed.filter { $0.evidence != nil }, language, style)
        lines += part(
            findings.contacts,
            Phrase(
                fr: "contact sans preuve depuis plus de \(contactDays)",
                en: "contact without evidence for more than \(contactDays)"),
            Phrase(
                fr: "contacts sans preuve depuis plus de \(contactDays)",
                en: "contacts without evidence for more than \(contactDays)"),
            findings.lapsed.filter { $0.evidence == nil }, language, style)
        if let days = retention.logMaxAgeDays {
            let age = Wording.days(days, language)
            lines += part(
                findings.records,
                Phrase(fr: "enregistrement du journal de plus de \(age)", en: "record of the log older than \(age)"),
                Phrase(fr: "enregistrements du journal de plus de \(age)", en: "records of the log older than \(age)"),
                [],
                language, style)
        }
        lines += part(
            findings.messages,
            Phrase(
                fr: "message reçu en retour depuis plus de \(contactDays)",
                en: "message that came back more than \(contactDays) ago"),
            Phrase(
                fr: "messages reçus en retour depuis plus de \(contactDays)",
                en: "messages that came back more than \(contactDays) ago"),
            [], language, style)
        if lines.isEmpty {
            lines.append(Phrase(fr: "Rien n’est à oublier.", en: "There is nothing to forget.")[language])
        }
        return lines + soon(language, style)
    }

    private func part(
        _ count: Int, _ one: Phrase, _ many: Phrase, _ lapsed: [RetentionFindings.Lapsed], _ language: Language,
        _ style: Style
    ) -> [String] {
        guard count > 0 else { return [] }
        var lines = [style.bold(Wording.plural(count, one, many, language))]
        for one in lapsed.prefix(RetentionReport.named) {
            let parts = [one.name, one.address, one.evidence.map { explain($0)[language] } ?? ""]
            lines.append("  " + printable(parts.filter { !$0.isBlank }.joined(separator: " · ")))
        }
        if count > min(lapsed.count, RetentionReport.named), !lapsed.isEmpty { lines.append("  …") }
        return lines
    }

    private func soon(_ language: Language, _ style: Style) -> [String] {
        var lines: [String] = []
        if findings.soonCount > 0 {
            let days = Wording.days(Retention.noticeDays, language)
            let head = Phrase(
                fr:
                    "Bientôt périmé (\(days))\u{A0}: demandez une nouvelle inscription tant que vous pouvez encore leur écrire",
                en: "Stale soon (\(days)): ask for a fresh sign-up while you may still write to them")
            lines += ["", style.yellow(head[language])]
            for one in findings.soon.prefix(RetentionReport.named) {
                let until = Wording.date(one.lastDay, language)
                let last = Phrase(fr: "jusqu’au \(until)", en: "until \(until)")[language]
                let parts = [one.name, one.evidence.claim.address, explain(one.evidence)[language], last]
                lines.append("  " + printable(parts.filter { !$0.isBlank }.joined(separator: " · ")))
            }
            if findings.soonCount > RetentionReport.named { lines.append("  …") }
        }
        if let export = findings.export, export.lastDay.days(since: today) <= Retention.noticeDays {
            let (date, until) = (Wording.date(export.date, language), Wording.date(export.lastDay, language))
            let text =
                export.lastDay < today
                ? Phrase(
                    fr:
                        "L’export LinkedIn du \(date) n’admet plus personne depuis le \(until)\u{A0}: exportez et importez de nouveau.",
                    en: "The LinkedIn export of \(date) has admitted nobody since \(until): export and import again.")
                : Phrase(
                    fr:
                        "L’export LinkedIn du \(date) vaut jusqu’au \(until)\u{A0}: exportez et importez de nouveau avant.",
                    en: "The LinkedIn export of \(date) holds until \(until): export and import again before.")
            lines += ["", style.yellow(text[language])]
        }
        return lines
    }

    package static func receipt(evidence: Int, contacts: Int, records: Int, messages: Int = 0) -> Phrase {
        Phrase { language in
            var counts = [
                Wording.plural(
                    evidence, Phrase(fr: "preuve", en: "piece of evidence"),
                    Phrase(fr: "preuves", en: "pieces of evidence"), language),
                Wording.plural(
                    contacts, Phrase(fr: "contact", en: "contact"), Phrase(fr: "contacts", en: "contacts"), language),
                Wording.plural(
                    records, Phrase(fr: "enregistrement du journal", en: "record of the log"),
                    Phrase(fr: "enregistrements du journal", en: "records of the log"), language),
            ]
            if messages > 0 {
                counts.append(
                    Wording.plural(
                        messages, Phrase(fr: "message reçu en retour", en: "message that came back"),
                        Phrase(fr: "messages reçus en retour", en: "messages that came back"), language))
            }
            let all = counts.joined(separator: ", ")
            return Phrase(fr: "\n✓ Oublié\u{A0}: \(all).", en: "\n✓ Forgotten: \(all).")[language]
        }
    }

    /// The `--json` document; `applied` where anything was.
    package func document(applied: (evidence: Int, contacts: Int, records: Int, messages: Int)?) -> JSONValue {
        func counts(_ evidence: Int, _ contacts: Int, _ records: Int, _ messages: Int) -> JSONValue {
            .object([
                .init("evidence", .int(evidence)), .init("contacts", .int(contacts)), .init("records", .int(records)),
                .init("messages", .int(messages)),
            ])
        }
        return .object([
            .init("on", .string(today.iso)),
            .init("stale", counts(findings.evidence, findings.contacts, findings.records, findings.messages)),
            .init("applied", applied.map { counts($0.evidence, $0.contacts, $0.records, $0.messages) } ?? .null),
            .init(
                "lapsed",
                .array(
                    findings.lapsed.map { one in
                        .object([
                            .init("contact", .int(Int(one.contact.rawValue))), .init("name", .string(one.name)),
                            .init("address", JSONValue(one.address.isEmpty ? nil : one.address)),
                            .init("evidence", one.evidence.map { DecisionDocument.evidence($0) } ?? .null),
                        ])
                    })),
            .init(
                "staleSoon",
                .array(
                    findings.soon.map { one in
                        .object([
                            .init("contact", .int(Int(one.contact.rawValue))), .init("name", .string(one.name)),
                            .init("address", .string(one.evidence.claim.address)),
                            .init("evidence", DecisionDocument.evidence(one.evidence)),
                            .init("lastDay", .string(one.lastDay.iso)),
                        ])
                    })),
            .init("staleSoonCount", .int(findings.soonCount)),
            .init(
                "linkedInExport",
                findings.export.map {
                    .object([.init("date", .string($0.date.iso)), .init("lastDay", .string($0.lastDay.iso))])
                } ?? .null),
        ])
    }
}
