private import Vocabulary

/// HTML as text, without building a document: enough for what mail programs write, and for whatever else comes.
package enum HTMLText {
    /// The text that a reader sees. Block elements and `br` break lines, lines of a blockquote begin with `> ` for each that they
    /// stand in, a rule is a line of underscores. Scripts, styles, titles and comments are left out.
    package static func plain(_ html: String) -> String {
        var reader = HTMLReader(Array(html.utf8))
        reader.read()
        return String(decoding: reader.text.finished(), as: UTF8.self)
    }

    /// Where its links lead, in their order, with their entities decoded.
    package static func links(_ html: String) -> [String] {
        var reader = HTMLReader(Array(html.utf8))
        reader.read()
        return reader.links
    }

    /// The charset that a document names itself, in one of its first elements (HTML Living Standard §4.2.5.4): for mails that name
    /// none. Nil where there is none.
    static func charset(_ octets: [UInt8]) -> String? {
        let head = Array(octets.prefix(2_048))
        var search = ForwardSearch("charset=")
        guard let place = search.next(in: head, from: 0) else { return nil }
        let value = head[(place + 8)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 0x20 }
        return String(
            decoding: value.prefix { 0x2D...0x7A ~= $0 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ">") },
            as: UTF8.self)
    }
}

/// Goes through the octets once, from the front to the back.
struct HTMLReader {
    private let octets: [UInt8]
    private var place = 0
    private(set) var text = HTMLLines()
    private(set) var links: [String] = []
    private var commentEnds = ForwardSearch("-->")
    private var scriptEnds = ForwardSearch("</script")
    private var styleEnds = ForwardSearch("</style")
    private var titleEnds = ForwardSearch("</title")
    var octetsSearched: Int {
        commentEnds.octetsSearched + scriptEnds.octetsSearched + styleEnds.octetsSearched + titleEnds.octetsSearched
    }

    init(_ octets: [UInt8]) { self.octets = octets }

    mutating func read() {
        while place < octets.count {
            let octet = octets[place]
            if octet == UInt8(ascii: "<"), place + 1 < octets.count, HTMLReader.opensMarkup(octets[place + 1]) {
                readMarkup()
            } else if octet == UInt8(ascii: "&") {
                let (character, end) = HTMLEntity.decode(octets, at: place)
                text.add(character)
                place = end
            } else {
                text.add(octet)
                place += 1
            }
        }
    }

    private static func opensMarkup(_ octet: UInt8) -> Bool {
        0x61...0x7A ~= octet | 0x20 || octet == UInt8(ascii: "/") || octet == UInt8(ascii: "!")
            || octet == UInt8(ascii: "?")
    }

    private mutating func readMarkup() {
        let next = octets[place + 1]
        if octets[place...].starts(with: "<!--".utf8) {
            place = commentEnds.next(in: octets, from: place + 2).map { $0 + 3 } ?? octets.count
        } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            // A declaration, or what Word writes as one.
            while place < octets.count, octets[place] != UInt8(ascii: ">") { place += 1 }
            place += 1
        } else {
            readTag()
        }
    }

    private mutating func readTag() {
        place += 1
        let isEnd = octets[place] == UInt8(ascii: "/")
        if isEnd { place += 1 }
        let name = readName()
        var link: String?
        while let (attribute, value) = readAttribute() {
            if attribute == "href", link == nil { link = value }
        }
        if name == "a" || name == "area", !isEnd, let link, links.count < HTMLReader.linkLimit { links.append(link) }
        if isEnd { text.end(name) } else { text.start(name) }
        guard !isEnd else { return }
        switch name {
        case "script": place = scriptEnds.next(in: octets, from: place) ?? octets.count
        case "style": place = styleEnds.next(in: octets, from: place) ?? octets.count
        case "title": place = titleEnds.next(in: octets, from: place) ?? octets.count
        default: break
        }
    }

    /// In lower case.
    private mutating func readName() -> String {
        let start = place
        while place < octets.count, octets[place] > 0x20, octets[place] != UInt8(ascii: ">"),
            octets[place] != UInt8(ascii: "/"), octets[place] != UInt8(ascii: "=")
        {
            place += 1
        }
        guard place - start <= HTMLReader.nameLimit else { return "" }
        return String(decoding: octets[start..<place].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// The next attribute of a tag; nil behind the `>` that ends it.
    private mutating func readAttribute() -> (name: String, value: String?)? {
        while place < octets.count {
            let octet = octets[place]
            if octet == UInt8(ascii: ">") {
                place += 1
                return nil
            }
            if octet <= 0x20 || octet == UInt8(ascii: "/") || octet == UInt8(ascii: "=") {
                place += 1
                continue
            }
            let name = readName()
            skipBlanks()
            guard place < octets.count, octets[place] == UInt8(ascii: "=") else { return (name, nil) }
            place += 1
            skipBlanks()
            return (name, readValue(isWanted: name == "href"))
        }
        return nil
    }

    private mutating func skipBlanks() {
        while place < octets.count, octets[place] <= 0x20 { place += 1 }
    }

    private mutating func readValue(isWanted: Bool) -> String? {
        guard place < octets.count else { return nil }
        let quote = octets[place]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { place += 1 }
        let start = place
        while place < octets.count,
            isQuoted ? octets[place] != quote : octets[place] > 0x20 && octets[place] != UInt8(ascii: ">")
        {
            place += 1
        }
        let value = octets[start..<place]
        if isQuoted { place += 1 }
        return isWanted ? HTMLEntity.decodeAll(Array(value)).trimmingWhitespace() : nil
    }

    private static let nameLimit = 40
    private static let linkLimit = 2_000
}
