package import Gate
import Vocabulary

extension CompiledLetter {
    /// Octets of HTML beyond which Gmail shows no more of a message (100 KiB; senders measured 102 to 105 thousand). It counts
    /// the document as it was before its transfer encoding, without images and attachments.
    package static let gmailShows = 100 << 10

    /// True where the HTML part may be too long for Gmail once it is filled in: half of that is there already. It need not be
    /// filled in to be measured where this is false.
    package var isLong: Bool { html.segments.constantOctets > CompiledLetter.gmailShows / 2 }

    /// Octets of the HTML part for one recipient, before its transfer encoding.
    package func htmlSize(for clearance: Clearance, stamp: MessageStamp) -> Int {
        let values = slots.values(
            clearance, stamp, spelling: clearance.address.spelling, wayOut: stamp.unsubscribeURL.headerSafe,
            fields.language)
        let body = values.body(html.segments)
        return body.count + body.count { $0 == 0x0A }
    }
}

extension [Segment] {
    /// Octets that are the same for everybody who gets them, sections included.
    fileprivate var constantOctets: Int {
        reduce(0) { sum, segment in
            switch segment {
            case .bytes(let bytes): sum + bytes.count
            case .field: sum
            case .section(_, _, let inner): sum + inner.constantOctets
            }
        }
    }
}
