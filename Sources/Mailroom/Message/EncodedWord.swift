private import Vocabulary

/// Words of a header in another charset than ASCII: `=?utf-8?Q?Andr=C3=A9?=` (RFC 2047, and RFC 2231 §5 for the language).
///
/// More is taken than is allowed: words within quotes and within other words, blanks in a word, characters cut in two by the next
/// word. What cannot be read stays as it stands.
package enum EncodedWord {
    /// `text` is unfolded.
    package static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "=")), text.contains("=?") else { return text }
        var decoder = EncodedWordDecoder(Array(text.utf8))
        return decoder.decoded()
    }
}

struct EncodedWordDecoder {
    private let octets: [UInt8]
    private var ends = ForwardSearch("?=")
    private var result: [UInt8] = []
    /// Words of one charset that follow each other, not yet turned into characters.
    private var run: (charset: String, octets: [UInt8])?
    /// Where blanks began behind the run.
    private var blanks: Int?
    var octetsSearched: Int { ends.octetsSearched }

    init(_ octets: [UInt8]) { self.octets = octets }

    mutating func decoded() -> String {
        var place = 0
        while place < octets.count {
            if octets[place] == UInt8(ascii: "="), let word = word(at: place) {
                take(word)
                place = word.end
                continue
            }
            let octet = octets[place]
            if run != nil, octet == 0x20 || octet == 0x09 {
                if blanks == nil { blanks = place }
            } else {
                endRun(before: place)
                result.append(octet)
            }
            place += 1
        }
        endRun(before: place)
        return String(decoding: result, as: UTF8.self)
    }

    private struct Word {
        var charset: String
        var octets: [UInt8]
        var end: Int
    }

    /// Blanks between two encoded words are not part of the text (RFC 2047 §6.2).
    private mutating func take(_ word: Word) {
        if run?.charset == word.charset {
            run?.octets += word.octets
        } else {
            if let run { result += Charset(run.charset).text(run.octets[...]).utf8 }
            run = (word.charset, word.octets)
        }
        blanks = nil
    }

    private mutating func endRun(before place: Int) {
        guard let run else { return }
        result += Charset(run.charset).text(run.octets[...]).utf8
        if let blanks { result += octets[blanks..<place] }
        self.run = nil
        blanks = nil
    }

    /// The word that begins at an equals sign.
    private mutating func word(at place: Int) -> Word? {
        let question = UInt8(ascii: "?")
        let start = place + 2
        guard start < octets.count, octets[place + 1] == question,
            let charsetEnd = octets[start...].prefix(EncodedWordDecoder.charsetLimit)
                .firstIndex(where: { $0 == question || $0 <= 0x20 || $0 >= 0x7F }),
            octets[charsetEnd] == question, charsetEnd > start,
            charsetEnd + 2 < octets.count, octets[charsetEnd + 2] == question,
            let end = ends.next(in: octets, from: charsetEnd + 3)
        else { return nil }
        let text = octets[(charsetEnd + 3)..<end]
        let decoded: [UInt8]
        switch octets[charsetEnd + 1] {
        case UInt8(ascii: "B"), UInt8(ascii: "b"): decoded = TransferEncoding.base64.decode(text)
        case UInt8(ascii: "Q"), UInt8(ascii: "q"):
            decoded = text.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }.decodingEscapes(after: "=")
        default: return nil
        }
        let charset = octets[start..<charsetEnd].prefix { $0 != UInt8(ascii: "*") }
        return Word(charset: String(decoding: charset, as: UTF8.self).lowercased(), octets: decoded, end: end + 2)
    }

    private static let charsetLimit = 64
}
