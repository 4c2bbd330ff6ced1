internal import Vocabulary

/// Gathers from a whole mail what could tie it to a letter.
struct ClueReader {
    private var clues = Clues()
    private var seen: (tokens: Set<String>, ids: Set<String>, references: Set<String>, addresses: Set<String>) = (
        [], [], [], []
    )
    /// Octets of text that may still be looked through: each part is read in up to four spellings.
    private var octetsLeft = ClueReader.octetLimit

    /// Of each sort.
    private static let (tokenLimit, idLimit, addressLimit) = (200, 200, 500)
    private static let octetLimit = 4_194_304

    static func clues(in mail: ReceivedMail) -> Clues {
        var reader = ClueReader()
        for name in ["X-Microsoft-Original-Message-ID", "X-Original-Message-ID"] {
            for value in mail.headers.allRaw(name) { reader.takeReturnedIDs(value) }
        }
        for name in ["In-Reply-To", "References"] {
            for value in mail.headers.allRaw(name) { reader.takeReferences(value) }
        }
        for (index, part) in mail.parts.enumerated() { reader.take(part, isOutermost: index == 0) }
        return reader.clues
    }

    private mutating func take(_ part: MailPart, isOutermost: Bool) {
        if !isOutermost { takeReturnedIDs(of: part.headers) }
        take(part.headers)
        guard part.children.isEmpty else { return }
        let text = part.text
        guard !text.isEmpty else { return }
        scan(Array(text.utf8), isHTML: part.contentType.subtype == "html")
        if part.contentType.is("text/rfc822-headers") || part.contentType.type == "message" {
            for block in MailHeaders.blocks(parsing: Array(text.utf8)) { takeReturnedIDs(of: block) }
        } else if part.contentType.is("text/plain") {
            takeReturnedIDs(inText: text)
        }
    }

    private mutating func take(_ headers: MailHeaders) {
        var taken: Set<String> = []
        for name in headers.names {
            let name = name.asciiLowercased()
            guard taken.insert(name).inserted else { continue }
            for value in headers.allRaw(name) {
                let octets = Array(value.utf8)
                scan(octets, isHTML: false)
                // Without a question mark nothing is encoded (RFC 2047 §2).
                guard octets.contains(UInt8(ascii: "?")) else { continue }
                let decoded = Array(EncodedWord.decode(value).utf8)
                if decoded != octets { scan(decoded, isHTML: false) }
            }
        }
    }

    /// Looks through octets as they stand, and as they are where escapes are decoded.
    private mutating func scan(_ octets: [UInt8], isHTML: Bool) {
        find(octets)
        if octets.contains(UInt8(ascii: "%")) { find(octets.decodingEscapes(after: "%")) }
        // A returned message in a plain text is seldom decoded: `token=3D0123…`, with a `=` where a line goes on.
        if octets.contains(UInt8(ascii: "=")) {
            find(ClueReader.joiningSoftLines(octets).decodingEscapes(after: "="))
        }
        if isHTML, octets.contains(UInt8(ascii: "&")) {
            let decoded = Array(HTMLEntity.decodeAll(octets).utf8)
            find(decoded)
            if decoded.contains(UInt8(ascii: "%")) { find(decoded.decodingEscapes(after: "%")) }
        }
    }

    private mutating func find(_ octets: [UInt8]) {
        guard octetsLeft > 0 else { return }
        let octets = octets.count > octetsLeft ? Array(octets.prefix(octetsLeft)) : octets
        octetsLeft -= octets.count
        for token in UnsubscribeToken.all(in: octets, limit: ClueReader.tokenLimit)
        where clues.tokens.count < ClueReader.tokenLimit && seen.tokens.insert(token).inserted {
            clues.tokens.append(token)
        }
        for hit in AddressScan.hits(in: octets, limit: ClueReader.addressLimit, outsideASCII: true) {
            guard clues.addresses.count < ClueReader.addressLimit else { return }
            take(address: hit.address)
        }
    }

    /// What has a domain of several labels; of `a=b@example.org`, as links and senders' addresses have it, its second half too.
    private mutating func take(address: String) {
        let start = address.lastIndex { "/?&".contains($0) }.map(address.index(after:)) ?? address.startIndex
        let address = String(address[start...])
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[1].utf8.contains(UInt8(ascii: ".")), !halves[1].contains(".."),
            halves[1].first != "."
        else { return }
        add(address)
        guard let equals = halves[0].lastIndex(of: "="), halves[0].index(after: equals) < halves[0].endIndex else {
            return
        }
        add(halves[0][halves[0].index(after: equals)...] + "@" + halves[1])
    }

    private mutating func add(_ address: String) {
        if seen.addresses.insert(address.asciiLowercased()).inserted { clues.addresses.append(address) }
    }

    /// `=` at the end of a line goes with the line's end.
    private static func joiningSoftLines(_ octets: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            if octets[index] == UInt8(ascii: "=") {
                if index + 1 < octets.count, octets[index + 1] == 0x0A {
                    index += 2
                    continue
                }
            }
            result.append(octets[index])
            index += 1
        }
        return result
    }

    // MARK: Message-IDs

    private mutating func takeReturnedIDs(of headers: MailHeaders) {
        for name in ["Message-ID", "X-Microsoft-Original-Message-ID", "X-Original-Message-ID", "Original-Message-ID"] {
            for value in headers.allRaw(name) { takeReturnedIDs(value) }
        }
    }

    /// Of returned fields in a plain text, quoted or indented.
    private mutating func takeReturnedIDs(inText text: String) {
        var lines = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: true) {
            lines += 1
            guard lines < 50_000, clues.returnedMessageIDs.count < ClueReader.idLimit else { return }
            let start = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "|") }
            guard let first = start.first, first | 0x20 == UInt8(ascii: "m") || first | 0x20 == UInt8(ascii: "x") else {
                continue
            }
            guard let colon = start.prefix(40).firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: start[..<colon], as: UTF8.self).asciiLowercased().trimmingBlanks()
            guard ["message-id", "x-original-message-id", "x-microsoft-original-message-id"].contains(name) else {
                continue
            }
            takeReturnedIDs(String(decoding: start[start.index(after: colon)...], as: UTF8.self))
        }
    }

    private mutating func takeReturnedIDs(_ value: String) {
        for id in MessageIDs.all(in: value)
        where clues.returnedMessageIDs.count < ClueReader.idLimit && seen.ids.insert(id).inserted {
            clues.returnedMessageIDs.append(id)
        }
    }

    private mutating func takeReferences(_ value: String) {
        for id in MessageIDs.all(in: value)
        where clues.references.count < ClueReader.idLimit && seen.references.insert(id).inserted {
            clues.references.append(id)
        }
    }
}
