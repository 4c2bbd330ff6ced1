package import Gate
package import Vocabulary

/// The dry run on one screen: how many are in, how many are out, and why, with a few names each.
package struct PreviewSummary: Sendable {
    private let language: Language
    private let style: Style
    private let width: Int
    /// The lines that it may take; nil for as many as it needs.
    package var height: Int?
    /// The first names under each reason.
    private var names: [ReasonCode: [String]] = [:]
    private var admitted: [String] = []
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
            let shown = printable(name)
            if names[finding.code]?.contains(shown) != true { names[finding.code, default: []].append(shown) }
        }
    }

    /// The lines of the screen.
    package func lines(
        letter: String, purpose: String, digest: String, contacts: Int, admitted: Int, excluded: Int,
        byReason: [ReasonCode: Int], warnings: [Warning]
    ) -> [String] {
        let head = [
            shortened(printable("\(letter) · \(purpose)"), width).replacingPrefix(letter, by: style.bold(letter)), "",
            counts(contacts, admitted, excluded),
        ]
        let digest = ["", style.dim("  digest \(digest)")]
        func all(names: Int, reasons: Int, isBrief: Bool) -> [String] {
            head + examples(of: admitted, names) + self.reasons(byReason, most: reasons)
                + self.warnings(warnings, isBrief: isBrief) + digest
        }
        let full = all(names: PreviewSummary.namesShown, reasons: .max, isBrief: false)
        guard let height, full.count > height else { return full }
        // What can be had elsewhere gives way first: the words of the warnings, then names, then the rarest reasons.
        let brief = all(names: PreviewSummary.namesShown, reasons: .max, isBrief: true)
        if brief.count <= height { return brief }
        let briefer = all(names: 1, reasons: .max, isBrief: true)
        guard briefer.count > height else { return briefer }
        // One line more says how many reasons are not shown.
        let room = byReason.count - (briefer.count - height) - 1
        return all(names: 1, reasons: max(PreviewSummary.reasonsShown, room), isBrief: true)
    }

    private func counts(_ contacts: Int, _ admitted: Int, _ excluded: Int) -> String {
        let known = Wording.plural(
            contacts, Phrase(fr: "contact", en: "contact"), Phrase(fr: "contacts", en: "contacts"), language)
        let into = "✓ " + Wording.plural(admitted, PreviewSummary.getsOne, PreviewSummary.getMany, language)
        let out = "✗ " + Wording.plural(excluded, PreviewSummary.missesOne, PreviewSummary.missMany, language)
        return "  \(known)   \(style.green(into))   \(style.yellow(out))"
    }

    private func examples(of count: Int, _ most: Int) -> [String] {
        let shown = admitted.prefix(most)
        guard !shown.isEmpty else { return [] }
        var lines = [""] + shown.map { "    " + shortened($0, width - 4) }
        let more = count - shown.count
        if more > 0 {
            let number = Wording.number(more, language)
            lines.append("    " + Phrase(fr: "… et \(number) de plus", en: "… and \(number) more")[language])
        }
        return lines
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

    // MARK: Reasons

    private func reasons(_ byReason: [ReasonCode: Int], most shownMost: Int) -> [String] {
        guard let most = byReason.values.max(), most > 0 else { return [] }
        let title = Phrase(fr: "  Qui est laissé de côté, et pourquoi", en: "  Who is left out, and why")
        var lines = ["", style.bold(title[language])]
        let order = ReasonCode.allCases.filter { byReason[$0] != nil }.sorted {
            (byReason[$0] ?? 0) > (byReason[$1] ?? 0)
        }
        let codeWidth = order.map(\.rawValue.count).max() ?? 0
        let numberWidth = max(4, columnWidth(Wording.number(most, language)))
        let barWidth = max(4, min(24, width - codeWidth - numberWidth - 34))
        for code in order.prefix(shownMost) {
            let count = byReason[code] ?? 0
            let filled = max(1, (count * barWidth + most / 2) / most)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
            let number = Wording.number(count, language)
            let blanks = String(repeating: " ", count: max(0, numberWidth - columnWidth(number)))
            let shown = (names[code] ?? []).joined(separator: ", ") + (count > (names[code]?.count ?? 0) ? ", …" : "")
            let head = "  \(style.cyan(fitted(code.rawValue, codeWidth)))  \(bar) \(blanks)\(number)  "
            let room = width - codeWidth - barWidth - numberWidth - 7
            lines.append(head + (room > 6 ? shortened(shown, room) : ""))
        }
        let more = order.count - shownMost
        if more > 0 {
            let count = Wording.plural(
                more, Phrase(fr: "autre raison", en: "more reason"), Phrase(fr: "autres raisons", en: "more reasons"),
                language)
            lines.append("  " + Phrase(fr: "… et \(count) (--json)", en: "… and \(count) (--json)")[language])
        }
        return lines
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, by other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
