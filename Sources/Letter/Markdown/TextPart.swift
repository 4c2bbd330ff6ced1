/// One of the two bodies of a message, as text or as HTML, with its MIME headers.
struct TextPart: Sendable {
    let segments: [Segment]
    private let body: PrecodedBody
    /// The headers, by the encoding that they announce.
    private let headers: [BodyEncoding: [UInt8]]

    /// `subtype` of `text`; `names`: those of the values that it is filled in with, in their order.
    init(_ segments: [Segment], subtype: String, names: [String]) {
        self.segments = segments
        body = PrecodedBody(segments, names: names)
        var headers: [BodyEncoding: [UInt8]] = [:]
        for encoding in BodyEncoding.allCases {
            headers[encoding] =
                HeaderText.line("Content-Type", words: ["text/\(subtype);", "charset=utf-8"])
                + HeaderText.line("Content-Transfer-Encoding", words: [encoding.rawValue]) + [0x0D, 0x0A]
        }
        self.headers = headers
    }

    /// About the octets that it takes on the wire.
    var usualSize: Int { body.usualSize + 100 }

    /// Writes headers and body, filled in.
    func write(_ values: FieldValues, to bytes: inout [UInt8]) {
        let start = bytes.count
        var encoding = body.likely
        // What is filled in may ask for another encoding than the rest; the part is written anew then.
        for _ in 0..<2 where encoding != .base64 {
            bytes += headers[encoding] ?? []
            let best = body.write(values, as: encoding, to: &bytes).best
            if best == encoding { return }
            bytes.removeLast(bytes.count - start)
            encoding = best
        }
        writeAtOnce(values, to: &bytes)
    }

    /// The same by encoding the whole body at once: for base64, which does not work line by line, and to compare with.
    func writeAtOnce(_ values: FieldValues, to bytes: inout [UInt8]) {
        let whole = values.body(segments)
        let encoding = BodyEncoding.best(for: whole)
        bytes += headers[encoding] ?? []
        encoding.write(whole, to: &bytes)
    }
}
