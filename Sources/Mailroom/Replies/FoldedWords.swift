internal import Vocabulary

/// A text cut into sentences and these into words, folded so that accents, case and punctuation make no difference.
struct FoldedWords {
    struct Word {
        var text: String
        /// In quotation marks: somebody else's, or a word that is spoken of.
        var isQuoted: Bool
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
        var words: [Word] = []
        var current = ""
        var isQuoted = false
        // What opened with a straight mark and never closed is no quotation.
        var straightStart: Int?
        func end() {
            guard !current.isEmpty else { return }
            words.append(Word(text: current, isQuoted: isQuoted))
            current = ""
        }
        for scalar in FoldedWords.withoutAddresses(sentence).folded.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: current.unicodeScalars.append(scalar)
            case 0x27:
                // `don't` is two words, as `m'écrivez` is.
                let isNot = current.hasSuffix("n") && current.utf8.count > 2
                end()
                if isNot { current = "'" }
            case 0xAB, 0x201C, 0x201E:
                end()
                isQuoted = true
            case 0xBB, 0x201D:
                end()
                isQuoted = false
            case 0x22:
                end()
                if isQuoted { straightStart = nil } else { straightStart = words.count }
                isQuoted.toggle()
            case ..<0x80: end()
            default:
                if scalar.properties.isAlphabetic {
                    current.unicodeScalars.append(scalar)
                } else {
                    end()
                    if scalar.properties.isEmojiPresentation || scalar.value == 0x2639 || scalar.value == 0x263A {
                        words.append(Word(text: "☺", isQuoted: false))
                    }
                }
            }
        }
        end()
        if isQuoted, let straightStart {
            for index in words.indices.dropFirst(straightStart) { words[index].isQuoted = false }
        }
        return expanded(words)
    }

    /// Addresses and links are one word each, whatever words they are made of.
    private static func withoutAddresses(_ sentence: String) -> String {
        guard sentence.utf8.contains(UInt8(ascii: "@")) || sentence.contains("://") || sentence.contains("www.") else {
            return sentence
        }
        return sentence.split(whereSeparator: \.isWhitespace).map { chunk in
            let isAddress = chunk.dropFirst().dropLast().utf8.contains(UInt8(ascii: "@"))
            let isOne = isAddress || chunk.contains("://") || chunk.contains("www.")
            return isOne ? "xaddressx" : chunk
        }.joined(separator: " ")
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
                if let last { result[result.count - 1].text = denied[last] ?? String(last.dropLast()) }
                result.append(Word(text: "not", isQuoted: word.isQuoted))
            case "m" where isAfterI: result.append(Word(text: "am", isQuoted: word.isQuoted))
            case "ve" where last != nil: result.append(Word(text: "have", isQuoted: word.isQuoted))
            case "d" where isAfterI: result.append(Word(text: "would", isQuoted: word.isQuoted))
            case "ll" where last != nil: result.append(Word(text: "will", isQuoted: word.isQuoted))
            case "dont":
                result += [Word(text: "do", isQuoted: word.isQuoted), Word(text: "not", isQuoted: word.isQuoted)]
            case "mail" where last == "e", "mails" where last == "e": result[result.count - 1].text = "email"
            case "mel", "mels", "emails", "mails": result.append(Word(text: "email", isQuoted: word.isQuoted))
            default:
                var word = word
                if word.text.hasPrefix("'") { word.text.removeFirst() }
                if !word.text.isEmpty { result.append(word) }
            }
        }
        return result
    }

    private static let denied = ["won": "will", "can": "can", "shan": "shall"]
}
