import Gate
import Vocabulary

/// Compiles the parts of a letter, once for all recipients.
///
/// Every fault is found here, before anybody is asked or mailed, and all of them are told at once, each by line and column. A
/// letter with a fault gives no message to anybody. Once it is compiled, filling it in cannot fail.
struct LetterCompiler {
    let file: LetterFile
    let fields: LetterFields
    let context: LetterContext
    private var library: TemplateLibrary
    private var sibling: [UInt8]?
    private(set) var images: [FilePart] = []
    private(set) var attachments: [AttachedFile] = []
    /// True where the HTML part shows `{{unsubscribe}}` to its readers.
    private(set) var hasWayOutInSight = false
    /// True where the text version of an .html letter cannot be had, which is a fault of its own.
    private(set) var lacksText = false
    private var links = MarkupLinks()
    /// True where the letter is a whole HTML document, which is its own layout.
    private var isPage = false

    init(file: LetterFile, fields: LetterFields, context: LetterContext) {
        self.file = file
        self.fields = fields
        self.context = context
        library = TemplateLibrary(fields: fields, read: context.template)
    }

    var faults: [TemplateFault] { library.faults }
    var lacksFiles: Bool { library.lacksFiles }
    var foreignMarks: [Warning.ForeignMark] { library.foreignMarks }

    /// The letter with every file that it pulls in, as they were read.
    func content(_ source: [UInt8]) -> LetterContent {
        var content = LetterContent(letter: source)
        for (name, bytes) in library.used.sorted(by: { $0.name < $1.name }) { content.append(name, text: bytes) }
        if let sibling { content.append(LetterContent.sibling, text: sibling) }
        if !library.aliases.isEmpty {
            content.append(LetterContent.meanings, text: Array(library.aliases.sorted().joined(separator: "\n").utf8))
        }
        // Files of the recipients' own are frozen one by one; the letter itself says where they are looked for.
        for part in images + attachments.compactMap(\.common) { content.append(file: part.path, part.content) }
        return content
    }

    mutating func parts() -> (subject: [Segment], html: [Segment], text: [Segment]) {
        let subject = subject()
        let (html, text) = file.kind == .html ? htmlBody() : markdownBody()
        let laidOut = layOut(html: html, text: text)
        for fault in links.faults + links.deadJumps() { library.fault(fault.place, fault.problem) }
        for attachment in file.attachments { attach(attachment) }
        return (subject, laidOut.html, laidOut.text)
    }

    /// Takes an attachment: one file for everybody, or one for each recipient where the path has placeholders.
    private mutating func attach(_ attachment: LetterFile.Attachment) {
        var path = attachment.path
        if path.contains("{{") {
            let before = library.faults.count
            guard let own = recipientPath(attachment) else { return }
            // A path with a fault says which fields it means all the same.
            guard let constant = own.constant else { return attachments.append(.own(own)) }
            guard library.faults.count == before else { return }
            path = constant
        }
        let place = Place(file: file.fileName, line: attachment.line, column: 1)
        guard let part = filePart(path, place, number: 0, isInline: false) else { return }
        attachments.append(.common(part))
    }

    private mutating func recipientPath(_ attachment: LetterFile.Attachment) -> RecipientPath? {
        let segments = line(attachment.path, number: attachment.line, column: attachment.column, endings: [])
        do throws(RecipientPath.Problem) {
            return try RecipientPath(segments.resolved(fields), written: segments)
        } catch {
            library.fault(
                Place(file: file.fileName, line: attachment.line, column: attachment.column), error.phrase)
            return nil
        }
    }

    private mutating func tokens(_ text: String, _ source: TemplateLibrary.Source) -> [TemplateToken] {
        let tokens = library.tokens(text, source)
        return tokens
    }

    private mutating func build(
        _ tokens: [TemplateToken], _ kind: TemplateBuilder.Kind, body: LayoutBody? = nil, layout: String? = nil
    ) -> [Segment] {
        var sentinels = Sentinels(avoiding: tokens.compactMap { if case .text(let text, _) = $0 { text } else { nil } })
        let source = sentinels.plain(tokens)
        var builder = TemplateBuilder(sentinels: sentinels, kind: kind, body: body)
        let segments = builder.build(source)
        library.take(builder.faults)
        if kind == .html { links.read(tokens) }
        if kind.isHTML, builder.hasWayOut { hasWayOutInSight = true }
        if let layout, let (place, problem) = builder.problemWithContent {
            library.fault(place ?? Place(file: layout, line: 1, column: 1), problem)
        }
        return segments
    }

