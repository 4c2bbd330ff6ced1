import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One mailing by a plan, and what did not hold in it.
final class ChaoticMailing {
    private let plan: ChaosPlan
    private let temper: RelayTemper
    private let relay: ScriptedRelay
    private let folder: WorkingFolder
    private let addresses: Set<String>
    private var faults: [String] = []
    /// Whom they are about.
    private var concerned: Set<String> = []
    private var runs: [String] = []
    /// How many may be in doubt for the runs that ended at once.
    private var mayBeInDoubt = 0

    init(_ plan: ChaosPlan) throws {
        self.plan = plan
        let temper = RelayTemper(seed: UInt64(bitPattern: Int64(plan.seed)), whims: plan.whims, odds: plan.odds)
        self.temper = temper
        let relay = try ScriptedRelay(extensions: plan.extensions, isCareless: plan.isCareless, isNarrow: plan.isHeavy)
        {
            temper.answer($0)
        }
        self.relay = relay
        folder = try WorkingFolder(.with { $0.relay = relay.settings(plan.settings) })
        if plan.isHeavy {
            try folder.write("long.bin", bytes: Data(repeating: 0x55, count: 200_000))
            try folder.write("letter.md", "Attach: long.bin\n" + WorkingFolder.letter)
        }
        let people = WhoseFaultTests.people(plan.people)
        try folder.meet(addresses: people)
        addresses = Set(people)
    }

    deinit { relay.close() }

    /// Sends until all is done. Gives what did not hold, and what was going on.
    func run() throws -> (faults: [String], story: [String]) {
        var isDone = false
        for strike in plan.strikes where !isDone { isDone = try send(strike) }
        temper.calmDown()
        let deadline = ContinuousClock.now + .seconds(60)
        while !isDone, faults.isEmpty, ContinuousClock.now < deadline {
            isDone = try send(nil)
        }
        if !isDone { faults.append("there was no end of it") }
        try settleAccounts()
        return (faults, [plan.description] + runs + storyOfTheFaults())
    }

    // MARK: Runs

    /// One run. True once nobody is left for another.
    private func send(_ strike: ChaosPlan.Strike?) throws -> Bool {
        let number = runs.count + 1
        var atTurns: [(turn: Int, signal: Int32)] = []
        if case .onTheWay(let thousandths, let signal, let again)? = strike {
            // Five turns a message.
            let left = addresses.count - temper.account.taken.count
            let turn = 1 + 5 * left * thousandths / 1000
            atTurns = [(turn, signal)] + (again.map { [(turn + $0, SIGINT)] } ?? [])
        }
        temper.begin(run: number, strikes: atTurns)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        temper.aim(at: going.pid)
        let isOver = wait(for: going, strike)
        let (turns, struck) = temper.release()
        if !isOver {
            faults.append("run \(number) had no end")
            going.signal(SIGKILL)
        }
        let run = try going.end()
        let document = try? run.document(SendDocument.self)
        runs.append(
            "run \(number)\(strike.map { ", \($0)" } ?? ""): code \(run.code) \(document?.counts ?? [:]) \(run.err)")
        // No time was left to finish what was on the wire.
        if run.code == 128 + SIGKILL || struck > 1 { mayBeInDoubt += plan.connections }
        judge(run, document, strike, hasBegun: turns > 0, "run \(number)")
        if run.code == 128 + SIGKILL { try verifyLog("after run \(number)") }
        guard let document, document.left == 0 else { return false }
        // Nobody but who is not due yet, which is a second or some.
        if document.deferred > 0, plan.firstDelay > 0 { usleep(300_000) }
        return document.deferred == 0
    }

    /// Waits for the end, without taking it from who asks for the code; false where it does not come.
    private func wait(for going: Command.Going, _ strike: ChaosPlan.Strike?) -> Bool {
        let start = ContinuousClock.now
        var due: (at: ContinuousClock.Instant, signal: Int32)?
        if case .after(let milliseconds, let signal)? = strike {
            due = (start + .milliseconds(milliseconds), signal)
        }
        while !going.hasEnded {
            if let strike = due, strike.at <= .now {
                temper.strike(strike.signal)
                due = nil
            }
            if ContinuousClock.now - start > .seconds(60) { return false }
            usleep(500)
        }
        return true
    }

