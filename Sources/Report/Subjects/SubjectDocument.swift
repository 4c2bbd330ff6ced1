import Gate
package import Vocabulary

/// The answer to a request for access as one JSON document (GDPR art. 15 and 20).
package enum SubjectDocument {
    /// Why a contact is thought to be the person, in a word, and the address that says so.
    package static func match(_ person: SubjectPerson) -> (match: String, address: String?) {
        switch person.match {
        case .named: ("named", nil)
        case .looserKey(let address): ("looser-key", address)
        case .sharedAddress(let address): ("shared-address", address)
        }
    }

    package static func json(_ reply: SubjectReply, _ language: Language) -> JSONValue {
        let sender = reply.sender
        return .object([
            .init("subject", .string(reply.account.name.text)), .init("on", .string(reply.today.iso)),
            .init("language", .string(language.rawValue)),
            .init(
                "controller",
                .object([
                    .init("name", .string(sender.name)), .init("organization", .string(sender.organization)),
                    .init("postalAddress", .string(sender.postalAddress)),
                    .init("address", .string((sender.replyTo ?? sender.address).spelling)),
                ])),
            .init("people", .array(reply.account.people.map { known($0, language) })),
            .init("objections", .array(reply.account.objections.map { DecisionDocument.objection($0) })),
            .init("retracted", .array(reply.account.retracted.map { DecisionDocument.retracted($0) })),
            .init("cameBack", .array(reply.account.messages.map(message))),
            .init("passedTo", .array(reply.relay.map { [.object([.init("relay", .string($0))])] } ?? [])),
            .init(
                "keptForDays",
                .object([
                    .init("evidence", .int(reply.retention.evidenceMaxAgeDays)),
                    .init("contactWithoutEvidence", .int(reply.retention.contactMaxAgeDays)),
                    .init("log", reply.retention.logMaxAgeDays.map { .int($0) } ?? .null),
                    .init("objections", .null),
                ])),
            .init(
                "rights",
                .array(
                    SubjectRight.all.map {
                        .object([.init("article", .string($0.article)), .init("text", .string($0.text[language]))])
                    })),
        ])
    }

    private static func known(_ known: SubjectAccount.Known, _ language: Language) -> JSONValue {
        let fields = known.dossier.contact.fields
        let (match, address) = match(known.person)
        return .object([
            .init("match", .string(match)), .init("matchedBy", JSONValue(address)),
            .init("contact", .int(Int(known.person.id.rawValue))), .init("name", .string(fields.displayName)),
            .init("firstName", .string(fields.firstName)), .init("lastName", .string(fields.lastName)),
            .init("company", .string(fields.company)), .init("position", .string(fields.position)),
            .init("url", JSONValue(known.dossier.contact.profile?.rawValue)),
            .init("fields", .object(fields.extra.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
            .init("addresses", .array(known.dossier.addresses.map { .string($0.spec?.spelling ?? $0.text) })),
            .init("evidence", .array(known.dossier.evidence.map { evidence($0, known.provenance[$0.id]) })),
            .init("objections", .array(known.dossier.objections.map { DecisionDocument.objection($0) })),
            .init(
                "listedIn",
                .array(
                    known.listed.map {
                        .object([
                            .init("kind", .string($0.kind)), .init("file", .string($0.file)),
                            .init("address", .string($0.address)), .init("company", .string($0.company)),
                            .init("position", .string($0.position)),
                        ])
                    })),
            .init(
                "heardFrom",
                .array(
                    known.heard.map {
                        .object([
                            .init("address", .string($0.address)), .init("on", .string($0.on)),
                            .init("recordedAt", .string($0.recordedAt)),
                        ])
                    })),
            .init("decisions", .array(known.decisions.map { decision($0, language) })),
            .init("mailings", .array(known.mailings.map(mailing))),
        ])
    }

    private static func decision(_ decision: SubjectAccount.Decided, _ language: Language) -> JSONValue {
        .object([
            .init("seq", .int(decision.seq)), .init("at", .string(decision.at)),
            .init("letter", .string(decision.letter)), .init("purpose", .string(decision.purpose)),
            .init("address", JSONValue(decision.address)), .init("verdict", .string(decision.verdict)),
            .init("reasons", .array(decision.reasons.map { reason($0, language) })),
            .init("policy", .string(decision.policy)), .init("program", JSONValue(decision.program)),
        ])
    }

    private static func reason(_ reason: SubjectAccount.Ground, _ language: Language) -> JSONValue {
        .object([
            .init("code", .string(reason.code)), .init("message", JSONValue(message(reason.code)?[language])),
            .init("observed", JSONValue(reason.observed)), .init("expected", JSONValue(reason.expected)),
            .init("evidence", reason.evidence.map { .int(Int($0.rawValue)) } ?? .null),
        ])
    }

    private static func mailing(_ mailing: SubjectAccount.Mailed) -> JSONValue {
        .object([
            .init("letter", .string(mailing.letter)), .init("purpose", .string(mailing.purpose)),
            .init("address", .string(mailing.address)), .init("state", .string(mailing.state.rawValue)),
            .init("attempts", .int(mailing.attempts)), .init("reply", JSONValue(mailing.reply)),
            .init("at", .string(mailing.at)), .init("evidence", .int(Int(mailing.evidence.rawValue))),
        ])
    }

    private static func message(_ message: SubjectAccount.Message) -> JSONValue {
        .object([
            .init("kind", .string(message.kind)), .init("address", .string(message.address)),
            .init("from", JSONValue(message.from)), .init("letter", JSONValue(message.letter)),
            .init("at", .string(message.at)), .init("class", JSONValue(message.class)),
            .init("status", JSONValue(message.status)), .init("diagnostic", .string(message.diagnostic)),
            .init("words", .string(message.words)), .init("action", .string(message.action)),
            .init("because", .string(message.because)), .init("settledAs", JSONValue(message.verdict)),
        ])
    }

    private static func evidence(_ evidence: Evidence, _ provenance: SubjectAccount.Provenance?) -> JSONValue {
        guard case .object(var members) = DecisionDocument.full(evidence) else { return .null }
        members.append(.init("recordedBy", JSONValue(provenance?.recordedBy)))
        if let digest = provenance?.wordingSHA256 { members.append(.init("wordingSHA256", .string(digest))) }
        return .object(members)
    }

    /// What a code says; nil for one that this version does not give.
    static func message(_ code: String) -> Phrase? { ReasonCode(rawValue: code).map { Reason($0).message } }
}
