import Vocabulary

/// Turns a source with sentinels into segments. A placeholder that stands where no value may stand (in a script, in a tag's name)
/// is a fault of the letter: what cannot be encoded for its place is not filled in.
struct TemplateBuilder {
    let sentinels: Sentinels
    let kind: Kind
    /// What `{{{content}}}` and `{{preheader}}` of a layout stand for; nil outside layouts.
    var body: LayoutBody?
    private(set) var faults: [TemplateFault] = []
    /// Where `{{{content}}}` stands, and the sections around it.
    private var contents: [(place: Place, within: [String])] = []
    /// True where `{{unsubscribe}}` stands outside sections at a place that a reader can see or follow.
    var hasWayOut: Bool { open[0].hasWayOut }
    private var contexts = HTMLContexts()
    private var url = URLInText()
    /// The octet behind the tag that is being taken.
    private var next: UInt8?
    private var open: [Level] = [Level()]
    private var literal: [UInt8] = []
    /// Sections open beyond ``deepest``: said once, and left out.
    private var tooDeep = 0
    /// How many sections may stand within one another: filling them in goes down as deep.
    static let deepest = 64

    enum Kind {
        case text, header, html
        /// HTML that Markdown made: every element in it is closed.
        case markdownHTML
        /// Plain text that Markdown made.
        case markdownText

        var isHTML: Bool { self == .html || self == .markdownHTML }
        var isMarkdown: Bool { self == .markdownText || self == .markdownHTML }
    }

    /// An open section; the outermost level is none.
    private struct Level {
        var tag: Tag?
        var name = ""
        var isInverted = false
        var contexts = HTMLContexts()
        var segments: [Segment] = []
        var hasWayOut = false
    }

    init(sentinels: Sentinels, kind: Kind, body: LayoutBody? = nil) {
        self.sentinels = sentinels
        self.kind = kind
        self.body = body
    }

    mutating func build(_ source: String) -> [Segment] {
        let bytes = Array(source.utf8)
        var position = 0
        var seen: Set<Int> = []
        while position < bytes.count {
            guard let (index, ending, end) = sentinels.tag(in: bytes, at: position) else {
                literal.append(bytes[position])
                if kind.isHTML { contexts.take(bytes[position]) }
                if kind == .text { url.take(bytes[position]) }
                position += 1
                continue
            }
            flush()
            position = end
            seen.insert(index)
            next = end < bytes.count ? bytes[end] : nil
            take(sentinels.tags[index], ending)
        }
        flush()
        finish(seen)
        return open[0].segments
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        append(.bytes(literal))
        literal = []
    }

    private mutating func append(_ segment: Segment) { open[open.count - 1].segments.append(segment) }

    private mutating func take(_ tag: Tag, _ ending: Sentinels.Ending) {
        if isTooDeep(tag) { return }
        switch tag.kind {
        case .variable("content", nil) where body != nil:
            contents.append((tag.place, open.dropFirst().map { ($0.isInverted ? "^" : "#") + $0.name }))
            if kind.isHTML, !contexts.isText || !contexts.isInSight { return fault(tag, TemplateBuilder.hidden) }
            open[open.count - 1].segments += body?.segments ?? []
        case .variable("preheader", nil) where body != nil:
            if kind.isHTML, !contexts.isText { return misplaced(tag, "preheader") }
            open[open.count - 1].segments += body?.preheader ?? []
        case .variable(let name, let fallback):
            if name == "unsubscribe", !kind.isHTML || contexts.isInSight { open[open.count - 1].hasWayOut = true }
            guard let output = output(ending) else { return misplaced(tag, tag.shown(name)) }
            append(.field(name == "." ? item : name, fallback: fallback, output))
        case .open(let name), .inverted(let name):
            open.append(Level(tag: tag, name: name, isInverted: tag.kind == .inverted(name), contexts: contexts))
        case .close(let name):
            guard open.count > 1, open[open.count - 1].name == name, let last = open.popLast() else {
                if kind.isMarkdown { fault(tag, TemplateBuilder.torn(tag.shown(name))) }
                return
            }
            let isWhole =
                last.contexts.allowsSection(closingAt: contexts)
                && (kind != .markdownHTML || last.contexts.elements == contexts.elements)
            if kind.isHTML, !isWhole { fault(last.tag ?? tag, TemplateBuilder.torn((last.tag ?? tag).shown(name))) }
            append(.section(last.name, isInverted: last.isInverted, last.segments))
        case .partial: return
        }
    }

    /// True for what opens or closes a section within too many others.
    private mutating func isTooDeep(_ tag: Tag) -> Bool {
        switch tag.kind {
        case .variable, .partial: return false
        case .close:
            guard tooDeep > 0 else { return false }
            tooDeep -= 1
            return true
        case .open, .inverted: break
        }
        guard tooDeep > 0 || open.count > TemplateBuilder.deepest else { return false }
        if tooDeep == 0, !faults.contains(where: { $0.problem == TemplateBuilder.nested }) {
            fault(tag, TemplateBuilder.nested)
        }
        tooDeep += 1
        return true
    }

