/// Splits a file of mails into its mails (RFC 4155), as its octets come: a file of any size takes no more memory than its largest mail,
/// and of that no more than a limit.
///
/// A line that begins with `From ` begins a mail where it is the first line or stands behind an empty one; what stands before the
/// first of them is passed over. The empty line before it belongs to the file. `>From ` in a mail stands for `From `, and each
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

    private var mailOffset: Int?
    private var mail: [UInt8] = []
    private var isTruncated = false

    private enum State {
        /// So many `>`, and so many octets of `From ` behind them.
        case lineStart(hooks: Int, matched: Int)
        case inLine
        /// In a line that begins a mail.
        case inPostmark
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
                if take(chunk[place], hooks, matched, &mails) { place += 1 }
            case .inLine, .inPostmark:
                let end = chunk[...].endOfLine(from: place)
                takeRest(chunk[place..<end])
                place = end
            }
        }
        return mails
    }

    /// The last mail of the file; nil where there is none. Nothing is to be read behind it.
    package mutating func finish() -> Mail? {
        if case .lineStart(let hooks, let matched) = state { keepStart(hooks, matched) }
        return endedMail(isBehindEmptyLine: isBehindEmptyLine && lineLength == 0)
    }

    /// One octet at the start of a line, as long as it may be a `From `; false where it is not, and belongs to the rest of the line.
    private mutating func take(_ octet: UInt8, _ hooks: Int, _ matched: Int, _ mails: inout [Mail]) -> Bool {
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
        } else if hooks == 0, isBehindEmptyLine {
            if let ended = endedMail(isBehindEmptyLine: true) { mails.append(ended) }
            mailOffset = lineOffset
            lineLength = MboxReader.mark.count
            state = .inPostmark
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
        guard hasEnd else { return }
        isBehindEmptyLine = !isPostmark && (lineLength == 0 || lineHasOnlyCR)
        lineLength = 0
        lineHasOnlyCR = false
        lineOffset = offset
        state = .lineStart(hooks: 0, matched: 0)
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
