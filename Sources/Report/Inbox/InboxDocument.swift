import Ledger
import Mailroom
package import Vocabulary
package import Workspace

extension InboxReport {
    /// As `inbox --json` has it.
    package func document(_ language: Language, fault: [JSONValue.Member] = []) -> JSONValue {
        .object(
            [
                .init("sources", .array(sources.map(InboxReport.document))),
                .init("kinds", .object(orderedKinds.map { .init($0.kind.rawValue, .int($0.count)) })),
                .init("recorded", recorded.document), .init("waiting", .int(waiting)),
                .init("messages", .array(messages.map { $0.document(language) })),
            ] + fault)
    }

    /// What `send --json` tells of an inbox that was read first.
    package var brief: JSONValue {
        .object([
            .init("sources", .array(sources.map(InboxReport.document))), .init("recorded", recorded.document),
            .init("waiting", .int(waiting)),
        ])
    }

    private static func document(_ source: Source) -> JSONValue {
        .object([
            .init("source", .string(source.name)), .init("messages", .int(source.messages)),
            .init("new", .int(source.new)),
        ])
    }

    /// The kinds that came, in the order in which they are told.
    var orderedKinds: [(kind: MailKind, count: Int)] {
        MailKind.allCases.compactMap { kind in
            guard let count = kinds[kind], count > 0 else { return nil }
            return (kind, count)
        }
    }
}

extension InboxReport.Recorded {
    fileprivate var document: JSONValue {
        .object([
            .init("bounced", .int(bounced)), .init("complained", .int(complained)), .init("objected", .int(objected)),
            .init("heard", .int(heard)),
        ])
    }
}

extension HeardMessage {
    fileprivate func document(_ language: Language) -> JSONValue {
        .object([
            .init("source", .string(source)), .init("id", number(id)), .init("kind", .string(kind.rawValue)),
            .init("from", JSONValue(from)), .init("at", JSONValue(at?.iso)), .init("letter", JSONValue(letter)),
            .init("tiedBy", JSONValue(tiedBy?.rawValue)),
            // Of somebody erased, nothing is said.
            .init("recipients", .array(recipients.filter { !$0.address.isEmpty }.map { $0.document(language) })),
            .init("action", .string(action.rawValue)), .init("because", .string(because.phrase[language])),
            .init("becauseCode", .string(because.rawValue)), .init("words", .string(words)),
        ])
    }
}

extension HeardPerson {
    /// With what was done about this one, where a mail is about several.
    fileprivate func document(_ language: Language) -> JSONValue {
        .object([
            .init("address", .string(address)), .init("class", JSONValue(self.class?.rawValue)),
            .init("status", JSONValue(status?.description)), .init("diagnostic", .string(diagnostic)),
            .init("id", number(id)), .init("letter", JSONValue(letter)),
            .init("action", .string(action.rawValue)), .init("becauseCode", .string(because.rawValue)),
        ])
    }
}

extension WaitingMessage {
    /// As `inbox review --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("id", number(id)), .init("kind", .string(kind.rawValue)), .init("address", .string(address)),
            .init("letter", JSONValue(letter)), .init("at", .string(at.iso)),
            .init("because", .string(because.phrase[language])), .init("words", .string(words)),
            .init("choices", .array(choices.map { .string($0.rawValue) })),
            .init("becauseCode", .string(because.rawValue)), .init("from", JSONValue(from)),
            .init("tiedBy", JSONValue(tiedBy?.rawValue)), .init("place", .string(place.exact[language])),
        ])
    }
}

private func number(_ id: Int64?) -> JSONValue { id.map { .int(Int($0)) } ?? .null }
