import Courier
import Foundation
import Gate
import Ledger
import Letter
import Mailing
import Report
import Vocabulary
import Workspace

/// What `send` does: surveys, asks, runs, and gives the receipt.
struct Sending {
    let prepared: PreparedMailing
    let json: Bool
    let isConfirmed: Bool
    let isVerbose: Bool
    let limit: Int?
    let only: Set<AddrSpec>?
    let asPreviewed: String?
    /// Made once, when somebody is to be written to; or why it cannot be. A password may have to be asked for.
    private(set) var made: Result<any Carrier, any Error>?
    /// When the sending began, by a clock that nobody can set back: without the time that the question takes.
    private(set) var began = ContinuousClock.now

    private var letter: String { prepared.letter.id }
    private var ledger: Ledger { prepared.ledger }

    mutating func run() throws {
        let relay = prepared.workspace.configuration.relay.address
        let isForReal = !relay.isMaildir && !relay.isLoopback
        let refusals =
            prepared.refusals
            + (isForReal && prepared.workspace.configuration.namesNobody ? [Refusal.placeholder] : [])
        guard refusals.isEmpty, let key = prepared.key else { throw try refuse(refusals) }
        let lock = try sayingHowItStands(nil) { try SendLock.taken(beside: ledger.path, for: letter) }
        defer { lock.release() }
        let contacts = try ledger.contactCount()
        ledger.reserveJournal(recipients: contacts)
        let started = Workspace.now()
        // What an earlier run left on the wire is uncertain from now on; everybody is judged after that is settled.
        if let begun = try ledger.mailing(letter) {
            try sayingHowItStands(nil) {
                _ = try ledger.recover(begun, key: key, now: started)
            }
        }
        var summary = PreviewSummary(
            language: Speech.language, style: Style(descriptor: 2), width: Console.width,
            height: Console.height.map { $0 - 4 })
        var agreed = AgreedRecipients(asShown: asPreviewed != nil)
        var surveyed = SurveyedDecisions(
            mark: try ledger.changeMark(), contacts: contacts)
        let begunWith = try prepared.digestBegunWith()
        // Bound to the preview that the mailing began with, a run adds nobody.
        let mayAdd = asPreviewed == nil || begunWith == nil
        let before = try ledger.counts(of: letter)
        var workload = try Workload(
            only: only, limit: limit, members: mayAdd ? nil : ledger.members(of: letter),
            waiting: before[.deferred] > 0 ? ledger.waiting(of: letter, until: started) : [])
        // Nobody is asked first, and nobody has to wait for another hour: connections are made while the others are judged,
        // unless that takes long.
        let isCertain =
            isConfirmed && asPreviewed == nil && before[.deferred] == 0 && prepared.rate == nil
            && contacts <= SurveyedDecisions.most
        let (survey, digest, newestObjection) = try prepared.survey { _, decisions in
            surveyed.add(decisions)
            for decision in decisions {
                summary.note(decision)
                guard let clearance = decision.clearance else { continue }
                agreed.add(clearance)
                if workload.add(clearance), isCertain { expect(workload.count) }
            }
        }
        agreed.seal()
        surveyed.newestObjection = newestObjection
        if let asPreviewed, asPreviewed.lowercased() != begunWith ?? digest {
            throw try refuse([Refusal.previewOutdated(now: begunWith ?? digest)])
        }
        if survey.admitted == 0, before.admitted == 0 {
            try report(nobody: survey, digest: digest, seconds: 0)
            throw Ending(status: .refused)
        }
        // Where nobody's turn it is, there is no number to agree to, and nobody is written to.
        let isAsked = workload.count > 0 && !isConfirmed
        let past = try prepared.pace(at: started)
        if isAsked {
            try confirm(survey, summary, digest: begunWith ?? digest, workload, past)
            began = .now
        }
        let meter = Monitor<ProgressMeter?>(nil)
        let interruption = Interruption(ledger: ledger, letter: letter, meter: meter)
        StopSignal.becomeGraceful { interruption.end() }
        let mailing = try sayingHowItStands(survey) {
            let mailing = try ledger.beginMailing(
                letter: letter, purpose: prepared.letter.purposeName, digest: digest,
                contentDigest: prepared.letter.contentDigest, content: prepared.letter.content,
                now: Workspace.now())
            try ledger.logRun(prepared.brief, in: mailing, program: Workspace.programVersion, now: Workspace.now())
            return mailing
        }
        // The number that was agreed to stands for these very people: whoever is imported meanwhile waits.
        let options = Run.Options(
            limit: isAsked || isConfirmed ? limit : 0, only: only, mayAdd: mayAdd, agreed: agreed,
            surveyed: surveyed, rate: prepared.rate, retry: prepared.workspace.configuration.relay.retry)
        if case .maildir(let folder) = relay { prepared.workspace.knownOutputs.note(.maildir, folder) }
        let (result, tally) = try sayingHowItStands(survey) {
            let result = try deliver(mailing, options, key: key, workload, past, meter)
            // The relay may have told of dead addresses.
            try prepared.workspace.suppressionList.keepUp(with: ledger, key)
            return (result, try MailingTally(ledger, mailing, contacts: result.contacts, excluded: result.excluded))
        }
        try report(tally, result, seconds: seconds)
        let status = try self.status(tally, result)
        if status != .done { throw Ending(status: status) }
    }

