import Vocabulary

/// Turns a source with sentinels into segments.
struct TemplateBuilder {
    let sentinels: Sentinels
    /// True for HTML, where it matters in which place of a tag a value lands.
    let isHTML: Bool
    /// What `{{{content}}}` of a layout stands for; nil outside layouts.
    var content: [Segment]?
    private(set) var faults: [TemplateFault] = []
    private(set) var hasContent = false

    init(sentinels: Sentinels, isHTML: Bool, content: [Segment]? = nil) {
        self.sentinels = sentinels
        self.isHTML = isHTML
        self.content = content
    }

    mutating func build(_ source: String, landing plain: Landing = .text) -> [Segment] {
        let bytes = Array(source.utf8)
        var contexts = HTMLContexts()
        // The innermost open section comes last.
        var open: [(name: String, isInverted: Bool, segments: [Segment])] = [("", false, [])]
        var literal: [UInt8] = []
        var position = 0
        func flush() {
            guard !literal.isEmpty else { return }
            open[open.count - 1].segments.append(.bytes(literal))
            literal = []
        }
        while position < bytes.count {
            guard let (tag, end) = sentinels.tag(in: bytes, at: position) else {
                literal.append(bytes[position])
                if isHTML { contexts.take(bytes[position]) }
                position += 1
                continue
            }
            flush()
            position = end
            switch tag.kind {
            case .variable("content", nil) where content != nil:
                open[open.count - 1].segments += content ?? []
                hasContent = true
            case .variable(let name, let fallback):
                var landing: Landing? = plain
                if isHTML { landing = contexts.landing(isWhole: end < bytes.count && bytes[end] == 0x22) }
                guard let landing else {
                    faults.append(misplaced(tag, name))
                    continue
                }
                open[open.count - 1].segments.append(.field(name, fallback: fallback, landing))
            case .open(let name): open.append((name, false, []))
            case .inverted(let name): open.append((name, true, []))
            case .close:
                guard open.count > 1, let last = open.popLast() else { continue }
                open[open.count - 1].segments.append(
                    .section(last.name, isInverted: last.isInverted, last.segments))
            case .partial: continue
            }
        }
        flush()
        while open.count > 1, let last = open.popLast() { open[open.count - 1].segments += last.segments }
        return open[0].segments
    }

    private func misplaced(_ tag: Tag, _ name: String) -> TemplateFault {
        TemplateFault(
            file: tag.place.file, line: tag.place.line, column: tag.place.column,
            problem: Phrase(
                fr: "`{{\(name)}}` ne peut se trouver à cet endroit d'une balise HTML ; mettez-le entre guillemets, dans un attribut qui n'exécute rien",
                en: "`{{\(name)}}` may not stand at this place of an HTML tag; put it in quotes, in an attribute that runs nothing"))
    }
}
