import Gate
import Vocabulary

/// The messages of the few, HTML and text side by side.
struct PageMessages {
    let language: Language
    let letterLanguage: Language

    /// What a message may load: nothing. Its styles and the images that stand in it are its own.
    private static let guardrail =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        + "img-src data:\">"

    func html(_ message: SampleMessage, number: Int) -> String {
        let clearance = message.sample.clearance
        let words = PageText(language)
        let name = clearance.fields.displayName
        let shown = name.isBlank ? clearance.address.spelling : name
        let lang = letterLanguage == language ? "" : " lang=\"\(letterLanguage.rawValue)\""
        let reasons = message.sample.reasons.map { word($0) }
        var html = "<article class=\"message\" aria-labelledby=\"message-\(number)\">\n"
        html += "<h3 id=\"message-\(number)\">\(HTML.isolated(shown))</h3>\n<dl class=\"facts\">\n"
        html += words.fact(.why, reasons.joined(separator: ", "))
        html += words.fact(.to, HTML.isolated(clearance.address.spelling))
        html += words.fact(.subject, "<bdi\(lang)>\(HTML.text(message.subject))</bdi>")
        if let evidence = clearance.evidence { html += words.fact(.evidence, HTML.text(explain(evidence)[language])) }
        html += "</dl>\n<div class=\"sides\">\n"
        let (asHTML, asText) = (PageWords.asHTML.phrase[language], PageWords.asText.phrase[language])
        html += "<figure><figcaption>\(HTML.text(asHTML))</figcaption>"
        html += "<iframe sandbox=\"\" loading=\"lazy\" title=\"\(HTML.text(asHTML + " · " + shown))\" srcdoc=\""
        html += HTML.document(PageMessages.guardrail + message.html) + "\"></iframe></figure>\n"
        html += "<figure><figcaption>\(HTML.text(asText))</figcaption>"
        html += "<pre role=\"region\" tabindex=\"0\" aria-label=\"\(HTML.text(asText + " · " + shown))\"\(lang)>\n"
        html += HTML.lines(message.text) + "</pre></figure>\n</div>\n</article>\n"
        return html
    }

    private func word(_ reason: SampleReason) -> String {
        switch reason {
        case .longestName: HTML.text(PageWords.longestName.phrase[language])
        case .lacking(let fields):
            HTML.text(Phrase(fr: "ce qui lui manque\u{A0}: ", en: "what is lacking: ")[language])
                + fields.map { language == .french ? FieldAlias.french($0) : $0 }
                .map { "<code>\(HTML.text($0))</code>" }.joined(separator: " ")
        case .evidence(let kind):
            HTML.text(Phrase(fr: "sa preuve\u{A0}: ", en: "the evidence: ")[language] + kind.name[language])
        }
    }
}
