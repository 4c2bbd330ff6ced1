package import Gate
package import Ledger
package import Vocabulary

/// What a replay comes to.
package struct ReplayTally {
    package struct Difference {
        package let seq: Int64
        package let at: Instant
        package let letter: String
        package let address: String?
        package let recorded: RecordedVerdict?
        package let replayed: RecordedVerdict?
        package let causes: [ReplayCause]
    }

    package private(set) var decisions = 0
    package private(set) var same = 0
    /// Decisions whose record, or whose evidence, is gone by an erasure: nothing is left to judge.
    package private(set) var erased = 0
    package private(set) var differing: [Difference] = []

    package init() {}

    package mutating func add(_ decision: LoggedDecision, now workspace: Workspace) {
        decisions += 1
        switch decision.basis {
        case .erased: erased += 1
        case .unreadable:
            note(decision, nil, nil)
        case .known(let known):
            let replay = Replay(
                known.verdict, own: known.own, background: known.background, evidenceNow: known.evidenceNow,
                under: workspace.briefs(of: decision, purpose: known.purpose))
            if replay.causes.isEmpty { same += 1 } else { note(decision, known, replay) }
        }
    }

    private mutating func note(_ decision: LoggedDecision, _ known: LoggedDecision.Known?, _ replay: Replay?) {
        differing.append(
            Difference(
                seq: decision.seq, at: decision.at, letter: decision.letter, address: known?.address,
                recorded: known?.verdict, replayed: replay?.verdict, causes: replay?.causes ?? [.notReproduced]))
    }
}

extension Workspace {
    /// What a logged decision was taken under, as far as the log tells, and what would be different now.
    func briefs(of decision: LoggedDecision, purpose name: String) -> ReplayBriefs {
        let purpose = configuration.purposes[name] ?? Purpose(name: name, context: .professional, description: [:])
        var now = brief(letter: decision.letter, purpose: purpose, needs: [])
        let revision = now.policyRevision
        now.today = decision.run?.today ?? Workspace.day(of: decision.at)
        var sender = now.sender
        if let run = decision.run {
            sender.address = run.senderAddress
            sender.formerAddresses = run.formerAddresses
            sender.linkedInAddressVisibleSince = run.linkedInAddressVisibleSince
        }
        var policyOfNow = now
        policyOfNow.sender = sender
        var then: Brief?
        if revision == decision.policy {
            then = policyOfNow
        } else if let run = decision.run, run.policyRevision == decision.policy,
            Workspace.revision(of: run.policy) == decision.policy
        {
            then = policyOfNow
            then?.policy = run.policy
            then?.policyRevision = decision.policy
        }
        var withSender = then
        withSender?.sender = now.sender
        return ReplayBriefs(then: then, withPolicyOfNow: policyOfNow, withSenderOfNow: withSender)
    }
}
