/// The words of a refusal, made comparable: what ``RefusalWords`` looks for stands in them whatever the host's spelling.
///
/// Lower case, without accents, one blank between words. An address becomes `@`, as its local part may hold any words
/// (`this-user-does-not-exist@…`); of a URL the host alone stays. Quotation marks and brackets are blanks, so that `doesn't`
/// is `doesn t`; the end of a sentence is `|`, which no phrase reaches across.
struct RefusalText {
    let bytes: [UInt8]

    /// Longer ones hold what decides at their beginning.
    static let longest = 4_000

    init(_ words: String) {
        // Bytes, as a character may be of any length.
        let head = String(decoding: words.utf8.prefix(Self.longest), as: UTF8.self)
        var text = [UInt8(ascii: " ")]
        text.reserveCapacity(head.utf8.count + 2)
        for word in head.folded.utf8.split(whereSeparator: { $0 <= 0x20 || $0 == 0x7F }) {
            Self.append(word, to: &text)
        }
        text.append(UInt8(ascii: "|"))
        bytes = text
    }

    private static func append(_ word: Substring.UTF8View, to text: inout [UInt8]) {
        if word.contains(UInt8(ascii: "@")), let (before, after) = edges(of: word) {
            for byte in before { put(byte, isLast: false, into: &text) }
            text.append(UInt8(ascii: "@"))
            put(UInt8(ascii: " "), isLast: false, into: &text)
            for byte in after { put(byte, isLast: true, into: &text) }
            put(UInt8(ascii: " "), isLast: false, into: &text)
            return
        }
        if isContinuation(word) { return }
        var slashes = 0
        let isURL = word.starts(with: "http".utf8)
        for (offset, byte) in word.enumerated() {
            if isURL, byte == UInt8(ascii: "/") {
                slashes += 1
                if slashes == 3 { break }
            }
            put(byte, isLast: offset == word.count - 1, into: &text)
        }
        put(UInt8(ascii: " "), isLast: false, into: &text)
    }

    /// `550-` or `550-5.1.1`: the code that each further line of a reply begins with, amid the words once they are joined.
    private static func isContinuation(_ word: Substring.UTF8View) -> Bool {
        let bytes = word.prefix(4)
        guard bytes.count == 4, bytes.last == UInt8(ascii: "-"), let code = Int(digits: bytes.prefix(3)),
            400...599 ~= code
        else { return false }
        return word.dropFirst(4).allSatisfy { $0 == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    /// What stands around the address in a word that holds one: `<ada@example.org>:`.
    private static func edges(of word: Substring.UTF8View) -> (Substring.UTF8View, Substring.UTF8View)? {
        guard let at = word.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let before = word[..<at].prefix { isMark($0) }
        let domain = word[at...].dropFirst()
        let after = domain.drop { !isMark($0) && $0 != UInt8(ascii: "@") }
        return (before, after.contains(UInt8(ascii: "@")) ? after.prefix(0) : after)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            true
        default: false
        }
    }

    private static func put(_ byte: UInt8, isLast: Bool, into text: inout [UInt8]) {
        let blank = UInt8(ascii: " ")
        let isEnd = isLast && byte == UInt8(ascii: ".") || [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(byte)
        if isEnd || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") {
            if text.last != blank { text.append(blank) }
            text += [UInt8(ascii: "|"), blank]
        } else if byte == UInt8(ascii: ":") {
            if text.last != blank { text.append(blank) }
            text += [byte, blank]
        } else if isMark(byte) || byte == blank || byte == UInt8(ascii: "_") {
            if text.last != blank { text.append(blank) }
        } else {
            text.append(byte)
        }
    }

    func begins(with words: String) -> Bool { bytes.dropFirst().starts(with: words.utf8) }

    /// True where nothing stands between the codes and a colon: `550 : User unknown`. Japanese carriers say so behind DATA, of
    /// what their user filters; of an unknown user they name the address there.
    var beginsWithColon: Bool {
        let first = bytes.first { byte in
            byte != UInt8(ascii: " ") && byte != UInt8(ascii: ".") && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
        }
        return first == UInt8(ascii: ":")
    }
}
