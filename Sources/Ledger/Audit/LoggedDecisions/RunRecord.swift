internal import GRDB
package import Gate
package import Vocabulary

/// What the decisions of a run were taken under, as an entry of the log keeps it: without it, a policy's revision is a
/// digest that nobody can evaluate anything under.
package struct RunRecord: Hashable, Sendable {
    package let policy: Policy
    package let policyRevision: String
    package let senderAddress: AddrSpec
    package let formerAddresses: [AddrSpec]
    package let linkedInAddressVisibleSince: When?
    package let today: CivilDate

    static func json(_ brief: Brief, letter: String, program: String) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("letter", .string(letter)), .init("purpose", JSONValue(brief.purpose?.name)),
            .init("program", .string(program)), .init("policyRevision", .string(brief.policyRevision)),
            .init(
                "policy",
                .object([
                    .init("evidenceMaxAgeDays", .int(brief.policy.evidenceMaxAgeDays)),
                    .init("linkedInExportMaxAgeDays", .int(brief.policy.linkedInExportMaxAgeDays)),
                    .init("officeAddresses", .string(brief.policy.officeAddresses.rawValue)),
                    .init("formConfirmation", .string(brief.policy.formConfirmation.rawValue)),
                ])),
            .init(
                "sender",
                .object([
                    .init("address", .string(brief.sender.address.spelling)),
                    .init("formerAddresses", .array(brief.sender.formerAddresses.map { .string($0.spelling) })),
                    .init("linkedInAddressVisibleSince", JSONValue(brief.sender.linkedInAddressVisibleSince?.iso)),
                ])),
            .init("today", .string(brief.today.iso)),
        ]
        // What the sender asserts, and nobody evaluates.
        if let basis = brief.purpose?.legalBasis, !basis.isBlank { members.append(.init("legalBasis", .string(basis))) }
        return .object(members)
    }

    /// Nil for what is no such record.
    init?(_ data: JSONValue) {
        guard let policy = data["policy"], case .int(let evidence)? = policy["evidenceMaxAgeDays"],
            case .int(let export)? = policy["linkedInExportMaxAgeDays"],
            let office = policy["officeAddresses"]?.text.flatMap(Policy.OfficeAddresses.init),
            let form = policy["formConfirmation"]?.text.flatMap(Policy.FormConfirmation.init),
            let revision = data["policyRevision"]?.text, let sender = data["sender"],
            let address = sender["address"]?.text.flatMap({ try? AddrSpec(parsing: $0) }),
            let former = sender["formerAddresses"]?.values,
            let today = data["today"]?.text.flatMap({ CivilDate(iso: $0) })
        else { return nil }
        self.policy = Policy(
            evidenceMaxAgeDays: evidence, linkedInExportMaxAgeDays: export, officeAddresses: office,
            formConfirmation: form)
        policyRevision = revision
        senderAddress = address
        formerAddresses = former.compactMap { $0.text.flatMap { try? AddrSpec(parsing: $0) } }
        linkedInAddressVisibleSince = sender["linkedInAddressVisibleSince"]?.text.flatMap { When(iso: $0) }
        self.today = today
    }
}

extension Ledger {
    /// Enters into the log what the decisions of a run that begins are taken under.
    package func logRun(
        _ brief: Brief, in mailing: MailingRecord, program: String, now: Instant
    ) throws(LedgerFault) {
        try write { db in
            var chain = try Chain(db)
            try chain.append(
                .run, at: now, letter: mailing.letter, payload: [.init("policy", .string(brief.policyRevision))],
                record: RunRecord.json(brief, letter: mailing.letter, program: program))
        }
    }
}
