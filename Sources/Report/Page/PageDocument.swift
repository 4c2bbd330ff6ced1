import Gate
import Mailing
import Vocabulary

extension PreviewPage {
    /// The document, in pieces and in order. `rows` gives the rows of one table, as ``note(_:_:before:cameBack:)`` made them, to
    /// the same place as `write`.
    package func write(
        _ facts: PageFacts, _ findings: PageFindings, messages: [SampleMessage],
        rows: (PageSection) throws -> Void, to write: (String) throws -> Void
    ) throws {
        let words = PageText(language)
        let wasJudged = findings.refusals.isEmpty
        try write(words.head(letter: facts.letter))
        try write(words.opening(facts, findings, wasJudged: wasJudged))
        try write(contents(findings, words))
        if wasJudged { try write(search(findings, words)) }
        try write("<main id=\"content\">\n")
        if !wasJudged { try write(refusals(findings, words)) }
        if wasJudged { try write(glance(findings, words)) }
        try write(words.warnings(findings.survey.warnings))
        if wasJudged {
            try writeChanges(words, rows: rows, to: write)
            try writeAdmitted(words, rows: rows, to: write)
            try writeExcluded(findings, words, rows: rows, to: write)
            try write(words.open("messages", .messages))
            if messages.isEmpty {
                try write(words.paragraph(.noMessages))
            } else {
                try write(words.paragraph(.messagesIntroduction))
                let shown = PageMessages(language: language, letterLanguage: facts.letterLanguage)
                for (index, message) in messages.enumerated() { try write(shown.html(message, number: index + 1)) }
            }
            try write("</section>\n")
        }
        try write(words.letter(facts, findings))
        try write("</main>\n" + words.ending(facts))
        try write("<script>\(PageScript.text)</script>\n</body>\n</html>\n")
    }

    // MARK: Tables

    private func writeTable(
        _ section: PageSection, _ words: PageText, rows: (PageSection) throws -> Void, to write: (String) throws -> Void
    ) throws {
        guard let table = tables[section] else { return }
        let mode =
            table.count <= PageTable.rowsOpen ? " open" : table.count > PageTable.rowsPrinted ? " class=\"long\"" : ""
        let (one, many) = section.counted
        let label = Wording.plural(table.count, one, many, language)
        try write(
            "<details\(mode)><summary>\(HTML.text(label))</summary>\n<div class=\"rows \(section.shape)\(table.unused)\">\n"
        )
        try rows(section)
        try write(PageTable.end + "</div></details>\n")
    }

    private func writeAdmitted(
        _ words: PageText, rows: (PageSection) throws -> Void, to write: (String) throws -> Void
    ) throws {
        try write(words.open(PageSection.admitted.anchor, .admitted, kind: PageSection.admitted.kind))
        if tables[.admitted] == nil { try write(words.paragraph(.nobodyAdmitted)) }
        try writeTable(.admitted, words, rows: rows, to: write)
        try write("</section>\n")
    }

    private func writeExcluded(
        _ findings: PageFindings, _ words: PageText, rows: (PageSection) throws -> Void,
        to write: (String) throws -> Void
    ) throws {
        try write(words.open("excluded", .excluded))
        let codes = findings.orderedReasons
        try write(words.paragraph(codes.isEmpty ? .nobodyExcluded : .countedOnce))
        for code in codes {
            let section = PageSection.excluded(code)
            let reason = Reason(code)
            try write(
                "<section class=\"reason\" id=\"\(section.anchor)\" data-kind=\"\(section.kind)\" "
                    + "aria-labelledby=\"\(section.anchor)-head\">\n"
                    + "<h3 id=\"\(section.anchor)-head\">\(HTML.prose(reason.message[language].capitalizedFirst))</h3>\n"
                    + "<p class=\"code\"><code>\(reason.code)</code></p>\n<dl class=\"facts\">\n"
                    + words.fact(.basis, HTML.prose(reason.basis[language].capitalizedFirst))
                    + words.fact(.remedy, HTML.prose(reason.remedy[language].capitalizedFirst)) + "</dl>\n")
            try writeTable(section, words, rows: rows, to: write)
            try write("</section>\n")
        }
        try write("</section>\n")
    }

    private func writeChanges(
        _ words: PageText, rows: (PageSection) throws -> Void, to write: (String) throws -> Void
    ) throws {
        try write(words.open("since", .sinceLast))
        guard let earlier else {
            return try write(words.paragraph(.firstLetter) + "</section>\n")
        }
        try write(words.comparison(earlier))
        if tables[.newlyIn] == nil, tables[.newlyOut] == nil { try write(words.paragraph(.nothingChanged)) }
        for (section, title) in [(PageSection.newlyIn, PageWords.newlyIn), (.newlyOut, .newlyOut)] {
            guard tables[section] != nil else { continue }
            try write(
                "<section id=\"\(section.anchor)\" data-kind=\"\(section.kind)\">\n"
                    + "<h3>\(HTML.text(title.phrase[language]))</h3>\n")
            try writeTable(section, words, rows: rows, to: write)
            try write("</section>\n")
        }
        try write("</section>\n")
    }

    // MARK: Pieces that depend on what was found

