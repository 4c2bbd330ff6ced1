package import Mailroom
internal import Vocabulary

/// Somebody a mail is about, and what it says of them.
struct MailSubject {
    /// Nil for somebody whom nothing ties to a letter.
    let recipient: TiedRecipient?
    let tie: MailTie?
    /// As the letter was addressed, where it was.
    let address: String
    let normal: String
    let loosest: String
    var `class`: BounceClass?
    var status: EnhancedStatusCode?
    var diagnostic = ""

    init(_ recipient: TiedRecipient, _ tie: MailTie) {
        (self.recipient, self.tie) = (recipient, tie)
        (address, normal, loosest) = (recipient.address, recipient.normal, recipient.loosest)
    }

    init(untied address: AddrSpec) {
        (recipient, tie) = (nil, nil)
        (self.address, normal, loosest) = (address.spelling, address.normalForm, address.loosestKey)
    }
}

/// Finds whom a mail is about: the people that it is tied to, each once.
struct MailSubjects {
    private let tying: MailTying
    private let mail: Understanding
    private let at: Instant

    init(_ tying: MailTying, _ mail: Understanding, at: Instant) {
        (self.tying, self.mail, self.at) = (tying, mail, at)
    }

    func find() throws -> [MailSubject] {
        switch mail.kind {
        case .bounce, .complaint: try ofReport()
        case .unsubscribe: try ofRequest()
        case .reply, .away, .gone: try ofAnswer()
        case .unrelated: []
        }
    }

    // MARK: Reports

    private func ofReport() throws -> [MailSubject] {
        if let (recipients, tie) = try tying.proven(mail.clues) {
            let people = MailSubjects.eachOnce(recipients)
            return people.map { report(on: MailSubject($0, tie), isAlone: people.count == 1) }
        }
        var subjects: [MailSubject] = []
        for said in mail.recipients.prefix(MailSubjects.most) {
            guard let one = try tying.mailed(said.address, before: at),
                !subjects.contains(where: { $0.loosest.isSpelled(one.loosest) })
            else { continue }
            subjects.append(report(on: MailSubject(one, .address), said))
        }
        guard subjects.isEmpty else { return subjects }
        // An address that merely stands in the mail: one alone can be meant.
        guard
            let only = try tying.onlyMailed(among: Array(mail.clues.addresses.prefix(MailSubjects.most)), before: at)
        else { return [] }
        return [report(on: MailSubject(only, .address), isAlone: true)]
    }

    /// What a report says of somebody it is tied to. Where it names others alone, the letter was forwarded: it is dead where it
    /// came to nobody of them, and of several people nobody can tell which is meant.
    private func report(on subject: MailSubject, isAlone: Bool) -> MailSubject {
        let keys = mail.recipients.map { AddressKeys($0.address) }
        let exact = keys.firstIndex { $0.normal.isSpelled(subject.normal) }
        if let index = exact ?? keys.firstIndex(where: { $0.loosest.isSpelled(subject.loosest) }) {
            return report(on: subject, mail.recipients[index])
        }
        let softest = mail.recipients.max { MailSubjects.softness($0.class) < MailSubjects.softness($1.class) }
        guard isAlone, let softest else {
            var subject = subject
            subject.class = mail.kind == .bounce ? .unknown : nil
            return subject
        }
        return report(on: subject, softest)
    }

    private func report(on subject: MailSubject, _ said: Understanding.Recipient) -> MailSubject {
        var subject = subject
        subject.class = mail.kind == .bounce ? said.class ?? .unknown : nil
        subject.status = said.status
        subject.diagnostic = said.diagnostic
        return subject
    }

    private static func softness(_ class: BounceClass?) -> Int {
        switch `class` {
        case .dead: 0
        case .sender: 1
        case .unknown, nil: 2
        case .temporary: 3
        }
    }

    // MARK: What people write

    /// Whom the token stands for, and whoever wrote: of two people who may be meant, both leave.
    private func ofRequest() throws -> [MailSubject] {
        var subjects: [MailSubject] = []
        if let (recipients, tie) = try tying.proven(mail.clues) {
            subjects = MailSubjects.eachOnce(recipients).map { MailSubject($0, tie) }
        }
        guard let from = mail.from, !tying.isOwn(from.spelling) else { return subjects }
        if let writer = try tying.mailed(from.spelling, before: at) {
            guard !subjects.contains(where: { $0.loosest.isSpelled(writer.loosest) }) else { return subjects }
            return subjects + [MailSubject(writer, .address)]
        }
        return subjects.isEmpty ? [MailSubject(untied: from)] : subjects
    }

    /// One person: whoever wrote where the letter was theirs, else whose letter it was.
    private func ofAnswer() throws -> [MailSubject] {
        // What the sender writes is no answer, whatever it quotes.
        if let from = mail.from, tying.isOwn(from.spelling) { return [] }
        if let (recipients, tie) = try tying.proven(mail.clues) {
            let theirs = recipients.first { recipient in
                mail.from.map { recipient.normal.isSpelled($0.normalForm) } ?? false
            }
            return (theirs ?? recipients.first).map { [MailSubject($0, tie)] } ?? []
        }
        guard let from = mail.from, let one = try tying.mailed(from.spelling, before: at) else { return [] }
        return [MailSubject(one, .address)]
    }

    /// A mail may name two letters of one person.
    private static func eachOnce(_ recipients: [TiedRecipient]) -> [TiedRecipient] {
        var once: [TiedRecipient] = []
        for one in recipients where one.isErased || !once.contains(where: { $0.loosest.isSpelled(one.loosest) }) {
            once.append(one)
        }
        return once
    }

    /// How many of the addresses in a mail are looked up.
    private static let most = 500
}

extension HeardPerson {
    init(_ subject: MailSubject, because: MailReason) {
        self.init(
            address: subject.address, class: subject.class, status: subject.status, diagnostic: subject.diagnostic.kept,
            action: .none, because: because, letter: subject.recipient?.letter, tiedBy: subject.tie)
    }

    /// An address that stands in a mail, and that nothing follows for.
    package init(untied other: Understanding.Recipient) {
        self.init(
            address: other.address.kept, class: other.class, status: other.status, diagnostic: other.diagnostic.kept,
            action: .none, because: .notTied)
    }
}
