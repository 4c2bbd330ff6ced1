private import Vocabulary

/// Chooses among the parts what a mail program shows as the text (RFC 2046 §5.1).
enum BodyText {
    /// Nil where a part has no text to read. `isFirst` is true where nothing was shown before it.
    static func of(_ part: MailPart, isFirst: Bool) -> String? {
        guard part.disposition != "attachment" else { return nil }
        let type = part.contentType
        if part.children.isEmpty {
            if type.isMultipart { return part.text }
            guard type.type == "text", isFirst || part.filename == nil else { return nil }
            switch type.subtype {
            case "html": return HTMLText.plain(part.text)
            case "calendar", "rfc822-headers", "vcard", "x-vcard", "directory": return nil
            case "plain" where type.parameters["format"]?.lowercased() == "flowed":
                return FlowedText.unfolded(part.text, deletesBlank: type.parameters["delsp"]?.lowercased() == "yes")
            default: return part.text
            }
        }
        guard type.isMultipart else { return nil }
        switch type.subtype {
        case "alternative": return alternative(part.children, isFirst: isFirst)
        // The report in words comes first; behind it are the one for programs and the message (RFC 6522 §3). The text of what is
        // signed comes before its signature, that of what has pictures before these.
        case "report", "signed", "related", "encrypted":
            return part.children.lazy.compactMap { of($0, isFirst: isFirst) }.first
        default: return joined(part.children, isFirst: isFirst)
        }
    }

    /// Plain text, unless it says nothing.
    private static func alternative(_ children: [MailPart], isFirst: Bool) -> String? {
        var fallback: String?
        let plainFirst =
            children.filter { $0.contentType.is("text/plain") } + children.filter { !$0.contentType.is("text/plain") }
        for child in plainFirst {
            guard let text = of(child, isFirst: isFirst) else { continue }
            if !text.isBlank { return text }
            fallback = fallback ?? text
        }
        return fallback
    }

    private static func joined(_ children: [MailPart], isFirst: Bool) -> String? {
        var result = ""
        var isFirst = isFirst
        var hasText = false
        for child in children where result.utf8.count < MailLimits.textOctets {
            guard let text = of(child, isFirst: isFirst) else { continue }
            if hasText, result.utf8.last != LineEnds.lf { result += "\n" }
            result += text
            hasText = true
            isFirst = false
        }
        return hasText ? result : nil
    }
}
