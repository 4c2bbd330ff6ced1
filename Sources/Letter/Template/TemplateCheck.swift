import Vocabulary

extension TemplateLibrary {
    private typealias Section = (name: String, shown: String, place: Place, isInverted: Bool)

    /// Sections are closed in the order in which they were opened; every name is known.
    mutating func check(_ tokens: [TemplateToken], _ source: Source) {
        var open: [Section] = []
        for token in tokens {
            guard case .tag(let tag) = token else { continue }
            switch tag.kind {
            case .variable(let name, let fallback):
                if name == ".", open.contains(where: { !$0.isInverted }) { continue }
                if let fallback, !name.isEmpty, checkDefault(fallback, of: tag.shown(name), tag.place) { continue }
                checkName(name, tag.place, source, within: open.last?.name)
            case .open(let name), .inverted(let name):
                checkName(name, tag.place, source)
                open.append((name, tag.shown(name), tag.place, tag.kind == .inverted(name)))
            case .close(let name): close(name, tag, &open)
            case .partial: continue
            }
        }
        for section in open {
            fault(
                section.place,
                Phrase(
                    fr: "la section `\(section.shown)` n’est jamais fermée ; ajoutez `{{/\(section.shown)}}`",
                    en: "the section `\(section.shown)` is never closed; add `{{/\(section.shown)}}`"))
        }
    }

    private mutating func close(_ name: String, _ tag: Tag, _ open: inout [Section]) {
        let (place, shown) = (tag.place, tag.shown(name))
        // `{{/if}}` of `{{#if company}}`, which was a fault already.
        if ForeignPlaceholder.block(name) != nil, let last = open.last, last.name.hasPrefix(name + " ") {
            open.removeLast()
            return
        }
        guard let last = open.last else {
            fault(
                place,
                Phrase(
                    fr: "`{{/\(shown)}}` ferme une section qui n’est pas ouverte",
                    en: "`{{/\(shown)}}` closes a section that is not open"))
            return
        }
        if last.name != name {
            fault(
                place,
                Phrase(
                    fr: "`{{/\(shown)}}` ferme une autre section que `\(last.shown)`, ouverte ligne \(last.place.line)",
                    en: "`{{/\(shown)}}` closes another section than `\(last.shown)`, opened on line \(last.place.line)"
                ))
        }
        // A closing tag that fits further out closes what stands within; one that fits nowhere is a slip of the pen.
        let index = open.lastIndex { $0.name == name } ?? open.count - 1
        open.removeLast(open.count - index)
    }

    /// A default is mailed as it stands. Returns whether it was a fault.
    private mutating func checkDefault(
        _ fallback: String, of name: String, _ place: Place
    ) -> Bool {
        guard let form = ForeignPlaceholder(fields).form(of: name, fallback: fallback) else { return false }
        let shown = "{{\(name)|\(fallback)}}".prefix(80)
        fault(
            place,
            Phrase(
                fr: "`\(shown)` : ce qui suit `|` part tel quel, sans guillemets, filtre ni autre champ ; "
                    + "écrivez `\(form.fr)`",
                en: "`\(shown)`: what follows `|` is mailed as it stands, without quotes, filters or other fields; "
                    + "write `\(form.en)`"))
        return true
    }

    /// The names that only some sources know.
    private func furtherNames(_ source: Source) -> [String] {
        (source.isLayout ? ["content"] : [])
            + (source.isLayout || source.isPage ? ["preheader", "content.unsubscribe", "content.why"] : [])
    }

    /// All names, in a language as far as they have one.
    private func known(_ source: Source, _ language: Language) -> String {
        (fields.names + furtherNames(source)).map { fields.spelled($0, language) }.joined(separator: ", ")
    }

    /// `within`: the section that the name stands in.
    private mutating func checkName(_ name: String, _ place: Place, _ source: Source, within section: String? = nil) {
        guard !name.isEmpty, !fields.isKnown(name), !isOfLayout(name, source) else { return }
        let foreign = ForeignPlaceholder(fields, further: furtherNames(source))
        let shown = name.prefix(60)
        if let block = ForeignPlaceholder.block(name) {
            let field = foreign.field(in: name) ?? section.flatMap { foreign.field(in: $0) } ?? "company"
            let form = Phrase { language in
                let field = fields.spelled(field, language)
                return switch block {
                case .condition: "{{#\(field)}}…{{/\(field)}}"
                case .negation: "{{^\(field)}}…{{/\(field)}}"
                case .alternative: "{{/\(field)}}{{^\(field)}}…{{/\(field)}}"
                case .end: "{{/\(field)}}"
                }
            }
            return fault(
                place,
                Phrase(
                    fr: "`\(shown)` est d’un autre outil ; écrivez `\(form.fr)`",
                    en: "`\(shown)` is another tool's; write `\(form.en)`"))
        }
        let near = foreign.form(ofName: name)
        fault(
            place,
            Phrase(
                fr: "champ inconnu `{{\(shown)}}`" + (near.map { " ; vouliez-vous `\($0.fr)` ?" } ?? "")
                    + " (connus : \(known(source, .french)))",
                en: "unknown placeholder `{{\(shown)}}`" + (near.map { "; did you mean `\($0.en)`?" } ?? "")
                    + " (known: \(known(source, .english)))"))
    }

    /// The names that layouts alone know, and a page of its own, which is its own layout: the letter's text, its
    /// beginning, and what it shows by itself.
    private func isOfLayout(_ name: String, _ source: Source) -> Bool {
        if name == "content" { return source.isLayout }
        guard source.isLayout || source.isPage else { return false }
        return name == "preheader" || LayoutBody.shownName(name).map(fields.isKnown) ?? false
    }
}
