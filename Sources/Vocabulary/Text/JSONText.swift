/// Changes one member of a JSON object's text and leaves every other octet as it is: order, blanks, line ends, and what a
/// reader of values would not keep.
package enum JSONText {
    /// The text of an object with another value for the member `name`; where there is none of that name, it comes last.
    /// Nil where the text is no object (RFC 8259).
    package static func setting(_ name: String, to value: JSONValue, in text: [UInt8]) -> [UInt8]? {
        guard case .object? = try? JSONValue(parsing: text) else { return nil }
        var scanner = Scanner(text: text, position: text.withoutByteOrderMark.startIndex)
        let members = scanner.members()
        let newLine = text.contains(0x0D) ? "\r\n" : "\n"
        if let member = members.first(where: { $0.name == name }) {
            let laid = laidOut(value, behind: indentation(of: member.start, in: text), newLine)
            return text[..<member.value.lowerBound] + Array(laid.utf8) + text[member.value.upperBound...]
        }
        guard let end = text.lastIndex(of: UInt8(ascii: "}")) else { return nil }
        let first = members.first.map { indentation(of: $0.start, in: text) } ?? "  "
        let member = "\(JSONValue.string(name).compact): \(laidOut(value, behind: first, newLine))"
        guard let last = members.last else {
            return text[..<end] + Array("\(newLine)\(first)\(member)\(newLine)".utf8) + text[end...]
        }
        let place = last.value.upperBound
        return text[..<place] + Array(",\(newLine)\(first)\(member)".utf8) + text[place...]
    }

    private static func laidOut(_ value: JSONValue, behind indentation: String, _ newLine: String) -> String {
        value.pretty.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: newLine + indentation)
    }

    /// The blanks that a line begins with, where nothing else stands before a place in it.
    private static func indentation(of place: Int, in text: [UInt8]) -> String {
        let before = text[..<place]
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let blanks = before[start...].prefix { $0 == 0x20 || $0 == 0x09 }
        return String(decoding: blanks, as: UTF8.self)
    }

    /// Walks along an object that is known to be sound.
    private struct Scanner {
        let text: [UInt8]
        var position: Int

        mutating func members() -> [(name: String, start: Int, value: Range<Int>)] {
            var found: [(name: String, start: Int, value: Range<Int>)] = []
            skipBlanks()
            position += 1
            while true {
                skipBlanks()
                guard position < text.count, text[position] == UInt8(ascii: "\"") else { return found }
                let start = position
                skipString()
                // A name may be written with escapes.
                let name = (try? JSONValue(parsing: Array(text[start..<position])))?.text ?? ""
                skipBlanks()
                position += 1
                skipBlanks()
                let value = position
                skipValue()
                found.append((name, start, value..<position))
                skipBlanks()
                guard position < text.count, text[position] == UInt8(ascii: ",") else { return found }
                position += 1
            }
        }

        private mutating func skipBlanks() {
            while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { position += 1 }
        }

        private mutating func skipString() {
            position += 1
            while position < text.count, text[position] != UInt8(ascii: "\"") {
                position += text[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            position += 1
        }

        private mutating func skipValue() {
            var depth = 0
            while position < text.count {
                switch text[position] {
                case UInt8(ascii: "\""):
                    skipString()
                    if depth == 0 { return }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    // That of the object around it, behind a number or a word.
                    if depth == 0 { return }
                    depth -= 1
                    if depth == 0 {
                        position += 1
                        return
                    }
                case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D: if depth == 0 { return }
                default: break
                }
                position += 1
            }
        }
    }
}
