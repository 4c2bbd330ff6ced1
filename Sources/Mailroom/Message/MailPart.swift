/// An entity of a mail (RFC 2045 §2.4): the mail itself, a part of a multipart, or a message within it.
package struct MailPart: Sendable {
    package let headers: MailHeaders
    package let contentType: ContentType
    /// Of a `multipart/*` its parts; of a `message/rfc822` or `message/global` the message, decoded where it was encoded. None for
    /// a leaf, and for a container in which none could be found: such a one is a leaf as well.
    package let children: [MailPart]
    /// The characters of a leaf of type `text` or `message`, or of a multipart in which no part was found: decoded by its
    /// charset, LF for line ends, at most `MailLimits.textOctets` of it. HTML as it stands. Empty for anything else.
    package let text: String
    /// As it stands in the mail, with LF for line ends.
    private let body: ArraySlice<UInt8>

    init(
        headers: MailHeaders, contentType: ContentType, children: [MailPart] = [], body: ArraySlice<UInt8>
    ) {
        self.headers = headers
        self.contentType = contentType
        self.children = children
        self.body = body
        let isText = contentType.type == "text" || contentType.type == "message" || contentType.isMultipart
        guard children.isEmpty, isText, !body.isEmpty else {
            text = ""
            return
        }
        let octets = MailPart.transferEncoding(headers).decode(body.prefix(MailLimits.textOctets))
        let declared =
            contentType.parameters["charset"] ?? (contentType.is("text/html") ? HTMLText.charset(octets) : nil)
        text = Charset(declared ?? "").text(octets[...])
    }

    /// The octets of a leaf, decoded by its transfer encoding; LF ends its lines. Empty for a container.
    package var content: [UInt8] { children.isEmpty ? MailPart.transferEncoding(headers).decode(body) : [] }

    /// `attachment`, `inline` or another word, in lower case (RFC 2183); nil where the mail says nothing.
    package var disposition: String? {
        headers.raw("Content-Disposition").map { ParameterizedField(parsing: $0).value.lowercased() }
    }

    /// The name that a file would get; nil where it has none.
    package var filename: String? {
        headers.raw("Content-Disposition").flatMap { ParameterizedField(parsing: $0).parameters["filename"] }
            ?? contentType.parameters["name"]
    }

    static func transferEncoding(_ headers: MailHeaders) -> TransferEncoding {
        headers.raw("Content-Transfer-Encoding").map { TransferEncoding(parsing: $0) } ?? .identity
    }
}
