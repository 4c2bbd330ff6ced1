/// How much of a mail is read, wherever it lies: so that the same mail gives the same octets.
enum MailLength {
    /// Of its header, in octets.
    static let header = 64 << 10
    /// Of what follows it, in octets.
    static let text = 256 << 10

    /// As much as is read of a mail; `isTruncated` says whether it was cut before already.
    static func cut(_ octets: [UInt8], isTruncated: Bool) -> (octets: [UInt8], isTruncated: Bool) {
        let end = min(endOfHeader(octets), header)
        let length = min(octets.count, end + text)
        return length < octets.count ? (Array(octets[..<length]), true) : (octets, isTruncated)
    }

    /// Behind the empty line, or where there is none, the end: LF, CRLF and CR end lines.
    static func endOfHeader(_ octets: [UInt8]) -> Int {
        var isLineEmpty = true
        var place = 0
        while place < octets.count {
            let octet = octets[place]
            place += 1
            guard octet == 0x0A || octet == 0x0D else {
                isLineEmpty = false
                continue
            }
            if octet == 0x0D, place < octets.count, octets[place] == 0x0A { place += 1 }
            if isLineEmpty, place > 2 { return place }
            isLineEmpty = true
        }
        return octets.count
    }
}
