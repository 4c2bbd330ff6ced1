/// Splits a file of mails into its mails (RFC 4155), as its octets come: a file of any size takes no more memory than its largest mail,
/// and of that no more than a limit.
///
/// A whole `Postmark` behind an empty line begins a mail, and so does anything that begins with `From ` where the file begins; what
/// stands before the first of them is passed over. The empty line before it belongs to the file. Not every maker of such files
/// hides a postmark in a mail's own text, so that whatever does not begin its file may be part of the mail before. `>From ` in a mail stands for `From `, and each
/// `>` more for one fewer (mboxrd, with mboxo as its simplest case). Lines end by LF or CRLF, and keep their ends.
package struct MboxReader: Sendable {
    /// A mail of the file.
    package struct Mail: Hashable, Sendable {
        /// Where its `From ` line begins, in octets from the start of the file.
        package let offset: Int
        /// Without its `From ` line.
        package let octets: [UInt8]
        /// True where the mail goes on beyond the limit.
        package let isTruncated: Bool
    }

    private let limit: Int
    /// How far the file was read.
    package private(set) var offset = 0

    private var state = State.lineStart(hooks: 0, matched: 0)
    /// Whether the line before this one is empty, or this one is the first.
    private var isBehindEmptyLine = true
    /// The octets of this line so far, its LF left out, as far as they tell an empty line from another.
    private var lineLength = 0
    private var lineHasOnlyCR = false
    private var lineOffset = 0

    /// Of a line that may begin a mail, what stands behind its `From `.
    private var likelyPostmark: [UInt8] = []

    private var mailOffset: Int?
    private var mail: [UInt8] = []
    private var isTruncated = false

    private enum State {
        /// So many `>`, and so many octets of `From ` behind them.
        case lineStart(hooks: Int, matched: Int)
        case inLine
        /// In the line that begins the file.
        case inPostmark
        /// Behind the `From ` of a line that may begin a mail.
        case inLikelyPostmark
    }

    private static let mark = Array("From ".utf8)

    /// `limit`: how many octets of a mail are kept at most.
    package init(limit: Int) { self.limit = limit }

    /// Takes the next octets of the file, cut anywhere, and gives the mails that ended with them.
    package mutating func read(_ chunk: [UInt8]) -> [Mail] {
        var mails: [Mail] = []
        var place = 0
        while place < chunk.count {
            switch state {
            case .lineStart(let hooks, let matched):
                if take(chunk[place], hooks, matched) { place += 1 }
            case .inLine, .inPostmark:
                let end = chunk[...].endOfLine(from: place)
                takeRest(chunk[place..<end])
                place = end
            case .inLikelyPostmark:
                let end = chunk[...].endOfLine(from: place)
                if let ended = takeLikelyPostmark(chunk[place..<end]) { mails.append(ended) }
                place = end
            }
        }
        return mails
    }

    /// The last mail of the file; nil where there is none. Nothing is to be read behind it.
    package mutating func finish() -> Mail? {
        switch state {
        case .lineStart(let hooks, let matched): keepStart(hooks, matched)
        case .inLikelyPostmark: keepLikelyPostmark()
        case .inLine, .inPostmark: break
        }
        return endedMail(isBehindEmptyLine: isBehindEmptyLine && lineLength == 0)
    }

    /// One octet at the start of a line, as long as it may be a `From `; false where it is not, and belongs to the rest of the line.
    private mutating func take(_ octet: UInt8, _ hooks: Int, _ matched: Int) -> Bool {
        if matched == 0, octet == UInt8(ascii: ">") {
            state = .lineStart(hooks: hooks + 1, matched: 0)
            offset += 1
            return true
        }
        guard octet == MboxReader.mark[matched] else {
            keepStart(hooks, matched)
            state = .inLine
            return false
        }
        offset += 1
        if matched + 1 < MboxReader.mark.count {
            state = .lineStart(hooks: hooks, matched: matched + 1)
        } else if hooks == 0, lineOffset == 0 {
            mailOffset = lineOffset
            lineLength = MboxReader.mark.count
            state = .inPostmark
        } else if hooks == 0, isBehindEmptyLine {
            state = .inLikelyPostmark
        } else {
            keepStart(max(0, hooks - 1), matched + 1)
            state = .inLine
        }
        return true
    }

    /// Keeps what the start of a line turned out to be.
    private mutating func keepStart(_ hooks: Int, _ matched: Int) {
        if hooks > 0 { keep(repeatElement(UInt8(ascii: ">"), count: hooks)) }
        keep(MboxReader.mark.prefix(matched))
        lineLength = hooks + matched
    }

    /// Octets of one line behind its start, up to its LF where that is among them.
    private mutating func takeRest(_ octets: ArraySlice<UInt8>) {
        offset += octets.count
        var isPostmark = false
        if case .inPostmark = state { isPostmark = true }
        if !isPostmark { keep(octets) }
        let hasEnd = octets.last == LineEnds.lf
        let count = octets.count - (hasEnd ? 1 : 0)
        lineHasOnlyCR = lineLength + count == 1 && (count == 1 ? octets.first == LineEnds.cr : lineHasOnlyCR)
        lineLength += count
        if hasEnd { endLine(isEmpty: !isPostmark && (lineLength == 0 || lineHasOnlyCR)) }
    }

    private mutating func endLine(isEmpty: Bool) {
        isBehindEmptyLine = isEmpty
        lineLength = 0
        lineHasOnlyCR = false
        lineOffset = offset
        state = .lineStart(hooks: 0, matched: 0)
    }

    /// Octets of a line that may begin a mail; the mail that ends there, once it is known to.
    private mutating func takeLikelyPostmark(_ octets: ArraySlice<UInt8>) -> Mail? {
        offset += octets.count
        likelyPostmark += octets
        let hasEnd = octets.last == LineEnds.lf
        guard hasEnd || likelyPostmark.count > Postmark.longest else { return nil }
        guard hasEnd, likelyPostmark.count <= Postmark.longest, Postmark.isOne(likelyPostmark) else {
            keepLikelyPostmark()
            if hasEnd { endLine(isEmpty: false) } else { state = .inLine }
            return nil
        }
        let ended = endedMail(isBehindEmptyLine: true)
        likelyPostmark = []
        mailOffset = lineOffset
        endLine(isEmpty: false)
        return ended
    }

    /// Keeps it as a line of the mail's own.
    private mutating func keepLikelyPostmark() {
        keep(MboxReader.mark)
        keep(likelyPostmark)
        lineLength = MboxReader.mark.count + likelyPostmark.count
        likelyPostmark = []
    }

    private mutating func keep(_ octets: some Collection<UInt8>) {
        guard mailOffset != nil else { return }
        let room = limit - mail.count
        if octets.count > room { isTruncated = true }
        mail += octets.prefix(max(0, room))
    }

    private mutating func endedMail(isBehindEmptyLine: Bool) -> Mail? {
        defer { (mailOffset, mail, isTruncated) = (nil, [], false) }
        guard let mailOffset else { return nil }
        if isBehindEmptyLine, !isTruncated, mail.last == LineEnds.lf {
            mail.removeLast()
            if mail.last == LineEnds.cr { mail.removeLast() }
        }
        return Mail(offset: mailOffset, octets: mail, isTruncated: isTruncated)
    }
}
