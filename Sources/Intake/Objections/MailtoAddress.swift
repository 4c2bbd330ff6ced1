import Vocabulary

/// The address of a `mailto:` URI (RFC 6068 §2), whose octets may be percent-encoded (RFC 3986 §2.1).
enum MailtoAddress {
    /// `text` is what stands behind the scheme. A broken escape, or octets that are no UTF-8, become U+FFFD: nobody's address.
    static func decoded(_ text: some StringProtocol) -> String {
        String(decoding: Array(text.utf8).decodingEscapes(after: "%", broken: "\u{FFFD}"), as: UTF8.self)
    }
}
