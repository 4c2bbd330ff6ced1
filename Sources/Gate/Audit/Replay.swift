package import Vocabulary

/// A decision as it was recorded: the verdict, its reasons' codes, and the evidence that admitted.
package struct RecordedVerdict: Hashable, Sendable {
    package var isAdmitted: Bool
    /// Each once, in the order in which they were given.
    package var codes: [String]
    /// Nil where excluded.
    package var evidence: EvidenceID?

    package init(isAdmitted: Bool, codes: [String], evidence: EvidenceID?) {
        self.isAdmitted = isAdmitted
        self.codes = codes
        self.evidence = evidence
    }
}

/// What a recorded decision was taken under, and what would be different now.
package struct ReplayBriefs: Sendable {
    /// The policy that the decision names, and the sender of that run; nil where nothing tells the policy's settings any
    /// more.
    package var then: Brief?
    /// The same day and purpose, under the policy of now.
    package var withPolicyOfNow: Brief
    /// The same day and policy, with the sender of now.
    package var withSenderOfNow: Brief?

    package init(then: Brief?, withPolicyOfNow: Brief, withSenderOfNow: Brief?) {
        self.then = then
        self.withPolicyOfNow = withPolicyOfNow
        self.withSenderOfNow = withSenderOfNow
    }
}

/// Why a decision would be another one.
package enum ReplayCause: String, Sendable, CaseIterable {
    /// The policy's settings or the rules are not those that the decision names.
    case policyChanged = "policy-changed"
    /// The sender's addresses, or the attestation of reciprocity, are others.
    case senderChanged = "sender-changed"
    /// The latest LinkedIn export does not show any more what the decision looked at.
    case evidenceWithdrawn = "evidence-withdrawn"
    /// The latest LinkedIn export shows again what it did not show then.
    case evidenceRenewed = "evidence-renewed"
    /// Under the very policy that it names, what it looked at does not give it: the record, or what it rests on, is not
    /// what it was, or the program decides otherwise without saying so in its policy's revision.
    case notReproduced = "not-reproduced"
}

/// What is on record about a person through another address than the decision's. Nothing says since when the contact has
/// that address, so that it may have been looked at, or not.
package struct ReplayBackground: Hashable, Sendable {
    package var objections: [Objection] = []
    package var lastHeardFrom: When?
    /// True where another contact has the decision's address, and the objections are that one's.
    package var isElsewhere = false

    package init() {}

    fileprivate func added(to dossier: Dossier) -> Dossier {
        var dossier = dossier
        if isElsewhere, !dossier.addresses.isEmpty {
            dossier.addresses[0].objectionsElsewhere += objections
            // Contacts from another contact are not this one's.
            return dossier
        } else {
            dossier.objections += objections.filter { new in !dossier.objections.contains { $0.id == new.id } }
        }
        if let heard = lastHeardFrom, dossier.lastHeardFrom.map({ $0.day < heard.day }) ?? true {
            dossier.lastHeardFrom = heard
        }
        return dossier
    }
}

