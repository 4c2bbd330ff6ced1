import Vocabulary

/// A message as its author looks at it, with as much of the letter as can be made out, faults or not. It is no
/// ``ClearedMessage``: nothing carries it.
package struct Draft: Sendable {
    package let subject: String
    package let text: String
    /// The images stand in it as `data:` urls, so that it can be looked at by itself.
    package let html: String
    /// RFC 5322 bytes with CRLF line ends, as they would be handed over.
    package let bytes: [UInt8]
}

extension CompiledLetter {
    /// The draft for somebody, cleared or not. `files`: those of the recipient's own that could be read.
    package func draft(for reader: Supposition, stamp: MessageStamp, files: [RecipientFile] = []) -> Draft {
        let spelling = reader.address.spelling
        let values = slots.values(
            reader, stamp, spelling: spelling, wayOut: stamp.unsubscribeURL.headerSafe, language)
        func filled(_ segments: [Segment]) -> String { String(decoding: values.body(segments), as: UTF8.self) }
        var html = filled(self.html.segments)
        for image in images {
            guard let id = image.contentID else { continue }
            let content = String(decoding: Base64.encode(image.content), as: UTF8.self)
            html = html.replacing("\"cid:\(id)\"", with: "\"data:\(image.mediaType);base64,\(content)\"")
        }
        return Draft(
            subject: filled(subject), text: filled(text.segments), html: html,
            bytes: bytes(for: reader, stamp: stamp, files: files))
    }
}
