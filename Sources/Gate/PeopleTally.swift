package import Vocabulary

/// How many of some people could be written to as things stand, each of them once: by the rules without those of a mailing.
///
/// Whoever signed up agreed to some kinds of e-mail. They count as admitted where one of the declared purposes is among them:
/// a sign-up for nothing that is declared gets nobody a letter.
package struct PeopleTally: Sendable {
    private let judge: Judge
    private let byPurpose: [Judge]
    package private(set) var admitted = 0
    /// Everybody else, under the main reason of the entry that tells the most (`Decision.mainReason`).
    package private(set) var excluded: [ReasonCode: Int] = [:]

    /// `brief` is that of no letter; `purposes` are the declared ones, of which those that are not professional are none here.
    package init(brief: Brief, purposes: some Sequence<Purpose>) {
        judge = Judge(brief: brief)
        byPurpose = purposes.filter { $0.context == .professional }.sorted { $0.name < $1.name }.map { purpose in
            var brief = brief
            brief.purpose = purpose
            return Judge(brief: brief)
        }
    }

    /// `isExcludedOnly`: somebody who could be written to is not counted.
    package mutating func note(_ dossier: Dossier, isExcludedOnly: Bool = false) {
        if let reason = reason(against: dossier) {
            excluded[reason, default: 0] += 1
        } else if !isExcludedOnly {
            admitted += 1
        }
    }

    /// Nil where nothing speaks against a letter.
    private func reason(against dossier: Dossier) -> ReasonCode? {
        let entries = judge.chosen(from: dossier)
        let admitted = entries.filter(\.isAdmitted)
        guard !admitted.isEmpty, admitted.allSatisfy({ $0.admitting?.evidence.claim.kind == .formOptIn }) else {
            return PeopleTally.reason(in: entries)
        }
        var reason: ReasonCode?
        for judge in byPurpose {
            guard let found = PeopleTally.reason(in: judge.chosen(from: dossier)) else { return nil }
            reason = reason ?? found
        }
        return reason
    }

    /// Nil where one of the entries is admitted, and nowhere else.
    private static func reason(in entries: [Entry]) -> ReasonCode? {
        guard let telling = entries.telling else { return .noExplicitShare }
        return telling.isAdmitted ? nil : telling.mainReason ?? .ruleFailed
    }
}
