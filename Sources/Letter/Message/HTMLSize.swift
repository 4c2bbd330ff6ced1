package import Gate
package import Vocabulary

extension CompiledLetter {
    /// Octets of HTML beyond which Gmail shows no more of a message (100 KiB; senders measured 102 to 105 thousand). It counts
    /// the document as it was before its transfer encoding, without images and attachments.
    package static let gmailShows = 100 << 10

    /// True where the HTML part may be too long for Gmail once it is filled in with these fields: half of that is there
    /// already. It need not be filled in to be measured where this is false.
    package func isLong(with fields: ContactFields) -> Bool {
        let values = [fields.firstName, fields.lastName, fields.fullName, fields.company, fields.position]
        let octets = fields.extra.values.reduce(values.reduce(0) { $0 + $1.utf8.count }) { $0 + $1.utf8.count }
        return htmlConstant + octets * htmlFields > CompiledLetter.gmailShows / 2
    }

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
    var constantOctets: Int {
        reduce(0) { sum, segment in
            switch segment {
            case .bytes(let bytes): sum + bytes.count
            case .field: sum
            case .section(_, _, let inner): sum + inner.constantOctets
            }
        }
    }

    /// How many fields stand in them, sections included.
    var fieldCount: Int {
        reduce(0) { sum, segment in
            switch segment {
            case .bytes: sum
            case .field: sum + 1
            case .section(_, _, let inner): sum + inner.fieldCount
            }
        }
    }
}
