package import Vocabulary

/// A letter as its author wrote it: a header block, an empty line, a body.
///
/// It is read strictly: an unknown header, one that stands twice, a control character or an unreadable value is a ``LetterFault``
/// with its line, and nothing is sent of such a letter. What was probably meant is said, and never assumed.
package struct LetterFile: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case markdown, html }

    package var fileName: String
    package var kind: Kind
    /// The mailing's identity.
    package var id: String
    package var purpose: String
    package var subject: String
    package var subjectLine: Int
    /// The column, from 1, that the subject's text begins at.
    package var subjectColumn: Int
    package var layout: String?
    package var layoutLine: Int
    package var language: Language?
    package var replyTo: AddrSpec?
    package var onBehalfOf: String?
    /// The paths of `Attach`, each with its line.
    package var attachments: [Attachment]
    package var body: String
    /// The line that the body begins on, from 1.
    package var bodyLine: Int

    package struct Attachment: Hashable, Sendable {
        package var path: String
        package var line: Int
        /// The column, from 1, that the path begins at.
        package var column = 1
    }

    private static let names = [
        "Letter", "Purpose", "Subject", "Layout", "Attach", "Language", "Reply-To", "On-Behalf-Of",
    ]

    /// Reads a letter. Faults name the line and the remedy.
    package static func parse(_ bytes: [UInt8], fileName: String) throws(LetterFault) -> LetterFile {
        let text: String
        do throws(TextFile.Fault) {
            text = try TextFile.text(bytes)
        } catch {
            throw LetterFault(line: error.line, error.problem(Phrase(fr: "la lettre", en: "the letter")))
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var headers: [Header] = []
        var known: Set<String> = []
        var index = 0
        while index < lines.count, !lines[index].isBlank {
            let header = try header(lines[index], line: index + 1)
            guard known.insert(header.name).inserted || header.name == "Attach" else {
                throw LetterFault(
                    line: index + 1,
                    Phrase(
                        fr: "l’en-tête `\(header.name)` figure deux fois",
                        en: "the header `\(header.name)` stands here twice"))
            }
            headers.append(header)
            index += 1
        }
        guard !headers.isEmpty, index < lines.count else { throw noHeaderBlock(line: headers.isEmpty ? 1 : nil) }
        return try LetterFile(
            headers, fileName: fileName, body: lines[(index + 1)...].joined(separator: "\n"), bodyLine: index + 2)
    }

    private static func noHeaderBlock(line: Int?) -> LetterFault {
        LetterFault(
            line: line,
            Phrase(
                fr:
                    "une lettre commence par ses en-têtes (`Letter:`, `Purpose:`, `Subject:`), puis une ligne vide, "
                    + "puis le texte",
                en:
                    "a letter begins with its headers (`Letter:`, `Purpose:`, `Subject:`), then an empty line, then "
                    + "the text"
            ))
    }

    private typealias Header = (name: String, value: String, line: Int, column: Int)

    private static func header(_ line: Substring, line number: Int) throws(LetterFault) -> Header {
        guard let colon = line.firstIndex(of: ":"), line.first.map({ !$0.isWhitespace }) ?? false else {
            throw noHeaderBlock(line: number)
        }
        let written = String(line[..<colon]).trimmingBlanks()
        guard let name = names.first(where: { $0.lowercased() == written.lowercased() }) else {
            let near = nearestName(to: written, among: names)
            throw LetterFault(
                line: number,
                Phrase(
                    fr: "en-tête inconnu `\(written.prefix(60))`" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                        + " (connus : \(names.joined(separator: ", ")))",
                    en: "unknown header `\(written.prefix(60))`" + (near.map { "; did you mean `\($0)`?" } ?? "")
                        + " (known: \(names.joined(separator: ", ")))"))
        }
        let value = line[line.index(after: colon)...].trimmingBlanks()
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
            throw LetterFault(
                line: number,
                Phrase(
                    fr: "l’en-tête `\(name)` contient un caractère de contrôle",
                    en: "the header `\(name)` holds a control character"))
        }
        let blanks = line[line.index(after: colon)...].prefix { $0 == " " || $0 == "\t" }
        return (name, value, number, line[..<colon].unicodeScalars.count + 2 + blanks.unicodeScalars.count)
    }

    private init(
        _ headers: [Header], fileName: String, body: String, bodyLine: Int
    ) throws(LetterFault) {
        func find(_ name: String) -> (value: String, line: Int)? {
            headers.first { $0.name == name && !$0.value.isBlank }.map { ($0.value, $0.line) }
        }
        func required(_ name: String) throws(LetterFault) -> (value: String, line: Int) {
            guard let found = find(name) else {
                throw LetterFault(
                    line: headers.first { $0.name == name }?.line,
                    Phrase(fr: "l’en-tête `\(name)` manque ou est vide", en: "the header `\(name)` is missing or blank")
                )
            }
            return found
        }
        let (id, idLine) = try required("Letter")
        try LetterFile.check(identity: id, idLine)
        self.fileName = fileName
        kind = fileName.lowercased().hasSuffix(".html") ? .html : .markdown
        self.id = id
        purpose = try required("Purpose").value
        (subject, subjectLine) = try required("Subject")
        subjectColumn = headers.first { $0.name == "Subject" }?.column ?? 1
        layout = find("Layout")?.value
        layoutLine = find("Layout")?.line ?? 1
        // A blank one names nobody, and says all the same that the letter is not the sender's own.
        onBehalfOf = headers.first { $0.name == "On-Behalf-Of" }?.value
        attachments = headers.filter { $0.name == "Attach" }.map {
            Attachment(path: $0.value, line: $0.line, column: $0.column)
        }
        if let (value, line) = find("Language") { language = try LetterFile.language(value, line) }
        if let (value, line) = find("Reply-To") { replyTo = try LetterFile.replyTo(value, line) }
        self.body = body
        self.bodyLine = bodyLine
    }

    /// The identity reaches headers and file names.
    private static func check(identity id: String, _ line: Int) throws(LetterFault) {
        let isSafe = id.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || ".-_".utf8.contains($0)
        }
        guard isSafe, id.utf8.count <= 100, !id.hasPrefix("."), !id.hasPrefix("-") else {
            throw LetterFault(
                line: line,
                Phrase(
                    fr:
                        "`Letter: \(id.prefix(60))` ; attendu : lettres sans accent, chiffres, `.`, `-`, `_`, au "
                        + "plus 100",
                    en:
                        "`Letter: \(id.prefix(60))`; expected letters without accents, digits, `.`, `-`, `_`, at "
                        + "most 100"
                ))
        }
    }

    private static func language(_ value: String, _ line: Int) throws(LetterFault) -> Language {
        guard let found = Language(rawValue: value.lowercased()) else {
            throw LetterFault(
                line: line,
                Phrase(
                    fr: "`Language: \(value.prefix(20))` ; attendu `fr` ou `en`",
                    en: "`Language: \(value.prefix(20))`; expected `fr` or `en`"))
        }
        return found
    }

    private static func replyTo(_ value: String, _ line: Int) throws(LetterFault) -> AddrSpec {
        do throws(AddressFault) {
            return try AddrSpec(parsing: value)
        } catch {
            throw LetterFault(
                line: line,
                Phrase(
                    fr: "`Reply-To` n’est pas une adresse ; attendu nom@domaine",
                    en: "`Reply-To` is not an address (\(error)); expected name@domain"))
        }
    }
}