    private mutating func subject() -> [Segment] {
        line(file.subject, number: file.subjectLine, column: file.subjectColumn, endings: ["txt", "md"])
    }

    /// The text of a header; `column` is the one that it begins at.
    private mutating func line(_ text: String, number: Int, column: Int, endings: [String]) -> [Segment] {
        var tokens = tokens(
            text, TemplateLibrary.Source(file: file.fileName, firstLine: number, endings: endings))
        // Columns count from the line's start, not from the header's text.
        library.shiftColumns(file: file.fileName, line: number, by: column - 1)
        tokens = tokens.map { token in
            guard case .tag(var tag) = token, tag.place.file == file.fileName else { return token }
            tag.place.column += column - 1
            return .tag(tag)
        }
        return build(tokens, .header)
    }

    private mutating func htmlBody() -> ([Segment], [Segment]) {
        var source = TemplateLibrary.Source(file: file.fileName, firstLine: file.bodyLine, endings: ["html"])
        // What makes it a page may stand in a partial.
        var trial = library
        isPage = HTMLContexts.arePage(trial.tokens(file.body, source))
        source.isPage = isPage
        let html = tokens(file.body, source)
        let name = file.fileName.dropLast(".html".count) + ".txt"
        guard let bytes = context.textSibling() else {
            lacksText = true
            library.lack(
                Place(file: file.fileName, line: 1, column: 1),
                Phrase(
                    fr: "à côté d’une lettre .html, la version texte `\(name)` (UTF-8) manque",
                    en: "beside an .html letter, its text version `\(name)` (UTF-8) is missing"))
            return (own(html, .html, preheader: []), [])
        }
        sibling = bytes
        guard let text = library.text(bytes, file: String(name), shown: String(name)) else {
            lacksText = true
            return (own(html, .html, preheader: []), [])
        }
        let plain = own(
            tokens(text, TemplateLibrary.Source(file: String(name), endings: ["txt"], isPage: isPage)), .text,
            preheader: [])
        return (own(html, .html, preheader: Preheader.of(plain)), plain)
    }

    /// A part that its author wrote as a whole. A page is its own layout: `{{> footer}}` adds what it does not show itself.
    private mutating func own(
        _ tokens: [TemplateToken], _ kind: TemplateBuilder.Kind, preheader: [Segment]
    ) -> [Segment] {
        guard isPage else { return build(tokens, kind) }
        let shown = LayoutBody.withoutAdditions(tokens)
        var sentinels = Sentinels(avoiding: shown.compactMap { if case .text(let text, _) = $0 { text } else { nil } })
        let source = sentinels.plain(shown)
        var builder = TemplateBuilder(sentinels: sentinels, kind: kind)
        let segments = builder.build(source)
        let body = LayoutBody(segments: segments, preheader: preheader, hasWayOut: builder.hasWayOut)
        return build(body.resolved(tokens), kind, body: body)
    }

