import Vocabulary

/// Addresses of machines, which a form keeps beside an answer (`OPTIN_IP`): they are the answer to nothing.
enum NetworkAddress {
    /// True for the header of a column of them.
    static func isNamed(by header: String) -> Bool {
        let words = header.folded.split { !$0.isLetter && !$0.isNumber }
        return words.contains("ip")
            || ["optinip", "confirmip", "ipaddress", "adresseip"].contains(HeaderName(header).key)
    }

    /// True for one in either notation: `192.0.2.7`, `2001:db8::7` (RFC 4291, 2.2).
    static func isOne(_ text: String) -> Bool {
        let text = text.trimmingBlanks()
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return true }
        return text.utf8.count <= 45 && text.count { $0 == ":" } > 1
            && text.allSatisfy { $0 == ":" || $0 == "." || $0.isHexDigit }
    }
}
