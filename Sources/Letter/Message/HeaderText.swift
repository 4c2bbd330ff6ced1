import Vocabulary

/// Header fields that no value can break out of: encoded-words where a text is not plain ASCII (RFC 2047), folded, never over
/// 998 octets a line.
enum HeaderText {
    /// A whole header line with its line end, for unstructured text.
    static func unstructured(_ name: String, _ text: String) -> [UInt8] {
        let clean = text.withoutHiddenControls.trimmingBlanks()
        if isPlain(clean) {
            let words = folds(clean)
            if words.allSatisfy({ $0.utf8.count <= 900 }) { return line(name, words: words) }
        }
        return line(name, words: encodedWords(clean))
    }

    /// The same for text as bytes, appended.
    static func append(_ name: String, unstructured text: [UInt8], to bytes: inout [UInt8]) {
        let fits = text.withUnsafeBufferPointer { text in
            guard let first = text.first, let last = text.last, first != 0x20, last != 0x20 else { return false }
            return name.utf8.count + 2 + text.count <= 76 && isPlain(text)
        }
        guard fits else {
            bytes += unstructured(name, String(decoding: text, as: UTF8.self))
            return
        }
        bytes += name.utf8
        bytes += [0x3A, 0x20]
        bytes += text
        bytes += [0x0D, 0x0A]
    }

    /// A whole header line for a mailbox, appended: `spelling` is that of its address.
    static func append(
        _ name: String, _ mailbox: (name: String, address: AddrSpec), spelling: String, to bytes: inout [UInt8]
    ) {
        var phrase = mailbox.name
        let fits = phrase.withUTF8 { $0.count + spelling.utf8.count + name.utf8.count + 5 <= 76 && isWords($0) }
        guard fits else {
            let mailbox = Mailbox(name: mailbox.name, address: mailbox.address)
            bytes += line(name, words: HeaderText.mailbox(mailbox))
            return
        }
        bytes += name.utf8
        bytes += [0x3A, 0x20]
        bytes += phrase.utf8
        bytes += [0x20, 0x3C]
        bytes += spelling.utf8
        bytes += [0x3E, 0x0D, 0x0A]
    }

    /// A whole header line of one word in three pieces, appended.
    static func append(
        _ name: String, word start: String, _ middle: String, _ end: String, to bytes: inout [UInt8]
    ) {
        bytes += name.utf8
        bytes.append(0x3A)
        let size = start.utf8.count + middle.utf8.count + end.utf8.count
        if name.utf8.count + 2 + size > 900 { bytes += [0x0D, 0x0A] }
        bytes.append(0x20)
        bytes += start.utf8
        bytes += middle.utf8
        bytes += end.utf8
        bytes += [0x0D, 0x0A]
    }

    /// Letters, digits, hyphens and apostrophes with single spaces between them: a phrase as it stands.
    private static func isWords(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0x20
        for byte in text {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x27: break
            case 0x20 where previous != 0x20: break
            default: return false
            }
            previous = byte
        }
        return previous != 0x20
    }

    /// A header line of words that are folded where it gets long. Lines with encoded-words end at 76 (RFC 2047 §2).
    static func line(_ name: String, words: [String]) -> [UInt8] {
        var bytes = Array(name.utf8)
        bytes.append(0x3A)
        var column = bytes.count
        for (index, word) in words.enumerated() {
            let size = word.utf8.count
            if index > 0 ? column + 1 + size > 76 : column + 1 + size > 900 {
                bytes += [0x0D, 0x0A]
                column = 0
            }
            bytes.append(0x20)
            bytes += word.utf8
            column += 1 + size
        }
        bytes += [0x0D, 0x0A]
        return bytes
    }

    /// The words of a mailbox: its name as a phrase, then the address (RFC 5322 §3.4).
    static func mailbox(_ mailbox: Mailbox) -> [String] {
        let name = mailbox.name.withoutHiddenControls.trimmingBlanks()
        guard !name.isEmpty else { return [mailbox.address.spelling] }
        return phrase(name) + ["<\(mailbox.address.spelling)>"]
    }

    /// A display name: atoms, a quoted-string, or encoded-words.
    static func phrase(_ name: String) -> [String] {
        guard isPlain(name) else { return encodedWords(name) }
        let isAtoms = name.utf8.allSatisfy { isAtext($0) || $0 == 0x20 } && !name.contains("  ")
        let words = isAtoms ? name.split(separator: " ").map(String.init) : folds(quoted(name))
        return words.allSatisfy { $0.utf8.count <= 900 } ? words : encodedWords(name)
    }

    /// A parameter of a MIME header, in pieces where it is long or not ASCII (RFC 2231 §3, §4).
    static func parameter(_ name: String, _ value: String) -> [String] {
        if isShortASCII(value) { return [name + "=" + quoted(value)] }
        var pieces = ["utf-8''"]
        for scalar in value.unicodeScalars {
            var encoded: [UInt8] = []
            for byte in String(scalar).utf8 {
                if isAttributeCharacter(byte) { encoded.append(byte) } else { Hex.appendPercent(byte, to: &encoded) }
            }
            // Pieces end between characters, so that each can be read by itself.
            if pieces[pieces.count - 1].utf8.count + encoded.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += String(decoding: encoded, as: UTF8.self)
        }
        if pieces.count == 1 { return ["\(name)*=\(pieces[0])"] }
        return pieces.enumerated().map { "\(name)*\($0)*=\($1)" + ($0 + 1 < pieces.count ? ";" : "") }
    }

    /// A value that stands in quotes as it is.
    static func isShortASCII(_ value: String) -> Bool {
        value.utf8.count <= 50 && isPlain(value)
    }

    /// RFC 5987 §3.2.1, which allows a little less than RFC 2231 §7.
    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$&+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// Printable ASCII that no reader would take for an encoded-word.
    private static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isPlain($0) }
    }

    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte >= 0x7F || byte == 0x3F && previous == 0x3D { return false }
            previous = byte
        }
        return true
    }

    /// Text cut before its words, each with the blanks behind it but one, so that every blank survives the folding.
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

    /// Base64 encoded-words, cut between characters, and short enough to stand behind `Subject: ` in a line of 76.
    static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        let text = Array(text.utf8)
        var start = 0
        while start < text.count {
            var end = min(start + 39, text.count)
            while end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
            let word = Array("=?utf-8?B?".utf8) + Base64.encode(Array(text[start..<end])) + Array("?=".utf8)
            words.append(String(decoding: word, as: UTF8.self))
            start = end
        }
        return words.isEmpty ? [""] : words
    }
}
