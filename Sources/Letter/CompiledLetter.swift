import Gate
package import Vocabulary

/// What a letter is compiled with.
package struct LetterContext {
    package var sender: Sender
    /// Nil where the letter's purpose is not declared; the mailing is refused then anyway.
    package var purpose: Purpose?
    /// Where the letter names no language.
    package var language: Language
    /// The placeholder names of the further columns that contacts have.
    package var extraFields: Set<String>
    /// A file of Templates/ by its name; nil where there is none.
    package var template: (_ fileName: String) -> [UInt8]?
    /// The text sibling of an `.html` letter; nil where there is none.
    package var textSibling: () -> [UInt8]?

    package init(
        sender: Sender, purpose: Purpose?, language: Language, extraFields: Set<String>,
        template: @escaping (_ fileName: String) -> [UInt8]?, textSibling: @escaping () -> [UInt8]? = { nil }
    ) {
        self.sender = sender
        self.purpose = purpose
        self.language = language
        self.extraFields = extraFields
        self.template = template
        self.textSibling = textSibling
    }
}

/// A letter compiled once: what does not change is bytes, what does is filled in per recipient.
package struct CompiledLetter: Sendable {
    let fields: LetterFields
    let subject: [Segment]
    let html: [Segment]
    let text: [Segment]
    let headers: FixedHeaders

    /// What the letter needs of each contact.
    package let needs: [FieldNeed]
    /// The parts (`html`, `text`) that lack `{{unsubscribe}}` outside sections and comments.
    package let partsWithoutWayOut: [String]
    /// Everything that is wrong with the templates; a letter with faults is never composed.
    package let faults: [TemplateFault]
    /// The letter with all that it pulls in: what is frozen once somebody was mailed, and what the digest covers.
    package let content: [UInt8]

    package var language: Language { fields.language }

    /// Compiles a letter; faults are collected, not thrown. `source` are the letter's own bytes.
    package init(_ file: LetterFile, source: [UInt8], context: LetterContext) {
        let language = file.language ?? context.language
        let fields = LetterFields(
            sender: context.sender, purpose: context.purpose, language: language, extra: context.extraFields)
        var compiler = LetterCompiler(file: file, fields: fields, context: context)
        let parts = compiler.parts()
        self.fields = fields
        (subject, html, text) = (parts.subject, parts.html, parts.text)
        headers = FixedHeaders(
            sender: context.sender, replyTo: file.replyTo ?? context.sender.replyTo, purpose: file.purpose,
            language: language)
        needs = NeedsCollector(fields).needs(of: subject + html + text)
        partsWithoutWayOut = [("html", html), ("text", text)].filter { part in
            !part.1.contains { if case .field("unsubscribe", _, _) = $0 { true } else { false } }
        }.map(\.0)
        faults = compiler.faults
        content = compiler.content(source)
    }
}

/// Compiles the parts of a letter.
private struct LetterCompiler {
    let file: LetterFile
    let fields: LetterFields
    let context: LetterContext
    private var library: TemplateLibrary
    private var sibling: [UInt8]?

    init(file: LetterFile, fields: LetterFields, context: LetterContext) {
        self.file = file
        self.fields = fields
        self.context = context
        library = TemplateLibrary(read: context.template)
    }

    var faults: [TemplateFault] { library.faults }

    func content(_ source: [UInt8]) -> [UInt8] {
        var content = source
        let others = library.used.sorted { $0.name < $1.name } + (sibling.map { [("text", $0)] } ?? [])
        for (name, bytes) in others {
            content += Array("\n--- \(name) \(bytes.count)\n".utf8)
            content += bytes
        }
        return content
    }

    mutating func parts() -> (subject: [Segment], html: [Segment], text: [Segment]) {
        for attachment in file.attachments {
            library.fault(
                Place(file: file.fileName, line: attachment.line, column: 1),
                Phrase(
                    fr: "`Attach` : les pièces jointes ne sont pas encore prises en charge ; retirez l'en-tête",
                    en: "`Attach`: attachments are not supported yet; take the header out"))
        }
        let subject = subject()
        let (html, text) = file.kind == .html ? htmlBody() : markdownBody()
        let laidOut = layOut(html: html, text: text)
        return (subject, laidOut.html, laidOut.text)
    }