    /// A run ends with a code of the contract, for which there is a cause.
    private func judge(
        _ run: Command.Run, _ document: SendDocument?, _ strike: ChaosPlan.Strike?, hasBegun: Bool, _ name: String
    ) {
        let causes = temper.account.causes
        func check(_ holds: Bool, _ text: String) {
            if !holds { faults.append("\(name): \(text): code \(run.code) \(document?.counts ?? [:]) \(run.err)") }
        }
        if run.code > 128 {
            // Whoever is asked before it can listen just ends.
            let isKilled = strike?.signal == SIGKILL
            return check(
                run.code - 128 == strike?.signal && (isKilled || !hasBegun),
                "ended by a signal, which was not to end it")
        }
        guard let document else { return check(strike != nil && run.code == 75, "no document") }
        check(document.isBalanced, "the counts are not balanced")
        check(document.admitted == addresses.count, "\(document.admitted) of \(addresses.count)")
        switch run.code {
        case 0: check(document.accepted == addresses.count, "not everybody has it")
        case 1: check(document.accepted + document.rejected == addresses.count, "somebody is neither in nor out")
        case 75: check(strike != nil || document.accepted + document.rejected < addresses.count, "nobody is left")
        case 69: check(causes.contains(.turnedAway), "nobody was turned away")
        case 76: check(causes.contains(.broken), "the relay kept to the protocol")
        case 77: check(causes.contains(.refused), "nobody was refused")
        default: check(false, "no code of the contract")
        }
    }

    // MARK: The end

    private func settleAccounts() throws {
        // What a killed run left on the way is read by then.
        if !relay.becomesQuiet() { faults.append("a connection stands although nobody sends") }

        let account = temper.account
        let status = try folder.status()
        if Set(status.recipients.map(\.address)) != addresses || status.recipients.count != addresses.count {
            faults.append("\(status.recipients.count) recipients of \(addresses.count)")
        }
        var unexplained: [String] = []
        for recipient in status.recipients {
            let (address, taken) = (recipient.address, account.taken[recipient.address] ?? 0)
            func check(_ holds: Bool, _ text: String) {
                guard !holds else { return }
                concerned.insert(address)
                faults.append("\(address) \(text): \(recipient.state), taken \(taken) times, \(recipient.reply ?? "")")
            }
            check(taken <= 1, "may have it twice")
            switch recipient.state {
            case "accepted": check(account.answered.contains(address), "is said to have it")
            case "rejected": check(taken == 0, "has it")
            case "uncertain": if !account.doubtful.contains(address) { unexplained.append(address) }
            default: check(false, "was left")
            }
            // Each attempt counts, and what was no attempt does not.
            check((1...plan.attempts).contains(recipient.attempts), "had \(recipient.attempts) attempts")
            let named = recipient.reply.map { $0.split { " ,".contains($0) }.filter { $0.contains("@") } } ?? []
            check(named.allSatisfy { $0 == address }, "has another one's reply")
        }
        if unexplained.count > mayBeInDoubt {
            concerned.formUnion(unexplained)
            faults.append("in doubt without a cause, \(mayBeInDoubt) at most: \(unexplained)")
        }
        for message in relay.received where !message.content.contains("\r\nTo: ") || !isFor(message) {
            concerned.insert(message.recipient)
            faults.append("\(message.recipient) got another one's message: \(message.content.prefix(600))")
        }
        try verifyLog("in the end")
        let logged = try folder.outcomesInTheLog()
        for (address, state) in status.states where logged[address] != state {
            concerned.insert(address)
            faults.append("\(address) \(state) is \(logged[address] ?? "nothing") in the log")
        }
    }

    private func isFor(_ message: ScriptedRelay.Message) -> Bool {
        message.content.contains("<\(message.recipient)>")
    }

    private func verifyLog(_ moment: String) throws {
        let run = try folder.run("log", "verify")
        if run.code != 0 { faults.append("the log does not hold \(moment): \(run.out) \(run.err)") }
    }

    /// What befell those whom the faults are about, or everybody where they are about nobody; and the signals.
    private func storyOfTheFaults() -> [String] {
        guard !faults.isEmpty else { return [] }
        let story = temper.account.story
            .filter { concerned.isEmpty || $0.recipient.isEmpty || concerned.contains($0.recipient) }.map(\.text)
        return story.count > 150 ? story.prefix(150) + ["and \(story.count - 150) more"] : story
    }
}
