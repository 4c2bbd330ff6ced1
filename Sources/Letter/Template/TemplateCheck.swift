import Vocabulary

extension TemplateLibrary {
    private typealias Section = (name: String, place: Place, isInverted: Bool)

    /// Sections are closed in the order in which they were opened; every name is known.
    mutating func check(_ tokens: [TemplateToken], _ source: Source) {
        var open: [Section] = []
        for token in tokens {
            guard case .tag(let tag) = token else { continue }
            switch tag.kind {
            case .variable(let name, let fallback):
                if name == ".", open.contains(where: { !$0.isInverted }) { continue }
                if let fallback, !name.isEmpty, checkDefault(fallback, of: name, tag.place, source) { continue }
                checkName(name, tag.place, source, within: open.last?.name)
            case .open(let name), .inverted(let name):
                checkName(name, tag.place, source)
                open.append((name, tag.place, tag.kind == .inverted(name)))
            case .close(let name): close(name, tag.place, &open)
            case .partial: continue
            }
        }
        for section in open {
            fault(
                section.place,
                Phrase(
                    fr: "la section `\(section.name)` n’est jamais fermée ; ajoutez `{{/\(section.name)}}`",
                    en: "the section `\(section.name)` is never closed; add `{{/\(section.name)}}`"))
        }
    }

    private mutating func close(_ name: String, _ place: Place, _ open: inout [Section]) {
        // `{{/if}}` of `{{#if company}}`, which was a fault already.
        if ForeignPlaceholder.block(name) != nil, let last = open.last, last.name.hasPrefix(name + " ") {
            open.removeLast()
            return
        }
        guard let last = open.last else {
            fault(
                place,
                Phrase(
                    fr: "`{{/\(name)}}` ferme une section qui n’est pas ouverte",
                    en: "`{{/\(name)}}` closes a section that is not open"))
            return
        }
        if last.name != name {
            fault(
                place,
                Phrase(
                    fr: "`{{/\(name)}}` ferme une autre section que `\(last.name)`, ouverte ligne \(last.place.line)",
                    en: "`{{/\(name)}}` closes another section than `\(last.name)`, opened on line \(last.place.line)"))
        }
        // A closing tag that fits further out closes what stands within; one that fits nowhere is a slip of the pen.
        let index = open.lastIndex { $0.name == name } ?? open.count - 1
        open.removeLast(open.count - index)
    }

    /// A default is mailed as it stands. Returns whether it was a fault.
    private mutating func checkDefault(
        _ fallback: String, of name: String, _ place: Place, _ source: Source
    ) -> Bool {
        guard let form = ForeignPlaceholder(names: names(source)).form(of: name, fallback: fallback) else {
            return false
        }
        let shown = "{{\(name)|\(fallback)}}".prefix(80)
        fault(
            place,
            Phrase(
                fr: "`\(shown)` : ce qui suit `|` part tel quel, sans guillemets, filtre ni autre champ ; "
                    + "écrivez `\(form)`",
                en: "`\(shown)`: what follows `|` is mailed as it stands, without quotes, filters or other fields; "
                    + "write `\(form)`"))
        return true
    }

    private func names(_ source: Source) -> [String] {
        fields.names + (source.isLayout ? ["content"] : [])
            + (source.isLayout || source.isPage ? ["preheader", "content.unsubscribe", "content.why"] : [])
    }

    /// `within`: the section that the name stands in.
    private mutating func checkName(_ name: String, _ place: Place, _ source: Source, within section: String? = nil) {
        guard !name.isEmpty, !fields.isKnown(name), !isOfLayout(name, source) else { return }
        let names = names(source)
        let foreign = ForeignPlaceholder(names: names)
        let shown = name.prefix(60)
        if let block = ForeignPlaceholder.block(name) {
            let field = foreign.field(in: name) ?? section.flatMap { foreign.field(in: $0) } ?? "company"
            let form =
                switch block {
                case .condition: "{{#\(field)}}…{{/\(field)}}"
                case .negation: "{{^\(field)}}…{{/\(field)}}"
                case .alternative: "{{/\(field)}}{{^\(field)}}…{{/\(field)}}"
                case .end: "{{/\(field)}}"
                }
            return fault(
                place,
                Phrase(
                    fr: "`\(shown)` est d’un autre outil ; écrivez `\(form)`",
                    en: "`\(shown)` is another tool's; write `\(form)`"))
        }
        let near = foreign.form(ofName: name)
        fault(
            place,
            Phrase(
                fr: "champ inconnu `{{\(shown)}}`" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (connus : \(names.joined(separator: ", ")))",
                en: "unknown placeholder `{{\(shown)}}`" + (near.map { "; did you mean `\($0)`?" } ?? "")
                    + " (known: \(names.joined(separator: ", ")))"))
    }

    /// The names that layouts alone know, and a page of its own, which is its own layout: the letter's text, its
    /// beginning, and what it shows by itself.
    private func isOfLayout(_ name: String, _ source: Source) -> Bool {
        if name == "content" { return source.isLayout }
        guard source.isLayout || source.isPage else { return false }
        return name == "preheader" || LayoutBody.shownName(name).map(fields.isKnown) ?? false
    }
}
