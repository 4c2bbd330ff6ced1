import Vocabulary

extension TemplateLibrary {
    private typealias Section = (name: String, place: Place, isInverted: Bool)

    /// Sections are closed in the order in which they were opened; every name is known.
    mutating func check(_ tokens: [TemplateToken], isLayout: Bool) {
        var open: [Section] = []
        for token in tokens {
            guard case .tag(let tag) = token else { continue }
            switch tag.kind {
            case .variable(let name, _):
                if name == ".", open.contains(where: { !$0.isInverted }) { continue }
                checkName(name, tag.place, isLayout: isLayout)
            case .open(let name), .inverted(let name):
                checkName(name, tag.place, isLayout: isLayout)
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

    private mutating func checkName(_ name: String, _ place: Place, isLayout: Bool) {
        guard !name.isEmpty, !fields.isKnown(name), !(isLayout && isOfLayout(name)) else { return }
        let names = fields.names + (isLayout ? ["content", "preheader", "content.unsubscribe", "content.why"] : [])
        let near = nearestName(to: name, among: names)
        let shown = name.prefix(60)
        fault(
            place,
            Phrase(
                fr: "champ inconnu `{{\(shown)}}`" + (near.map { " ; vouliez-vous `{{\($0)}}` ?" } ?? "")
                    + " (connus : \(names.joined(separator: ", ")))",
                en: "unknown placeholder `{{\(shown)}}`" + (near.map { "; did you mean `{{\($0)}}`?" } ?? "")
                    + " (known: \(names.joined(separator: ", ")))"))
    }

    /// The names that layouts alone know: the letter's text, its beginning, and what it shows by itself.
    private func isOfLayout(_ name: String) -> Bool {
        if name == "content" || name == "preheader" { return true }
        return LayoutBody.shownName(name).map(fields.isKnown) ?? false
    }
}
