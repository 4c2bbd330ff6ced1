/// The address of a `mailto:` URI (RFC 6068 §2), whose octets may be percent-encoded (RFC 3986 §2.1).
enum MailtoAddress {
    /// `text` is what stands behind the scheme. A broken escape, or octets that are no UTF-8, become U+FFFD: nobody's address.
    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count > 1,
                rest.first != UInt8(ascii: "+")
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes += Array("\u{FFFD}".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
