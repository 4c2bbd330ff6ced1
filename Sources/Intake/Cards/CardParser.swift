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
        var raw: [UInt8]
        var isOversized = false
        /// True once it shows that a card within this one belongs to it, and that this one goes on: an AGENT that waits for its
        /// card, a property without a value before it, a line of its own behind it.
        var isNesting = false
        /// True behind the first card within it.
        var hasNested = false
        /// How many cards were held back when it began: those from there on stand within it.
        var held: Int

        mutating func keep(_ bytes: [UInt8]) {
            guard !isOversized else { return }
            isOversized = raw.count + bytes.count > CardParser.cardLimit
            if isOversized { raw = [] } else { raw += bytes }
        }
    }

    /// A card that ended within another one. Whose it is shows only at the other's end.
    private struct Held {
        let line: Int
        let properties: [CardProperty]
        var isThirdParty: Bool
    }

    private let options: (Int) -> CardOptions
    private let isThirdParty: Bool
    private let depth: Int
    /// True where the file says by its mark that it is in UTF-8.
    private let isUTF8: Bool
    /// The card being read, and the cards open within it.
    private var open: [Open] = []
    private var held: [Held] = []
    /// Cards within one that has no end yet; beyond them, it is taken to go on.
    private static let heldLimit = 10_000
    /// True behind a property without a value.
    private var isBehindBlank = false
    /// Text between cards: where it began.
    private var junkLine: Int?
    private var junk: [UInt8] = []
    /// What is finished; the caller empties it.
    var items: [Item] = []

    /// `options` are those of the card that begins on a physical line.
    init(
        options: @escaping (Int) -> CardOptions, isUTF8: Bool = false, isThirdParty: Bool = false, depth: Int = 0
    ) {
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
            open[open.count - 1].keep(line.raw)
            if isLimit, property?.name == "END" {
                end()
            } else {
                let isBlank = !line.bytes.contains { $0 > 0x20 }
                if open[open.count - 1].hasNested, !isBlank { open[open.count - 1].isNesting = true }
                if let property { take(property, line.number) }
            }
        }
    }

    /// The end of the file: a card that is still open was cut off.
    mutating func finish() {
        if !open.isEmpty { rejectOpen() }
        flushJunk()
    }

    /// A card that begins within another one came through the other's owner, whatever property it belongs to.
    private mutating func begin(_ line: CardLines.Line) {
        flushJunk()
        if !open.isEmpty {
            open[open.count - 1].hasNested = true
            if isBehindBlank { open[open.count - 1].isNesting = true }
        }
        isBehindBlank = false
        open.append(Open(line: line.number, isThirdParty: isThirdParty, raw: line.raw, held: held.count))
    }

    private mutating func end() {
        isBehindBlank = false
        guard let card = open.popLast() else { return }
        for index in card.held..<held.count { held[index].isThirdParty = true }
        if open.isEmpty { releaseHeld() }
        if card.isOversized {
            items.append(.rejected(RejectedRow(line: card.line, column: nil, problem: Self.oversized)))
        } else if open.isEmpty {
            give(Held(line: card.line, properties: card.properties, isThirdParty: card.isThirdParty))
        } else {
            held.append(Held(line: card.line, properties: card.properties, isThirdParty: card.isThirdParty))
            if held.count >= Self.heldLimit {
                for index in open.indices { open[index].isNesting = true }
                for index in held.indices { held[index].isThirdParty = true }
                releaseHeld()
                for index in open.indices { open[index].held = 0 }
            }
        }
    }

    private mutating func releaseHeld() {
        for card in held { give(card) }
        held = []
    }

    private mutating func give(_ card: Held) {
        let record = CardRecord(
            properties: card.properties, options: options(card.line), isThirdParty: card.isThirdParty)
        items.append(.record(record.record(line: card.line)))
    }

    private mutating func take(_ property: CardProperty, _ line: Int) {
        isBehindBlank = property.value.isBlank
        if property.name == "AGENT" {
            let value = property.unescaped.trimmingBlanks()
            if value.isEmpty {
                open[open.count - 1].isNesting = true
            } else if value.prefix(11).description.asciiLowercased() == "begin:vcard" {
                if value.utf8.count == 11 {
                    open[open.count - 1].isNesting = true
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

    /// Rejects the open cards. Those that ended within them are theirs wherever it shows, and else cards of their own behind one
    /// that was cut off.
    private mutating func rejectOpen() {
        for card in open {
            let problem = card.isOversized ? Self.oversized : Self.unended
            items.append(.rejected(RejectedRow(line: card.line, column: nil, problem: problem, raw: card.raw)))
        }
        if open.contains(where: \.isNesting) {
            for index in held.indices { held[index].isThirdParty = true }
        }
        open = []
        releaseHeld()
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