    private mutating func checked(_ tokens: [TemplateToken], isLayout: Bool = false) {
        let fields = fields
        library.check(tokens, known: { fields.isKnown($0) || (isLayout && $0 == "content") }, names: fields.names)
        for token in tokens {
            guard case .tag(let tag) = token, case .variable(let name, nil) = tag.kind,
                fields.fixed(name)?.isBlank == true, !isInSection(tag, tokens)
            else { continue }
            library.fault(
                tag.place,
                Phrase(
                    fr: "`{{\(name)}}` est vide dans la configuration ; renseignez-le, ou entourez-le d'une section",
                    en: "`{{\(name)}}` is blank in the configuration; fill it in, or put a section around it"))
        }
    }

    /// Whatever stands in a section may be left out.
    private func isInSection(_ wanted: Tag, _ tokens: [TemplateToken]) -> Bool {
        var depth = 0
        for token in tokens {
            guard case .tag(let tag) = token else { continue }
            if tag == wanted { return depth > 0 }
            switch tag.kind {
            case .open, .inverted: depth += 1
            case .close: depth -= 1
            case .variable, .partial: break
            }
        }
        return false
    }

    private mutating func subject() -> [Segment] {
        let tokens = library.tokens(
            file.subject, file: file.fileName, firstLine: file.subjectLine, firstColumn: file.subjectColumn,
            endings: ["txt", "md"])
        checked(tokens)
        return build(tokens, isHTML: false, landing: .header)
    }

    private mutating func build(_ tokens: [TemplateToken], isHTML: Bool, landing: Landing = .text) -> [Segment] {
        var sentinels = Sentinels(avoiding: sources(tokens))
        let source = sentinels.plain(tokens)
        var builder = TemplateBuilder(sentinels: sentinels, isHTML: isHTML)
        let segments = builder.build(source, landing: landing)
        library.take(builder.faults)
        return segments
    }

    private func sources(_ tokens: [TemplateToken]) -> [String] {
        tokens.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    private mutating func htmlBody() -> ([Segment], [Segment]) {
        let tokens = library.tokens(file.body, file: file.fileName, firstLine: file.bodyLine, endings: ["html"])
        checked(tokens)
        let html = build(tokens, isHTML: true)
        let name = file.fileName.dropLast(".html".count) + ".txt"
        guard let bytes = context.textSibling(), let text = String(validating: bytes, as: UTF8.self) else {
            library.fault(
                Place(file: file.fileName, line: 1, column: 1),
                Phrase(
                    fr: "à côté d'une lettre .html, la version texte `\(name)` (UTF-8) manque",
                    en: "beside an .html letter, its text version `\(name)` (UTF-8) is missing"))
            return (html, [])
        }
        sibling = bytes
        let textTokens = library.tokens(text, file: String(name), endings: ["txt"])
        checked(textTokens)
        return (html, build(textTokens, isHTML: false))
    }

    private mutating func markdownBody() -> ([Segment], [Segment]) {
        let tokens = library.tokens(file.body, file: file.fileName, firstLine: file.bodyLine, endings: ["md"])
        checked(tokens)
        var sentinels = Sentinels(avoiding: sources(tokens))
        let rendered = MarkdownRenderer(sentinels.markdown(tokens))
        if !rendered.rawHTMLLines.isEmpty {
            library.fault(
                Place(file: file.fileName, line: file.bodyLine, column: 1),
                Phrase(
                    fr: "du HTML brut dans le Markdown serait perdu ; retirez-le, ou écrivez une lettre .html",
                    en: "raw HTML in Markdown would be lost; take it out, or write an .html letter"))
        }
        let (html, text) = sentinels.unwrapped(html: rendered.html, text: rendered.text)
        if hasRelativeImage(html) {
            library.fault(
                Place(file: file.fileName, line: file.bodyLine, column: 1),
                Phrase(
                    fr: "les images jointes (chemin relatif) ne sont pas encore prises en charge",
                    en: "inline images (a relative path) are not supported yet"))
        }
        var htmlBuilder = TemplateBuilder(sentinels: sentinels, isHTML: true, isMarkdown: true)
        let htmlSegments = htmlBuilder.build(html)
        library.take(htmlBuilder.faults)
        var textBuilder = TemplateBuilder(sentinels: sentinels, isHTML: false)
        return (htmlSegments, textBuilder.build(text))
    }

    private func hasRelativeImage(_ html: String) -> Bool {
        html.components(ofMarker: "<img src=\"").dropFirst().contains {
            !$0.hasPrefix("http://") && !$0.hasPrefix("https://")
        }
    }

    private mutating func layOut(html: [Segment], text: [Segment]) -> (html: [Segment], text: [Segment]) {
        guard let name = file.layout else {
            return (wrap(html, in: PlainLayout.html, file: "layout", isHTML: true), text)
        }
        let place = Place(file: file.fileName, line: file.layoutLine, column: 1)
        guard let layout = library.text(name + ".html") else {
            library.fault(
                place,
                Phrase(
                    fr: "la mise en page `\(name)` manque ; attendu : Templates/\(name).html",
                    en: "the layout `\(name)` is missing; expected Templates/\(name).html"))
            return (html, text)
        }
        let laidOut = wrap(html, in: layout, file: name + ".html", isHTML: true)
        guard let textLayout = library.text(name + ".txt") else { return (laidOut, text) }
        return (laidOut, wrap(text, in: textLayout, file: name + ".txt", isHTML: false))
    }

    private mutating func wrap(_ content: [Segment], in layout: String, file: String, isHTML: Bool) -> [Segment] {
        let tokens = library.tokens(layout, file: file, endings: [isHTML ? "html" : "txt"])
        checked(tokens, isLayout: true)
        var sentinels = Sentinels(avoiding: sources(tokens))
        let source = sentinels.plain(tokens)
        var builder = TemplateBuilder(sentinels: sentinels, isHTML: isHTML, content: content)
        let segments = builder.build(source)
        library.take(builder.faults)
        if !builder.hasContent {
            library.fault(
                Place(file: file, line: 1, column: 1),
                Phrase(
                    fr: "la mise en page n'a pas de `{{{content}}}`, où va le texte",
                    en: "the layout has no `{{{content}}}`, where the text goes"))
        }
        return segments
    }
}

/// The layout of a letter that names none.
private enum PlainLayout {
    static let html = """
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        </head>
        <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 1em auto; padding: 0 1em">
        {{{content}}}
        </body>
        </html>

        """
}

/// Finds what a letter needs of the contact.
private struct NeedsCollector {
    private let fields: LetterFields

