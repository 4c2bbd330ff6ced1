/// Phrases to look for in folded text, in octets: a line is held against a hundred of them.
struct FoldedPhrases {
    private let phrases: [[UInt8]]
    /// By first octet, those that begin with it.
    private let byFirst: [[[UInt8]]]

    init(_ phrases: [String]) {
        self.phrases = phrases.map { Array($0.utf8) }
        var byFirst = [[[UInt8]]](repeating: [], count: 256)
        for phrase in self.phrases { if let first = phrase.first { byFirst[Int(first)].append(phrase) } }
        self.byFirst = byFirst
    }

    /// The length of a phrase that the text begins with; nil where it begins with none.
    func prefix(of text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first else { return nil }
        return byFirst[Int(first)].first { text.starts(with: $0) }?.count
    }

    func begin(_ text: [UInt8]) -> Bool { prefix(of: text[...]) != nil }

    /// True where the text ends with a phrase.
    func end(_ text: ArraySlice<UInt8>) -> Bool {
        phrases.contains { $0.count <= text.count && text.suffix($0.count).elementsEqual($0) }
    }

    /// True where the text is a phrase.
    func hold(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        return byFirst[Int(first)].contains { $0.count == text.count && text.elementsEqual($0) }
    }
}

extension ArraySlice<UInt8> {
    /// Without the octets at the edges that something is true of.
    func trimmingOctets(_ isEdge: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var text = drop(while: isEdge)
        while let last = text.last, isEdge(last) { text = text.dropLast() }
        return text
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { 0x30...0x39 ~= self }
    /// Of folded text.
    var isFoldedLetter: Bool { 0x61...0x7A ~= self }
}
