/// What is kept of a recipient who was put back to `queued`: the relay's reply where one is the reason, as the row of refusals is
/// told by it; else a sentence that is told apart from what a relay answered to this recipient.
enum PutBackReply {
    private static let beginning = "nothing was sent"

    static func text(because: String) -> String {
        if let first = because.utf8.first, (0x32...0x35).contains(first) { return because }
        return because.isEmpty ? beginning : "\(beginning): \(because)"
    }

    /// True in SQL where the run ended at this very recipient, and what the relay said was no reply.
    static let isStumble = "reply NOT GLOB '[2-5][0-9][0-9]*' AND reply NOT GLOB '\(beginning)*'"
}
