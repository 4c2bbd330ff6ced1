import Vocabulary

/// Puts cards together from content lines, one line at a time.
struct CardParser {
    enum Item {
        case record(IntakeRecord)
        case rejected(RejectedRow)
    }

    /// Cards within cards within cards: no real AGENT has one itself.
    private static let depthLimit = 4
    /// Bytes of one card; photographs included, real ones stay far below.
    private static let cardLimit = 16 << 20
    /// Properties that are kept of one card.
    private static let propertyLimit = 1000

    private struct Open {
        var line: Int
        var isThirdParty: Bool
        /// True behind VERSION:4.0, whose cards are in UTF-8 and nothing else (RFC 6350 §3.1).
        var isUTF8 = false
        var properties: [CardProperty] = []
    }

    private let options: CardOptions
    private let isThirdParty: Bool
    private let depth: Int
    /// True where the file says by its mark that it is in UTF-8.
    private let isUTF8: Bool
    /// The card being read, and the AGENT's cards open within it.
    private var open: [Open] = []
    private var raw: [UInt8] = []
    private var isOversized = false
    private var isBehindAgent = false
    /// Text between cards: where it began.
    private var junkLine: Int?
    private var junk: [UInt8] = []
    /// What is finished; the caller empties it.
    var items: [Item] = []

    init(options: CardOptions, isUTF8: Bool = false, isThirdParty: Bool = false, depth: Int = 0) {
        self.isUTF8 = isUTF8
        self.options = options
        self.isThirdParty = isThirdParty
        self.depth = depth
    }

    mutating func take(_ line: CardLines.Line) {
        let property = CardProperty(line.bytes, isUTF8: isUTF8 || open.last?.isUTF8 == true)
        let isLimit = property?.value.trimmingBlanks().asciiLowercased() == "vcard"
        if isLimit, property?.name == "BEGIN" {
            begin(line)
        } else if open.isEmpty {
            takeJunk(line)
        } else {
            keep(line.raw)
            if isLimit, property?.name == "END" { end() } else if let property { take(property, line.number) }
        }
    }

    /// The end of the file: a card that is still open was cut off.
    mutating func finish() {
        if !open.isEmpty { rejectOpen() }
        flushJunk()
    }

    private mutating func begin(_ line: CardLines.Line) {
        flushJunk()
        // A card that begins within another one belongs to its AGENT; elsewhere the one before was cut off.
        let isNested = !open.isEmpty && isBehindAgent && depth + open.count < Self.depthLimit
        if !open.isEmpty, !isNested { rejectOpen() }
        open.append(Open(line: line.number, isThirdParty: isThirdParty || isNested))
        keep(line.raw)
        isBehindAgent = false
    }

    private mutating func end() {
        isBehindAgent = false
        guard let card = open.popLast() else { return }
        if open.isEmpty, isOversized {
            items.append(.rejected(RejectedRow(line: card.line, column: nil, problem: Self.oversized)))
        } else {
            let record = CardRecord(properties: card.properties, options: options, isThirdParty: card.isThirdParty)
            items.append(.record(record.record(line: card.line)))
        }
        if open.isEmpty { (raw, isOversized) = ([], false) }
    }

    private mutating func take(_ property: CardProperty, _ line: Int) {
        isBehindAgent = false
        if property.name == "AGENT" {
            let value = property.unescaped.trimmingBlanks()
            if value.isEmpty {
                isBehindAgent = true
            } else if value.prefix(11).description.asciiLowercased() == "begin:vcard" {
                if value.utf8.count == 11 {
                    isBehindAgent = true
                    begin(CardLines.Line(number: line, bytes: [], raw: []))
                } else {
                    takeAgent(value, line)
                }
            }
            return
        }
        if property.name == "VERSION", property.value.trimmingBlanks() == "4.0" { open[open.count - 1].isUTF8 = true }
        guard CardRecord.names.contains(property.name), open[open.count - 1].properties.count < Self.propertyLimit
        else {
            return
        }
        open[open.count - 1].properties.append(property)
    }

    /// An AGENT whose card stands in the value itself (RFC 2426 §3.5.4).
    private mutating func takeAgent(_ value: String, _ line: Int) {
        guard depth + 1 < Self.depthLimit else { return }
        var parser = CardParser(options: options, isUTF8: true, isThirdParty: true, depth: depth + 1)
        for text in value.split(whereSeparator: \.isNewline) {
            parser.take(CardLines.Line(number: line, bytes: Array(text.utf8), raw: Array(text.utf8) + [0x0D, 0x0A]))
        }
        parser.finish()
        items += parser.items
    }

    private mutating func keep(_ bytes: [UInt8]) {
        guard !isOversized else { return }
        isOversized = raw.count + bytes.count > Self.cardLimit
        if isOversized { raw = [] } else { raw += bytes }
    }

    /// Rejects the outermost open card, with all that is open within it.
    private mutating func rejectOpen() {
        guard let card = open.first else { return }
        items.append(
            .rejected(
                RejectedRow(
                    line: card.line, column: nil, problem: isOversized ? Self.oversized : Self.unended, raw: raw)))
        (open, raw, isOversized, isBehindAgent) = ([], [], false, false)
    }

    private mutating func takeJunk(_ line: CardLines.Line) {
        guard line.bytes.contains(where: { $0 > 0x20 }) else { return }
        if junkLine == nil { junkLine = line.number }
        if junk.count < CardLines.lineLimit { junk += line.raw }
    }

    private mutating func flushJunk() {
        guard let line = junkLine else { return }
        items.append(.rejected(RejectedRow(line: line, column: nil, problem: Self.stray, raw: junk)))
        (junkLine, junk) = (nil, [])
    }

    private static let oversized = Phrase(
        fr: "la carte dépasse 16 Mio : ôtez-en les images", en: "the card is larger than 16 MiB: take its images away")
    private static let unended = Phrase(
        fr: "la carte n’a pas de fin (`END:VCARD`) : complétez-la, ou exportez-la de nouveau",
        en: "the card has no end (`END:VCARD`): complete it, or export it again")
    private static let stray = Phrase(
        fr: "du texte se trouve hors de toute carte (`BEGIN:VCARD` … `END:VCARD`)",
        en: "text stands outside of any card (`BEGIN:VCARD` … `END:VCARD`)")
}
