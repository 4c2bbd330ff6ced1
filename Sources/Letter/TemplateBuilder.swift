import Vocabulary

/// Turns a source with sentinels into segments.
struct TemplateBuilder {
    let sentinels: Sentinels
    /// True for HTML, where it matters in which place of a tag a value lands.
    let isHTML: Bool
    /// True for what Markdown made: there no tag may be lost, and no section may cut an element in two.
    let isMarkdown: Bool
    /// What `{{{content}}}` of a layout stands for; nil outside layouts.
    var content: [Segment]?
    private(set) var faults: [TemplateFault] = []
    private(set) var hasContent = false

    init(sentinels: Sentinels, isHTML: Bool, isMarkdown: Bool = false, content: [Segment]? = nil) {
        self.sentinels = sentinels
        self.isHTML = isHTML
        self.isMarkdown = isMarkdown
        self.content = content
    }

    mutating func build(_ source: String, landing plain: Landing = .text) -> [Segment] {
        let bytes = Array(source.utf8)
        var contexts = HTMLContexts()
        // The innermost open section comes last.
        var open = [Frame(tag: nil, name: "", isInverted: false, contexts: contexts)]
        var seen: Set<Int> = []
        var literal: [UInt8] = []
        var position = 0
        // In text: what stands behind the last `<`, as far as it can be a url.
        var angled: [UInt8]?
        func flush() {
            guard !literal.isEmpty else { return }
            open[open.count - 1].segments.append(.bytes(literal))
            literal = []
        }
        while position < bytes.count {
            guard let (index, end) = sentinels.tag(in: bytes, at: position) else {
                literal.append(bytes[position])
                if isHTML { contexts.take(bytes[position]) } else { follow(bytes[position], &angled) }
                position += 1
                continue
            }
            flush()
            position = end
            let tag = sentinels.tags[index]
            seen.insert(index)
            switch tag.kind {
            case .variable("content", nil) where content != nil:
                open[open.count - 1].segments += content ?? []
                hasContent = true
            case .variable(let name, let fallback):
                var landing: Landing? = plain
                if isHTML { landing = contexts.landing(isWhole: end < bytes.count && bytes[end] == 0x22) }
                if !isHTML, let angled, isURLStart(angled) { landing = .linkPart }
                guard let landing else {
                    faults.append(misplaced(tag, name))
                    continue
                }
                open[open.count - 1].segments.append(.field(name, fallback: fallback, landing))
            case .open(let name): open.append(Frame(tag: tag, name: name, isInverted: false, contexts: contexts))
            case .inverted(let name): open.append(Frame(tag: tag, name: name, isInverted: true, contexts: contexts))
            case .close:
                guard open.count > 1, let last = open.popLast() else { continue }
                if isHTML, !contexts.isSamePlace(as: last.contexts, withElements: isMarkdown), let opening = last.tag {
                    faults.append(cut(opening, last.name))
                }
                open[open.count - 1].segments.append(
                    .section(last.name, isInverted: last.isInverted, last.segments))
            case .partial: continue
            }
        }
        flush()
        if isMarkdown {
            for (index, tag) in sentinels.tags.enumerated() where !seen.contains(index) { faults.append(lost(tag)) }
        }
        while open.count > 1, let last = open.popLast() { open[open.count - 1].segments += last.segments }
        return open[0].segments
    }

    private func follow(_ byte: UInt8, _ angled: inout [UInt8]?) {
        switch byte {
        case UInt8(ascii: "<"): angled = []
        case 0...0x20, UInt8(ascii: ">"): angled = nil
        default: if angled.map({ $0.count < 8 }) == true { angled?.append(byte) }
        }
    }

    private func isURLStart(_ bytes: [UInt8]) -> Bool {
        ["http://", "https://", "mailto:"].contains { bytes.starts(with: $0.utf8) }
    }

    /// A section that is open: what it holds so far, and where in the HTML it began.
    private struct Frame {
        let tag: Tag?
        let name: String
        let isInverted: Bool
        let contexts: HTMLContexts
        var segments: [Segment] = []
    }

    private func cut(_ tag: Tag, _ name: String) -> TemplateFault {
        TemplateFault(
            file: tag.place.file, line: tag.place.line, column: tag.place.column,
            problem: Phrase(
                fr: "la section `\(name)` s'ouvre et se ferme dans deux éléments différents ; "
                    + "mettez ses deux balises seules sur leur ligne, ou dans le même paragraphe",
                en: "the section `\(name)` opens and closes in two different elements; "
                    + "put its tags on lines of their own, or in the same paragraph"))
    }

    private func lost(_ tag: Tag) -> TemplateFault {
        let written: String
        switch tag.kind {
        case .variable(let name, _): written = "{{\(name)}}"
        case .open(let name): written = "{{#\(name)}}"
        case .inverted(let name): written = "{{^\(name)}}"
        case .close(let name): written = "{{/\(name)}}"
        case .partial(let name): written = "{{>\(name)}}"
        }
        return TemplateFault(
            file: tag.place.file, line: tag.place.line, column: tag.place.column,
            problem: Phrase(
                fr: "`\(written)` se perd à cet endroit du Markdown ; mettez-le dans le texte ou dans un lien",
                en: "`\(written)` is lost at this place of the Markdown; put it in the text or in a link"))
    }

    private func misplaced(_ tag: Tag, _ name: String) -> TemplateFault {
        TemplateFault(
            file: tag.place.file, line: tag.place.line, column: tag.place.column,
            problem: Phrase(
                fr:
                    "`{{\(name)}}` ne peut se trouver à cet endroit d'une balise HTML ; mettez-le entre guillemets, dans un attribut qui n'exécute rien",
                en:
                    "`{{\(name)}}` may not stand at this place of an HTML tag; put it in quotes, in an attribute that runs nothing"
            ))
    }
}
