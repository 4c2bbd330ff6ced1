package import Gate
package import Mailing
package import Vocabulary

/// The dry run on one screen: how many people are in, by which evidence, how many are out, and why, with a few names each.
/// Everybody is counted once, so that the numbers add up.
package struct PreviewSummary: Sendable {
    private let language: Language
    private let style: Style
    private let width: Int
    /// The lines that it may take; nil for as many as it needs.
    package var height: Int?
    /// The first names under each reason and each kind of evidence.
    private var left: [ReasonCode: [String]] = [:]
    private var admitted: [EvidenceKind: [String]] = [:]
    private static let namesShown = 3
    private static let warningsShown = 3
    private static let reasonsShown = 3

    private static let getsOne = Phrase(fr: "recevra la lettre", en: "will get the letter")
    private static let getMany = Phrase(fr: "recevront la lettre", en: "will get the letter")
    private static let missesOne = Phrase(fr: "ne la recevra pas", en: "will not")
    private static let missMany = Phrase(fr: "ne la recevront pas", en: "will not")

    /// `height`: the lines of the screen that are left to it; where they are too few for everything, it says how much
    /// more there is.
    package init(language: Language, style: Style, width: Int, height: Int? = nil) {
        self.language = language
        self.style = style
        self.width = max(40, width)
        self.height = height
    }

    /// Looks at the decisions on one contact after the other.
    package mutating func note(_ decisions: [Decision]) {
        guard let telling = decisions.telling else { return }
        let name = telling.name.isBlank ? telling.address ?? "—" : telling.name
        func add(to names: inout [String]) {
            guard names.count < PreviewSummary.namesShown else { return }
            let shown = printable(name)
            if !names.contains(shown) { names.append(shown) }
        }
        if let kind = telling.admittedBy?.claim.kind {
            add(to: &admitted[kind, default: []])
        } else if let reason = telling.mainReason {
            add(to: &left[reason, default: []])
        }
    }

    /// The lines of the screen. `inbox`: when it was read; nil where there is none to speak of.
    package func lines(
        letter: String, purpose: String, digest: String, survey: Survey, inbox: Phrase? = nil
    ) -> [String] {
        let head = [
            shortened(printable("\(letter) · \(purpose)"), width).replacingPrefix(letter, by: style.bold(letter)), "",
            counts(survey),
        ]
        let name = Phrase(fr: "empreinte", en: "digest")[language]
        let digest = [""] + inboxLine(inbox, survey) + [style.dim("  \(name) \(digest)")]
        let (kinds, reasons) = (admittedRows(survey), reasonRows(survey))
        let scale = RowScale(kinds + reasons, width: width)
        func all(reasons most: Int, names: Bool, isBrief: Bool) -> [String] {
            head + part(PreviewSummary.admittedTitle, kinds, scale, most: .max, names: false)
                + part(PreviewSummary.leftTitle, reasons, scale, most: most, names: names)
                + warnings(survey.warnings, isBrief: isBrief) + digest
        }
        let full = all(reasons: .max, names: true, isBrief: false)
        guard let height, full.count > height else { return full }
        // What can be had elsewhere gives way first: the words of the warnings, then names, then the rarest reasons.
        let brief = all(reasons: .max, names: true, isBrief: true)
        if brief.count <= height { return brief }
        let briefer = all(reasons: .max, names: false, isBrief: true)
        guard briefer.count > height else { return briefer }
        // One line more says how many reasons are not shown.
        let room = reasons.count - (briefer.count - height) - 1
        return all(reasons: max(PreviewSummary.reasonsShown, room), names: false, isBrief: true)
    }

    /// The warning says it where there is one.
    private func inboxLine(_ inbox: Phrase?, _ survey: Survey) -> [String] {
        guard let inbox, !survey.warnings.contains(where: { $0.code == .inboxNotRead }) else { return [] }
        let name = Phrase(fr: "boîte de réception", en: "inbox")[language]
        return wrapped(printable("\(name) \(inbox[language])"), width - 2).map { style.dim("  " + $0) }
    }

    private func counts(_ survey: Survey) -> String {
        let known = Wording.plural(
            survey.contacts, Phrase(fr: "contact", en: "contact"), Phrase(fr: "contacts", en: "contacts"), language)
        let into =
            "✓ " + Wording.plural(survey.contactsAdmitted, PreviewSummary.getsOne, PreviewSummary.getMany, language)
        let out =
            "✗ " + Wording.plural(survey.contactsExcluded, PreviewSummary.missesOne, PreviewSummary.missMany, language)
        return "  \(known)   \(style.green(into))   \(style.yellow(out))"
    }

    // MARK: Warnings

    private func warnings(_ warnings: [Warning], isBrief: Bool) -> [String] {
        let kinds = WarningCode.allCases.map { code in warnings.filter { $0.code == code } }.filter { !$0.isEmpty }
        guard isBrief else { return kinds.flatMap { shown($0) } }
        let lines = kinds.compactMap { kind -> String? in
            guard let first = kind.first else { return nil }
            let count = kind.count > 1 ? " ×" + Wording.number(kind.count, language) : ""
            let code = "  ! \(first.code.rawValue)\(count)  "
            let room = width - columnWidth(code)
            return style.yellow(code) + (room > 8 ? shortened(printable(first.message[language]), room) : "")
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// The first warnings of one kind, and how many more there are.
    private func shown(_ warnings: [Warning]) -> [String] {
        guard let first = warnings.first else { return [] }
        var lines = ["", style.yellow("  ! \(first.code.rawValue)")]
        for warning in warnings.prefix(PreviewSummary.warningsShown) {
            lines += wrapped(printable(warning.message[language]), width - 4).map { "    " + $0 }
        }
        let more = warnings.count - PreviewSummary.warningsShown
        if more > 0 {
            let all = Phrase(fr: " (--json les donne tous)", en: " (--json has them all)")
            lines.append("    … " + Wording.others(more, language) + all[language])
        }
        return lines
    }

    // MARK: Rows

    private static let admittedTitle = Phrase(
        fr: "  Qui la recevra, et par quelle preuve", en: "  Who will get it, and by which evidence")
    private static let leftTitle = Phrase(fr: "  Qui est laissé de côté, et pourquoi", en: "  Who is left out, and why")

    private func admittedRows(_ survey: Survey) -> [CountRow] {
        survey.orderedEvidence.map { kind in
            let count = survey.contactsByEvidence[kind] ?? 0
            return CountRow(
                label: kind.name[language], code: "", count: count, number: Wording.number(count, language),
                names: admitted[kind] ?? [])
        }
    }

    private func reasonRows(_ survey: Survey) -> [CountRow] {
        survey.orderedReasons.map { code in
            let count = survey.contactsByMainReason[code] ?? 0
            return CountRow(
                label: code.label[language], code: code.rawValue, count: count,
                number: Wording.number(count, language), names: left[code] ?? [])
        }
    }

    /// A title, a line for each row, and the names below them.
    private func part(_ title: Phrase, _ rows: [CountRow], _ scale: RowScale, most: Int, names: Bool) -> [String] {
        guard !rows.isEmpty else { return [] }
        var lines = ["", style.bold(title[language])]
        for row in rows.prefix(most) {
            let head = "  \(fitted(row.label, scale.label))  \(style.cyan(scale.bar(row))) \(scale.number(row))"
            let room = width - scale.code - 2
            // What is counted by its words alone has its names beside it.
            if row.code.isEmpty {
                lines.append(head + (room > 6 ? "  " + style.dim(shortened(row.shownNames, room)) : ""))
                continue
            }
            lines.append(head + (row.code.count <= room ? "  " + style.dim(row.code) : ""))
            if names { lines.append("      " + style.dim(shortened(row.shownNames, width - 6))) }
        }
        let more = rows.count - most
        if more > 0 {
            let people = Wording.plural(
                rows.dropFirst(most).reduce(0) { $0 + $1.count }, Phrase(fr: "personne", en: "person"),
                Phrase(fr: "personnes", en: "people"), language)
            let reasons = Wording.plural(
                more, Phrase(fr: "autre raison", en: "more reason"), Phrase(fr: "autres raisons", en: "more reasons"),
                language)
            let rest = Phrase(fr: "… et \(people), pour \(reasons)", en: "… and \(people), for \(reasons)")
            lines.append("  " + rest[language] + " (--json)")
        }
        return lines
    }
}

/// A row of the screen: what is counted, how many there are, and the first names.
private struct CountRow {
    let label: String
    /// Blank where it has none.
    let code: String
    let count: Int
    /// The count as it is written.
    let number: String
    let names: [String]

    var shownNames: String { names.joined(separator: ", ") + (count > names.count ? ", …" : "") }
}

/// How wide the columns of rows are that stand below each other, and how long a bar is.
private struct RowScale {
    let label: Int
    private let bars: Int
    private let numbers: Int
    private let most: Int
    /// The column behind the number.
    var code: Int { 2 + label + 2 + bars + 1 + numbers }

    init(_ rows: [CountRow], width: Int) {
        most = rows.map(\.count).max() ?? 1
        numbers = max(4, rows.map { columnWidth($0.number) }.max() ?? 0)
        let widest = rows.map { columnWidth($0.label) }.max() ?? 0
        let codes = rows.map(\.code.count).max() ?? 0
        let room = width - 7 - numbers - widest - codes
        bars = Swift.min(24, Swift.max(4, room))
        label = Swift.min(widest, Swift.max(8, width - 5 - numbers - bars))
    }

    func bar(_ row: CountRow) -> String {
        let filled = Swift.max(1, (row.count * bars + most / 2) / most)
        return String(repeating: "█", count: filled) + String(repeating: "░", count: bars - filled)
    }

    func number(_ row: CountRow) -> String {
        String(repeating: " ", count: Swift.max(0, numbers - columnWidth(row.number))) + row.number
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, by other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
