internal import Vocabulary

/// A subject without what replies and forwards put before it.
struct SubjectLine {
    let text: String
    /// Lower case, accents aside.
    let folded: [UInt8]
    /// True where `Re:` or its like stood before it.
    let isReply: Bool
    let isForward: Bool

    init(_ subject: String) {
        var rest = Substring(subject.trimmingWhitespace())
        var (isReply, isForward) = (false, false)
        // Some programs put one before the other without end.
        for _ in 0..<20 {
            guard let colon = rest.utf8.prefix(12).firstIndex(of: UInt8(ascii: ":")) else { break }
            let mark = String(rest[..<colon]).folded.trimming {
                $0 == " " || "[]()0123456789".unicodeScalars.contains($0)
            }
            if SubjectLine.replies.contains(mark) {
                isReply = true
            } else if SubjectLine.forwards.contains(mark) {
                isForward = true
            } else {
                break
            }
            rest = Substring(rest[rest.utf8.index(after: colon)...].trimmingWhitespace())
        }
        text = String(rest)
        folded = Array(text.folded.utf8)
        self.isReply = isReply
        self.isForward = isForward
    }

    private static let replies: Set<String> = ["re", "aw", "sv", "antw", "rif", "ref", "rep", "odp", "vs"]
    private static let forwards: Set<String> = ["tr", "fw", "fwd", "wg", "i", "rv", "doorst", "transf"]
}
