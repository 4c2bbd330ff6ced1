import Crypto
import Foundation
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
                recipient: 7, address: text, state: .deferred, attempts: 2, reply: reply, evidence: -3)
            let expected = JSONValue.object([
                .init("recipient", .int(7)), .init("address", .string(text)), .init("state", "deferred"),
                .init("attempts", .int(2)), .init("reply", JSONValue(reply)), .init("evidence", .int(-3)),
            ])
            #expect(self.text(written) == expected.canonical)
        }
        var payload = CanonicalJSON()
        OutcomeEntry.payload(&payload, state: .accepted, commitment: Array("ab12".utf8))
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
            let written = DecisionRecord.json(decision, letter: hostile, purpose: hostile, program: hostile)
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
            .init("letter", .string(text)), .init("purpose", .string(text)),
            .init("contact", .int(Int(decision.contact.rawValue))), .init("name", .string(decision.name)),
            .init("address", JSONValue(decision.address)),
            .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
            .init("evidence", decision.admittedBy.map { .int(Int($0.id.rawValue)) } ?? .null),
            .init("lookedAt", .array(decision.lookedAt.map { .int(Int($0.rawValue)) })),
            .init("reasons", .array(reasons)), .init("program", .string(text)),
        ])
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
