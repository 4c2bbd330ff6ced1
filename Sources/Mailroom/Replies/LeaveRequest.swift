internal import Vocabulary

/// A request for no further letters.
struct LeaveRequest {
    /// True for one of the closed list of ``PlainLeaveRequest``, and for a mail program's own.
    var isPlain: Bool
    /// What asks, as it stands in the mail.
    var words: String

    /// What a mail program sends for somebody who presses its button: the subject of the letter's `List-Unsubscribe`
    /// (RFC 2369 §3.2), a word and the recipient's token. Whatever its body says is the program's.
    init?(subjectOfMailProgram subject: String) {
        let words = subject.trimmingWhitespace().split(separator: " ")
        guard words.count == 2, UnsubscribeToken.isOne(words[1]) else { return nil }
        guard LeaveRequest.subjectWords.contains(String(words[0]).folded) else { return nil }
        isPlain = true
        self.words = subject
    }

    private static let subjectWords: Set<String> = ["desabonnement", "unsubscribe"]

    /// What a person asks in new words, or in a subject of their own.
    init?(text: FoldedWords, newText: String, subject: String, names: Set<String>) {
        if PlainLeaveRequest.isOne(text, names: names) {
            isPlain = true
            words = newText
            return
        }
        isPlain = false
        guard !StayCues.stand(in: text) else { return nil }
        if let sentence = LikelyLeaveRequest.sentence(in: text) {
            words = sentence
            return
        }
        guard LeaveRequest.asks(SubjectLine(subject), beside: text) else { return nil }
        words = subject
    }

    /// A subject of their own asks by itself. One that a reply took over is the letter's, and asks only with little beside it.
    private static func asks(_ subject: SubjectLine, beside text: FoldedWords) -> Bool {
        guard text.words.count <= (subject.isReply ? 12 : 200) else { return false }
        let words = FoldedWords(subject.text)
        guard PlainLeaveRequest.isOne(words, names: []) else {
            return !subject.isReply && LikelyLeaveRequest.sentence(in: words) != nil
        }
        // A single `stop` is a word like others.
        return text.words.count <= 20 || !words.words.contains { $0.text == "stop" }
    }
}
