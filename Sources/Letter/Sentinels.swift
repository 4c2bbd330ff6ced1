import Vocabulary

/// Stands in for the tags while a source goes through Markdown: words of letters and digits that occur nowhere in it,
/// so that they survive in text, link targets and code alike.
struct Sentinels {
    private let stem: String
    private(set) var tags: [Tag] = []

    /// `sources`: everything that goes through together with the tags.
    init(avoiding sources: [String]) {
        var number = 0
        var stem = "zqPortillonqz"
        while sources.contains(where: { $0.contains(stem) }) {
            number += 1
            stem = "zqPortillon\(number)qz"
        }
        self.stem = stem
    }

    /// A word for a tag.
    mutating func word(for tag: Tag) -> String {
        tags.append(tag)
        return word(at: tags.count - 1)
    }

    func word(at index: Int) -> String { "\(stem)\(index)zq" }

    /// The tag whose word begins at a place, and the word's end; nil where none begins.
    func tag(in bytes: [UInt8], at start: Int) -> (index: Int, end: Int)? {
        let stem = stem.utf8
        guard bytes[start] == 0x7A, bytes[start...].starts(with: stem) else { return nil }
        var end = start + stem.count
        var number = 0
        while end < bytes.count, 0x30...0x39 ~= bytes[end], number < 1_000_000 {
            number = number * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard end + 1 < bytes.count, bytes[end] == 0x7A, bytes[end + 1] == 0x71, tags.indices.contains(number) else {
            return nil
        }
        return (number, end + 2)
    }

    /// A source for Markdown: tags as words; section tags that stand alone between blocks become blocks of their own.
    mutating func markdown(_ tokens: [TemplateToken]) -> String {
        var source = ""
        for (index, token) in tokens.enumerated() {
            switch token {
            case .text(let text): source += text
            case .tag(let tag):
                let word = word(for: tag)
                if tag.isStandalone {
                    let before = source.isEmpty || source.hasSuffix("\n") ? "" : "\n"
                    let follows = tokens.dropFirst(index + 1).first
                    var isBeforeText = false
                    if case .text? = follows { isBeforeText = true }
                    source += before + "\n" + word + "\n" + (isBeforeText ? "\n" : "")
                } else {
                    source += word
                }
            }
        }
        return source
    }

    /// A source that is no Markdown: tags as words.
    mutating func plain(_ tokens: [TemplateToken]) -> String {
        var source = ""
        for token in tokens {
            switch token {
            case .text(let text): source += text
            case .tag(let tag): source += word(for: tag)
            }
        }
        return source
    }
}
