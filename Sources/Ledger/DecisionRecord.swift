internal import Gate
internal import Vocabulary

/// A decision as the log keeps it: with all that it looked at.
enum DecisionRecord {
    static func json(_ decision: Decision, letter: String, purpose: String, program: String) -> JSONValue {
        .object([
            .init("letter", .string(letter)), .init("purpose", .string(purpose)),
            .init("contact", .int(Int(decision.contact.rawValue))), .init("name", .string(decision.name)),
            .init("address", JSONValue(decision.address)),
            .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
            .init("evidence", decision.admittedBy.map { .int(Int($0.id.rawValue)) } ?? .null),
            .init("lookedAt", .array(decision.lookedAt.map { .int(Int($0.rawValue)) })),
            .init(
                "reasons",
                .array(
                    decision.findings.map { finding in
                        .object([
                            .init("code", .string(finding.code.rawValue)),
                            .init("observed", JSONValue(finding.observed.neutral)),
                            .init("expected", JSONValue(finding.expected.neutral)),
                            .init("evidence", finding.evidence.map { .int(Int($0.rawValue)) } ?? .null),
                        ])
                    })),
            .init("program", .string(program)),
        ])
    }
}