/// A recorded decision evaluated again, from what it looked at.
package struct Replay: Sendable {
    /// What comes out now; the recorded one where nothing is different.
    package let verdict: RecordedVerdict
    /// Empty where the decision is the same.
    package let causes: [ReplayCause]

    /// Reasons that rest on the rest of the mailing, which a decision does not record: they are taken as they were given.
    package static let resting: Set<String> = Set(
        [ReasonCode.alreadyMailed, .duplicateAddress, .otherAddressChosen, .letterIncomplete].map(\.rawValue))

    /// `own` is what the decision looked at, as it was, without what is known through other addresses; `evidenceNow` its
    /// evidence with the exports of now.
    package init(
        _ recorded: RecordedVerdict, own: Dossier, background: [ReplayBackground], evidenceNow: [Evidence],
        under briefs: ReplayBriefs
    ) {
        var causes: [ReplayCause] = []
        var verdict = recorded
        func isOther(_ dossier: Dossier, _ brief: Brief) -> Bool {
            let found = Replay.evaluate(dossier, brief, keeping: recorded)
            guard found != recorded else { return false }
            if causes.isEmpty { verdict = found }
            return true
        }
        let basis = briefs.then ?? briefs.withPolicyOfNow
        let possible = Replay.possible(recorded, own, background, basis)
        let then = possible.first { Replay.evaluate($0, basis, keeping: recorded) == recorded }
        if then == nil, isOther(possible[0], basis) {
            causes.append(briefs.then == nil ? .policyChanged : .notReproduced)
        }
        if let then {
            var now = then
            now.evidence = evidenceNow
            if briefs.withPolicyOfNow.policy != basis.policy
                || briefs.withPolicyOfNow.policyRevision != basis.policyRevision,
                isOther(then, briefs.withPolicyOfNow)
            {
                causes.append(.policyChanged)
            }
            if let brief = briefs.withSenderOfNow, brief.sender != basis.sender, isOther(then, brief) {
                causes.append(.senderChanged)
            }
            if now != then, isOther(now, basis) {
                causes.append(recorded.isAdmitted || !verdict.isAdmitted ? .evidenceWithdrawn : .evidenceRenewed)
            }
        }
        self.verdict = verdict
        self.causes = causes
    }

    /// What the decision can have looked at, the likeliest first: everything that is known of the person; objections that
    /// speak of nothing that the decision does not; none but its own address's. Each with the contacts from the person at
    /// other addresses, and without.
    ///
    /// Contacts may have become one since. So of what is known through other addresses, each objection may have been the
    /// contact's, or that of somebody else at its address, or nobody's that it had to do with; and each contact from the
    /// person may have counted or not. An objection of a kind that the decision does not speak of was not looked at, and more
    /// than one of a kind that it does speak of change nothing.
    private static func possible(
        _ recorded: RecordedVerdict, _ own: Dossier, _ background: [ReplayBackground], _ brief: Brief
    ) -> [Dossier] {
        let all = background.reduce(own) { $1.added(to: $0) }
        guard all != own, evaluate(all, brief, keeping: recorded) != recorded else { return [all] }
        func codes(_ dossier: Dossier) -> Set<String> { Set(evaluate(dossier, brief, keeping: recorded).codes) }
        let objections = background.flatMap { background in
            background.objections.map { objection in
                var single = ReplayBackground()
                (single.objections, single.isElsewhere) = ([objection], background.isElsewhere)
                return single
            }
        }
        let known = codes(own).union(recorded.codes)
        let silent = objections.filter { known.isSuperset(of: codes($0.added(to: own))) }
        var days: Set<CivilDate> = []
        let heard = background.compactMap(\.lastHeardFrom).sorted { $0.day > $1.day }
            .filter { days.insert($0.day).inserted }
            .map { heard in
                var single = ReplayBackground()
                single.lastHeardFrom = heard
                return single.added(to: own)
            }
        return [objections, silent, []].flatMap { objections in
            (heard + [own]).map { objections.reduce($0) { $1.added(to: $0) } }
        }
    }

    private static func evaluate(_ dossier: Dossier, _ brief: Brief, keeping recorded: RecordedVerdict)
        -> RecordedVerdict
    {
        let decision = Judge(brief: brief).decisions(on: dossier).first
        var codes: [String] = []
        for finding in decision?.findings ?? [] where !codes.contains(finding.code.rawValue) {
            codes.append(finding.code.rawValue)
        }
        codes += recorded.codes.filter(resting.contains)
        let isAdmitted = decision != nil && codes.isEmpty
        return RecordedVerdict(
            isAdmitted: isAdmitted, codes: sameOrder(codes, as: recorded.codes),
            evidence: isAdmitted ? decision?.admittedBy?.id : nil)
    }

    /// The rest of the mailing's reasons are put in at the end; where nothing but their place differs, nothing does.
    private static func sameOrder(_ codes: [String], as recorded: [String]) -> [String] {
        Set(codes) == Set(recorded) ? recorded : codes
    }
}
