internal import Crypto
internal import Foundation
package import Vocabulary

/// The fingerprint key: 32 random bytes in a file of its own, so that fingerprints in the ledger are not
/// a plain hash of an address, which anybody could guess back.
package struct Key: Sendable {
    private let key: SymmetricKey
    /// For each use, what HMAC makes of the key and of the use's name before it sees a text: half of the work.
    private let states: [Use: HMAC<SHA256>]

    private init(_ key: SymmetricKey) {
        self.key = key
        states = Dictionary(
            uniqueKeysWithValues: Use.allCases.map { ($0, Key.state(of: key, for: $0)) })
    }

    private static func state(of key: SymmetricKey, for use: Use) -> HMAC<SHA256> {
        var state = HMAC<SHA256>(key: key)
        state.update(data: Array((use.rawValue + "\u{0}").utf8))
        return state
    }

    /// Reads what ``fileText`` writes: 64 hex digits, blanks and line ends at the edges aside. Nil for anything else.
    package init?(fileText text: String) {
        // An editor that somebody looked at it with may have left a byte order mark.
        let digits = Array(String(Substring(text.utf8.withoutByteOrderMark)).trimmingWhitespace().utf8)
        guard digits.count == 64, let bytes = Hex.octets(digits) else { return nil }
        self.init(SymmetricKey(data: bytes))
    }

    /// A new key, from the system's random source.
    package init() { self.init(SymmetricKey(size: .bits256)) }

    /// What belongs in the key file.
    package var fileText: String { key.withUnsafeBytes { Array($0).hex } + "\n" }

    /// HMAC-SHA-256 of a text under a use of its own, so that the fingerprints of two uses cannot be compared.
    func print(_ text: String, for use: Use) -> [UInt8] {
        var code = states[use] ?? Key.state(of: key, for: use)
        var text = text
        text.withUTF8 { code.update(data: UnsafeRawBufferPointer($0)) }
        return code.finalize().withUnsafeBytes { Array($0) }
    }

    /// HMAC-SHA-256 of octets under a use of its own.
    func print(_ octets: [UInt8], for use: Use) -> [UInt8] {
        var code = states[use] ?? Key.state(of: key, for: use)
        octets.withUnsafeBytes { code.update(data: $0) }
        return code.finalize().withUnsafeBytes { Array($0) }
    }

    enum Use: String, CaseIterable {
        case objection, domain, profile, subject, unsubscribe, ledger, file, card, mail
        case messageID = "message-id"
    }

    /// The opaque token that stands for one address in one letter; the same for a preview and for what is sent.
    package func unsubscribeToken(letter: String, address: AddrSpec) -> String {
        unsubscribeToken(letter: letter, loosestKey: address.loosestKey)
    }

    func unsubscribeToken(letter: String, loosestKey: String) -> String {
        print(letter + "\u{0}" + loosestKey, for: .unsubscribe).prefix(16).hex
    }

    /// A UUID for a contact of this ledger, the same in every export (RFC 9562 §5.8: version 8).
    package func uuid(of contact: ContactID) -> String {
        var octets = Array(print(String(contact.rawValue), for: .card).prefix(16))
        octets[6] = octets[6] & 0x0F | 0x80
        octets[8] = octets[8] & 0x3F | 0x80
        let digits = Array(octets.hex)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// The pseudonym of an address in the log.
    func pseudonym(_ loosestKey: String) -> String { print(loosestKey, for: .subject).prefix(12).hex }

    /// What the ledger keeps to tell whether a key is the one that it was made with.
    var check: String { print("check", for: .ledger).hex }
}
