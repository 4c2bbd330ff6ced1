private import Vocabulary

#if canImport(Darwin)
    private import Darwin
#else
    private import Glibc
#endif

/// How the octets of a text become characters (RFC 2978). The names are a closed list: a mail can name whatever it likes, and what
/// the C library knows beside these are encodings that no mail is written in, among them ones whose decoders had faults.
package struct Charset: Hashable, Sendable {
    private enum Decoder: Hashable, Sendable {
        /// UTF-8 where it is UTF-8, Windows-1252 otherwise: of text that says nothing, says `us-ascii`, or says what nobody knows.
        case undeclared
        case utf8
        /// ISO-8859-1 is read as the Windows-1252 that it mostly is (WHATWG Encoding §4.2).
        case windows1252
        /// By the C library's `iconv`, under its name.
        case iconv(String)
    }

    private let decoder: Decoder

    /// By the name that a mail gives, in any spelling.
    package init(_ name: String) {
        // `utf-8 (Plain text)`, `"utf-8"`, `utf8`, `3Dutf-8`: letters and digits of the first word tell.
        let key = name.utf8.drop { $0 <= 0x20 }.prefix {
            $0 > 0x20 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ";")
        }
        .prefix(40).compactMap { octet -> UInt8? in
            switch octet {
            case 0x30...0x39, 0x61...0x7A: octet
            case 0x41...0x5A: octet | 0x20
            default: nil
            }
        }
        switch String(decoding: key, as: UTF8.self) {
        case "utf8", "unicode11utf8", "csutf8", "cputf8", "utf8mb4", "xunicode20utf8", "uft8", "cp65001":
            decoder = .utf8
        case "iso88591", "iso885911987", "latin1", "l1", "cp819", "windows1252", "cp1252", "xansi", "ansi",
            "csisolatin1", "xcp1252":
            decoder = .windows1252
        case let key: decoder = Charset.iconvNames[key].map { .iconv($0) } ?? .undeclared
        }
    }

    /// The characters; octets that are none become U+FFFD.
    package func text(_ octets: ArraySlice<UInt8>) -> String {
        switch decoder {
        case .undeclared: Charset.unlabelled(octets)
        case .utf8: String(decoding: octets.withoutByteOrderMark, as: UTF8.self)
        case .windows1252: Charset.windows1252(octets)
        case .iconv(let name): Charset.convert(octets, from: name) ?? Charset.unlabelled(octets)
        }
    }

    /// The characters of text that does not say what it is in. Windows-1252 hardly ever has what a character of UTF-8 beyond ASCII
    /// looks like: where one is whole, the others are broken ones.
    static func unlabelled(_ octets: ArraySlice<UInt8>) -> String {
        let octets = octets.withoutByteOrderMark
        if let text = String(validating: octets, as: UTF8.self) { return text }
        let repaired = String(decoding: octets, as: UTF8.self)
        let hasWhole = repaired.unicodeScalars.contains { $0.value >= 0x80 && $0 != "\u{FFFD}" }
        return hasWhole ? repaired : windows1252(octets)
    }

    private static func windows1252(_ octets: ArraySlice<UInt8>) -> String {
        if octets.allSatisfy({ $0 < 0x80 }) { return String(decoding: octets, as: UTF8.self) }
        return String(decoding: Windows1252.utf8(Array(octets)), as: UTF8.self)
    }

    /// By `iconv`; nil where the system does not have that encoding.
    private static func convert(_ octets: ArraySlice<UInt8>, from name: String) -> String? {
        guard let descriptor = iconv_open("UTF-8", name), descriptor != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(descriptor) }
        var input = Array(octets)
        var result: [UInt8] = []
        result.reserveCapacity(input.count + input.count / 2)
        // UTF-16 and UTF-32 go on at their next unit.
        let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
        input.withUnsafeMutableBytes { input in
            withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { chunk in
                guard let chunkStart = chunk.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
                var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = input.count
                while left > 0 {
                    var output: UnsafeMutablePointer<CChar>? = chunkStart
                    var room = chunk.count
                    let status = iconv(descriptor, &next, &left, &output, &room)
                    let error = errno
                    result.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<(chunk.count - room)]))
                    if status != -1 { break }
                    if error == E2BIG, room < chunk.count { continue }
                    // No character, or half of one at the end: it is passed over, so that each round takes something.
                    result += [0xEF, 0xBF, 0xBD]
                    let skipped = error == EINVAL ? left : min(unit, left)
                    next = next?.advanced(by: skipped)
                    left -= skipped
                }
                // Some encodings hold a character back, to see whether an accent follows.
                var output: UnsafeMutablePointer<CChar>? = chunkStart
                var room = chunk.count
                _ = iconv(descriptor, nil, nil, &output, &room)
                result.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<(chunk.count - room)]))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What mails call an encoding, reduced to letters and digits, and what `iconv` calls the same or the one that mail programs
    /// take it for.
    private static let iconvNames: [String: String] = {
        var names: [String: String] = [
            "iso2022jp": "ISO-2022-JP-2", "iso2022jp1": "ISO-2022-JP-2", "iso2022jp2": "ISO-2022-JP-2",
            "csiso2022jp": "ISO-2022-JP-2", "cp50220": "ISO-2022-JP-2", "cp50221": "ISO-2022-JP-2",
            "iso2022kr": "ISO-2022-KR", "shiftjis": "CP932", "sjis": "CP932", "xsjis": "CP932", "mskanji": "CP932",
            "csshiftjis": "CP932", "cp932": "CP932", "windows31j": "CP932", "eucjp": "EUC-JP", "xeucjp": "EUC-JP",
            "euckr": "CP949", "ksc56011987": "CP949", "ksc5601": "CP949", "cp949": "CP949", "uhc": "CP949",
            "gb2312": "GB18030", "gbk": "GB18030", "cp936": "GB18030", "gb18030": "GB18030", "xgbk": "GB18030",
            "euccn": "GB18030", "big5": "BIG5-HKSCS", "xbig5": "BIG5-HKSCS", "cnbig5": "BIG5-HKSCS",
            "big5hkscs": "BIG5-HKSCS", "cp950": "BIG5-HKSCS", "koi8r": "KOI8-R", "koi8u": "KOI8-U", "koi8ru": "KOI8-U",
            "macintosh": "MACINTOSH", "xmacroman": "MACINTOSH", "macroman": "MACINTOSH", "tis620": "CP874",
            "utf7": "UTF-7", "unicode11utf7": "UTF-7", "utf16": "UTF-16", "utf16le": "UTF-16LE",
            "utf16be": "UTF-16BE", "utf32": "UTF-32", "utf32le": "UTF-32LE", "utf32be": "UTF-32BE",
            "latin2": "ISO-8859-2", "latin9": "ISO-8859-15", "l9": "ISO-8859-15", "latin5": "CP1254",
            "iso88598i": "ISO-8859-8", "iso88598e": "ISO-8859-8", "iso88599": "CP1254", "iso885911": "CP874",
            "cp437": "CP437", "ibm437": "CP437", "cp850": "CP850", "ibm850": "CP850", "ibm852": "CP852",
            "cp852": "CP852",
            "ibm866": "CP866", "cp866": "CP866",
        ]
        for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16] {
            names["iso8859\(part)"] = "ISO-8859-\(part)"
        }
        for page in [874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258] {
            names["windows\(page)"] = "CP\(page)"
            names["cp\(page)"] = "CP\(page)"
            names["xcp\(page)"] = "CP\(page)"
        }
        return names
    }()
}
