private import Vocabulary

/// Character references of HTML: the named ones of HTML 4 that mails have, and numbers.
enum HTMLEntity {
    /// What stands at an ampersand, and the place behind it: the ampersand itself where no reference begins.
    static func decode(_ octets: [UInt8], at place: Int) -> (character: [UInt8], end: Int) {
        let start = place + 1
        let plain = ([UInt8(ascii: "&")], start)
        guard start < octets.count else { return plain }
        if octets[start] == UInt8(ascii: "#") { return number(octets, from: start + 1) ?? plain }
        let name = octets[start...].prefix(10).prefix { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20 }
        guard let character = named[String(decoding: name, as: UTF8.self)] else { return plain }
        let hasEnd = name.endIndex < octets.count && octets[name.endIndex] == UInt8(ascii: ";")
        return (Array(character.utf8), name.endIndex + (hasEnd ? 1 : 0))
    }

    static func decodeAll(_ octets: [UInt8]) -> String {
        var result: [UInt8] = []
        var place = 0
        while place < octets.count {
            if octets[place] == UInt8(ascii: "&") {
                let (character, end) = decode(octets, at: place)
                result += character
                place = end
            } else {
                result.append(octets[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func number(_ octets: [UInt8], from start: Int) -> ([UInt8], Int)? {
        let isHex = start < octets.count && octets[start] | 0x20 == UInt8(ascii: "x")
        let first = isHex ? start + 1 : start
        let digits = octets[min(first, octets.count)...].prefix(8)
            .prefix { isHex ? Hex.value($0) != nil : 0x30...0x39 ~= $0 }
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10) else { return nil }
        let end = digits.endIndex
        let hasEnd = end < octets.count && octets[end] == UInt8(ascii: ";")
        return (character(value), end + (hasEnd ? 1 : 0))
    }

    /// 128 to 159 are meant as Windows-1252, as browsers take them; a blank that does not break is a blank.
    private static func character(_ value: UInt32) -> [UInt8] {
        if value == 0xA0 { return [0x20] }
        if 0x80...0x9F ~= value { return Windows1252.utf8([UInt8(value)]) }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return [0xEF, 0xBF, 0xBD] }
        return Array(String(scalar).utf8)
    }

    private static let named: [String: String] = {
        var table: [String: String] = [
            "amp": "&", "AMP": "&", "lt": "<", "LT": "<", "gt": ">", "GT": ">", "quot": "\"", "QUOT": "\"", "apos": "'",
            "euro": "€", "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
            "ldquo": "“", "rdquo": "”", "bdquo": "„", "lsaquo": "‹", "rsaquo": "›", "bull": "•", "trade": "™",
            "oelig": "œ", "OElig": "Œ", "scaron": "š", "Scaron": "Š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ",
            "tilde": "˜", "dagger": "†", "Dagger": "‡", "permil": "‰", "ensp": " ", "emsp": " ", "thinsp": " ",
            "zwnj": "\u{200C}", "zwj": "\u{200D}", "lrm": "\u{200E}", "rlm": "\u{200F}", "larr": "←", "uarr": "↑",
            "rarr": "→", "darr": "↓", "harr": "↔", "minus": "−", "infin": "∞", "ne": "≠", "le": "≤", "ge": "≥",
            "commat": "@", "colon": ":", "sol": "/", "period": ".", "lpar": "(", "rpar": ")", "excl": "!", "num": "#",
            "Tab": " ", "NewLine": "\n", "hyphen": "‐", "lowbar": "_", "equals": "=", "quest": "?", "percnt": "%",
        ]
        // ISO-8859-1 from 160 on, in its order (HTML 4.01 §24.2).
        let latin1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
            AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
            times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
            egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
            ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (offset, name) in latin1.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(UInt32(160 + offset)).map { String($0) }
        }
        table["nbsp"] = " "
        table["shy"] = ""
        return table
    }()
}