    /// The dialogue with the relay, on the terminal; nil where nobody asked for it.
    private var trace: (@Sendable (String) -> Void)? {
        guard isVerbose else { return nil }
        return { Console.say(printable($0)) }
    }

    private mutating func carrier() throws -> any Carrier {
        let result = made ?? Result { try Wiring.carrier(prepared.workspace, trace: trace) }
        made = result
        return try result.get()
    }

    /// Somebody will be written to: the first connections may be made. What is wrong with the relay's settings is told when it
    /// is their turn.
    private mutating func expect(_ messages: Int) {
        guard messages <= prepared.workspace.configuration.relay.connections else { return }
        try? self.carrier().expect(messages)
    }

    /// Waits a moment for what the relay says to the end of it.
    func close() { if case .success(let carrier)? = made { carrier.close() } }

    private mutating func deliver(
        _ mailing: MailingRecord, _ options: Run.Options, key: Key, _ workload: Workload, _ past: Pacer,
        _ shown: Monitor<ProgressMeter?>
    ) throws -> Run.Result {
        // A transcript and a bar would overwrite each other.
        let meter = ProgressMeter(workload, left: TimeLeft(past), isOn: !isVerbose)
        shown.look { $0 = meter }
        defer { meter.finish() }
        let carrier = try self.carrier()
        let ports = try Wiring(
            prepared: prepared, mailing: mailing, key: key, rate: options.rate, carrier: carrier
        ).ports(mustStop: { StopSignal.isRaisedAndSaid }, progress: { meter.show($0) })
        var run = try Run(brief: prepared.brief, options: options, ports: ports)
        let result = try run.run()
        try ledger.logIsComplete()
        return result
    }

    /// Asks for the number of recipients, which nobody types by accident.
    private func confirm(
        _ survey: Survey, _ summary: PreviewSummary, digest: String, _ workload: Workload, _ past: Pacer
    ) throws {
        let count = workload.count
        let lines = summary.lines(
            letter: letter, purpose: prepared.purpose?.described(in: Speech.language) ?? "", digest: digest,
            contacts: survey.contacts, admitted: survey.admitted, excluded: survey.excluded,
            byReason: survey.byReason, warnings: survey.warnings)
        for line in lines { Console.say(line) }
        let left = TimeLeft(past).seconds(for: count, done: 0, elapsed: 0, at: Workspace.now())
        let question = SendQuestion(prepared: prepared, count: count, later: workload.later, seconds: left)
        for line in question.lines { Console.say(line) }
        let answer = Console.ask(question.prompt[Speech.language]).map(SendQuestion.digits) ?? ""
        guard answer == String(count) else {
            Console.say(
                Phrase(
                    fr: "Rien n’a été envoyé : il fallait taper \(Wording.number(count, .french)). La même commande "
                        + "reprend la question.",
                    en: "Nothing was sent: \(Wording.number(count, .english)) was to be typed. The same command asks "
                        + "again."))
            throw Ending(status: .usage)
        }
    }

