internal import Vocabulary

/// Message-IDs that lead back to their recipient without a table: what comes back names one, where the token is gone.
///
/// The left-hand side (RFC 5322 §3.6.4) is up to 40 characters of the letter's identity, a full stop, and 48 hexadecimal digits: 8
/// octets that no other message has, and the 16 of the recipient's unsubscribe token, hidden under what the key makes of the 8.
/// So a Message-ID is as good as the token to whoever has the key, and noise to everybody else.
extension Key {
    /// The left-hand side of a message's Message-ID. `nonce` must be another one for each message.
    package func messageID(letter: String, token: String, nonce: UInt64) -> String {
        let octets = (0..<8).map { UInt8(truncatingIfNeeded: nonce >> (56 - 8 * UInt64($0))) }
        let plain = Hex.octets(token.utf8) ?? []
        return "\(letter.prefix(40))." + (octets + hidden(plain, under: octets)).hex
    }

    /// The token that a Message-ID leads to, with or without its right-hand side. Nil for what has another form; of another
    /// program's Message-ID that happens to have it, a token that nobody has.
    package func token(ofMessageID id: String) -> String? {
        let left = id.utf8.prefix { $0 != UInt8(ascii: "@") }
        guard left.count > Key.digits, left.dropLast(Key.digits).last == UInt8(ascii: "."),
            let octets = Hex.octets(left.suffix(Key.digits))
        else { return nil }
        return hidden(Array(octets.dropFirst(8)), under: Array(octets.prefix(8))).hex
    }

    private static let digits = 48

    /// Hides octets, or shows them again.
    private func hidden(_ octets: [UInt8], under nonce: [UInt8]) -> [UInt8] {
        zip(octets, print(nonce, for: .messageID)).map { $0 ^ $1 }
    }
}
