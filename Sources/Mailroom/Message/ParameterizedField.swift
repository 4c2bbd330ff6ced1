private import Vocabulary

/// A value with parameters behind it, as `Content-Type` and `Content-Disposition` have them (RFC 2045 §5.1, RFC 2183, RFC 2231).
package struct ParameterizedField: Hashable, Sendable {
    /// What stands before the first semicolon.
    package let value: String
    /// By their names in lower case; of several of one name the first, and the extended form before the plain one.
    package let parameters: [String: String]

    /// `text` is unfolded and not decoded.
    package init(parsing text: String) {
        var reader = ParameterReader(Array(text.utf8))
        value = reader.value()
        var plain: [String: String] = [:]
        var sections: [String: [Int: Section]] = [:]
        var count = 0
        while count < MailLimits.parameters, let (name, value) = reader.parameter() {
            count += 1
            guard let star = name.firstIndex(of: "*") else {
                if plain[name] == nil { plain[name] = String(decoding: value, as: UTF8.self) }
                continue
            }
            // `name*`, `name*0`, `name*0*` (RFC 2231 §3, §4).
            let suffix = name[name.index(after: star)...]
            let isExtended = suffix.isEmpty || suffix.hasSuffix("*")
            let number = suffix.isEmpty ? 0 : Int(isExtended ? suffix.dropLast() : suffix)
            guard let number, number >= 0 else { continue }
            let section = Section(octets: value, isExtended: isExtended)
            if sections[String(name[..<star])]?[number] == nil {
                sections[String(name[..<star]), default: [:]][number] = section
            }
        }
        var parameters = plain.mapValues { $0 }
        for (name, value) in plain where name != "boundary" && value.contains("=?") {
            parameters[name] = EncodedWord.decode(value)
        }
        for (name, sections) in sections {
            if let joined = ParameterizedField.joined(sections) { parameters[name] = joined }
        }
        self.parameters = parameters
    }

    private struct Section {
        var octets: [UInt8]
        var isExtended: Bool
    }

    /// The sections from 0 on, as long as none is missing; the first says in which charset they are.
    private static func joined(_ sections: [Int: Section]) -> String? {
        var charset = ""
        var octets: [UInt8] = []
        var number = 0
        while let section = sections[number] {
            var value = section.octets
            if section.isExtended {
                if number == 0, let (name, rest) = withoutCharset(value) { (charset, value) = (name, rest) }
                value = value.decodingEscapes(after: "%")
            }
            octets += value
            number += 1
        }
        return number == 0 ? nil : Charset(charset).text(octets[...])
    }

    /// `utf-8'fr'r%C3%A9sum%C3%A9.txt` is a charset, a language that nobody asks for, and octets (RFC 2231 §4).
    private static func withoutCharset(_ value: [UInt8]) -> (charset: String, rest: [UInt8])? {
        let quote = UInt8(ascii: "'")
        guard let first = value.firstIndex(of: quote), let second = value[(first + 1)...].firstIndex(of: quote) else {
            return nil
        }
        return (String(decoding: value[..<first], as: UTF8.self), Array(value[(second + 1)...]))
    }
}

/// Walks along a field once.
private struct ParameterReader {
    private let octets: [UInt8]
    private var place = 0

    init(_ octets: [UInt8]) { self.octets = octets }

    mutating func value() -> String {
        let end = octets.firstIndex(of: UInt8(ascii: ";")) ?? octets.count
        place = end
        return String(decoding: octets[..<end].prefix { $0 != UInt8(ascii: "(") }, as: UTF8.self).trimmingBlanks()
    }

    /// The next parameter; one without a value is passed over.
    mutating func parameter() -> (name: String, value: [UInt8])? {
        while place < octets.count {
            if octets[place] == UInt8(ascii: ";") || octets[place] <= 0x20 {
                place += 1
                continue
            }
            let start = place
            place = octets[place...].firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") } ?? octets.count
            guard place < octets.count, octets[place] == UInt8(ascii: "=") else { continue }
            let name = String(decoding: octets[start..<place], as: UTF8.self).lowercased().trimmingBlanks()
            place += 1
            while place < octets.count, octets[place] <= 0x20 { place += 1 }
            let value = place < octets.count && octets[place] == UInt8(ascii: "\"") ? quoted() : token()
            if !name.isEmpty { return (name, value) }
        }
        return nil
    }

    /// Up to the quote that closes it, or to the end; whatever stands between that and the next semicolon goes.
    private mutating func quoted() -> [UInt8] {
        var value: [UInt8] = []
        place += 1
        while place < octets.count, octets[place] != UInt8(ascii: "\"") {
            if octets[place] == UInt8(ascii: "\\"), place + 1 < octets.count { place += 1 }
            value.append(octets[place])
            place += 1
        }
        place = octets[place...].firstIndex(of: UInt8(ascii: ";")) ?? octets.count
        return value
    }

    /// Up to the next semicolon, blanks within included: names of files are written so without quotes.
    private mutating func token() -> [UInt8] {
        let start = place
        place = octets[place...].firstIndex(of: UInt8(ascii: ";")) ?? octets.count
        var value = octets[start..<place]
        while let last = value.last, last <= 0x20 { value = value.dropLast() }
        return Array(value)
    }
}
