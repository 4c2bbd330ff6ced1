import Vocabulary

/// Stands in for the tags while a source goes through Markdown: words of letters and digits that occur nowhere in it,
/// so that they survive in text, link targets and code alike.
struct Sentinels {
    private let stem: [UInt8]
    private(set) var tags: [Tag] = []

    /// What follows a tag's number: in general, and in a link target that plain text shows: at its start, right behind
    /// its `https://`, in the address of a mail, and further inside.
    enum Ending: String, CaseIterable {
        case usual = "zq", target = "zt", host = "zh", address = "zm", targetPart = "zp"
    }

    /// A scheme that makes a placeholder in angle brackets an autolink; it is taken out again.
    var scheme: String { String(decoding: stem, as: UTF8.self) + "target:" }

    /// `sources`: everything that goes through together with the tags.
    init(avoiding sources: [String]) {
        var number = 0
        var stem = "zqPortillonqz"
        // As a scheme, the stem comes back in lower case at times.
        let sources = sources.map { $0.asciiLowercased() }
        while sources.contains(where: { $0.contains(stem.asciiLowercased()) }) {
            // Twice as long each time: no text holds many of them.
            number = number * 2 + 1
            stem = "zqPortillon" + String(repeating: "0", count: number) + "qz"
        }
        self.stem = Array(stem.utf8)
    }

    /// A word for a tag.
    mutating func word(for tag: Tag) -> String {
        tags.append(tag)
        return word(at: tags.count - 1)
    }

    func word(at index: Int) -> String { String(decoding: stem, as: UTF8.self) + "\(index)" + Ending.usual.rawValue }

    /// The tag whose word begins at a place, and the word's end; nil where none begins.
    func tag(in bytes: [UInt8], at start: Int) -> (index: Int, ending: Ending, end: Int)? {
        guard bytes[start] == 0x7A, bytes.count - start > stem.count + 2, bytes[start...].starts(with: stem) else {
            return nil
        }
        var end = start + stem.count
        var number = 0
        while end < bytes.count, 0x30...0x39 ~= bytes[end], number < 1_000_000 {
            number = number * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard end + 1 < bytes.count, tags.indices.contains(number),
            let ending = Ending(rawValue: String(decoding: bytes[end..<end + 2], as: UTF8.self))
        else { return nil }
        return (number, ending, end + 2)
    }

    /// The tag that a text consists of, where it is one that stood alone on its line.
    func standaloneTag(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, let (index, _, end) = tag(in: bytes, at: 0), end == bytes.count, tags[index].isStandalone
        else { return nil }
        return index
    }

    /// Whether any tag's word stands in a text.
    func occur(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.contains { tag(in: bytes, at: $0) != nil }
    }

    /// Whether two texts say the same, with the same fields in the same places.
    func areSame(_ one: String, _ other: String) -> Bool {
        one == other || spelled(one) == spelled(other)
    }

    private func spelled(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if let (index, _, end) = tag(in: bytes, at: position) {
                result += String(describing: tags[index].kind).utf8
                position = end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return result
    }

    /// A link target as plain text shows it, percent-encoded as in HTML: its words say where in the target they stand.
    func shown(target: String) -> String {
        let bytes = Array(LinkTarget.percentEncoded(target).utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if let (index, _, end) = tag(in: bytes, at: position) {
                let ending = Sentinels.ending(behind: result, next: end < bytes.count ? bytes[end] : nil)
                result += stem + "\(index)\(ending.rawValue)".utf8
                position = end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Where in a link target a word stands: `before` is the target up to it, `next` the octet behind it. The same as in
    /// ``HTMLContexts``.
    static func ending(behind before: [UInt8], next: UInt8?) -> Ending {
        if before.isEmpty { return .target }
        let start = String(decoding: before, as: UTF8.self).lowercased()
        if start.hasPrefix("mailto:") { return start.contains("?") ? .targetPart : .address }
        let isEnd = next.map { "/?#".utf8.contains($0) } ?? true
        return isEnd && (start == "https://" || start == "http://") ? .host : .targetPart
    }

    /// A text for its author to read: words are the fields again that they stand for.
    func readable(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if let (index, _, end) = tag(in: bytes, at: position) {
                if case .variable(let name, _) = tags[index].kind { result += "{{\(name)}}".utf8 }
                position = end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A source that is no Markdown: tags as words.
    mutating func plain(_ tokens: [TemplateToken]) -> String {
        var source = ""
        for token in tokens {
            switch token {
            case .text(let text, _): source += text
            case .tag(let tag): source += word(for: tag)
            }
        }
        return source
    }
}