    /// A fault of the run comes before what is left for later, and that before what was refused for good.
    private func status(_ tally: MailingTally, _ result: Run.Result) throws -> ExitStatus {
        if let fault = result.fault { return ExitStatus(fault.failureKind) }
        if result.wasStopped { return .temporary }
        let everAdmitted = try ledger.counts(of: letter).byState.values.reduce(0, +)
        if everAdmitted == 0 { return .refused }
        if let only, result.selected == 0, try !haveHad(only) { return .refused }
        if result.changed > 0 { return .temporary }
        let mayLeave = limit != nil || only != nil
        if result.wasOutrun, !mayLeave { return .temporary }
        if tally.deferred > 0 || tally.uncertain > 0 || (tally.left > 0 && !mayLeave) { return .temporary }
        return tally.rejected > 0 ? .notAllWell : .done
    }

    /// True where the letter was handed over, or may have been, for each of these addresses already.
    private func haveHad(_ addresses: Set<AddrSpec>) throws -> Bool {
        try addresses.allSatisfy { address in
            try ledger.participations(of: address).contains {
                $0.letter == letter && $0.state.mayHaveBeenMailed
            }
        }
    }

    // MARK: Saying what came of it

    private func refuse(_ refusals: [Refusal]) throws -> Ending {
        if json {
            let refused = refusals.map { DecisionDocument.refusal($0, Speech.language) }
            let contacts = try ledger.contactCount()
            if let mailing = try ledger.mailing(letter) {
                // A mailing that has begun stands where it stands, whatever refuses to take it further.
                let tally = try MailingTally(ledger, mailing, contacts: contacts)
                let members = tally.members.map { $0.name == "refused" ? .init("refused", .array(refused)) : $0 }
                try Console.print(JSONValue.object(members + [.init("seconds", .decimal(Sending.seconds(0)))]).pretty)
            } else {
                try Console.print(
                    document(digest: "", contacts: contacts, excluded: 0, refused: refused, seconds: 0).pretty)
            }
        }
        Refused.tell(refusals)
        return Ending(status: .refused)
    }

    private func document(
        digest: String, contacts: Int, excluded: Int, refused: [JSONValue], seconds: Double,
        fault: [JSONValue.Member] = []
    ) -> JSONValue {
        .object(
            [
                .init("letter", .string(letter)), .init("digest", .string(digest)), .init("contacts", .int(contacts)),
                .init("admitted", 0), .init("excluded", .int(excluded)), .init("refused", .array(refused)),
            ]
                + ["accepted", "deferred", "rejected", "uncertain", "settled", "left"].map { .init($0, 0) }
                + [.init("seconds", .decimal(Sending.seconds(seconds)))] + fault)
    }

    private func report(nobody survey: Survey, digest: String, seconds: Double) throws {
        if json {
            try Console.print(
                document(
                    digest: digest, contacts: survey.contacts, excluded: survey.excluded, refused: [], seconds: seconds
                ).pretty)
        }
        Console.say(
            Phrase(
                fr: "Personne n’est admis : rien n’a été envoyé. `portillon preview` dit pourquoi.",
                en: "Nobody is admitted: nothing was sent. `portillon preview` says why."))
    }

    /// Where the ledger takes nothing more, its disk being full, or another run has it, it can often still be read: the document
    /// then says how the mailing stands, and what went wrong. Whoever was on the wire is in doubt.
    private func sayingHowItStands<Value>(
        _ survey: Survey?, _ body: () throws -> Value
    ) throws -> Value {
        do { return try body() } catch {
            guard json else { throw error }
            let (contacts, excluded) = (survey?.contacts, survey?.excluded)
            let said = Failure(error).map { [ExitStatus($0.kind).error($0.message[Speech.language])] } ?? []
            if let begun = try? ledger.mailing(letter) {
                if let tally = try? MailingTally(ledger, begun, contacts: contacts, excluded: excluded) {
                    try? Console.print(
                        JSONValue.object(
                            tally.members + [.init("seconds", .decimal(Sending.seconds(seconds)))] + said
                        ).pretty)
                }
            } else if let survey {
                try? Console.print(
                    document(
                        digest: "", contacts: survey.contacts, excluded: survey.excluded, refused: [], seconds: seconds,
                        fault: said
                    ).pretty)
            }
            throw error
        }
    }

