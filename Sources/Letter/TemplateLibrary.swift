import Vocabulary

/// The files that a letter pulls in from Templates/, and the faults met on the way.
struct TemplateLibrary {
    let read: (String) -> [UInt8]?
    private(set) var faults: [TemplateFault] = []
    /// All that was read, for the letter's digest.
    private(set) var used: [(name: String, bytes: [UInt8])] = []

    init(read: @escaping (String) -> [UInt8]?) { self.read = read }

    /// The text of a template; nil where it is missing or not UTF-8.
    mutating func text(_ name: String) -> String? {
        let isSafe =
            !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\\")
            && !name.unicodeScalars.contains { $0.value < 0x20 }
        guard isSafe, let bytes = read(name) else { return nil }
        if !used.contains(where: { $0.name == name }) { used.append((name, bytes)) }
        return String(validating: bytes, as: UTF8.self)
    }

    mutating func fault(_ place: Place, _ problem: Phrase) {
        let fault = TemplateFault(file: place.file, line: place.line, column: place.column, problem: problem)
        if !faults.contains(fault) { faults.append(fault) }
    }

    mutating func take(_ found: [TemplateFault]) {
        for fault in found where !faults.contains(fault) { faults.append(fault) }
    }

    /// Cuts a source into tokens and puts the partials in; `endings` are tried in turn.
    mutating func tokens(
        _ text: String, file: String, firstLine: Int = 1, firstColumn: Int = 1, endings: [String],
        within: [String] = []
    ) -> [TemplateToken] {
        let (tokens, found) = TemplateScanner.scan(text, file: file, firstLine: firstLine, firstColumn: firstColumn)
        take(found)
        var result: [TemplateToken] = []
        for token in tokens {
            guard case .tag(let tag) = token, case .partial(let name) = tag.kind else {
                result.append(token)
                continue
            }
            guard !within.contains(name), within.count < 32 else {
                fault(
                    tag.place,
                    Phrase(
                        fr: "l'extrait `\(name)` se contient lui-même", en: "the partial `\(name)` contains itself"))
                continue
            }
            var partial: (name: String, text: String)?
            for ending in endings where partial == nil {
                partial = self.text("\(name).\(ending)").map { ("\(name).\(ending)", $0) }
            }
            guard let partial else {
                let files = endings.map { "Templates/\(name).\($0)" }.joined(separator: ", ")
                fault(
                    tag.place,
                    Phrase(
                        fr: "l'extrait `\(name)` manque ; attendu : \(files)",
                        en: "the partial `\(name)` is missing; expected \(files)"))
                continue
            }
            let inner = self.tokens(partial.text, file: partial.name, endings: endings, within: within + [name])
            result += tag.indent.isEmpty ? inner : indented(inner, by: tag.indent)
        }
        return result
    }

    /// Each line of a partial that stands alone begins with the blanks before its tag.
    private func indented(_ tokens: [TemplateToken], by indent: String) -> [TemplateToken] {
        var result: [TemplateToken] = []
        var isAtLineStart = true
        for token in tokens {
            switch token {
            case .text(let text):
                var line = ""
                for character in text {
                    if isAtLineStart, character != "\n" { line += indent }
                    line.append(character)
                    isAtLineStart = character == "\n"
                }
                result.append(.text(line))
            case .tag(let tag):
                if isAtLineStart, !tag.isStandalone {
                    result.append(.text(indent))
                    isAtLineStart = false
                }
                result.append(token)
            }
        }
        return result
    }

    /// Sections are closed in the order in which they were opened; every name is known.
    mutating func check(_ tokens: [TemplateToken], known: (String) -> Bool, names: [String]) {
        var open: [(name: String, place: Place)] = []
        for token in tokens {
            guard case .tag(let tag) = token else { continue }
            switch tag.kind {
            case .variable(let name, _):
                if name == ".", !open.isEmpty { continue }
                check(name, tag.place, known, names)
            case .open(let name), .inverted(let name):
                check(name, tag.place, known, names)
                open.append((name, tag.place))
            case .close(let name):
                guard let last = open.popLast() else {
                    fault(
                        tag.place,
                        Phrase(
                            fr: "`{{/\(name)}}` ferme une section qui n'est pas ouverte",
                            en: "`{{/\(name)}}` closes a section that is not open"))
                    continue
                }
                guard last.name == name else {
                    fault(
                        tag.place,
                        Phrase(
                            fr:
                                "`{{/\(name)}}` ferme une autre section que `\(last.name)`, ouverte ligne \(last.place.line)",
                            en:
                                "`{{/\(name)}}` closes another section than `\(last.name)`, opened on line \(last.place.line)"
                        ))
                    continue
                }
            case .partial: continue
            }
        }
        for section in open {
            fault(
                section.place,
                Phrase(
                    fr: "la section `\(section.name)` n'est jamais fermée ; ajoutez `{{/\(section.name)}}`",
                    en: "the section `\(section.name)` is never closed; add `{{/\(section.name)}}`"))
        }
    }

    private mutating func check(_ name: String, _ place: Place, _ known: (String) -> Bool, _ names: [String]) {
        guard !name.isEmpty, !known(name) else { return }
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
}
