import Courier
import Foundation
import Gate
import Ledger
import Mailing
import Report
import Vocabulary
import Workspace

/// `send` on a terminal: what it asks, shows and says. What it does is a ``SendSession``.
struct Sending {
    let prepared: PreparedMailing
    let request: SendSession.Request
    let json: Bool
    let isVerbose: Bool
    /// The letter as the sender named it.
    let path: String
    /// What came back before anybody was judged; nil where that was not read.
    var heard: InboxReport?
    /// When the sending began, by a clock that nobody can set back: without the time that the question takes.
    private var began = ContinuousClock.now

    init(prepared: PreparedMailing, request: SendSession.Request, json: Bool, isVerbose: Bool, path: String) {
        (self.prepared, self.request, self.json, self.isVerbose) = (prepared, request, json, isVerbose)
        self.path = path
    }

    private var letter: String { prepared.letter.id }
    private var ledger: Ledger { prepared.ledger }

    mutating func run() throws {
        // What is said of a refusal is read from the ledger.
        defer { ledger.close() }
        do {
            let session = try sayingHowItStands(nil) { try SendSession(prepared, request, trace: trace) }
            defer { session.close() }
            try run(session)
            // The relay may answer while the ledger is put in order.
            ledger.close()
        } catch let refused as SendSession.Refused {
            throw try refuse(refused.refusals)
        }
    }

    /// Asks now, for a mailing that leaves later. Nil where there is nobody to write to now, and so no number to agree to.
    func agree(to departure: Departure) throws -> Agreement? {
        defer { ledger.close() }
        do {
            // Nobody is kept from sending meanwhile: the session ends here.
            let session = try sayingHowItStands(nil) { try SendSession(prepared, request, trace: nil) }
            defer { session.close() }
            let (plan, summary) = try survey(session)
            guard let note = try session.dispatchNote(plan, departure: departure) else { return nil }
            try sayingHowItStands(plan.survey) { try session.openRelay() }
            try confirm(plan, summary, note)
            return session.agreement
        } catch let refused as SendSession.Refused {
            throw try refuse(refused.refusals)
        }
    }

    /// What refuses the mailing already now, for one that leaves later without a question.
    func check() throws {
        defer { ledger.close() }
        let refusals = SendSession.refusals(of: prepared)
        if !refusals.isEmpty { throw try refuse(refusals) }
    }

    private func survey(_ session: SendSession) throws -> (SendSession.Plan, PreviewSummary) {
        var summary = PreviewSummary(
            language: Speech.language, style: Style(descriptor: 2), width: Console.width, height: nil)
        let plan = try session.survey { summary.note($0) }
        guard !plan.isForNobody else { throw try tellOfNobody(plan) }
        return (plan, summary)
    }

    private mutating func run(_ session: SendSession) throws {
        let (plan, summary) = try survey(session)
        // Where nobody's turn it is, there is no number to agree to, and nobody is written to.
        let note = request.isConfirmed ? nil : try session.dispatchNote(plan)
        if let note {
            // A wrong password is known before anybody has to decide.
            try sayingHowItStands(plan.survey) { try session.openRelay() }
            try confirm(plan, summary, note)
            began = .now
        } else {
            let seconds = plan.timeLeft.seconds(for: plan.workload.count, at: Workspace.now())
            if let sentence = SendDuration(seconds, at: prepared.rate).sentence { Console.say(sentence) }
        }
        let shown = Monitor<ProgressMeter?>(nil)
        let interruption = Interruption(ledger: ledger, letter: letter, meter: shown)
        StopSignal.becomeGraceful { interruption.end() }
        let outcome = try sayingHowItStands(plan.survey) {
            // A transcript and a bar would overwrite each other.
            let meter = ProgressMeter(plan.workload, left: plan.timeLeft, isOn: !isVerbose)
            shown.update { $0 = meter }
            defer { meter.finish() }
            return try session.run(
                hasAgreed: note != nil || request.isConfirmed, mustStop: { StopSignal.isRaisedAndSaid },
                progress: { meter.show($0) })
        }
        // Whatever is asked from now on, nobody is in doubt.
        StopSignal.becomeAbrupt()
        try tell(outcome)
        switch outcome.conclusion {
        case .done: return
        case .someRejected: throw Ending(status: .notAllWell)
        case .unfinished: throw Ending(status: .temporary)
        case .nobodyAdmitted: throw Ending(status: .refused)
        case .fault(let kind): throw Ending(status: ExitStatus(kind))
        }
    }

    /// The dialogue with the relay, on the terminal; nil where nobody asked for it.
    private var trace: (@Sendable (String) -> Void)? {
        guard isVerbose else { return nil }
        return { Console.say(printable($0)) }
    }

    /// Asks for the number of recipients, which nobody types by accident.
    private func confirm(_ plan: SendSession.Plan, _ summary: PreviewSummary, _ note: DispatchNote) throws {
        let (survey, count, language) = (plan.survey, note.count, Speech.language)
        let question = SendQuestion(
            note, letterPath: path, today: Workspace.today(),
            inbox: try prepared.inboxStanding()?.phrase(at: Workspace.now()))
        let below = question.lines(language, width: Console.width)
        var summary = summary
        // The question's own line follows.
        summary.height = Console.height.map { $0 - below.count - 1 }
        let lines = summary.lines(
            letter: letter, purpose: prepared.purpose?.described(in: Speech.language) ?? "", digest: plan.digest,
            survey: survey)
        for line in lines + below { Console.say(line) }
        guard Console.askNumber(question.prompt) == String(count) else {
            Console.say(
                Phrase(
                    fr: "Rien n’a été envoyé : il fallait taper \(Wording.number(count, .french)). La même commande "
                        + "reprend la question.",
                    en: "Nothing was sent: \(Wording.number(count, .english)) was to be typed. The same command asks "
                        + "again."))
            throw Ending(status: .usage)
        }
    }

