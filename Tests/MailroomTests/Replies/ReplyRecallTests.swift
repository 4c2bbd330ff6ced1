import Foundation
import Mailroom
import Testing
import Vocabulary

/// How many replies in free wording are told right, over sets that others wrote: `tuned.jsonl`, by which the phrases were changed, and
/// `held-out.jsonl`, by which they were measured first. The shares are what was reached, less a little; they may rise.
///
/// A set of one's own is measured by `PORTILLON_REPLIES`, a file of lines `{"lang", "subject", "body", "want"}`, `want` one of
/// `leave`, `reply`, `away` and `gone`.
@Suite struct ReplyRecallTests {
    struct Reply: Decodable {
        let subject: String
        let body: String
        let want: String

        var mail: [UInt8] {
            let fields = [
                "From: Jean <jean.riviere@example.net>", "To: Camille Aubry <camille@example.org>",
                "Subject: " + SampleEncoding.headerValue(subject), "In-Reply-To: <letter-1@example.org>",
            ]
            return Array((fields.joined(separator: "\r\n") + "\r\n").utf8)
                + SampleEncoding.utf8.part("text/plain", body)
        }
    }

    /// What comes of them by what they are.
    private static func outcomes(_ url: URL) throws -> [String: [String: Int]] {
        var outcomes: [String: [String: Int]] = [:]
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let reply = try JSONDecoder().decode(Reply.self, from: Data(line.utf8))
            let said = Understanding(
                of: ReceivedMail(parsing: reply.mail), trustedResults: nil, ownAddresses: [])
            let outcome = said.kind == .reply && said.leavesDoubt ? "waits" : said.kind.rawValue
            outcomes[reply.want, default: [:]][outcome, default: 0] += 1
        }
        return outcomes
    }

    private static func share(_ outcomes: [String: Int]?, of wanted: Set<String>) -> Double {
        let outcomes = outcomes ?? [:]
        let all = outcomes.values.reduce(0, +)
        return all == 0 ? 1 : Double(outcomes.filter { wanted.contains($0.key) }.values.reduce(0, +)) / Double(all)
    }

    @Test(arguments: ["tuned", "held-out"]) func nobodyWhoAsksToLeaveIsPassedOver(_ set: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let outcomes = try Self.outcomes(folder.appending(path: "Fixtures/replies/\(set).jsonl"))
        #expect(Self.share(outcomes["leave"], of: ["unsubscribe", "waits", "gone"]) >= 0.95, "\(outcomes)")
        #expect(Self.share(outcomes["gone"], of: ["gone", "waits"]) >= 0.9, "\(outcomes)")
        #expect(Self.share(outcomes["away"], of: ["away", "waits"]) >= 0.9, "\(outcomes)")
        // Most of these are written to be mistaken.
        #expect(Self.share(outcomes["reply"], of: ["reply"]) >= 0.65, "\(outcomes)")
        #expect(
            Self.share(outcomes["reply"], of: ["unsubscribe", "bounce", "complaint", "unrelated"]) <= 0.01,
            "\(outcomes)")
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTILLON_REPLIES"] != nil)) func ofAFile() throws {
        let path = try #require(ProcessInfo.processInfo.environment["PORTILLON_REPLIES"])
        for (want, outcomes) in try Self.outcomes(URL(filePath: path)).sorted(by: { $0.key < $1.key }) {
            print(
                "\(want): \(outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
            )
        }
    }
}
