import Gate
import Vocabulary

/// Finds placeholders as other mail tools write them, which would go out as they stand. What is certain by its marks alone
/// (`*|…|*`) counts with any name inside; what people also write in ordinary text (`[…]`, `{…}`, `%…%`) counts where a name of
/// a field stands inside. Code, comments and styles are passed over, and so are Portillon's own tags.
struct ForeignMarks {
    /// What has to stand between the marks.
    private enum Inside {
        case anything
        /// Something like the name of a field: letters, digits and a few signs, beginning with a letter.
        case name
        /// The name of a field, or one in capitals.
        case capitals
        case field
        /// The same without blanks at its ends: « Nom » is a quotation, and `#nom #prix` are two words.
        case word
    }

    private struct Marks {
        let opening: [Unicode.Scalar]
        let closing: [Unicode.Scalar]
        let inside: Inside

        init(_ opening: String, _ closing: String, _ inside: Inside) {
            self.opening = Array(opening.unicodeScalars)
            self.closing = Array(closing.unicodeScalars)
            self.inside = inside
        }
    }

    /// The longer ones first. Whose they are: Mailchimp; Salesforce; GetResponse, Constant Contact, Mailjet; Word's fields, as
    /// text; templates of shops and programs; Jinja, Liquid; ERB, ASP; Sympa, Emma; MailerLite; AWeber; Brevo, Sarbacane;
    /// ActiveCampaign; Campaign Monitor, MailPoet and people; Word's fields; Dotdigital and others.
    private static let all: [Marks] = [
        Marks("*|", "|*", .anything), Marks("%%", "%%", .name), Marks("[[", "]]", .name), Marks("<<", ">>", .name),
        Marks("&lt;&lt;", "&gt;&gt;", .name), Marks("${", "}", .name), Marks("{%", "%}", .anything),
        Marks("<%", "%>", .anything), Marks("[%", "%]", .anything), Marks("{$", "}", .name), Marks("{!", "}", .name),
        Marks("{", "}", .capitals), Marks("%", "%", .capitals), Marks("[", "]", .field), Marks("«", "»", .word),
        Marks("##", "##", .word), Marks("#", "#", .word), Marks("@", "@", .word), Marks("$", "$", .word),
    ]
    private static let firsts = Set(all.compactMap(\.opening.first))
    /// Characters that one placeholder takes, at most.
    private static let longest = 80

    private let fields: LetterFields

    init(_ fields: LetterFields) { self.fields = fields }

    /// The marks of a text in their order. `ending`: that of its file, which says what is code in it.
    func marks(in text: String, ending: String, file: String, firstLine: Int) -> [Warning.ForeignMark] {
        var text = Array(text.replacingLineEnds().unicodeScalars)
        // Nearly every text holds none.
        guard text.contains(where: ForeignMarks.firsts.contains) else { return [] }
        PassedOver.blank(&text, ending: ending)
        var found: [Warning.ForeignMark] = []
        var line = firstLine
        var index = 0
        while index < text.count {
            if text[index] == "\n" { line += 1 }
            guard ForeignMarks.firsts.contains(text[index]), let (end, inside) = mark(text, at: index) else {
                index += 1
                continue
            }
            let shown = String(String.UnicodeScalarView(text[index..<end]))
            found.append(Warning.ForeignMark(text: shown, file: file, line: line, field: field(inside)))
            index = end
        }
        return found
    }

    /// Where a placeholder that begins here ends, and what stands in it.
    private func mark(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, inside: String)? {
        for marks in ForeignMarks.all where text[start...].starts(with: marks.opening) {
            let first = start + marks.opening.count
            guard let last = closing(marks.closing, text, from: first) else { continue }
            let inside = String(String.UnicodeScalarView(text[first..<last]))
            let end = last + marks.closing.count
            guard holds(inside, marks.inside), stands(text, start, end, marks) else { continue }
            return (end, inside)
        }
        return nil
    }

    private func closing(_ closing: [Unicode.Scalar], _ text: [Unicode.Scalar], from first: Int) -> Int? {
        var index = first
        while index + closing.count <= text.count, index - first <= ForeignMarks.longest {
            if text[index] == "\n" || text[index] == "\0" { return nil }
            if index > first, text[index...].starts(with: closing) { return index }
            index += 1
        }
        return nil
    }

    private func holds(_ inside: String, _ wanted: Inside) -> Bool {
        let hasBlankEnds = inside.first?.isWhitespace == true || inside.last?.isWhitespace == true
        if hasBlankEnds, wanted == .word { return false }
        switch wanted {
        case .anything: return inside.unicodeScalars.contains { $0.properties.isAlphabetic }
        case .name: return ForeignMarks.isName(inside)
        case .capitals:
            let isShouted =
                inside.unicodeScalars.count >= 3 && inside.unicodeScalars.first?.properties.isUppercase == true
                && inside.unicodeScalars.allSatisfy {
                    $0.properties.isUppercase || $0.properties.numericType != nil || $0 == "_"
                }
            return isShouted || field(inside) != nil
        case .field, .word: return field(inside) != nil
        }
    }