    init(_ fields: LetterFields) { self.fields = fields }

    func needs(of segments: [Segment]) -> [FieldNeed] {
        var needs: [FieldNeed] = []
        for segment in segments {
            switch segment {
            case .bytes: break
            case .field(let name, let fallback, _):
                guard fallback == nil, name != ".", fields.isOfContact(name) else { continue }
                if !needs.contains(.field(name)) { needs.append(.field(name)) }
            case .section(let name, let isInverted, let inner):
                let within = self.needs(of: inner)
                guard !within.isEmpty else { continue }
                if fields.isOfContact(name) {
                    let need: FieldNeed = isInverted ? .ifAbsent(name, within) : .ifPresent(name, within)
                    if !needs.contains(need) { needs.append(need) }
                } else {
                    // What is the same for everybody is there, or it is not.
                    let isThere = fields.fixed(name).map { !$0.isBlank } ?? true
                    if isThere != isInverted { needs += within }
                }
            }
        }
        return needs
    }
}

extension Sentinels {
    /// Takes the paragraphs away that Markdown made around section tags standing alone.
    func unwrapped(html: String, text: String) -> (String, String) {
        guard tags.contains(where: \.isStandalone) else { return (html, text) }
        var (html, text) = (html, text)
        for (index, tag) in tags.enumerated() where tag.isStandalone {
            let word = word(at: index)
            html = html.components(ofMarker: "<p>\(word)</p>\n").joined(separator: word)
            text = text.components(ofMarker: "\(word)\n\n").joined(separator: word)
            if text.hasSuffix(word + "\n") { text.removeLast() }
        }
        return (html, text)
    }
}

extension String {
    /// The pieces between the occurrences of a marker.
    func components(ofMarker marker: String) -> [String] {
        let (bytes, needle) = (Array(utf8), Array(marker.utf8))
        guard let first = needle.first, bytes.count >= needle.count else { return [self] }
        var pieces: [String] = []
        var start = 0
        var index = 0
        while index + needle.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) {
                pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += needle.count
                start = index
            } else {
                index += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }
}