    private static let nested = Phrase(
        fr: "plus de \(deepest) sections les unes dans les autres", en: "more than \(deepest) sections within sections")

    private mutating func output(_ ending: Sentinels.Ending) -> OutputContext? {
        switch (kind, ending) {
        case (.html, _), (.markdownHTML, _): contexts.output(next: next)
        case (.header, _): .header
        case (.text, _): url.output(next: next)
        case (.markdownText, .usual): .text
        case (.markdownText, .target): .shownTarget
        case (.markdownText, .host): .shownHost
        case (.markdownText, .address): .addressPart
        case (.markdownText, .targetPart): .linkPart
        }
    }

    /// What `{{.}}` stands for: the innermost section's own field.
    private var item: String { open.last { !$0.isInverted && $0.tag != nil }?.name ?? "." }

    private mutating func finish(_ seen: Set<Int>) {
        while open.count > 1, let last = open.popLast() {
            if kind.isMarkdown, let tag = last.tag { fault(tag, TemplateBuilder.torn(tag.shown(last.name))) }
            open[open.count - 1].segments += last.segments
            if last.hasWayOut { open[open.count - 1].hasWayOut = true }
        }
        // Unused link definitions, surplus table cells: Markdown drops them without a word.
        guard kind == .markdownHTML else { return }
        for (index, tag) in sentinels.tags.enumerated() where !seen.contains(index) {
            guard case .variable(let name, _) = tag.kind else { continue }
            fault(
                tag,
                Phrase(
                    fr: "`{{\(tag.shown(name))}}` se perd à cet endroit du Markdown ; mettez-le dans le texte",
                    en: "`{{\(tag.shown(name))}}` is lost at this place of the Markdown; put it into the text"))
        }
    }

    private mutating func fault(_ tag: Tag, _ problem: Phrase) {
        let place = tag.place
        faults.append(TemplateFault(file: place.file, line: place.line, column: place.column, problem: problem))
    }

    private static let hidden = Phrase(
        fr:
            "`{{{content}}}` ne peut se trouver à cet endroit, hors de la vue (dans une balise, un commentaire, un style, un "
            + "titre) ; fermez ce qui précède, ou mettez-le dans `<body>`",
        en:
            "`{{{content}}}` may not stand at this place, out of sight (in a tag, a comment, a style, a title); close what "
            + "stands before it, or put it inside `<body>`")

    /// Why a layout would not show the letter's text to each reader once; nil where it does.
    var problemWithContent: (place: Place?, problem: Phrase)? {
        guard let first = contents.first, let last = contents.last else {
            return (
                nil,
                Phrase(
                    fr: "la mise en page n’a pas de `{{{content}}}`, où va le texte",
                    en: "the layout has no `{{{content}}}`, where the text goes")
            )
        }
        let within = contents.map(\.within)
        // One for those who have a field, one for those who lack it.
        if within.count == 2, within[0].count == 1, within[1].count == 1,
            Set(within.joined().map { $0.prefix(1) }).count == 2, within[0][0].dropFirst() == within[1][0].dropFirst()
        {
            return nil
        }
        if within.count > 1 {
            return (
                last.place,
                Phrase(
                    fr: "`{{{content}}}` figure deux fois : le texte serait lu deux fois ; retirez-en un",
                    en: "`{{{content}}}` stands here twice: the text would be read twice; take one out")
            )
        }
        guard let section = within[0].first else { return nil }
        return (
            first.place,
            Phrase(
                fr:
                    "`{{{content}}}` est dans la section `{{\(section)}}` : certains ne recevraient aucun texte ; sortez-l’en",
                en: "`{{{content}}}` is in the section `{{\(section)}}`: some would get no text; move it out of there")
        )
    }

    private mutating func misplaced(_ tag: Tag, _ name: String) {
        fault(
            tag,
            Phrase(
                fr: "`{{\(name)}}` ne peut se trouver à cet endroit d’une balise HTML ; "
                    + "mettez-le entre guillemets, dans un attribut qui n’exécute rien",
                en: "`{{\(name)}}` may not stand at this place of an HTML tag; "
                    + "put it in quotes, in an attribute that runs nothing"))
    }

    private static func torn(_ name: String) -> Phrase {
        Phrase(
            fr: "la section `\(name)` coupe un paragraphe, une liste, un tableau ou une balise en deux ; "
                + "qu’elle commence et finisse au même niveau",
            en: "the section `\(name)` cuts a paragraph, a list, a table or a tag in two; "
                + "let it begin and end on the same level")
    }
}
