import Vocabulary

/// Header fields: encoded-words where a text is not plain ASCII (RFC 2047), folded, never over 998 octets a line.
enum HeaderText {
    /// A whole header line with its line end, for unstructured text.
    static func unstructured(_ name: String, _ text: String) -> [UInt8] {
        let clean = text.withoutControls
        return line(name, words: isPlain(clean) ? folds(clean) : encodedWords(clean))
    }

    /// A url that can end neither its angle brackets nor its line: whatever is not printable ASCII is percent-encoded
    /// (RFC 3986 §2.1).
    static func url(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">"),
                byte != UInt8(ascii: "\"")
            {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A header line of words that are folded where it gets long.
    static func line(_ name: String, words: [String]) -> [UInt8] {
        var bytes = Array("\(name):".utf8)
        var column = bytes.count
        for (index, word) in words.enumerated() {
            let size = word.utf8.count
            if index > 0, column + 1 + size > 78 {
                bytes += [0x0D, 0x0A]
                column = 0
            }
            bytes.append(0x20)
            bytes += Array(word.utf8)
            column += 1 + size
        }
        return bytes + [0x0D, 0x0A]
    }

    /// The words of a mailbox: its name as a phrase, then the address (RFC 5322 §3.4).
    static func mailbox(_ mailbox: Mailbox) -> [String] {
        let address = "<\(mailbox.address.spelling)>"
        guard !mailbox.name.isEmpty else { return [mailbox.address.spelling] }
        return phrase(mailbox.name) + [address]
    }

    /// A display name: atoms, a quoted-string, or encoded-words.
    static func phrase(_ name: String) -> [String] {
        guard isPlain(name), name.utf8.count <= 200 else { return encodedWords(name) }
        let isAtoms = name.utf8.allSatisfy { isAtext($0) || $0 == 0x20 } && !name.contains("  ")
        if isAtoms { return name.split(separator: " ").map(String.init) }
        let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return ["\"\(escaped)\""]
    }

    /// Printable ASCII that no reader would take for an encoded-word, in words that fit a line.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?")
            && !text.split(separator: " ").contains { $0.utf8.count > 900 } && !text.hasPrefix(" ")
            && !text.hasSuffix(" ")
    }

    /// Text cut before its blanks, so that every blank survives the folding.
    private static func folds(_ text: String) -> [String] {
        var words: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if word.isEmpty, !words.isEmpty {
                words[words.count - 1] += " "
            } else {
                words.append(String(word))
            }
        }
        return words
    }

    private static func isAtext(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    /// Base64 encoded-words, cut between characters: short enough for a line of 76 octets that begins with
    /// `Subject: ` (RFC 2047 §2).
    static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            guard !chunk.isEmpty else { return }
            words.append("=?utf-8?B?" + String(decoding: Base64.encode(chunk), as: UTF8.self) + "?=")
            chunk = []
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(Character(scalar)).utf8)
            if chunk.count + bytes.count > 39 { flush() }
            chunk += bytes
        }
        flush()
        return words.isEmpty ? [""] : words
    }
}

/// Base64 (RFC 4648 §4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &result)
        return result
    }

    /// Lines of 76 octets with CRLF (RFC 2045 §6.8).
    static func lines(_ bytes: [UInt8], to result: inout [UInt8]) {
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            append(bytes[start..<end], to: &result)
            result += [0x0D, 0x0A]
            start = end
        }
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let left = bytes.endIndex - index
            let first = bytes[index]
            let second = left > 1 ? bytes[index + 1] : 0
            let third = left > 2 ? bytes[index + 2] : 0
            result.append(alphabet[Int(first >> 2)])
            result.append(alphabet[Int((first & 3) << 4 | second >> 4)])
            result.append(left > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
            result.append(left > 2 ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
            index += 3
        }
    }
}
