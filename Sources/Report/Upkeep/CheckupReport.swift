package import Vocabulary
package import Workspace

extension Checkup {
    /// `{"ok","checks":[{"code","name","status","found","remedy"}]}`
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("ok", .bool(isSound)),
            .init(
                "checks",
                .array(
                    checks.map { check in
                        .object([
                            .init("code", .string(check.code)), .init("name", .string(check.name[language])),
                            .init("status", .string(check.status.rawValue)),
                            .init("found", .string(check.found[language])),
                            .init("remedy", JSONValue(check.advice?[language])),
                        ])
                    })),
        ])
    }

    /// A line per check, longer ones carried on under themselves, and a last one that sums them up.
    package func lines(_ language: Language, style: Style, width: Int) -> [String] {
        let widest = checks.map { columnWidth($0.name[language]) }.max() ?? 0
        let words = Check.Status.allCases.map { columnWidth($0.word[language]) }.max() ?? 0
        let indent = words + widest + 8
        return checks.flatMap { check -> [String] in
            let sign = check.status.sign + " " + fitted(check.status.word[language], words)
            let head = "  " + style.paint(sign, check.status.paint) + "  " + fitted(check.name[language], widest) + "  "
            let room = max(20, width - indent)
            var lines = wrapped(printable(check.found[language]), room)
            if let remedy = check.advice { lines += wrapped("→ " + printable(remedy[language]), room) }
            if lines.isEmpty { lines = [""] }
            let blanks = String(repeating: " ", count: indent)
            return lines.enumerated().map { ($0 == 0 ? head : blanks) + $1 }
        } + ["", summary(language, style)]
    }

    private func summary(_ language: Language, _ style: Style) -> String {
        let failed = checks.count { $0.status == .fail }
        let warned = checks.count { $0.status == .warn }
        guard failed == 0 else {
            let count = Wording.plural(
                failed, Phrase(fr: "point ne va pas", en: "check failed"),
                Phrase(fr: "points ne vont pas", en: "checks failed"), language)
            return style.red("✗ " + count + ".")
        }
        guard warned == 0 else {
            let count = Wording.plural(
                warned, Phrase(fr: "point à regarder", en: "thing to look at"),
                Phrase(fr: "points à regarder", en: "things to look at"), language)
            let text = Phrase(fr: "! Rien n’empêche d’envoyer ; \(count).", en: "! Nothing is in the way; \(count).")
            return style.yellow(text[language])
        }
        return style.green(Phrase(fr: "✓ Tout est en ordre.", en: "✓ All is well.")[language])
    }
}

extension Check {
    /// What to do about it.
    fileprivate var advice: Phrase? { remedy ?? refusal.map { Reason($0).remedy } }
}

extension Check.Status {
    fileprivate var sign: String {
        switch self {
        case .ok: "✓"
        case .warn: "!"
        case .fail: "✗"
        case .skipped: "–"
        }
    }

    fileprivate var word: Phrase {
        switch self {
        case .ok: Phrase(fr: "bon", en: "ok")
        case .warn: Phrase(fr: "à voir", en: "note")
        case .fail: Phrase(fr: "échec", en: "failed")
        case .skipped: Phrase(fr: "passé", en: "skipped")
        }
    }

    fileprivate var paint: Style.Paint {
        switch self {
        case .ok: .green
        case .warn: .yellow
        case .fail: .red
        case .skipped: .dim
        }
    }
}