    private func report(_ tally: MailingTally, _ result: Run.Result, seconds: Double) throws {
        if json {
            try Console.print(
                JSONValue.object(tally.members + [.init("seconds", .decimal(Sending.seconds(seconds)))]).pretty)
        } else {
            let lines = tally.receipt.lines(seconds: seconds, Speech.language, style: Style(descriptor: 1))
            for line in lines { try Console.print(line) }
        }
        if let fault = result.fault { Console.complain(fault.phrase[Speech.language]) }
        if result.wasStopped {
            Console.say(
                Phrase(
                    fr: "Arrêté à votre demande ; ce qui était en route est noté.",
                    en: "Stopped at your request; what was on the wire is recorded."))
        }
        tellOfChanges(result)
        if let only, result.selected == 0 {
            Console.say(
                try haveHad(only)
                    ? Phrase(
                        fr: "Les adresses de --only ont déjà été servies : `portillon status \(letter)`.",
                        en: "The addresses of --only have been served already: `portillon status \(letter)`.")
                    : Phrase(
                        fr: "Aucune des adresses de --only n’est à servir ; `portillon why ADRESSE` dit pourquoi.",
                        en: "None of the addresses of --only is to be mailed; `portillon why ADDRESS` says why."))
        }
        guard !json else { return }
        Console.say("")
        try tellIfNothingWasDue(tally, result)
        let destination = prepared.workspace.configuration.relay.address.destination
        for line in tally.receipt.next(destination, from: try whenToGoOn(tally, result)) { Console.say(line) }
    }

    /// Imports came in between: some were not written to for that, and nobody may think that all is done.
    private func tellOfChanges(_ result: Run.Result) {
        if result.changed > 0 {
            let (fr, en) = (Wording.number(result.changed, .french), Wording.number(result.changed, .english))
            Console.say(
                Phrase(
                    fr: "Autres que dans l’aperçu confirmé, par un import survenu depuis : \(fr). Rien ne leur a été "
                        + "envoyé : relancez `portillon send` sans --as-previewed, ou regardez `portillon preview`.",
                    en: "No longer as the confirmed preview showed them, by an import since: \(en). Nothing was sent "
                        + "to them: run `portillon send` again without --as-previewed, or look at `portillon preview`.")
            )
        }
        if result.wasOutrun {
            Console.say(
                Phrase(
                    fr: "Le registre changeait encore pendant l’envoi (un import ?) : relancez la même commande quand "
                        + "ce sera fini ; qui a déjà la lettre ne la recevra pas deux fois.",
                    en: "The ledger was still changing during the mailing (an import?): run the same command again "
                        + "when that is done; nobody who has the letter gets it twice."))
        }
    }

    /// The receipt counts over all runs: without a word, it would look as if they had all been written to again.
    private func tellIfNothingWasDue(_ tally: MailingTally, _ result: Run.Result) throws {
        guard result.progress.done == 0, tally.admitted > 0, tally.left == 0, result.fault == nil, only == nil,
            !result.wasStopped
        else { return }
        guard tally.deferred > 0 else {
            return Console.say(
                Phrase(
                    fr: "Il ne restait rien à envoyer : tout cela date des fois précédentes.",
                    en: "Nothing was left to send: all of this is from earlier runs."))
        }
        guard let first = try firstDue() else { return }
        let wait = Double(max(0, first.milliseconds - Workspace.now().milliseconds)) / 1000
        Console.say(
            Phrase(
                fr: "Rien n’était encore dû : le premier des différés le sera dans \(Elapsed.text(wait, .french)).",
                en: "Nothing was due yet: the first of the deferred ones falls due in \(Elapsed.text(wait, .english)).")
        )
    }

    /// When the first of the deferred ones may be tried again; nil where nobody is deferred.
    private func firstDue() throws -> Instant? {
        var first: Instant?
        try ledger.forEachRecipient(of: letter) {
            if $0.state == .deferred, let due = $0.due { first = min(due, first ?? due) }
        }
        return first
    }

