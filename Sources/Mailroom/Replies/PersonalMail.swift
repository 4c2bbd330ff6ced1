internal import Vocabulary

/// What people write and their autoresponders answer: which kind it is, and by which words.
struct PersonalMail {
    let origin: MailOrigin
    private(set) var kind = MailKind.unrelated
    private(set) var isPlainRequest = false
    /// True of a reply that may ask to leave, or tell that somebody left, in words that are not known.
    private(set) var leavesDoubt = false
    /// The words that decided, or the first of those that are new.
    private(set) var words = ""

    init(_ mail: ReceivedMail, isOwn: Bool, ownAddresses: [AddrSpec]) {
        let subject = mail.headers["Subject"] ?? ""
        origin = MailOrigin(mail, subject: SubjectLine(subject))
        guard !isOwn else { return }
        if let request = LeaveRequest(subjectOfMailProgram: subject) {
            take(request)
            return
        }
        if mail.headers.raw("X-Apple-Unsubscribe")?.folded == "true" {
            (kind, isPlainRequest, words) = (.unsubscribe, true, subject)
            return
        }
        let newText = ReplyText(of: mail.bodyText).text
        let text = FoldedWords(newText)
        // A group or a gateway may have passed it on: an answer that is nothing but a request is a person's.
        let names = PersonalMail.names(mail.headers, ownAddresses)
        let isAnswer = ["In-Reply-To", "References"].contains { mail.headers.raw($0) != nil }
        if origin.maker != .person, isAnswer, PlainLeaveRequest.isOne(text, names: names) {
            (kind, isPlainRequest, words) = (.unsubscribe, true, newText)
            return
        }
        guard origin.maker == .person || origin.maker == .responder else { return }
        if origin.maker == .person || (origin.isBySubjectAlone && text.sentences.contains(where: \.isQuestion)) {
            takeHandwritten(text, newText, subject, names: names)
        } else {
            takeAutomatic(text, newText, subject)
        }
    }

    private mutating func take(_ request: LeaveRequest) {
        (kind, isPlainRequest, words) = (.unsubscribe, request.isPlain, request.words)
    }

    private mutating func takeHandwritten(
        _ text: FoldedWords, _ newText: String, _ subject: String, names: Set<String>
    ) {
        if let request = LeaveRequest(text: text, newText: newText, subject: subject, names: names) {
            take(request)
            return
        }
        let mayAsk = LikelyLeaveRequest.sentence(in: text) != nil
        if let sentence = Departure.sentence(byHand: text) {
            (kind, words) = (.gone, sentence)
        } else if !mayAsk, let sentence = Absence.sentence(byHand: text) {
            (kind, words) = (.away, sentence)
        } else {
            (kind, words) = (.reply, newText)
            leavesDoubt =
                mayAsk || LeaveDoubt.isLeft(by: text) || Departure.isHinted(byHand: text)
                || PersonalMail.mayAsk(SubjectLine(subject))
        }
    }

    /// A subject of their own; one that a reply took over is the letter's.
    private static func mayAsk(_ subject: SubjectLine) -> Bool {
        !subject.isReply && LeaveDoubt.isLeft(bySubject: FoldedWords(subject.text))
    }

    /// A departure wins over an absence: an autoresponder that is on for good says both.
    private mutating func takeAutomatic(_ text: FoldedWords, _ newText: String, _ subject: String) {
        let absence = Absence.sentence(inReply: text)
        let tellsAbsence = absence != nil || origin.hasAbsenceSubject
        if let sentence = Departure.sentence(inReply: text, tellsAbsence: tellsAbsence) {
            (kind, words) = (.gone, sentence)
        } else if let absence {
            (kind, words) = (.away, absence)
        } else if Departure.sentence(inReply: FoldedWords(SubjectLine(subject).text), tellsAbsence: true) != nil {
            (kind, words) = (.gone, subject)
        } else if origin.hasAbsenceSubject || !Absence.isReceipt(text) && !Absence.isReceipt(FoldedWords(subject)) {
            // An autoresponder is seldom on for another reason.
            (kind, words) = (.away, text.words.isEmpty ? subject : newText)
        }
    }

    /// Words that may stand in a greeting or below a request without being one of its own: who wrote, and to whom.
    private static func names(_ headers: MailHeaders, _ ownAddresses: [AddrSpec]) -> Set<String> {
        var names: Set<String> = []
        let people = headers.addresses("From").prefix(5) + headers.addresses("To").prefix(20)
        for text in people.flatMap({ [$0.name, String($0.address.prefix { $0 != "@" })] })
            + ownAddresses.map(\.localPart)
        {
            names.formUnion(FoldedWords(String(text.prefix(100))).words.map(\.text))
        }
        // No name may be a word of the request itself.
        return names.subtracting(["pas", "not", "no", "non", "ne", "stop", "never", "jamais"])
    }
}