    // MARK: Saying what came of it

    private var seconds: Double { began.duration(to: .now) / .seconds(1) }

    private func tell(_ outcome: SendSession.Outcome) throws {
        if json {
            let fault = outcome.result.fault.map {
                ExitStatus($0.failureKind).error($0.phrase[Speech.language])
            }
            let document = SendDocument.standing(
                outcome.tally, seconds: seconds, fault: [fault].compactMap(\.self))
            try Console.print(SendDocument.telling(heard, in: document).pretty)
        } else {
            let lines = outcome.tally.receipt.lines(
                seconds: seconds, Speech.language, style: Style(descriptor: 1))
            for line in lines { try Console.print(line) }
        }
        if let fault = outcome.result.fault { Console.complain(fault.phrase[Speech.language]) }
        for note in outcome.notes { Console.say(note) }
        guard !json else { return }
        Console.say("")
        let destination = prepared.workspace.configuration.relay.address.destination
        for line in outcome.next(destination, at: Workspace.now()) { Console.say(line) }
    }

    private func refuse(_ refusals: [Refusal]) throws -> Ending {
        if json {
            let refused = refusals.map { DecisionDocument.refusal($0, Speech.language) }
            let contacts = try ledger.contactCount()
            // A mailing that has begun stands where it stands, whatever refuses to take it further.
            let document =
                if let mailing = try ledger.mailing(letter) {
                    SendDocument.standing(
                        try MailingTally(ledger, mailing, contacts: contacts), refused: refused, seconds: 0)
                } else {
                    SendDocument.unbegun(
                        letter: letter, digest: "", contacts: contacts, excluded: 0, refused: refused, seconds: 0)
                }
            try Console.print(SendDocument.telling(heard, in: document).pretty)
        }
        Refused.tell(refusals)
        return Ending(status: .refused)
    }

    private func tellOfNobody(_ plan: SendSession.Plan) throws -> Ending {
        if json {
            let document = SendDocument.unbegun(
                letter: letter, digest: plan.digest, contacts: plan.survey.contacts, excluded: plan.survey.excluded,
                seconds: 0)
            try Console.print(SendDocument.telling(heard, in: document).pretty)
        }
        Console.say(
            Phrase(
                fr: "Personne n’est admis : rien n’a été envoyé. `portillon preview` dit pourquoi.",
                en: "Nobody is admitted: nothing was sent. `portillon preview` says why."))
        return Ending(status: .refused)
    }

    /// Where the ledger takes nothing more, its disk being full, or another run has it, it can often still be read: the document
    /// then says how the mailing stands, and what went wrong. Whoever was on the wire is in doubt.
    private func sayingHowItStands<Value>(_ survey: Survey?, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch {
            guard json, !(error is SendSession.Refused) else { throw error }
            let (contacts, excluded) = (survey?.contacts, survey?.excluded)
            let said = Failure(error).map { [ExitStatus($0.kind).error($0.message[Speech.language])] } ?? []
            if let begun = try? ledger.mailing(letter) {
                if let tally = try? MailingTally(ledger, begun, contacts: contacts, excluded: excluded) {
                    let document = SendDocument.standing(tally, seconds: seconds, fault: said)
                    try? Console.print(SendDocument.telling(heard, in: document).pretty)
                }
            } else if let survey {
                let document = SendDocument.unbegun(
                    letter: letter, digest: "", contacts: survey.contacts, excluded: survey.excluded, seconds: seconds,
                    fault: said)
                try? Console.print(SendDocument.telling(heard, in: document).pretty)
            }
            throw error
        }
    }

    // MARK: A test to oneself

    func test(to address: AddrSpec) throws {
        defer { ledger.close() }
        let test: TestLetter
        do {
            test = try TestLetter(of: prepared, to: address, trace: trace) { path in
                Console.say(
                    Phrase(
                        fr: "! l’essai part sans `\(printable(path))`, qui n’existe pas pour vous",
                        en: "! the test goes without `\(printable(path))`, which is not there for you"))
            }
        } catch let refused as SendSession.Refused {
            throw try refuse(refused.refusals)
        }
        if json {
            let document = SendDocument.unbegun(letter: letter, digest: "", contacts: 0, excluded: 0, seconds: 0)
            try Console.print(SendDocument.telling(heard, in: document).pretty)
        }
        let said = printable(test.said)
        Console.say(
            Phrase(
                fr: "Essai vers \(address) : \(test.word.fr)\u{A0}: \(said)",
                en: "Test to \(address): \(test.word.en): \(said)"))
        switch test.outcome {
        case .accepted: return
        case .rejected: throw Ending(status: .notAllWell)
        case .deferred, .uncertain: throw Ending(status: .temporary)
        }
    }
}