    private mutating func markdownBody() -> ([Segment], [Segment]) {
        let tokens = tokens(
            file.body, TemplateLibrary.Source(file: file.fileName, firstLine: file.bodyLine, endings: ["md"]))
        let isSound = library.faults.isEmpty
        let source = MarkdownSource(tokens)
        let rendered = MarkdownRenderer(source)
        let start = Place(file: file.fileName, line: file.bodyLine, column: 1)
        func place(_ line: Int) -> Place {
            var place = source.origin(ofLine: line) ?? start
            place.column = 1
            return place
        }
        for line in rendered.rawHTMLLines {
            library.fault(
                place(line),
                Phrase(
                    fr: "du HTML brut dans le Markdown serait perdu ; retirez-le, ou écrivez une lettre .html",
                    en: "raw HTML in Markdown would be lost; take it out, or write an .html letter"))
        }
        for fault in rendered.faults { library.fault(place(fault.line), fault.problem) }
        for (index, image) in rendered.images.enumerated() {
            guard !source.sentinels.occur(in: image.path) else {
                library.fault(
                    place(image.line),
                    Phrase(
                        fr: "le chemin d’une image jointe ne peut dépendre du destinataire",
                        en: "the path of an inline image cannot depend on the recipient"))
                continue
            }
            if let part = filePart(image.path, place(image.line), number: index, isInline: true) { images.append(part) }
        }
        var htmlBuilder = TemplateBuilder(sentinels: source.sentinels, kind: .markdownHTML)
        let html = htmlBuilder.build(rendered.html)
        if htmlBuilder.hasWayOut { hasWayOutInSight = true }
        var textBuilder = TemplateBuilder(sentinels: source.sentinels, kind: .markdownText)
        let text = textBuilder.build(rendered.text)
        // Of sections that are not even closed, and of raw HTML that is dropped, nothing more need be said.
        if isSound, rendered.rawHTMLLines.isEmpty {
            library.take(htmlBuilder.faults)
            library.take(textBuilder.faults)
        }
        return (html, text)
    }

    private mutating func filePart(_ path: String, _ place: Place, number: Int, isInline: Bool) -> FilePart? {
        guard let bytes = context.attachment(path) else {
            let shown = path.prefix(100)
            library.lack(
                place,
                isInline
                    ? Phrase(
                        fr: "l’image `\(shown)` manque, est illisible, trop grosse, ou un secret de Portillon",
                        en: "the image `\(shown)` is missing, cannot be read, is too large, or a secret of Portillon's")
                    : Phrase(
                        fr: "la pièce jointe `\(shown)` manque, est illisible, trop grosse, ou un secret de Portillon",
                        en: "the attachment `\(shown)` is missing, cannot be read, is too large, or a secret of "
                            + "Portillon's"))
            return nil
        }
        return FilePart(path: path, content: bytes, contentID: isInline ? MarkdownRenderer.contentID(number) : nil)
    }

    private mutating func layOut(html: [Segment], text: [Segment]) -> (html: [Segment], text: [Segment]) {
        if isPage {
            if file.layout != nil {
                library.fault(
                    Place(file: file.fileName, line: file.layoutLine, column: 1),
                    Phrase(
                        fr:
                            "cette lettre est une page entière (`<html>`), qui part telle quelle ; retirez `Layout:`, ou "
                            + "ne gardez de la page que ce que contient `<body>`",
                        en:
                            "this letter is a whole page (`<html>`), which goes out as it is; take `Layout:` out, or keep "
                            + "of the page only what stands inside `<body>`"))
            }
            return (html, text)
        }
        let preheader = Preheader.of(text)
        let body = LayoutBody(segments: html, preheader: preheader, hasWayOut: hasWayOutInSight)
        // Named with its ending or without.
        guard let name = file.layout.map({ $0.hasSuffix(".html") ? String($0.dropLast(".html".count)) : $0 }) else {
            return (wrap(body, in: PlainLayout.html, file: "layout", .html), text)
        }
        var laidOut = html
        switch library.template(name + ".html") {
        case .text(let layout): laidOut = wrap(body, in: layout, file: name + ".html", .html)
        case .unreadable: break
        case .missing:
            library.lack(
                Place(file: file.fileName, line: file.layoutLine, column: 1),
                Phrase(
                    fr: "la mise en page `\(name)` manque ; attendu : Templates/\(name).html",
                    en: "the layout `\(name)` is missing; expected Templates/\(name).html"))
            return (html, text)
        }
        guard case .text(let textLayout) = library.template(name + ".txt") else { return (laidOut, text) }
        let plain = LayoutBody(segments: text, preheader: preheader, hasWayOut: text.shown.contains("unsubscribe"))
        return (laidOut, wrap(plain, in: textLayout, file: name + ".txt", .text))
    }

    private mutating func wrap(
        _ body: LayoutBody, in layout: String, file: String, _ kind: TemplateBuilder.Kind
    ) -> [Segment] {
        let source = TemplateLibrary.Source(file: file, endings: [kind.isHTML ? "html" : "txt"], isLayout: true)
        return build(body.resolved(tokens(layout, source)), kind, body: body, layout: file)
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