    private func contents(_ findings: PageFindings, _ words: PageText) -> String {
        var places: [(String, PageWords)] = []
        let wasJudged = findings.refusals.isEmpty
        places.append(wasJudged ? ("glance", .atAGlance) : ("refused", .refused))
        if !findings.survey.warnings.isEmpty { places.append(("warnings", .warnings)) }
        if wasJudged {
            places += [
                ("since", .sinceLast), ("admitted", .admitted), ("excluded", .excluded), ("messages", .messages),
            ]
        }
        places += [("letter", .theLetter), ("reading", .reading)]
        var html = "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">"
        html += HTML.text(PageWords.contents.phrase[language]) + "</h2>\n<ol>\n"
        for (place, name) in places {
            html += "<li><a href=\"#\(place)\">\(HTML.text(name.phrase[language]))</a>"
            if place == "excluded", !findings.orderedReasons.isEmpty {
                html += "\n<ol class=\"codes\">\n"
                for code in findings.orderedReasons {
                    let count = Wording.number(findings.survey.contactsByMainReason[code] ?? 0, language)
                    let anchor = PageSection.excluded(code).anchor
                    html += "<li><a href=\"#\(anchor)\">\(HTML.text(code.label[language]))\u{A0}\(count)</a>"
                    html += "<code>\(code.rawValue)</code></li>\n"
                }
                html += "</ol>"
            }
            html += "</li>\n"
        }
        return html + "</ol>\n</nav>\n"
    }

    /// Hidden until the script that makes it work shows it.
    private func search(_ findings: PageFindings, _ words: PageText) -> String {
        func said(_ name: PageWords) -> String { HTML.text(name.phrase[language]) }
        var html = "<form id=\"find\" role=\"search\" hidden data-none=\"\(said(.foundNone))\" "
        html += "data-one=\"\(said(.foundOne))\" data-many=\"\(said(.foundMany))\">\n"
        html +=
            "<label for=\"q\">\(said(.search))</label><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" "
        html += "spellcheck=\"false\">\n<label for=\"show\">\(said(.show))</label><select id=\"show\" name=\"show\">\n"
        html += "<option value=\"\">\(said(.everybody))</option>\n"
        html += "<option value=\"admitted\">\(said(.admittedOnly))</option>\n"
        html += "<option value=\"excluded\">\(said(.excludedOnly))</option>\n"
        if earlier != nil { html += "<option value=\"changed\">\(said(.changedOnly))</option>\n" }
        if !findings.orderedReasons.isEmpty {
            html += "<optgroup label=\"\(said(.reasons))\">\n"
            for code in findings.orderedReasons {
                html += "<option value=\"\(PageSection.excluded(code).anchor)\">"
                html += "\(HTML.text(code.label[language])) (\(code.rawValue))</option>\n"
            }
            html += "</optgroup>\n"
        }
        return html + "</select>\n<output name=\"found\" for=\"q show\"></output>\n</form>\n"
    }

    private func refusals(_ findings: PageFindings, _ words: PageText) -> String {
        var html = words.open("refused", .refused)
        html += words.paragraph(.nobodyLookedAt) + "<ul class=\"notes\">\n"
        for refusal in findings.refusals {
            let reason = Reason(refusal.code)
            html += "<li><p><strong>\(HTML.prose(refusal.message[language].capitalizedFirst))</strong> "
            html += "<code>\(reason.code)</code></p>\n<dl class=\"facts\">\n"
            html += words.fact(.basis, HTML.prose(reason.basis[language].capitalizedFirst))
            html += words.fact(.remedy, HTML.prose(reason.remedy[language].capitalizedFirst)) + "</dl></li>\n"
        }
        return html + "</ul>\n</section>\n"
    }

    private func glance(_ findings: PageFindings, _ words: PageText) -> String {
        func number(_ count: Int, of all: Int) -> String {
            Wording.number(count, language) + " · " + PageFigures.percent(count, of: all, language)
        }
        let (survey, all) = (findings.survey, findings.survey.contacts)
        let people = [
            Bar(
                label: PageWords.contacts.phrase[language], count: all, number: Wording.number(all, language),
                fill: .outlined),
            Bar(
                label: PageWords.shared.phrase[language], count: sharing, number: number(sharing, of: all),
                fill: .hatched),
            Bar(
                label: PageWords.willGet.phrase[language], count: survey.contactsAdmitted,
                number: number(survey.contactsAdmitted, of: all), fill: .solid),
        ]
        let kinds = survey.orderedEvidence.map { kind in
            let count = survey.contactsByEvidence[kind] ?? 0
            return Bar(
                label: kind.name[language], count: count, number: Wording.number(count, language), fill: .solid)
        }
        let reasons = findings.orderedReasons.map { code in
            let count = survey.contactsByMainReason[code] ?? 0
            return Bar(
                label: code.label[language], code: code.rawValue, count: count, number: Wording.number(count, language),
                fill: .hatched)
        }
        return words.open("glance", .atAGlance) + figure("funnel", .funnel, people)
            + figure("evidence", .evidenceChart, kinds) + figure("reasons", .reasonsChart, reasons) + "</section>\n"
    }

    private func figure(_ id: String, _ title: PageWords, _ bars: [Bar]) -> String {
        guard !bars.isEmpty else { return "" }
        let title = title.phrase[language]
        return "<figure class=\"\(id)\"><figcaption>\(HTML.text(title))</figcaption>\n"
            + PageFigures.bars(id, title: title, bars) + "</figure>\n"
    }
}

extension PageFindings {
    /// The main reasons of those who are left out, the most frequent one first.
    var orderedReasons: [ReasonCode] { survey.orderedReasons }
}

extension String {
    /// A sentence's first letter as a capital.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
