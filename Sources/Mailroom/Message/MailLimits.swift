/// What reading one mail may cost at most, whatever its bytes are. What lies beyond is not read; what lies before is.
package enum MailLimits {
    /// How deep parts may lie in parts: the outermost is at 0.
    package static let depth = 20
    /// Of one mail, containers counted in.
    package static let parts = 200
    /// Of one header block.
    package static let fields = 1_000
    /// Of one field, unfolded.
    package static let fieldOctets = 65_536
    /// Of the text of one part, before its octets are decoded and after.
    package static let textOctets = 1_048_576
    /// Of one field with parameters (RFC 2045 §5.1).
    static let parameters = 100
    /// Of one field of addresses.
    static let addresses = 1_000
    /// Blockquotes in blockquotes.
    package static let quoteDepth = 10
}
