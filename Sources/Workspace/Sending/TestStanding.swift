import Crypto
import Foundation
import Ledger
import Mailing
import Vocabulary

/// Whether a letter was tried out by a test to oneself.
package enum TestStanding: Hashable, Sendable {
    case never
    /// As it is now.
    case tested(ClockTime)
    /// The letter, or who signs it, has changed since.
    case outdated(ClockTime)
}

extension PreparedMailing {
    /// SHA-256, in hex, of what anybody who reads the letter has before them: the letter with all that it pulls in, the
    /// sender, the way out.
    var shownDigest: String {
        let text = DigestText.shown(
            brief: brief, contentDigest: letter.contentDigest, wayOut: workspace.configuration.wayOut)
        return Array(SHA256.hash(data: Data(text.utf8))).hex
    }

    /// How the letter stands to the last test of it that the relay took.
    package func testStanding() throws -> TestStanding {
        guard let test = try ledger.lastTest(of: letter.id) else { return .never }
        let time = ClockTime(test.at)
        return test.shown == shownDigest ? .tested(time) : .outdated(time)
    }
}
