import Gate
import Vocabulary

/// The files that a letter pulls in from Templates/, and the faults met on the way.
struct TemplateLibrary {
    let read: (String) -> [UInt8]?
    let fields: LetterFields
    private(set) var faults: [TemplateFault] = []
    /// All that was read, for the letter's digest.
    private(set) var used: [(name: String, bytes: [UInt8])] = []
    /// True where a file that the letter names cannot be had: what it pulls in is then not all there.
    private(set) var lacksFiles = false
    /// Marks of other mail tools in the texts, each once.
    private(set) var foreignMarks: [Warning.ForeignMark] = []
    /// The French names that stand for fields in the texts, as they are compared.
    private(set) var aliases: Set<String> = []
    /// Partials put in so far: partials that put in partials could multiply without end.
    private var partials = 0
    /// More faults than anybody reads are not looked for.
    private static let mostFaults = 100

    init(fields: LetterFields, read: @escaping (String) -> [UInt8]?) {
        self.fields = fields
        self.read = read
    }

    /// What comes of looking for a template.
    enum Template {
        case text(String)
        /// It is there and no text: said already.
        case unreadable
        case missing
    }

    /// A template by its file's name.
    mutating func template(_ name: String) -> Template {
        let isSafe =
            !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\\")
            && !name.unicodeScalars.contains { $0.value < 0x20 }
        guard isSafe, let bytes = read(name) else { return .missing }
        if !used.contains(where: { $0.name.isSpelled(name) }) { used.append((name, bytes)) }
        return text(bytes, file: name, shown: "Templates/" + name).map { .text($0) } ?? .unreadable
    }

    /// Octets that a text may have, as the letter itself.
    private static let mostOctets = 8 << 20

    /// The text of a file that was read; nil, and said, where it is none.
    mutating func text(_ bytes: [UInt8], file: String, shown: String) -> String? {
        guard bytes.count <= TemplateLibrary.mostOctets else {
            fault(
                Place(file: file, line: 1, column: 1),
                Phrase(
                    fr: "`\(shown)` fait plus de 8 Mio ; joignez ce qui est gros (`Attach:`)",
                    en: "`\(shown)` has more than 8 MiB; attach what is large (`Attach:`)"))
            return nil
        }
        do throws(TextFile.Fault) {
            return try TextFile.text(bytes)
        } catch {
            fault(
                Place(file: file, line: error.line ?? 1, column: 1),
                error.problem(Phrase(fr: "`\(shown)`", en: "`\(shown)`")))
            return nil
        }
    }

    /// A file that cannot be had.
    mutating func lack(_ place: Place, _ problem: Phrase) {
        lacksFiles = true
        fault(place, problem)
    }

    mutating func fault(_ place: Place, _ problem: Phrase) {
        take([TemplateFault(file: place.file, line: place.line, column: place.column, problem: problem)])
    }

    /// Moves the faults of a line to the right, where only its end was read.
    mutating func shiftColumns(file: String, line: Int, by columns: Int) {
        faults = faults.map { fault in
            guard fault.file == file, fault.line == line else { return fault }
            return TemplateFault(file: file, line: line, column: fault.column + columns, problem: fault.problem)
        }
    }

    private mutating func noteForeignMarks(_ text: String, _ source: Source) {
        guard let ending = source.endings.first else { return }
        let found = ForeignMarks(fields).marks(in: text, ending: ending, file: source.file, firstLine: source.firstLine)
        for mark in found where !foreignMarks.contains(mark) && foreignMarks.count < TemplateLibrary.mostFaults {
            foreignMarks.append(mark)
        }
    }

    mutating func take(_ found: [TemplateFault]) {
        for fault in found where faults.count < TemplateLibrary.mostFaults && !faults.contains(fault) {
            faults.append(fault)
        }
    }

    /// What is being read: its name, the endings that partials are tried with, and whether `{{content}}` has a meaning.
    struct Source {
        var file: String
        var firstLine = 1
        var endings: [String]
        var isLayout = false
        /// A letter that is a page of its own, or the text beside it.
        var isPage = false
        /// The partials that this one stands in.
        var within: [String] = []
    }

    /// Cuts a source into tokens, checks its names and sections, and puts the partials in.
    mutating func tokens(_ text: String, _ source: Source, indentation: String = "") -> [TemplateToken] {
        let (scanned, found) = TemplateScanner.scan(
            text, file: source.file, firstLine: source.firstLine, indentation: indentation)
        take(found)
        let tokens = scanned.map { token in
            guard case .tag(let tag) = token else { return token }
            let resolved = tag.resolved(fields)
            if let written = resolved.written { aliases.insert(FieldAlias.key(written)) }
            return .tag(resolved)
        }
        noteForeignMarks(text, source)
        // Each file by itself: a section does not reach out of a partial.
        check(tokens, source)
        var result: [TemplateToken] = []
        for token in tokens {
            if case .tag(let tag) = token, case .partial(let name) = tag.kind {
                result += partial(name, tag, source)
            } else {
                result.append(token)
            }
        }
        return result
    }

    private mutating func partial(_ name: String, _ tag: Tag, _ source: Source) -> [TemplateToken] {
        guard !name.isEmpty else { return [] }
        guard !source.within.contains(name) else {
            fault(
                tag.place,
                Phrase(fr: "l’extrait `\(name)` se contient lui-même", en: "the partial `\(name)` contains itself"))
            return []
        }
        var found: (file: String, text: String)?
        for ending in source.endings where found == nil {
            switch template("\(name).\(ending)") {
            case .text(let text): found = ("\(name).\(ending)", text)
            case .unreadable: return []
            case .missing: continue
            }
        }
        guard !source.endings.isEmpty else {
            fault(
                tag.place,
                Phrase(
                    fr: "un extrait (`{{>`) n’a pas sa place dans un chemin",
                    en: "a partial (`{{>`) has no place in a path"))
            return []
        }
        guard let found else {
            let files = source.endings.map { "Templates/\(name).\($0)" }.joined(separator: ", ")
            lack(
                tag.place,
                Phrase(
                    fr: "l’extrait `\(name)` manque ; attendu : \(files)",
                    en: "the partial `\(name)` is missing; expected \(files)"))
            return []
        }
        partials += 1
        guard partials <= 1000, source.within.count < 32 else {
            if partials <= 1001 {
                fault(
                    tag.place,
                    Phrase(fr: "trop d’extraits les uns dans les autres", en: "too many partials within partials"))
            }
            return []
        }
        var inner = source
        (inner.file, inner.firstLine) = (found.file, 1)
        inner.within.append(name)
        return tokens(found.text, inner, indentation: tag.indentation ?? "")
    }
}
