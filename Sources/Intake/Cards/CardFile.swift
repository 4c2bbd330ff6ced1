package import Vocabulary

/// A file of business cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), one or many, read one after another.
package struct CardFile {
    /// SHA-256 of the file's bytes, in hex.
    package let sha256: String

    private let text: EncodedFile

    /// Opens a file of cards. Faults: an empty file, a file without a single card.
    package init(opening source: ByteSource) throws(IntakeFault) {
        text = try EncodedFile(source)
        sha256 = text.digest
        let lines = CardLines(try text.bytes())
        var hasText = false
        while let line = try lines.next() {
            if line.bytes.contains(where: { $0 > 0x20 }) { hasText = true }
            if let property = CardProperty(Array(line.bytes.prefix(64))), property.name == "BEGIN",
                property.value.trimmingBlanks().asciiLowercased() == "vcard"
            {
                return
            }
        }
        guard hasText else { throw .empty }
        throw IntakeFault(
            .notCards,
            Phrase(
                fr: "ce n’est pas un fichier vCard : aucune ligne `BEGIN:VCARD` ; exportez vos cartes au format vCard "
                    + "(.vcf), ou importez un tableau avec `import csv --as cards`",
                en: "this is no vCard file: no line `BEGIN:VCARD`; export your cards as vCard (.vcf), "
                    + "or import a table with `import csv --as cards`"))
    }

    /// Gives each card, in the file's order; the card of an AGENT is a record of its own, through a third party.
    /// A card without an end is a rejected row, and so is each stretch of text between cards.
    /// Throws an ``IntakeFault``, or what `rejected` and `body` throw.
    @discardableResult
    package func forEachRecord(
        options: CardOptions, rejected: (RejectedRow) throws -> Void, _ body: (IntakeRecord) throws -> Void
    ) throws -> IntakeSummary {
        try forEachRecord(options: { _ in options }, rejected: rejected, body)
    }

    /// The same, where each card has options of its own, found by the physical line that it begins on.
    @discardableResult
    package func forEachRecord(
        options: @escaping (Int) -> CardOptions, rejected: (RejectedRow) throws -> Void,
        _ body: (IntakeRecord) throws -> Void
    ) throws -> IntakeSummary {
        var summary = IntakeSummary()
        let lines = CardLines(try text.bytes())
        var parser = CardParser(options: options, isUTF8: text.encoding != .utf8 && text.encoding != .undeclared)
        var isAtEnd = false
        while !isAtEnd {
            if let line = try lines.next() {
                parser.take(line)
            } else {
                parser.finish()
                isAtEnd = true
            }
            guard !parser.items.isEmpty else { continue }
            for item in parser.items {
                switch item {
                case .record(let record):
                    summary.records += 1
                    try body(record)
                case .rejected(let row):
                    summary.rejected += 1
                    try rejected(row)
                }
            }
            parser.items.removeAll(keepingCapacity: true)
        }
        // Without a declaration, each value of a card has an encoding of its own.
        if text.encoding != .undeclared { summary.encodings = [text.encoding.ofRows.name: summary.rows] }
        return summary
    }
}
