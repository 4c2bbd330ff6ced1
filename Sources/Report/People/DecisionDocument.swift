package import Gate
package import Mailing
package import Vocabulary

/// Decisions as JSON, as the contract has them.
package enum DecisionDocument {
    /// An entry of a preview's `recipients`.
    package static func entry(_ decision: Decision, _ language: Language) -> JSONValue {
        .object([
            .init("contact", .int(Int(decision.contact.rawValue))), .init("name", .string(decision.name)),
            .init("address", JSONValue(decision.address)),
            .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
            .init("evidence", decision.admittedBy.map(evidence) ?? .null),
            .init("mainReason", JSONValue(decision.mainReason?.rawValue)),
            .init("reasons", .array(decision.findings.map { reason($0, language) })),
        ])
    }

    /// What a preview counts, contacts and entries, with what the mailing is refused or warned for.
    package static func counts(_ survey: Survey, refusals: [Refusal], _ language: Language) -> [JSONValue.Member] {
        func byCode(_ counts: [ReasonCode: Int]) -> JSONValue {
            .object(ReasonCode.allCases.compactMap { code in counts[code].map { .init(code.rawValue, .int($0)) } })
        }
        return [
            .init("contacts", .int(survey.contacts)), .init("contactsAdmitted", .int(survey.contactsAdmitted)),
            .init("contactsExcluded", .int(survey.contactsExcluded)), .init("admitted", .int(survey.admitted)),
            .init("excluded", .int(survey.excluded)),
            .init("refused", .array(refusals.map { refusal($0, language) })),
            .init("warnings", .array(survey.warnings.map { warning($0, language) })),
            .init("byReason", byCode(survey.byReason)), .init("byMainReason", byCode(survey.byMainReason)),
        ]
    }

    /// What admits: kind, day of the sharing, place or occasion.
    package static func evidence(_ evidence: Evidence) -> JSONValue {
        .object([
            .init("kind", .string(evidence.claim.kind.rawValue)),
            .init("sharedOn", JSONValue(evidence.claim.shared.when?.iso)),
            .init("where", JSONValue(evidence.claim.place.isBlank ? nil : evidence.claim.place)),
        ])
    }

    /// A reason with what was observed, what was expected, and what can be done.
    package static func reason(_ finding: Finding, _ language: Language) -> JSONValue {
        let explanation = explain(finding)
        return .object([
            .init("code", .string(finding.code.rawValue)), .init("message", .string(explanation.message[language])),
            .init("observed", JSONValue(explanation.observed?[language])),
            .init("expected", JSONValue(explanation.expected?[language])),
            .init("remedy", .string(explanation.remedy[language])),
            .init("evidence", finding.evidence.map { .int(Int($0.rawValue)) } ?? .null),
        ])
    }

    package static func refusal(_ refusal: Refusal, _ language: Language) -> JSONValue {
        .object([
            .init("code", .string(refusal.code.rawValue)), .init("message", .string(refusal.message[language])),
        ])
    }

    package static func warning(_ warning: Warning, _ language: Language) -> JSONValue {
        .object([
            .init("code", .string(warning.code.rawValue)), .init("message", .string(warning.message[language])),
            .init("contacts", .array(warning.contacts.map { .int(Int($0.rawValue)) })),
        ])
    }

    /// A row of `rules --json`.
    package static func rule(_ reason: Reason, _ language: Language) -> JSONValue {
        .object([
            .init("code", .string(reason.code)), .init("kind", .string(reason.kind.rawValue)),
            .init("message", .string(reason.message[language])), .init("basis", .string(reason.basis[language])),
            .init("remedy", .string(reason.remedy[language])),
        ])
    }

    /// A piece of evidence with all that is kept of it.
    package static func full(_ evidence: Evidence) -> JSONValue {
        let claim = evidence.claim
        var members: [JSONValue.Member] = [
            .init("id", .int(Int(evidence.id.rawValue))), .init("kind", .string(claim.kind.rawValue)),
            .init("address", JSONValue(claim.address.isEmpty ? nil : claim.address)),
            .init("sharedOn", JSONValue(claim.shared.text.isEmpty ? nil : claim.shared.text)),
            .init("where", JSONValue(claim.place.isBlank ? nil : claim.place)),
            .init("file", .string(evidence.artefact.fileName)), .init("sha256", .string(evidence.artefact.sha256)),
            .init("line", .int(evidence.artefact.line)), .init("recordedAt", .string(evidence.recordedAt.iso)),
        ]
        switch claim.context {
        // A list says nothing of the setting.
        case .professional: if claim.kind.admits { members.append(.init("context", "professional")) }
        case .other(let text): members.append(.init("context", .string(text)))
        }
        switch claim.source {
        case .person: members.append(.init("source", "self"))
        case .thirdParty: members.append(.init("source", "third-party"))
        case .unreadable(let text): members.append(.init("source", .string(text)))
        }
        if !claim.attestation.isEmpty { members.append(.init("attestation", .string(claim.attestation))) }
        if !claim.company.isEmpty { members.append(.init("company", .string(claim.company))) }
        if claim.isPreferred { members.append(.init("preferred", true)) }
        if !claim.sharedWith.isEmpty { members.append(.init("sharedWith", .string(claim.sharedWith))) }
        if let consent = claim.consent {
            members += [
                .init("purposes", .array(consent.purposes.map { .string($0) })),
                .init("wording", .string(consent.wording)),
                .init("wordingLanguage", JSONValue(consent.wordingLanguage.isEmpty ? nil : consent.wordingLanguage)),
                .init("formURL", JSONValue(consent.formURL.isEmpty ? nil : consent.formURL)),
                .init("confirmedOn", JSONValue(consent.confirmed.text.isEmpty ? nil : consent.confirmed.text)),
            ]
        }
        if let standing = evidence.linkedIn {
            members += [
                .init("latestExport", JSONValue(standing.latestExport?.iso)),
                .init("inLatestExport", .bool(standing.isInLatest)),
            ]
        }
        return .object(members)
    }

    /// An objection of a list that was taken back: what it was, and the sender's word on the list.
    package static func retracted(_ retracted: RetractedObjection) -> JSONValue {
        guard case .object(let members) = objection(retracted.objection) else { return .null }
        return .object(
            members + [
                .init("import", .int(Int(retracted.importNumber))),
                .init("file", JSONValue(retracted.file.isEmpty ? nil : retracted.file)),
                .init("retractedAt", .string(retracted.at.iso)),
                .init("retractedBecause", JSONValue(retracted.because)),
            ])
    }

    package static func objection(_ objection: Objection) -> JSONValue {
        let target: String
        switch objection.target {
        case .address(let normal, _): target = normal
        case .domain(let domain): target = "@" + domain
        }
        return .object([
            .init("kind", .string(objection.kind.rawValue)), .init("target", .string(target)),
            .init("on", .string(objection.on.iso)), .init("because", .string(objection.because)),
        ])
    }
}
