import Crypto
import Foundation
import GRDB
import Gate
import Testing
import Vocabulary

@testable import Ledger

/// The records that are written octet by octet are what the sorting writer makes of the same members.
@Suite struct CanonicalRecordTests {
    static let texts =
        LogTests.hostile + ["", "plain", "\u{0}", "a\u{0}b", String(repeating: "é\"", count: 300)]
        + (0..<0x20).map { String(UnicodeScalar(UInt8($0))) }

    private func text(_ json: CanonicalJSON) -> String { String(decoding: json.octets, as: UTF8.self) }

    @Test(arguments: texts) func outcomes(_ text: String) {
        for reply in [nil, text] {
            let written = OutcomeEntry.record(
                recipient: 7, address: text, state: "deferred", attempts: 2, reply: reply, evidence: -3)
            let expected = JSONValue.object([
                .init("recipient", .int(7)), .init("address", .string(text)), .init("state", "deferred"),
                .init("attempts", .int(2)), .init("reply", JSONValue(reply)), .init("evidence", .int(-3)),
            ])
            #expect(self.text(written) == expected.canonical)
        }
        var payload = CanonicalJSON()
        OutcomeEntry.payload(&payload, state: "accepted", commitment: Array("ab12".utf8))
        #expect(self.text(payload) == #"{"commitment":"ab12","state":"accepted"}"#)
    }

    @Test(arguments: texts) func decisions(_ hostile: String) throws {
        let books = try Books()
        var record = row(
            ["a@example.org", hostile.isEmpty || hostile.utf8.contains(0) ? "x" : hostile], name: "n",
            card("a@example.org"), signUp("x@example.org", on: "2026-11-01", confirmed: nil))
        record.fields.extra = ["k": "v"]
        try books.take(.signups, record)
        let rehearsal = try Rehearsal(books)
        for decision in try rehearsal.judge().decisions {
            let written = DecisionRecord.json(
                decision, entry: 3, objections: 12, letter: hostile, purpose: hostile, program: hostile)
            #expect(text(written) == old(decision, hostile).canonical)
        }
    }

    /// A decision's members, in any order.
    private func old(_ decision: Decision, _ text: String) -> JSONValue {
        let reasons = decision.findings.map { finding in
            JSONValue.object([
                .init("code", .string(finding.code.rawValue)),
                .init("observed", JSONValue(finding.observed.neutral)),
                .init("expected", JSONValue(finding.expected.neutral)),
                .init("evidence", finding.evidence.map { .int(Int($0.rawValue)) } ?? .null),
            ])
        }
        return .object([
            .init("letter", .string(text)), .init("purpose", .string(text)), .init("entry", 3), .init("objections", 12),
            .init("contact", .int(Int(decision.contact.rawValue))), .init("name", .string(decision.name)),
            .init("address", JSONValue(decision.address)),
            .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
            .init("evidence", decision.admittedBy.map { .int(Int($0.id.rawValue)) } ?? .null),
            .init("lookedAt", .array(decision.lookedAt.map { .int(Int($0.rawValue)) })),
            .init("reasons", .array(reasons)), .init("program", .string(text)),
        ])
    }

    /// Claims with a text everywhere that one can stand.
    private func claims(_ text: String) -> [Claim] {
        [
            Claim(
                kind: .businessCard, address: text, shared: .unreadable(text), place: text, context: .other(text),
                source: .unreadable(text), sharedWith: text, isPreferred: true, company: text, attestation: text),
            Claim(kind: .linkedInConnection, address: "", shared: .missing, source: .thirdParty),
            Claim(
                kind: .formOptIn, address: text, shared: stated("2026-11"),
                consent: FormConsent(
                    purposes: [text, "b"], wording: text, wordingLanguage: text, confirmed: .unreadable(text),
                    formURL: text)),
            Claim(
                kind: .formOptIn, address: text, shared: stated("2026-11-02T10:00:00Z"),
                consent: FormConsent(
                    purposes: [], wording: "", wordingLanguage: "", confirmed: .missing, formURL: "")),
        ]
    }

    @Test(arguments: texts) func evidence(_ text: String) {
        for claim in claims(text) {
            let row = ClaimRow(claim)
            var members: [JSONValue.Member] = [
                .init("kind", .string(claim.kind.rawValue)), .init("line", .int(7)),
                .init("address", .string(claim.address)), .init("shared", JSONValue(row.shared)),
                .init("place", .string(claim.place)), .init("context", .string(row.context)),
                .init("source", .string(row.source)), .init("sharedWith", .string(claim.sharedWith)),
                .init("preferred", .bool(claim.isPreferred)), .init("company", .string(claim.company)),
                .init("attestation", .string(claim.attestation)),
            ]
            if let consent = claim.consent {
                members += [
                    .init("purposes", .array(consent.purposes.map { .string($0) })),
                    .init("wording", .string(consent.wording)),
                    .init("wordingSHA256", .string(Array(SHA256.hash(data: Data(consent.wording.utf8))).hex)),
                    .init("wordingLanguage", .string(consent.wordingLanguage)),
                    .init("confirmed", JSONValue(row.confirmed)), .init("formURL", .string(consent.formURL)),
                ]
            }
            #expect(self.text(row.record(line: 7)) == JSONValue.object(members).canonical)
        }
    }

    /// The first version hashed each value as GRDB describes it, and its claims must be known again.
    @Test(arguments: texts) func aClaimIsKnownAgainAsInTheFirstVersion(_ text: String) {
        for claim in claims(text) {
            let (row, consent) = (ClaimRow(claim), claim.consent)
            let values: [(any DatabaseValueConvertible)?] = [
                claim.address, row.shared, claim.place, row.context, row.source, claim.sharedWith, row.purposes,
                consent?.wording, consent?.wordingLanguage, row.confirmed, consent?.formURL, claim.isPreferred,
                claim.company, claim.attestation,
            ]
            var hash = SHA256()
            hash.update(data: Data(claim.kind.rawValue.utf8))
            for value in values {
                hash.update(data: [0x1F])
                if let value { hash.update(data: Data("\(value.databaseValue)".utf8)) }
            }
            #expect(row.identity == Array(hash.finalize().prefix(16)))
        }
    }

    @Test(arguments: texts + ["Ada  BYRON", " a\tb\r\nc ", "\u{B}\u{C}x\u{1C}Y", "ÀÉ  Straße", "I\u{307}"])
    func aNameIsFoldedAsInTheFirstVersion(_ name: String) {
        let folded = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(DatedFields.nameKey(name) == folded)
    }

    @Test func aFingerprintIsHMACOfItsUseAndItsText() throws {
        let secret = SymmetricKey(data: [UInt8](repeating: 0xAB, count: 32))
        for text in CanonicalRecordTests.texts {
            for use in Key.Use.allCases {
                let plain = HMAC<SHA256>.authenticationCode(
                    for: Data((use.rawValue + "\u{0}" + text).utf8), using: secret)
                #expect(key.print(text, for: use) == Array(plain))
            }
            #expect(key.pseudonym(text) == String(key.print(text, for: .subject).hex.prefix(24)))
        }
    }

    @Test func saltsDiffer() {
        let salts = (0..<100).map { _ in Salt.bytes() }
        #expect(Set(salts).count == 100)
        #expect(salts.allSatisfy { $0.count == 32 })
    }
}
