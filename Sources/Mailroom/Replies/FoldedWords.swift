internal import Vocabulary

/// A text cut into sentences and these into words, folded so that accents, case and punctuation make no difference.
struct FoldedWords {
    struct Word {
        /// `@` for an address or a link.
        var text: String
        /// In quotation marks: somebody else's, or a word that is spoken of.
        var isQuoted: Bool
        /// True where a comma, a colon or a bracket stands before it.
        var beginsClause: Bool
        /// Its first three octets.
        private(set) var key: UInt32

        init(text: String, isQuoted: Bool, beginsClause: Bool = false) {
            self.text = text
            self.isQuoted = isQuoted
            self.beginsClause = beginsClause
            key = WordPattern.key(text)
        }
    }

    struct Sentence {
        /// As it stands in the text.
        var text: String
        var words: ArraySlice<Word>
        var isQuestion: Bool
    }

    /// Of all sentences.
    private(set) var words: [Word] = []
    private(set) var sentences: [Sentence] = []

    init(_ text: String) {
        var ranges: [(text: String, words: Range<Int>)] = []
        for piece in FoldedWords.pieces(Array(text.utf8)) {
            let sentence = String(decoding: piece, as: UTF8.self)
            let start = words.count
            words += FoldedWords.words(of: sentence)
            if words.count > start { ranges.append((sentence, start..<words.count)) }
        }
        sentences = ranges.map { range in
            Sentence(
                text: range.text, words: words[range.words],
                isQuestion: range.text.reversed().prefix(4).contains { $0 == "?" || $0 == "？" })
        }
    }

    /// Cut behind `.!?;…` that a blank follows, at blank lines, and at the end of a short line whose next one begins anew.
    private static func pieces(_ octets: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var lineStart = 0
        func isEnd(_ index: Int) -> Bool {
            switch octets[index] {
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
                return index + 1 == octets.count || octets[index + 1] <= 0x20 || octets[index + 1] == UInt8(ascii: "\"")
            case 0xA6: return index >= 2 && octets[index - 1] == 0x80 && octets[index - 2] == 0xE2
            case 0x0A:
                guard index + 1 < octets.count else { return true }
                let next = octets[index + 1]
                if next == 0x0A { return true }
                return index - lineStart < shortLine
                    && (0x41...0x5A ~= next || next == UInt8(ascii: "-") || next == UInt8(ascii: "*") || next == 0xC3)
            default: return false
            }
        }
        for index in octets.indices {
            if isEnd(index) {
                pieces.append(octets[start...index])
                start = index + 1
            }
            if octets[index] == 0x0A { lineStart = index + 1 }
        }
        if start < octets.count { pieces.append(octets[start...]) }
        return pieces
    }

    /// In octets; a longer line may have been broken in the middle of a sentence.
    private static let shortLine = 50

    private static func words(of sentence: String) -> [Word] {
        var splitter = WordSplitter(Array(sentence.folded.utf8))
        splitter.split()
        return expanded(splitter.words)
    }

    /// English contractions as the words that they stand for, and one spelling of `e-mail`.
    private static func expanded(_ words: [Word]) -> [Word] {
        var result: [Word] = []
        result.reserveCapacity(words.count)
        for word in words {
            let last = result.last?.text
            let isAfterI = last == "i"
            switch word.text {
            case "'t":
                if let last { replaceLast(of: &result, by: denied[last] ?? String(last.dropLast())) }
                result.append(Word(text: "not", isQuoted: word.isQuoted))
            case "m" where isAfterI: result.append(Word(text: "am", isQuoted: word.isQuoted))
            case "ve" where last != nil: result.append(Word(text: "have", isQuoted: word.isQuoted))
            case "d" where isAfterI: result.append(Word(text: "would", isQuoted: word.isQuoted))
            case "ll" where last != nil: result.append(Word(text: "will", isQuoted: word.isQuoted))
            case "dont":
                result += [Word(text: "do", isQuoted: word.isQuoted), Word(text: "not", isQuoted: word.isQuoted)]
            case "mail" where last == "e", "mails" where last == "e": replaceLast(of: &result, by: "email")
            case "mel", "mels", "emails", "mails":
                result.append(Word(text: "email", isQuoted: word.isQuoted, beginsClause: word.beginsClause))
            default:
                // `'x` of something else than `'t`.
                guard word.text.utf8.first == UInt8(ascii: "'") else {
                    result.append(word)
                    continue
                }
                if word.text.utf8.count > 1 {
                    result.append(Word(text: String(word.text.dropFirst()), isQuoted: word.isQuoted))
                }
            }
        }
        return result
    }

