import Vocabulary

/// One property of a vCard: group, name, parameters and value (vCard 2.1; RFC 2426; RFC 6350 §3.3).
struct CardProperty {
    /// The group before the name (`item1` in `item1.EMAIL`), lower-cased; blank where there is none.
    var group = ""
    /// In upper case.
    var name: String
    /// The values of TYPE, and the bare ones of vCard 2.1, lower-cased.
    var types: [String] = []
    /// PREF of vCard 4.0.
    var preference: Int?
    /// The value's text: transfer encoding and charset undone, escapes still in it. U+FFFD stands for what cannot be read.
    var value = ""

    /// Nil for a line that is no property. `isUTF8` says that the file, or the card's version, declares UTF-8.
    init?(_ line: [UInt8], isUTF8: Bool = false) {
        guard let colon = Self.colon(line) else { return nil }
        let head = String(decoding: line[..<colon], as: UTF8.self)
        let parts = Self.split(head)
        var name = parts[0].trimmingBlanks()
        if let dot = name.lastIndex(of: ".") {
            group = name[..<dot].lowercased()
            name = String(name[name.index(after: dot)...])
        }
        self.name = name.uppercased()
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x5F || Self.isAlphanumeric($0) }) else {
            return nil
        }
        var isQuotedPrintable = false
        var charset = ""
        for parameter in parts.dropFirst() {
            let halves = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = halves.count == 2 ? halves[0].trimmingBlanks().uppercased() : ""
            let content = (halves.last ?? "").trimmingBlanks().lowercased().filter { $0 != "\"" }
            switch key {
            case "CHARSET": charset = content
            case "ENCODING": isQuotedPrintable = content == "quoted-printable"
            case "PREF": preference = Int(content)
            case "", "TYPE":
                for type in content.split(separator: ",") {
                    if type == "quoted-printable" {
                        isQuotedPrintable = true
                    } else {
                        types.append(type.trimmingBlanks())
                    }
                }
            default: break
            }
        }
        let bytes = Array(line[(colon + 1)...])
        // Whom a letter goes to is no matter for a best guess.
        if charset.isEmpty, isUTF8 || self.name == "EMAIL" { charset = "utf-8" }
        value = CardCharset(charset).text(isQuotedPrintable ? bytes.decodingEscapes(after: "=") : bytes)
    }

    /// True where a content line says so before its value.
    static func isQuotedPrintable(_ line: [UInt8]) -> Bool {
        guard let colon = colon(line), colon < 1024, line[..<colon].contains(where: { $0 | 0x20 == 0x71 }) else {
            return false
        }
        return String(decoding: line[..<colon], as: UTF8.self).uppercased().contains("QUOTED-PRINTABLE")
    }

    /// The colon before the value: the first one outside quotes, else the first one at all.
    private static func colon(_ line: [UInt8]) -> Int? {
        var isQuoted = false
        for (index, byte) in line.enumerated() {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x3A, !isQuoted { return index }
        }
        return line.firstIndex(of: 0x3A)
    }

    /// Name and parameters, separated by semicolons outside quotes.
    private static func split(_ head: String) -> [Substring] {
        var isQuoted = false
        let parts = head.split(omittingEmptySubsequences: false) { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
        return parts.isEmpty ? [""] : parts
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}

extension CardProperty {
    /// The value with its escapes undone.
    var unescaped: String { Self.unescape(value) }

    /// The value's components, separated by semicolons; a list within one (commas) becomes words.
    var components: [String] {
        var components = [""]
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if !isEscaped, scalar == ";" {
                components.append("")
                // Nobody's name has more parts than this; a hostile value must not cost memory.
                if components.count > 32 { break }
            } else {
                let isListComma = scalar == "," && !isEscaped
                components[components.count - 1].unicodeScalars.append(contentsOf: isListComma ? [",", " "] : [scalar])
            }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return components.map(Self.unescape)
    }

    /// `\n`, `\,`, `\;`, `\:` and `\\` undone (RFC 6350 §3.4); any other backslash stays.
    static func unescape(_ text: String) -> String {
        guard text.utf8.contains(0x5C) else { return text }
        var result = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                switch scalar {
                case "n", "N": result += "\n"
                case ",", ";", ":", "\\": result.unicodeScalars.append(scalar)
                default:
                    result += "\\"
                    result.unicodeScalars.append(scalar)
                }
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return isEscaped ? result + "\\" : result
    }
}
