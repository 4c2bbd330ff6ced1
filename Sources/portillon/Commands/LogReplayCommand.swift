import ArgumentParser
import Gate
import Ledger
import Report
import Vocabulary
import Workspace

struct LogReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Rejuge chaque décision du journal d'après ce qu'elle a regardé. · Judges each logged decision again, "
            + "from what it looked at.")

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Une seule lettre. · One letter alone.", valueName: "id"))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        try ledger.refuseUnknown(letter)
        let key = try workspace.key(for: ledger)
        var tally = ReplayTally()
        try ledger.forEachDecision(letter: letter, key: key) { tally.add($0, now: workspace) }
        if json {
            try Console.print(tally.document.pretty)
        } else {
            try show(tally)
        }
        if !tally.differing.isEmpty { throw Ending(status: .notAllWell) }
    }

    private func show(_ tally: ReplayTally) throws {
        let style = Style(descriptor: 1)
        let language = Speech.language
        let mark = tally.differing.isEmpty ? style.green("✓") : style.red("✗")
        try Console.print(
            mark + " "
                + Wording.plural(
                    tally.decisions, Phrase(fr: "décision rejugée\u{A0}: ", en: "decision judged again: "),
                    Phrase(fr: "décisions rejugées\u{A0}: ", en: "decisions judged again: "), language)
                + Wording.plural(
                    tally.same, Phrase(fr: "identique, ", en: "the same, "),
                    Phrase(fr: "identiques, ", en: "the same, "), language)
                + Wording.plural(
                    tally.differing.count, Phrase(fr: "différente", en: "different"),
                    Phrase(fr: "différentes", en: "different"), language))
        if tally.erased > 0 {
            try Console.show(
                "  "
                    + Wording.plural(
                        tally.erased,
                        Phrase(
                            fr: "ne peut être rejugée : ce qu’elle a regardé a été effacé",
                            en: "cannot be judged again: what it looked at was erased"),
                        Phrase(
                            fr: "ne peuvent être rejugées : ce qu’elles ont regardé a été effacé",
                            en: "cannot be judged again: what they looked at was erased"), language))
        }
        for difference in tally.differing {
            try Console.print("")
            try Console.print(
                Phrase(fr: "entrée \(difference.seq)", en: "entry \(difference.seq)")[language]
                    + ", \(printable(difference.letter)), \(printable(difference.address ?? "—"))")
            for (title, verdict) in [
                (Phrase(fr: "alors", en: "then"), difference.recorded),
                (Phrase(fr: "rejugée", en: "again"), difference.replayed),
            ] {
                guard let verdict else { continue }
                try Console.show("  \(title[language]): \(printable(ReplayTally.words(verdict, language)))")
            }
            for cause in difference.causes {
                for line in wrapped("→ " + cause.message[language], min(Console.width, 100) - 2) {
                    try Console.print("  " + line)
                }
            }
        }
    }
}

/// What a replay comes to.
struct ReplayTally {
    struct Difference {
        let seq: Int64
        let at: Instant
        let letter: String
        let address: String?
        let recorded: RecordedVerdict?
        let replayed: RecordedVerdict?
        let causes: [ReplayCause]
    }

    private(set) var decisions = 0
    private(set) var same = 0
    /// Decisions whose record, or whose evidence, is gone by an erasure: nothing is left to judge.
    private(set) var erased = 0
    private(set) var differing: [Difference] = []

    mutating func add(_ decision: LoggedDecision, now workspace: Workspace) {
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

    var document: JSONValue {
        .object([
            .init("ok", .bool(differing.isEmpty)), .init("decisions", .int(decisions)), .init("same", .int(same)),
            .init("different", .int(differing.count)), .init("erased", .int(erased)),
            .init("differences", .array(differing.map(ReplayTally.document))),
        ])
    }

    private static func document(_ difference: Difference) -> JSONValue {
        .object([
            .init("seq", .int(Int(difference.seq))), .init("at", .string(difference.at.iso)),
            .init("letter", .string(difference.letter)), .init("address", JSONValue(difference.address)),
            .init("recorded", difference.recorded.map(document) ?? .null),
            .init("replayed", difference.replayed.map(document) ?? .null),
            .init(
                "because",
                .array(
                    difference.causes.map {
                        .object([
                            .init("code", .string($0.rawValue)), .init("message", .string($0.message[Speech.language])),
                        ])
                    })),
        ])
    }

    private static func document(_ verdict: RecordedVerdict) -> JSONValue {
        .object([
            .init("verdict", .string(verdict.isAdmitted ? "admitted" : "excluded")),
            .init("codes", .array(verdict.codes.map { .string($0) })),
            .init("evidence", verdict.evidence.map { .int(Int($0.rawValue)) } ?? .null),
        ])
    }

    static func words(_ verdict: RecordedVerdict, _ language: Language) -> String {
        guard verdict.isAdmitted else {
            return Phrase(fr: "exclu", en: "excluded")[language] + " (" + verdict.codes.joined(separator: ", ") + ")"
        }
        let evidence = verdict.evidence.map { String($0.rawValue) } ?? "?"
        return Phrase(fr: "admis (preuve \(evidence))", en: "admitted (evidence \(evidence))")[language]
    }
}

extension ReplayCause {
    /// Why, for a person.
    var message: Phrase {
        switch self {
        case .policyChanged:
            Phrase(
                fr: "les règles ou leurs réglages ne sont plus ceux que la décision nomme",
                en: "the rules or their settings are no longer those that the decision names")
        case .senderChanged:
            Phrase(
                fr: "vos adresses, ou la date depuis laquelle LinkedIn montre la vôtre, ne sont plus celles d’alors",
                en: "your addresses, or the day since which LinkedIn shows yours, are no longer those of then")
        case .evidenceWithdrawn:
            Phrase(
                fr: "le dernier export LinkedIn ne montre plus ce que la décision a regardé",
                en: "the latest LinkedIn export no longer shows what the decision looked at")
        case .evidenceRenewed:
            Phrase(
                fr: "le dernier export LinkedIn montre de nouveau ce qu’il ne montrait pas alors",
                en: "the latest LinkedIn export shows again what it did not show then")
        case .notReproduced:
            Phrase(
                fr:
                    "ce qu’elle a regardé ne la donne pas, même sous les règles qu’elle nomme ; voyez `portillon log verify`",
                en: "what it looked at does not give it, even under the rules that it names; see `portillon log verify`"
            )
        }
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
