private import Vocabulary

/// A mailbox as a header names it (RFC 5322 §3.4): what was written, which need not be an address at all.
package struct HeaderAddress: Hashable, Sendable {
    /// Decoded; blank where there is none.
    package let name: String
    /// What stands between the angle brackets, or alone.
    package let address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// The mailboxes of a `From`, `To`, `Reply-To` or their like. `text` is unfolded and its encoded words are not decoded
/// (`MailHeaders.raw`): a name may hold whatever it likes, also commas and brackets, and gets no say in the structure.
package func addresses(in text: String) -> [HeaderAddress] {
    var reader = AddressListReader(Array(text.utf8.prefix(MailLimits.fieldOctets)))
    return reader.mailboxes()
}

/// Walks along the octets once. Groups open at a colon and close at a semicolon; their names are passed over.
private struct AddressListReader {
    private let octets: [UInt8]
    private var place = 0
    private var found: [HeaderAddress] = []
    /// What stands before the brackets, as a name: without quotes, with its blanks.
    private var phrase: [UInt8] = []
    /// The same as an address: with its quotes, without its blanks.
    private var spec: [UInt8] = []
    private var comment: [UInt8] = []
    private var bracketed: [UInt8]?
    private var hasOpenQuote = false

    init(_ octets: [UInt8]) { self.octets = octets }

    mutating func mailboxes() -> [HeaderAddress] {
        while place < octets.count, found.count < MailLimits.addresses {
            let octet = octets[place]
            place += 1
            switch octet {
            case UInt8(ascii: ","), UInt8(ascii: ";"): finish()
            case UInt8(ascii: "("): comment += readComment()
            case UInt8(ascii: "\""): readQuoted()
            case UInt8(ascii: "<"):
                if bracketed != nil { finish() }
                bracketed = readBracketed()
            case UInt8(ascii: ":"):
                // The name of a group, unless an address stood before it.
                if !spec.contains(UInt8(ascii: "@")) { (phrase, spec, comment) = ([], [], []) } else { add(octet) }
            case UInt8(ascii: "["): readLiteral()
            default: add(octet)
            }
        }
        finish()
        return found
    }

    private mutating func add(_ octet: UInt8) {
        phrase.append(octet)
        if octet > 0x20 { spec.append(octet) }
    }

    private mutating func finish() {
        defer { (phrase, spec, comment, bracketed) = ([], [], [], nil) }
        guard found.count < MailLimits.addresses else { return }
        if let bracketed {
            let name = decoded(phrase)
            guard !bracketed.isEmpty || !name.isEmpty else { return }
            found.append(HeaderAddress(name: name, address: String(decoding: bracketed, as: UTF8.self)))
        } else if !spec.isEmpty {
            found.append(HeaderAddress(name: decoded(comment), address: String(decoding: spec, as: UTF8.self)))
        }
    }

    private func decoded(_ octets: [UInt8]) -> String {
        EncodedWord.decode(String(decoding: octets, as: UTF8.self)).withoutControls.split(separator: " ").joined(
            separator: " ")
    }

    /// Comments nest (RFC 5322 §3.2.2).
    private mutating func readComment() -> [UInt8] {
        var depth = 1
        var text: [UInt8] = []
        while place < octets.count {
            let octet = octets[place]
            place += 1
            switch octet {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return text }
            case UInt8(ascii: "\\") where place < octets.count:
                text.append(octets[place])
                place += 1
                continue
            default: break
            }
            text.append(octet)
        }
        return text
    }

    /// A quote that does not close opens nothing, nor does any behind it.
    private mutating func readQuoted() {
        guard !hasOpenQuote else { return }
        let before = (place, phrase, spec)
        spec.append(UInt8(ascii: "\""))
        while place < octets.count {
            var octet = octets[place]
            place += 1
            if octet == UInt8(ascii: "\"") {
                spec.append(octet)
                return
            }
            if octet == UInt8(ascii: "\\"), place < octets.count {
                spec.append(octet)
                octet = octets[place]
                place += 1
            }
            phrase.append(octet)
            spec.append(octet)
        }
        hasOpenQuote = true
        (place, phrase, spec) = before
    }

    /// An address literal may hold colons.
    private mutating func readLiteral() {
        add(UInt8(ascii: "["))
        while place < octets.count {
            let octet = octets[place]
            if octet == UInt8(ascii: ",") || octet == UInt8(ascii: "<") { return }
            place += 1
            add(octet)
            if octet == UInt8(ascii: "]") { return }
        }
    }

    /// Up to the bracket that closes, without blanks, comments and a route (RFC 5322 §4.4). A comma ends what was not closed.
    private mutating func readBracketed() -> [UInt8] {
        var address: [UInt8] = []
        while place < octets.count {
            let octet = octets[place]
            place += 1
            switch octet {
            case UInt8(ascii: ">"): return address
            case UInt8(ascii: "("): _ = readComment()
            case UInt8(ascii: "\""):
                let before = phrase
                let start = spec.count
                readQuoted()
                address += spec[start...]
                spec.removeSubrange(start...)
                phrase = before
            case UInt8(ascii: ":") where address.first == UInt8(ascii: "@"): address = []
            case UInt8(ascii: ",") where address.first != UInt8(ascii: "@"):
                place -= 1
                return address
            case ...0x20: break
            default: address.append(octet)
            }
        }
        return address
    }
}
