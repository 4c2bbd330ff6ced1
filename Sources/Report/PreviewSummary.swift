package import Gate
package import Vocabulary

/// The dry run on one screen: how many are in, how many are out, and why, with a few names each.
package struct PreviewSummary: Sendable {
    private let language: Language
    private let style: Style
    private let width: Int
    /// The first names under each reason.
    private var names: [ReasonCode: [String]] = [:]
    private var admitted: [String] = []
    private static let namesShown = 3
    private static let warningsShown = 3

    private static let getsOne = Phrase(fr: "recevra la lettre", en: "will get the letter")
    private static let getMany = Phrase(fr: "recevront la lettre", en: "will get the letter")
    private static let missesOne = Phrase(fr: "ne la recevra pas", en: "will not")
    private static let missMany = Phrase(fr: "ne la recevront pas", en: "will not")

    package init(language: Language, style: Style, width: Int) {
        self.language = language
        self.style = style
        self.width = max(40, width)
    }

    /// Looks at each decision as it passes.
    package mutating func note(_ decision: Decision) {
        let name = decision.name.isBlank ? decision.address ?? "—" : decision.name
        if decision.isAdmitted {
            if admitted.count < PreviewSummary.namesShown, let why = explain(decision) {
                admitted.append(printable("\(name) · \(why[language])"))
            }
            return
        }
        for finding in decision.findings where names[finding.code, default: []].count < PreviewSummary.namesShown {
            if names[finding.code]?.contains(name) != true { names[finding.code, default: []].append(printable(name)) }
        }
    }

    /// The lines of the screen.
    package func lines(
        letter: String, purpose: String, digest: String, contacts: Int, admitted: Int, excluded: Int,
        byReason: [ReasonCode: Int], warnings: [Warning]
    ) -> [String] {
        var lines = [
            style.bold(letter) + " · " + purpose,
            "",
            "  "
                + Wording.plural(
                    contacts, Phrase(fr: "contact", en: "contact"), Phrase(fr: "contacts", en: "contacts"), language)
                + "   "
                + style.green("✓ " + Wording.plural(admitted, PreviewSummary.getsOne, PreviewSummary.getMany, language))
                + "   "
                + style.yellow(
                    "✗ " + Wording.plural(excluded, PreviewSummary.missesOne, PreviewSummary.missMany, language)),
        ]
        if !self.admitted.isEmpty {
            lines.append("")
            lines += self.admitted.map { "    " + cut($0, width - 4) }
            if admitted > self.admitted.count { lines.append("    …") }
        }
        lines += reasons(byReason)
        for code in WarningCode.allCases { lines += shown(warnings.filter { $0.code == code }) }
        lines.append("")
        lines.append(style.dim("  digest \(digest)"))
        return lines
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
            let count = Wording.number(more, language)
            lines.append(
                "    "
                    + Phrase(
                        fr: "… et \(count) autres (--json les "
                            + "donne tous)", en: "… and \(count) more (--json has them all)")[language])
        }
        return lines
    }

    private func reasons(_ byReason: [ReasonCode: Int]) -> [String] {
        guard let most = byReason.values.max(), most > 0 else { return [] }
        var lines = [
            "",
            style.bold(
                Phrase(
                    fr: "  Qui est laissé de côté, et "
                        + "pourquoi", en: "  Who is left out, and why")[language]),
        ]
        let order = ReasonCode.allCases.filter { byReason[$0] != nil }.sorted {
            (byReason[$0] ?? 0) > (byReason[$1] ?? 0)
        }
        let codeWidth = order.map(\.rawValue.count).max() ?? 0
        let barWidth = max(4, min(24, width - codeWidth - 40))
        for code in order {
            let count = byReason[code] ?? 0
            let filled = max(1, (count * barWidth + most / 2) / most)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
            let shown = (names[code] ?? []).joined(separator: ", ") + (count > (names[code]?.count ?? 0) ? ", …" : "")
            let head = "  \(style.cyan(fitted(code.rawValue, codeWidth)))  \(bar) \(leftPadded(count, 6))  "
            let room = width - codeWidth - barWidth - 13
            lines.append(head + (room > 6 ? cut(shown, room) : ""))
        }
        return lines
    }

    private func leftPadded(_ count: Int, _ width: Int) -> String {
        let text = Wording.number(count, language)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private func cut(_ text: String, _ width: Int) -> String {
        columnWidth(text) <= width ? text : fitted(text, width)
    }
}

/// A text broken at blanks into lines of at most so many columns.
package func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if line.isEmpty {
            line = String(word)
        } else if columnWidth(line) + 1 + columnWidth(String(word)) <= width {
            line += " " + word
        } else {
            lines.append(line)
            line = String(word)
        }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}
