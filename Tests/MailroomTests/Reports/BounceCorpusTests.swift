import Foundation
import Mailroom
import Testing
import Vocabulary

/// Public bounces and complaints from a folder beside the checkout, held against what another reader of bounces (two of its
/// implementations, where they agree) says of them. Skipped where there is no such folder.
@Suite(.enabled(if: BounceCorpus.isThere)) struct BounceCorpusTests {
    @Test(arguments: [[0x0A], [0x0D, 0x0A], [0x0D]] as [[UInt8]])
    func figures(lineEnd: [UInt8]) throws {
        var figures = BounceCorpus.Figures()
        for sample in try BounceCorpus.samples() {
            let report = ReportReader.read(ReceivedMail(parsing: sample.bytes(lineEnd: lineEnd)))
            figures.count(report, against: sample.expected)
        }
        #expect(figures.kinds.total > 270)
        #expect(figures.kinds.share >= 0.99, "kinds \(figures.kinds)")
        #expect(figures.recipients.share >= 0.98, "recipients \(figures.recipients)")
        #expect(figures.dead.share >= 0.95, "dead \(figures.dead)")
        #expect(figures.alive.share >= 0.995, "not called dead \(figures.alive)")
        #expect(figures.messageIDs.share >= 0.95, "Message-IDs \(figures.messageIDs)")
    }
}

enum BounceCorpus {
    struct Expectation: Decodable, Sendable {
        let recipient: String
        let reason: String
        let hard: Bool
        let messageID: String
        let bothAgree: Bool?
        let feedback: String?
    }

    struct Sample: Sendable {
        let name: String
        let octets: [UInt8]
        let expected: [Expectation]

        /// Every line end as one of a kind.
        func bytes(lineEnd: [UInt8]) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(octets.count + octets.count / 20)
            var before: UInt8 = 0
            for octet in octets {
                switch octet {
                case 0x0D: bytes += lineEnd
                case 0x0A: if before != 0x0D { bytes += lineEnd }
                default: bytes.append(octet)
                }
                before = octet
            }
            return bytes
        }
    }

    static let folder = (1...4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        .deletingLastPathComponent().appending(path: "shared/corpora/bounces")

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "expected.json").path) }

    static func samples() throws -> [Sample] {
        let expected = try JSONDecoder().decode(
            [String: [Expectation]].self, from: Data(contentsOf: folder.appending(path: "expected.json")))
        return try expected.sorted { $0.key < $1.key }.map { name, expected in
            Sample(
                name: name, octets: try [UInt8](Data(contentsOf: folder.appending(path: name + ".eml"))),
                expected: expected)
        }
    }

    struct Share: CustomStringConvertible {
        var right = 0
        var total = 0
        var share: Double { total == 0 ? 1 : Double(right) / Double(total) }
        var description: String { "\(right) of \(total)" }

        mutating func count(_ isRight: Bool) {
            right += isRight ? 1 : 0
            total += 1
        }
    }

    struct Figures {
        var kinds = Share()
        var recipients = Share()
        var dead = Share()
        var alive = Share()
        var messageIDs = Share()

        mutating func count(_ report: FoundReport?, against expected: [Expectation]) {
            let first = expected.first
            kinds.count(BounceCorpus.isKind(report?.kind, of: first))
            guard let first, first.reason != "vacation", first.reason != "delivered", first.feedback != "opt-out" else {
                return
            }
            let found = report?.recipients ?? []
            for one in expected {
                let same = found.first { $0.address.lowercased() == one.recipient.lowercased() }
                recipients.count(same != nil)
                guard one.bothAgree == true, one.reason != "feedback" else { continue }
                let isDead = same?.class == .dead
                if one.hard { dead.count(isDead) } else { alive.count(!isDead) }
            }
            let ids = expected.map(\.messageID).filter { !$0.isEmpty }
            if !ids.isEmpty { messageIDs.count(ids.contains { report?.returnedMessageIDs.contains($0) ?? false }) }
        }
    }

    /// Three of the corpus are called complaints where nobody complained: two report a failed authentication, which is about the
    /// sender, and one is a mail program's request to leave.
    private static func isKind(_ kind: MailKind?, of expected: Expectation?) -> Bool {
        switch (expected?.reason, expected?.feedback) {
        case ("feedback", "auth-failure"): kind == .bounce
        case ("feedback", "opt-out"): kind == nil
        case ("feedback", _): kind == .complaint
        case ("vacation", _): kind == nil
        case ("delivered", _): kind == nil || kind == .unrelated
        default: kind == .bounce
        }
    }
}