    private static func replaceLast(of words: inout [Word], by text: String) {
        guard let last = words.popLast() else { return }
        words.append(Word(text: text, isQuoted: last.isQuoted))
    }

    private static let denied = ["won": "will", "can": "can", "shan": "shall"]
}

/// Cuts a folded sentence into words.
private struct WordSplitter {
    private let octets: [UInt8]
    private(set) var words: [FoldedWords.Word] = []
    private var current: [UInt8] = []
    private var isQuoted = false
    /// What opened with a straight mark and never closes is no quotation.
    private var straightStart: Int?
    private var place = 0
    private var beginsClause = true

    init(_ octets: [UInt8]) {
        self.octets = octets
        words.reserveCapacity(octets.count / 5)
    }

    mutating func split() {
        while place < octets.count {
            if place == 0 || octets[place - 1] <= 0x20, skipAddress() { continue }
            let octet = octets[place]
            place += 1
            switch octet {
            case 0x30...0x39, 0x61...0x7A: current.append(octet)
            case UInt8(ascii: "'"):
                // `don't` is two words, as `m'écrivez` is.
                let isNot = current.count > 2 && current.last == UInt8(ascii: "n")
                end()
                if isNot { current = [octet] }
            case UInt8(ascii: "\""):
                end()
                straightStart = isQuoted ? nil : words.count
                isQuoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"):
                end()
                beginsClause = true
            case ..<0x80: end()
            default: takeOutsideASCII(octet)
            }
        }
        end()
        if isQuoted, let straightStart {
            for index in words.indices.dropFirst(straightStart) { words[index].isQuoted = false }
        }
    }

    private mutating func end() {
        guard !current.isEmpty else { return }
        let text = String(decoding: current, as: UTF8.self)
        words.append(FoldedWords.Word(text: text, isQuoted: isQuoted, beginsClause: beginsClause))
        beginsClause = false
        current.removeAll(keepingCapacity: true)
    }

    private mutating func takeOutsideASCII(_ first: UInt8) {
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        let character = octets[(place - 1)..<min(place - 1 + length, octets.count)]
        place = character.endIndex
        guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else { return }
        switch scalar.value {
        case 0xAB, 0x201C, 0x201E:
            end()
            isQuoted = true
        case 0xBB, 0x201D:
            end()
            isQuoted = false
        default:
            if scalar.properties.isAlphabetic {
                current += character
            } else {
                end()
                if scalar.properties.isEmojiPresentation || scalar.value == 0x2639 || scalar.value == 0x263A {
                    words.append(FoldedWords.Word(text: "☺", isQuoted: false))
                }
            }
        }
    }

    /// An address or a link is one word, whatever words it is made of.
    private mutating func skipAddress() -> Bool {
        let chunk = octets[place...].prefix { $0 > 0x20 }
        guard chunk.count > 3 else { return false }
        let hasAt = chunk.dropFirst().dropLast().contains(UInt8(ascii: "@"))
        let isLink =
            chunk.starts(with: Self.www)
            || chunk.indices.contains { chunk[$0] == Self.slashes[0] && chunk[$0...].starts(with: Self.slashes) }
        guard hasAt || isLink else { return false }
        end()
        words.append(FoldedWords.Word(text: "@", isQuoted: isQuoted))
        place = chunk.endIndex
        return true
    }

    private static let (www, slashes) = (Array("www.".utf8), Array("://".utf8))
}