    private static func isName(_ inside: String) -> Bool {
        let scalars = inside.unicodeScalars
        guard let first = scalars.first, first.properties.isAlphabetic, scalars.last != " " else { return false }
        return scalars.split(separator: " ").count <= 4
            && scalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
                    || " _-.:,|='\"".unicodeScalars.contains($0)
            }
    }

    /// What stands around a mark can make it something else: a link of Markdown, an encoded URL.
    private func stands(_ text: [Unicode.Scalar], _ start: Int, _ end: Int, _ marks: Marks) -> Bool {
        let before = start > 0 ? text[start - 1] : " "
        let behind = end < text.count ? text[end] : " "
        switch marks.opening.first {
        case "[": return !"([:".unicodeScalars.contains(behind) && before != "]" && before != "!"
        case "%", "#", "@", "$":
            guard marks.closing.count == 1 else { return true }
            let isWithin =
                before.properties.isAlphabetic || before.properties.numericType != nil || before == marks.opening[0]
            // `%E9TAT%20`: octets of an encoded URL.
            let isEncoded = marks.opening[0] == "%" && isHex(text, start + 1) && isHex(text, end)
            return !isWithin && !isEncoded
        default: return true
        }
    }

    private func isHex(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
        index + 1 < text.count && text[index].properties.isASCIIHexDigit && text[index + 1].properties.isASCIIHexDigit
    }

    /// The field that a name means: `FNAME`, `contact.FIRSTNAME`, `firstname,fallback=x`, `data:firstname:""`.
    private func field(_ inside: String) -> String? {
        let head = inside.prefix { $0 != "," && $0 != "|" && $0 != "=" }.trimmingBlanks()
        for name in head.split(whereSeparator: { ".:$".contains($0) }).reversed() {
            let name = String(name)
            guard name.trimmingBlanks() == name else { continue }
            if LetterFields.perRecipient.contains(name) || fields.extra.contains(name) { return name }
            let plain = name.lowercased().filter { !" _-".contains($0) }
            if let known = ForeignNames.field(plain, inTag: false) { return known }
            if let extra = fields.extra.first(where: { $0.filter { $0 != "_" } == plain }) { return extra }
        }
        return nil
    }
}

/// What holds marks and means none: Portillon's own tags, code, comments and styles. It is blanked, line by line.
private enum PassedOver {
    static func blank(_ text: inout [Unicode.Scalar], ending: String) {
        blank(&text, from: "{{", to: "}}")
        if ending == "html" {
            for (opening, closing) in [
                ("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<code", "</code"), ("<pre", "</pre"),
            ] { blank(&text, from: opening, to: closing) }
        } else if ending == "md" {
            blankCodeBlocks(&text)
            blankCodeSpans(&text)
        }
    }

    private static func cover(_ text: inout [Unicode.Scalar], _ range: Range<Int>) {
        for index in range where text[index] != "\n" { text[index] = "\0" }
    }

    /// From one mark to the next closing one, ASCII case aside; what is never closed stays.
    private static func blank(_ text: inout [Unicode.Scalar], from opening: String, to closing: String) {
        let (opening, closing) = (Array(opening.unicodeScalars), Array(closing.unicodeScalars))
        func stands(_ wanted: [Unicode.Scalar], _ index: Int) -> Bool {
            index + wanted.count <= text.count
                && zip(text[index...], wanted).allSatisfy { $0 == $1 || $0.properties.lowercaseMapping == String($1) }
        }
        var index = 0
        var lacksClosing = false
        while index < text.count, !lacksClosing {
            guard stands(opening, index) else {
                index += 1
                continue
            }
            var end = index + opening.count
            while end < text.count, !stands(closing, end) { end += 1 }
            lacksClosing = end >= text.count
            if lacksClosing { break }
            end += closing.count
            cover(&text, index..<end)
            index = end
        }
    }

    /// Fenced blocks, and indented ones that no item of a list holds.
    private static func blankCodeBlocks(_ text: inout [Unicode.Scalar]) {
        var fence: (sign: Unicode.Scalar, count: Int)?
        var isBehindBlank = true
        var isInList = false
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: "\n") ?? text.count
            let line = text[start..<end]
            let indentation = line.prefix { $0 == " " || $0 == "\t" }
            let words = line.dropFirst(indentation.count)
            let width = indentation.contains("\t") ? 4 : indentation.count
            let run = words.first.map { sign in (sign: sign, count: words.prefix { $0 == sign }.count) }
            if let open = fence {
                cover(&text, start..<end)
                if let run, run.sign == open.sign, run.count >= open.count, words.count == run.count { fence = nil }
            } else if let run, run.sign == "`" || run.sign == "~", run.count >= 3 {
                fence = run
                cover(&text, start..<end)
            } else if words.isEmpty {
                isBehindBlank = true
            } else if width >= 4, isBehindBlank, !isInList {
                cover(&text, start..<end)
            } else {
                isBehindBlank = false
                if width < 4 || isInList {
                    let mark = words.prefix { $0 != " " }
                    let isItem =
                        mark.count == 1 && "-*+".unicodeScalars.contains(mark[mark.startIndex])
                        || mark.count > 1 && ".)".unicodeScalars.contains(mark[mark.endIndex - 1])
                            && mark.dropLast().allSatisfy { $0.properties.numericType != nil }
                    isInList = isItem || isInList && width > 0
                }
            }
            start = end + 1
        }
    }

    /// Between runs of as many backticks, within a paragraph.
    private static func blankCodeSpans(_ text: inout [Unicode.Scalar]) {
        var index = 0
        while index < text.count {
            guard text[index] == "`" else {
                index += 1
                continue
            }
            let count = text[index...].prefix { $0 == "`" }.count
            var end = index + count
            var found: Int?
            while end < text.count, found == nil {
                if text[end] == "\n", end + 1 < text.count, text[end + 1] == "\n" { break }
                guard text[end] == "`" else {
                    end += 1
                    continue
                }
                let run = text[end...].prefix { $0 == "`" }.count
                end += run
                if run == count { found = end }
            }
            if let found { cover(&text, index..<found) }
            index = found ?? index + count
        }
    }
}
