import Foundation

/// How the octets of a sample are written down.
enum SampleEncoding: CaseIterable {
    case utf8, quotedUTF8, base64UTF8, quotedLatin, plainWindows

    /// The one that the marks name, otherwise each in turn.
    static func of(_ marks: [String], number: Int) -> SampleEncoding {
        if marks.contains("base64") { return .base64UTF8 }
        if marks.contains("latin-1") { return .quotedLatin }
        return allCases[number % allCases.count]
    }

    /// A part with its header fields, from `Content-Type` on.
    func part(_ type: String, _ text: String) -> [UInt8] {
        let text = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n") + "\r\n"
        let (charset, encoding): (String.Encoding, SampleEncoding)
        switch self {
        case .quotedLatin where text.data(using: .isoLatin1) != nil: (charset, encoding) = (.isoLatin1, self)
        case .plainWindows where text.data(using: .windowsCP1252) != nil: (charset, encoding) = (.windowsCP1252, self)
        case .quotedLatin, .plainWindows: (charset, encoding) = (.utf8, .quotedUTF8)
        default: (charset, encoding) = (.utf8, self)
        }
        let octets = Array(text.data(using: charset) ?? Data())
        let name = [.isoLatin1: "iso-8859-1", .windowsCP1252: "windows-1252"][charset] ?? "utf-8"
        let head = "Content-Type: \(type); charset=\"\(name)\"\r\nContent-Transfer-Encoding: "
        switch encoding {
        case .utf8, .plainWindows: return Array((head + "8bit\r\n\r\n").utf8) + octets
        case .base64UTF8:
            let lines = Data(octets).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn])
            return Array(
                (head + "base64\r\n\r\n" + lines.replacing("\r\n", with: "\r").replacing("\r", with: "\r\n") + "\r\n")
                    .utf8)
        case .quotedUTF8, .quotedLatin:
            return Array((head + "quoted-printable\r\n\r\n").utf8) + SampleEncoding.quotedPrintable(octets)
        }
    }

    /// A part that stands as it is.
    static func raw(_ type: String, _ text: String) -> [UInt8] { Array("Content-Type: \(type)\r\n\r\n\(text)".utf8) }

    static func multipart(_ subtype: String, _ parts: [[UInt8]]) -> [UInt8] {
        var bytes = Array("Content-Type: multipart/\(subtype); boundary=\"=_part\"\r\n\r\n".utf8)
        for part in parts { bytes += Array("--=_part\r\n".utf8) + part + Array("\r\n".utf8) }
        return bytes + Array("--=_part--\r\n".utf8)
    }

    /// ASCII as it is, all else as encoded words (RFC 2047), with an address outside of them.
    static func headerValue(_ value: String) -> String {
        if value.utf8.allSatisfy({ $0 < 0x80 }) { return value }
        if let bracket = value.range(of: " <") {
            return headerValue(String(value[..<bracket.lowerBound])) + value[bracket.lowerBound...]
        }
        return "=?utf-8?B?\(Data(value.utf8).base64EncodedString())?="
    }

    private static func quotedPrintable(_ octets: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var column = 0
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            index += 1
            if octet == 0x0D, index < octets.count, octets[index] == 0x0A {
                result += [0x0D, 0x0A]
                index += 1
                column = 0
                continue
            }
            let isPlain = 0x20...0x7E ~= octet && octet != 0x3D
            let isLast = index < octets.count && octets[index] == 0x0D
            let written =
                isPlain && !(octet == 0x20 && isLast) ? [octet] : Array(String(format: "=%02X", octet).utf8)
            if column + written.count > 75 {
                result += [0x3D, 0x0D, 0x0A]
                column = 0
            }
            result += written
            column += written.count
        }
        return result
    }
}
