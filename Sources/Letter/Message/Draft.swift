/// A message as its author looks at it, with as much of the letter as can be made out, faults or not. It is no
/// ``ClearedMessage``: nothing carries it.
package struct Draft: Sendable {
    /// All images stand in it, so that it can be looked at by itself.
    package let rendered: RenderedMessage
    /// RFC 5322 bytes with CRLF line ends, as they would be handed over.
    package let bytes: [UInt8]
}

extension CompiledLetter {
    /// The draft for somebody, cleared or not. `files`: those of the recipient's own that could be read.
    package func draft(for reader: Supposition, stamp: MessageStamp, files: [RecipientFile] = []) -> Draft {
        Draft(
            rendered: rendered(for: reader, stamp: stamp, imagesUpTo: .max),
            bytes: bytes(for: reader, stamp: stamp, files: files))
    }
}
