import Vocabulary

/// What a contact's data gives where a link's target is asked for.
extension LinkTarget {
    /// A target from data, made whole and percent-encoded: a web address with or without its scheme, or a mail address.
    /// Nil for everything else (`javascript:` above all), which is no target that data may choose.
    static func completed(_ value: String) -> String? {
        let value = value.trimmingBlanks()
        let isWhole = value.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" && !$0.properties.isWhitespace
        }
        guard isWhole, !value.isEmpty else { return nil }
        if let (scheme, rest) = split(value) {
            if scheme == "http" || scheme == "https" {
                guard rest.hasPrefix("//") else { return nil }
                let authority = rest.dropFirst(2).prefix { !"/?#\\".contains($0) }
                return isAuthority(authority, needsDot: false) ? percentEncoded(value) : nil
            }
            if scheme == "mailto" {
                return isAddress(rest.prefix { $0 != "?" }, needsDot: false) ? percentEncoded(value) : nil
            }
        }
        if isAddress(value, needsDot: true) {
            var bytes: [UInt8] = []
            OutputContext.writePercent(addressWithALabels(value), to: &bytes, keeping: 0x40)
            return "mailto:" + String(decoding: bytes, as: UTF8.self)
        }
        let authority = value.prefix { !"/?#\\".contains($0) }
        guard !authority.contains("@"), isAuthority(authority, needsDot: true) else { return nil }
        return percentEncoded("https://" + value)
    }

    /// As cmark writes targets: what has a meaning in a URL stays, what none may hold is percent-encoded. Hosts are A-labels.
    static func percentEncoded(_ target: String) -> String {
        if target.utf8.allSatisfy({ staysInTargets($0) && $0 != 0x25 }) { return target }
        var result: [UInt8] = []
        for byte in withALabels(target).utf8 {
            if staysInTargets(byte) { result.append(byte) } else { Hex.appendPercent(byte, to: &result) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func staysInTargets(_ byte: UInt8) -> Bool {
        isLetter(byte) || 0x30...0x39 ~= byte || "-_.+!*'(),%#@?=;:/&$~".utf8.contains(byte)
    }

    /// True, told by a look at the octets, for web and mail addresses that need neither completing nor encoding, in HTML
    /// as in text: nearly all that `{{unsubscribe}}` stands for.
    static func isPlainlyWhole(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let isMail = begins(value, mailStart)
        guard let start = isMail ? mailStart : [webStart, plainWebStart].first(where: { begins(value, $0) }) else {
            return false
        }
        var (isPath, hasAt, before) = (false, false, UInt8(ascii: "."))
        for byte in value[start.count...] {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: break
            case 0x2D where isPath || before != 0x2E: break
            case 0x2E where isPath || before != 0x2E: break
            case 0x40 where isMail && !isPath && !hasAt && before != 0x2E:
                hasAt = true
                before = 0x2E
                continue
            case 0x2F, 0x3F, 0x23:
                if !isPath, before == 0x2E { return false }
                isPath = true
            case 0x5F, 0x7E, 0x3D, 0x25, 0x3A, 0x2B, 0x2C, 0x3B, 0x21, 0x24, 0x28, 0x29, 0x2A, 0x40:
                if !isPath { return false }
            default: return false
            }
            before = byte
        }
        return (isPath || before != 0x2E) && hasAt == isMail
    }

    private static let webStart = Array("https://".utf8)
    private static let plainWebStart = Array("http://".utf8)
    private static let mailStart = Array("mailto:".utf8)

    @inline(__always)
    private static func begins(_ value: UnsafeBufferPointer<UInt8>, _ start: [UInt8]) -> Bool {
        value.count > start.count && value.starts(with: start)
    }
}
