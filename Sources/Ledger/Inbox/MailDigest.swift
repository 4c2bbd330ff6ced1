internal import Vocabulary

/// By what the same mail is known again, wherever it is found: HMAC-SHA-256, under the key, of its Message-ID, Date, From,
/// Subject and body.
///
/// Another folder, file or account, another UIDVALIDITY, other line ends, blanks at their ends and blank lines, and the `>` that an
/// mbox puts before `From ` make no difference; nor does what relays add to the header, or where a long mail is cut off.
extension Key {
    package func digest(ofMail bytes: [UInt8]) -> [UInt8] {
        var lines = MailLines(bytes)
        var text: [UInt8] = []
        for field in lines.header() {
            text += field
            text.append(0x0A)
        }
        text.append(0x0A)
        let end = text.count + Key.digestedBody
        while text.count < end, let line = lines.next() {
            guard !line.isEmpty else { continue }
            text += MailLines.withoutMboxQuote(line)
            text.append(0x0A)
        }
        return print(Array(text.prefix(end)), for: .mail)
    }

    /// How many octets of the body tell one mail from another. Less than what is fetched of a long one.
    private static let digestedBody = 64 << 10
}

/// The lines of a mail, each without its line end (CR, LF or both) and the blanks before that.
private struct MailLines {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> ArraySlice<UInt8>? {
        guard at < bytes.count else { return nil }
        let start = at
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        var end = at
        if at < bytes.count {
            let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
            at += isPair ? 2 : 1
        }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return bytes[start..<end]
    }

    /// Reads up to the line that ends the header; gives the first field of each of the names, unfolded and bounded.
    mutating func header() -> [[UInt8]] {
        var fields = [[UInt8]?](repeating: nil, count: MailLines.names.count)
        var current: Int?
        while let line = next(), let first = line.first {
            if first == 0x20 || first == 0x09 {
                if let current { fields[current] = MailLines.joined(fields[current] ?? [], line) }
                continue
            }
            current = nil
            guard let colon = line.firstIndex(of: 0x3A) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).trimmingBlanks().asciiLowercased()
            guard let index = MailLines.names.firstIndex(of: name), fields[index] == nil else { continue }
            fields[index] = MailLines.joined([], line[(colon + 1)...])
            current = index
        }
        return fields.map { $0 ?? [] }
    }

    private static let names = ["message-id", "date", "from", "subject"]

    /// Words with one space between them, as folding may have changed how many there are.
    private static func joined(_ value: [UInt8], _ more: ArraySlice<UInt8>) -> [UInt8] {
        var value = value
        for word in more.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }) where value.count < 1000 {
            if !value.isEmpty { value.append(0x20) }
            value += word
        }
        return value
    }

    static func withoutMboxQuote(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = line.drop { $0 == 0x3E }
        return rest.starts(with: Array("From ".utf8)) ? rest : line
    }
}
