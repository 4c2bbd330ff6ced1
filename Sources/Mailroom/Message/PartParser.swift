/// Takes a mail apart (RFC 2046 §5), as far as the limits go.
///
/// Each level of parts goes through the lines of its body once, so that the work is at most the size of the mail for each of the
/// levels that are allowed.
struct PartParser {
    /// How many parts there are so far.
    private(set) var parts = 0
    /// What all searches for delimiters went through.
    private(set) var octetsSearched = 0

    /// `octets` with LF for line ends. `inherited` is what a part is that does not say what it is.
    mutating func part(_ octets: ArraySlice<UInt8>, inherited: ContentType = .plainText, depth: Int = 0) -> MailPart {
        parts += 1
        let (headers, body) = HeaderBlock.read(octets)
        let contentType = headers.raw("Content-Type").map { ContentType(parsing: $0) } ?? inherited
        var children: [MailPart] = []
        if depth < MailLimits.depth, !body.isEmpty {
            if contentType.isMultipart {
                children = self.children(of: body, contentType, MailPart.transferEncoding(headers), depth: depth)
            } else if contentType.is("message/rfc822") || contentType.is("message/global"), parts < MailLimits.parts {
                children = [message(in: body, MailPart.transferEncoding(headers), depth: depth)]
            }
        }
        return MailPart(headers: headers, contentType: contentType, children: children, body: body)
    }

    /// A message may not be encoded (RFC 2046 §5.2.1), and is by some; others say that it is, and it is not.
    private mutating func message(
        in body: ArraySlice<UInt8>, _ encoding: TransferEncoding, depth: Int
    ) -> MailPart {
        var message = body.drop { $0 == LineEnds.lf }
        if encoding != .identity, HeaderBlock.read(message).headers.isEmpty || encoding == .quotedPrintable {
            message = LineEnds.normalized(encoding.decode(message))[...]
        }
        return part(message, depth: depth + 1)
    }

    private mutating func children(
        of body: ArraySlice<UInt8>, _ contentType: ContentType, _ encoding: TransferEncoding, depth: Int
    ) -> [MailPart] {
        var ranges = delimited(body, contentType)
        var body = body
        if ranges.isEmpty, encoding != .identity {
            // Nor may a multipart be encoded (RFC 2045 §6.4).
            body = LineEnds.normalized(encoding.decode(body))[...]
            ranges = delimited(body, contentType)
        }
        let inherited =
            contentType.subtype == "digest" ? ContentType(type: "message", subtype: "rfc822") : ContentType.plainText
        var children: [MailPart] = []
        for range in ranges where parts < MailLimits.parts {
            children.append(part(body[range], inherited: inherited, depth: depth + 1))
        }
        return children
    }

    /// Where the parts are, by the boundary that the field gives or, where none of its delimiters is there, by one that looks like it.
    private mutating func delimited(_ body: ArraySlice<UInt8>, _ contentType: ContentType) -> [Range<Int>] {
        var boundary = Array((contentType.parameters["boundary"] ?? "").utf8)
        while let last = boundary.last, last <= 0x20 { boundary.removeLast() }
        if !boundary.isEmpty {
            let ranges = split(body, at: boundary)
            if !ranges.isEmpty { return ranges }
        }
        return likelyBoundary(in: body).map { split(body, at: $0) } ?? []
    }

    /// The parts between the delimiter lines (RFC 2046 §5.1.1); the line end before a delimiter belongs to it. The last part need not
    /// be closed, and what is delimited behind the closing delimiter is a part as well: that happens where a part within has the
    /// same boundary.
    private mutating func split(_ body: ArraySlice<UInt8>, at boundary: [UInt8]) -> [Range<Int>] {
        octetsSearched += body.count
        var ranges: [Range<Int>] = []
        var start: Int?
        var place = body.startIndex
        while place < body.endIndex, ranges.count < MailLimits.parts {
            let end = body.endOfLine(from: place)
            if let isClosing = PartParser.delimiter(body[place..<end], boundary) {
                if let start, start < place { ranges.append(start..<max(start, place - 1)) }
                start = isClosing ? nil : end
            }
            place = end
        }
        if let start, start < place { ranges.append(start..<place) }
        return ranges
    }

    /// Whether a line is the delimiter (false) or the closing one (true); nil for neither.
    private static func delimiter(_ line: ArraySlice<UInt8>, _ boundary: [UInt8]) -> Bool? {
        let hyphen = UInt8(ascii: "-")
        guard line.count >= boundary.count + 2, line.first == hyphen, line[line.startIndex + 1] == hyphen else {
            return nil
        }
        var rest = line.dropFirst(2)
        guard rest.starts(with: boundary) else { return nil }
        rest = rest.dropFirst(boundary.count)
        let isClosing = rest.starts(with: [hyphen, hyphen])
        if isClosing { rest = rest.dropFirst(2) }
        return rest.allSatisfy { HeaderBlock.isBlank($0) } ? isClosing : nil
    }

    /// The boundary of the first line that begins with two hyphens and has a field of a part behind it.
    private mutating func likelyBoundary(in body: ArraySlice<UInt8>) -> [UInt8]? {
        octetsSearched += body.count
        var place = body.startIndex
        var candidate: ArraySlice<UInt8>?
        while place < body.endIndex {
            let end = body.endOfLine(from: place)
            var line = body[place..<end]
            while let last = line.last, HeaderBlock.isBlank(last) { line = line.dropLast() }
            if let candidate, line.prefix(8).elementsEqual("content-".utf8, by: { $0 | 0x20 == $1 }) {
                return Array(candidate)
            }
            candidate = line.count > 2 && line.starts(with: "--".utf8) ? line.dropFirst(2) : nil
            place = end
        }
        return nil
    }
}
