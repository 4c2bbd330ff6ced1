/// What the words of a refusal say, in any of the languages that hosts and providers write them in.
package enum RefusalMeaning: Hashable, Sendable, CaseIterable {
    /// The sender, their host, their domain, or what the message holds.
    case sender
    /// The same, by words that are also said of recipients: `blocked`, `denied`, `policy`.
    case perhapsSender
    /// The mailbox is full.
    case mailboxFull
    /// The mailbox is there and closed: suspended, disabled, archived.
    case mailboxClosed
    /// The network, a server, a queue.
    case network
    /// There is no such domain, or it takes no mail.
    case noSuchDomain
    /// There is no such mailbox, or no more, by words that leave nothing open whoever says them.
    case noSuchMailbox
    /// There is no such user, by the usual words. Behind DATA, hosts say them of what their user filters, too.
    case unknownUser
    /// The recipient is refused; why is not said.
    case recipientRefused
    /// The recipient does not want it, or may not be written to from outside.
    case unwanted
}

extension RefusalMeaning {
    /// All that the words say.
    package static func all(in words: String) -> Set<RefusalMeaning> {
        RefusalPhrases.shared.meanings(of: RefusalText(words))
    }
}

/// The phrases of ``RefusalWords``, found in one pass: by the first byte of a word.
struct RefusalPhrases: Sendable {
    static let shared = RefusalPhrases(RefusalWords.table)

    private struct Phrase: Sendable {
        let meaning: RefusalMeaning
        /// In this order, at most ``farthest`` bytes between them.
        let pieces: [[UInt8]]
    }

    private static let farthest = 60
    private var byFirst: [UInt8: [Phrase]] = [:]

    init(_ table: [(RefusalMeaning, [String])]) {
        for (meaning, phrases) in table {
            for phrase in phrases {
                let pieces = phrase.folded.split(separator: "*").map { Array($0.trimmingBlanks().utf8) }
                guard let first = pieces.first?.first else { continue }
                byFirst[first, default: []].append(Phrase(meaning: meaning, pieces: pieces))
            }
        }
    }

    func meanings(of text: RefusalText) -> Set<RefusalMeaning> {
        var found: Set<RefusalMeaning> = []
        let bytes = text.bytes
        for start in bytes.indices.dropFirst() where Self.isEdge(bytes[start - 1]) || bytes[start] >= 0x80 {
            for phrase in byFirst[bytes[start]] ?? [] where !found.contains(phrase.meaning) {
                if Self.stands(phrase, in: bytes, at: start) { found.insert(phrase.meaning) }
            }
        }
        return found
    }

    /// No letter and no digit: a phrase begins with a word.
    private static func isEdge(_ byte: UInt8) -> Bool {
        !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
    }

    private static func stands(_ phrase: Phrase, in bytes: [UInt8], at start: Int) -> Bool {
        guard bytes[start...].starts(with: phrase.pieces[0]) else { return false }
        var position = start + phrase.pieces[0].count
        for piece in phrase.pieces.dropFirst() {
            guard let next = find(piece, in: bytes, from: position) else { return false }
            position = next + piece.count
        }
        return true
    }

    private static func find(_ piece: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        while position < bytes.count, position - start <= farthest {
            if bytes[position] == piece[0], isEdge(bytes[position - 1]) || piece[0] >= 0x80,
                bytes[position...].starts(with: piece)
            {
                return position
            }
            if bytes[position] == UInt8(ascii: "|") { return nil }
            position += 1
        }
        return nil
    }
}
