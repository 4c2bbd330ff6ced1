/// Phrases that are looked for in a text, all of them in one pass: by the first octet of each word.
///
/// Text and phrases are compared octet by octet, so that the text is to be folded as the phrases are (`String.folded`). A
/// phrase begins with a word of the text and may end within one; `*` in it stands for a few words between.
package struct PhraseSet<Meaning: Hashable & Sendable>: Sendable {
    private struct Phrase: Sendable {
        let meaning: Meaning
        /// In this order, at most ``farthest`` octets between them.
        let pieces: [[UInt8]]
    }

    /// What `*` stands for at most, in octets.
    private static var farthest: Int { 60 }
    /// No `*` reaches across it.
    private static var end: UInt8 { UInt8(ascii: "|") }
    /// By first octet.
    private var byFirst: [[Phrase]]

    package init(_ table: [(Meaning, [String])]) {
        byFirst = Array(repeating: [], count: 256)
        for (meaning, phrases) in table {
            for phrase in phrases {
                let pieces = phrase.folded.split(separator: "*").map { Array($0.trimmingBlanks().utf8) }
                guard let first = pieces.first?.first else { continue }
                byFirst[Int(first)].append(Phrase(meaning: meaning, pieces: pieces))
            }
        }
    }

    /// What the phrases mean that stand in the text.
    package func meanings(in text: [UInt8]) -> Set<Meaning> {
        var found: Set<Meaning> = []
        find(in: text) { meaning in
            found.insert(meaning)
            return true
        }
        return found
    }

    /// True where any of them stands in the text.
    package func stands(in text: [UInt8]) -> Bool {
        var isThere = false
        find(in: text) { _ in
            isThere = true
            return false
        }
        return isThere
    }

    /// `goesOn` is told of each phrase until it says no.
    private func find(in text: [UInt8], goesOn: (Meaning) -> Bool) {
        var before = UInt8(ascii: " ")
        for start in text.indices {
            let octet = text[start]
            defer { before = octet }
            guard octet >= 0x80 || Self.isEdge(before) else { continue }
            for phrase in byFirst[Int(octet)] where Self.stands(phrase, in: text, at: start) {
                guard goesOn(phrase.meaning) else { return }
            }
        }
    }

    /// No letter and no digit.
    private static func isEdge(_ octet: UInt8) -> Bool {
        !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= octet || UInt8(ascii: "0")...UInt8(ascii: "9") ~= octet)
    }

    private static func stands(_ phrase: Phrase, in text: [UInt8], at start: Int) -> Bool {
        guard begins(phrase.pieces[0], in: text, at: start) else { return false }
        var position = start + phrase.pieces[0].count
        for piece in phrase.pieces.dropFirst() {
            guard let next = next(piece, in: text, from: position) else { return false }
            position = next + piece.count
        }
        return true
    }

    private static func next(_ piece: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        var position = start
        while position < text.count, position - start <= farthest {
            if piece[0] >= 0x80 || isEdge(text[position - 1]), begins(piece, in: text, at: position) { return position }
            if text[position] == end { return nil }
            position += 1
        }
        return nil
    }

    private static func begins(_ piece: [UInt8], in text: [UInt8], at start: Int) -> Bool {
        guard piece.count <= text.count - start else { return false }
        for offset in piece.indices where text[start + offset] != piece[offset] { return false }
        return true
    }
}

extension PhraseSet where Meaning == Bool {
    /// Phrases that all mean the same.
    package init(_ phrases: [String]) { self.init([(true, phrases)]) }

    /// True where any of them stands in the text, folded.
    package func stands(in text: some StringProtocol) -> Bool { stands(in: Array(text.utf8)) }
}
