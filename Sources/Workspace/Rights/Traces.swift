import Foundation
package import Ledger
import Vocabulary

/// Finds a person in files: by their addresses and profiles, and by their whole name.
package struct Traces {
    /// Lower-cased, in the forms that files have them in.
    private let texts: [[UInt8]]
    private let names: [[String]]

    package init(_ traces: SubjectTraces) {
        let plain = traces.texts.filter { !$0.isEmpty }.map { $0.lowercased() }
        texts = Set(plain + plain.map(\.htmlEscaped)).map { Array($0.utf8) }
        names = traces.names.map { $0.map { $0.lowercased() } }
    }

    /// True where a row, a card or a page tells of the person.
    func areIn(_ text: String) -> Bool {
        let text = text.lowercased()
        if haveAddress(in: Array(text.utf8)) { return true }
        guard names.contains(where: { $0.allSatisfy(text.contains) }) else { return false }
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" }.map(String.init))
        return names.contains { name in
            name.allSatisfy { words.contains($0) || text.contains(name.joined(separator: " ")) }
        }
    }

    /// True where octets hold an address of the person: the header of a message does, whatever its body is encoded in.
    func areIn(message octets: [UInt8]) -> Bool {
        haveAddress(in: octets.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 })
    }

    private func haveAddress(in lowered: [UInt8]) -> Bool { texts.contains { WholeWord.isIn(lowered, $0) } }
}

/// A text in the encodings that address books use for what is not ASCII: each reading of it may show the person.
enum Readings {
    static func of(_ octets: [UInt8]) -> [String] {
        let unfolded = unfold(octets)
        let decoded = unfolded.decodingEscapes(after: "=")
        return [octets, unfolded, decoded].flatMap {
            [String(decoding: $0, as: UTF8.self), String($0.map { Character(Unicode.Scalar($0)) })]
        } + base64(unfolded)
    }

    /// Without the line breaks of folding (RFC 6350 §3.2) and of quoted-printable (RFC 2045 §6.7).
    private static func unfold(_ octets: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        while at < octets.count {
            let end = octets[at] == 0x0D && at + 1 < octets.count && octets[at + 1] == 0x0A ? at + 2 : at + 1
            let isBreak = octets[at] == 0x0A || end == at + 2
            if isBreak, end < octets.count, octets[end] == 0x20 || octets[end] == 0x09 {
                at = end + 1
            } else if isBreak, result.last == UInt8(ascii: "=") {
                result.removeLast()
                at = end
            } else {
                result += octets[at..<end]
                at = end
            }
        }
        return result
    }

    /// What stands behind the colon of each line, where it decodes.
    private static func base64(_ octets: [UInt8]) -> [String] {
        String(decoding: octets, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            guard let value = line.split(separator: ":", maxSplits: 1).last, value.count >= 8,
                let data = Data(base64Encoded: value.trimmingBlanks())
            else { return nil }
            return String(decoding: data, as: UTF8.self)
        }
    }
}
