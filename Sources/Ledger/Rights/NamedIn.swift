internal import Vocabulary

/// Finds a person in a sentence of somebody else's: by an address of theirs, or by their whole name, in either order.
struct NamedIn {
    private let texts: [[UInt8]]
    private let names: [[UInt8]]

    /// `shared`: strict forms of addresses that somebody has who stays.
    init(_ traces: SubjectTraces, except shared: Set<String>) {
        texts = traces.texts.filter { !shared.contains(AddressKeys($0).normal) }.map {
            Array($0.asciiLowercased().utf8)
        }
        names = traces.names.flatMap { [$0, $0.reversed()] }.map { NamedIn.words($0.joined(separator: " ")) }
            .filter { $0.count > 2 }
    }

    func callAsFunction(_ text: String) -> Bool {
        if text.isBlank { return false }
        let octets = Array(text.asciiLowercased().utf8)
        if texts.contains(where: { WholeWord.isIn(octets, $0) }) { return true }
        let words = NamedIn.words(text)
        return names.contains { words.firstRange(of: $0) != nil }
    }

    /// The words with a blank around each, so that a name is found where it stands as it is and nowhere else.
    private static func words(_ text: String) -> [UInt8] {
        Array((" " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " ").utf8)
    }
}
