private import Foundation

/// The text of a file that people write with editors of their own: UTF-8 (RFC 3629). Byte order marks, which would stand in
/// the middle of a message, go; lines end by LF, however their system ends them.
package enum TextFile {
    /// Why bytes are no text.
    package enum Fault: Error, Hashable, Sendable {
        case utf16
        /// The line, from 1, of the first octet that is not UTF-8.
        case notUTF8(line: Int)
        case nul(line: Int)

        /// From 1; nil where the file as a whole is at fault.
        package var line: Int? {
            switch self {
            case .utf16: nil
            case .notUTF8(let line), .nul(let line): line
            }
        }

        /// What `subject` is, and the remedy: `the layout `Templates/letter.html` is not UTF-8; …`.
        package func problem(_ subject: Phrase) -> Phrase {
            switch self {
            case .utf16:
                Phrase(
                    fr: "\(subject.fr) est en UTF-16, et non en UTF-8 ; enregistrez ce fichier en UTF-8",
                    en: "\(subject.en) is UTF-16, not UTF-8; save the file as UTF-8")
            case .notUTF8:
                Phrase(
                    fr: "\(subject.fr) n’est pas en UTF-8 ; enregistrez ce fichier en UTF-8",
                    en: "\(subject.en) is not UTF-8; save the file as UTF-8")
            case .nul:
                Phrase(
                    fr: "\(subject.fr) contient un octet nul ; retirez-le",
                    en: "\(subject.en) holds a NUL; take it out")
            }
        }
    }

    /// The text of a file's bytes.
    package static func text(_ bytes: [UInt8]) throws(Fault) -> String {
        guard !isUTF16(bytes) else { throw .utf16 }
        let bytes = normalized(bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notUTF8(line: line(of: validPrefix(bytes), bytes))
        }
        if let nul = bytes.firstIndex(of: 0) { throw .nul(line: line(of: nul, bytes)) }
        return text
    }

    /// What some editors put before UTF-8 (RFC 3629 §6).
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without byte order marks, and with LF for CRLF and CR.
    package static func normalized(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == 0x0D || $0 == 0xEF }) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0xEF, bytes[(index - 1)...].starts(with: byteOrderMark) {
                index += 2
            } else if byte == 0x0D {
                if index < bytes.count, bytes[index] == 0x0A { index += 1 }
                result.append(0x0A)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// By its mark, or by the zeros that every other octet of it is, as long as it is mostly ASCII.
    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let head = bytes.prefix(64)
        let odd = head.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let even = head.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        guard odd.count >= 2 else { return false }
        return odd.allSatisfy { $0 == 0 } != even.allSatisfy { $0 == 0 }
    }

    private static func line(of index: Int, _ bytes: [UInt8]) -> Int { bytes[..<index].count { $0 == 0x0A } + 1 }

    /// How many octets are UTF-8 from the start.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return min(count, bytes.count)
    }
}

extension Collection<UInt8> {
    /// Without a byte order mark at the start.
    package var withoutByteOrderMark: SubSequence {
        starts(with: TextFile.byteOrderMark) ? dropFirst(TextFile.byteOrderMark.count) : self[...]
    }
}

extension String {
    /// In normal form C (Unicode Standard Annex 15), as people type it and as mail programs expect names.
    package var composed: String { precomposedStringWithCanonicalMapping }

    /// True where the octets are the same: `==` takes a letter with its accent apart for the one that has it.
    package func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
