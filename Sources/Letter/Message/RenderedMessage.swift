import Gate
import Vocabulary

/// A message as its reader meets it: filled in, and not yet encoded for the wire. For people to look at; what is mailed is
/// a ``ClearedMessage``.
package struct RenderedMessage: Hashable, Sendable {
    package let subject: String
    /// A whole HTML document. Images of the letter stand in it as `data:` URLs.
    package let html: String
    package let text: String
}

extension CompiledLetter {
    /// Octets of images that are put into the HTML of a page with several messages.
    package static let imagesShown = 512 << 10

    /// The message for somebody, cleared or not, as ``message(for:stamp:files:)`` would compose it, before any encoding.
    /// Images of more than `imagesUpTo` octets in all stay references.
    package func rendered(
        for reader: some Addressed, stamp: MessageStamp, imagesUpTo limit: Int = CompiledLetter.imagesShown
    ) -> RenderedMessage {
        let values = slots.values(
            reader, stamp, spelling: reader.address.spelling, wayOut: stamp.unsubscribeURL.headerSafe, fields.language)
        var line: [UInt8] = []
        values.render(subject, into: &line)
        var page = String(decoding: values.body(html.segments), as: UTF8.self)
        if images.reduce(0, { $0 + $1.content.count }) <= limit {
            for image in images {
                guard let id = image.contentID else { continue }
                page.replace("\"cid:\(id)\"", with: "\"\(image.dataURL)\"")
            }
        }
        return RenderedMessage(
            subject: String(decoding: line, as: UTF8.self).withoutControls, html: page,
            text: String(decoding: values.body(text.segments), as: UTF8.self))
    }
}

extension FilePart {
    /// The file in a URL of its own (RFC 2397).
    fileprivate var dataURL: String {
        "data:\(mediaType);base64," + String(decoding: Base64.encode(content), as: UTF8.self)
    }
}