    /// From when on another run has something to do: where only deferred ones are left, or where the relay puts off one after
    /// the other, it is no use before the first of them is due. Nil where it is at once.
    private func whenToGoOn(_ tally: MailingTally, _ result: Run.Result) throws -> Phrase? {
        guard tally.deferred > 0, tally.left == 0 || result.fault?.kind == .distrustForNow, let due = try firstDue(),
            due > Workspace.now()
        else { return nil }
        // The minute has begun by then.
        let minute = Instant(milliseconds: (due.milliseconds + 59_999) / 60_000 * 60_000)
        let local = Instant(
            milliseconds: minute.milliseconds + Int64(Workspace.utcOffsetMinutes(at: minute)) * 60_000)
        let time = String(local.iso.dropFirst(11).prefix(5))
        let day = Workspace.day(of: minute)
        guard day != Workspace.today() else { return Phrase(fr: time, en: time) }
        return Phrase(
            fr: "\(time) le \(Wording.date(day, .french))", en: "\(time) on \(Wording.date(day, .english))")
    }

    private var seconds: Double {
        let (whole, attoseconds) = began.duration(to: .now).components
        return Double(whole) + Double(attoseconds) / 1e18
    }

    static func seconds(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    // MARK: A test to oneself

    func test(to address: AddrSpec) throws {
        // The example sent to oneself tries out the relay, and harms nobody.
        let refusals = prepared.refusals.filter { $0.code != .untouchedSample }
        guard refusals.isEmpty, let key = prepared.key else { throw try refuse(refusals) }
        let configuration = prepared.workspace.configuration
        let gate = Gate(brief: prepared.brief)
        let fields = TestFields.of(configuration.sender, extra: try ledger.extraFieldNames())
        guard let clearance = gate.clearTest(address: address, fields: fields) else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(address)` n’est pas l’une de vos adresses (`sender.address`, `sender.formerAddresses`) : "
                        + "un essai ne va qu’à vous",
                    en: "`\(address)` is not one of your own addresses (`sender.address`, `sender.formerAddresses`): "
                        + "a test goes to yourself alone"))
        }
        for path in prepared.letter.recipientFiles?.look(clearance.fields, clearance.address).missing ?? [] {
            Console.say(
                Phrase(
                    fr: "! l’essai part sans `\(printable(path))`, qui n’existe pas pour vous",
                    en: "! the test goes without `\(printable(path))`, which is not there for you"))
        }
        let now = Workspace.now()
        let composer = Composer(prepared.letter, configuration: configuration, key: key)
        let message = try composer.message(for: clearance, at: now)
        let carrier = try Wiring.carrier(prepared.workspace, trace: trace)
        defer { carrier.close() }
        let outcome: Outcome
        do throws(RunFault) {
            outcome = try carrier.hand(message)
        } catch {
            throw Failure(error.failureKind, error.phrase)
        }
        let (word, said, status): (Phrase, String, ExitStatus) =
            switch outcome {
            case .accepted(let reply): (Phrase(fr: "accepté", en: "accepted"), reply, .done)
            case .deferred(let refusal): (Phrase(fr: "différé", en: "deferred"), refusal.reply, .temporary)
            case .rejected(let refusal): (Phrase(fr: "rejeté", en: "rejected"), refusal.reply, .notAllWell)
            case .uncertain(let cause): (Phrase(fr: "incertain", en: "uncertain"), cause, .temporary)
            }
        let words = Phrase(fr: "\(word.fr)\u{A0}: \(printable(said))", en: "\(word.en): \(printable(said))")
        try ledger.logTest(letter: letter, address: address, outcome: "\(word.en): \(said)", key: key, now: now)
        if json {
            try Console.print(
                document(digest: "", contacts: 0, excluded: 0, refused: [], seconds: 0).pretty)
        }
        Console.say(Phrase(fr: "Essai vers \(address) : \(words.fr)", en: "Test to \(address): \(words.en)"))
        if status != .done { throw Ending(status: status) }
    }
}

/// What a test letter is filled in with.
enum TestFields {
    static func of(_ sender: Sender, extra: Set<String>) -> ContactFields {
        let words = sender.name.split(separator: " ").map(String.init)
        let company = sender.organization.isBlank ? "Exemple & Cie" : sender.organization
        return ContactFields(
            firstName: words.first ?? sender.address.localPart, lastName: words.dropFirst().joined(separator: " "),
            fullName: sender.name, company: company, position: "—",
            extra: Dictionary(extra.map { ($0, "[\($0)]") }, uniquingKeysWith: { first, _ in first }))
    }
}
