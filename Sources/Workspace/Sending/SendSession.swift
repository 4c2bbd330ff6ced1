import Courier
package import Gate
import Ledger
package import Mailing
package import Vocabulary

/// One `send`, from the lock to what came of it, in the order on which the promises rest. Each step is a call; between the
/// second and the third, whoever asks the sender asks.
///
/// 1. ``init(_:_:trace:)`` refuses what must not go, locks, so that nobody else sends, and recovers: what an earlier run left on
///    the wire is uncertain from then on.
/// 2. ``survey(each:)`` judges everybody, and notes whom the sender can agree to.
/// 3. ``run(hasAgreed:mustStop:progress:)`` puts mailing and run into the log, and delivers to those who were agreed to. What it
///    learns of dead addresses goes into the list of suppressions.
///
/// A fault of the ledger or the disk is thrown by the step that meets it, and everything recorded stays true; a fault of the
/// relay is in the ``Outcome``.
package final class SendSession {
    /// What the sender asked for.
    package struct Request: Sendable {
        /// At most so many recipients; nil for all.
        package var limit: Int?
        /// These addresses alone; nil for all.
        package var only: Set<AddrSpec>?
        /// The digest that the preview must still have; nil for any.
        package var asPreviewed: String?
        /// What the sender said yes to before it was time; nil where nobody was asked then.
        package var agreement: Agreement?
        /// True where nobody will be asked: connections may be made while everybody is judged.
        package var isConfirmed = false

        package init() {}
    }

    /// What the survey found, for the sender to agree to.
    package struct Plan {
        package let survey: Survey
        /// The digest that the mailing began with, else today's.
        package let digest: String
        package let workload: Workload
        /// The first of those who are written to; nil where there is nobody.
        let first: Clearance?
        /// How long the rest takes by the rate alone.
        package let timeLeft: TimeLeft
        /// True where nobody is admitted, and nobody was in earlier runs.
        package let isForNobody: Bool
    }

    /// Why the sender's request is refused as a whole.
    package struct Refused: Error {
        package let refusals: [Refusal]
    }

    package let prepared: PreparedMailing
    private let request: Request
    let key: Key
    private let lock: SendLock
    private let trace: (@Sendable (String) -> Void)?
    private let started: Instant
    private let contacts: Int
    /// The digest that the mailing began with; nil where it has not.
    private let begunWith: String?
    /// Recipients by their state before this run.
    private let before: MailingCounts
    /// Bound to the preview that the mailing began with: who was enrolled since, at which address, in normal form.
    private let members: [ContactID: String]?
    /// Where everybody is as that preview showed them, a run that was broken off goes on to those whom it had not come to;
    /// else nobody is added, as nobody can tell any more whom it showed.
    private var mayAdd = true
    private var agreed: AgreedRecipients
    private var surveyed: SurveyedDecisions
    private var workload: Workload
    private var digest = ""
    /// Made once, when somebody is to be written to; or why it cannot be. A password may have to be asked for.
    private var made: Result<any Carrier, any Error>?

    private var ledger: Ledger { prepared.ledger }
    private var letter: String { prepared.letter.id }

    /// Why a mailing may not go, for real or at all. The sender of the example may write into a Maildir and to this machine.
    package static func refusals(of prepared: PreparedMailing) -> [Refusal] {
        let configuration = prepared.workspace.configuration
        let relay = configuration.relay.address
        let isForReal = !relay.isMaildir && !relay.isLoopback
        return prepared.refusals + (isForReal && configuration.namesNobody ? [Refusal.placeholder] : [])
    }

    /// `trace` is told the dialogue with the relay, line by line. Throws ``Refused``, or a ``Failure`` where somebody is sending.
    package init(_ prepared: PreparedMailing, _ request: Request, trace: (@Sendable (String) -> Void)?) throws {
        let refusals = SendSession.refusals(of: prepared)
        guard refusals.isEmpty, let key = prepared.key else { throw Refused(refusals: refusals) }
        let (ledger, letter) = (prepared.ledger, prepared.letter.id)
        let lock = try SendLock.taken(beside: ledger.path, for: letter)
        do {
            contacts = try ledger.contactCount()
            ledger.reserveJournal(recipients: contacts)
            started = Workspace.now()
            // Everybody is judged after that is settled.
            if let begun = try ledger.mailing(letter) { _ = try ledger.recover(begun, key: key, now: started) }
            agreed = AgreedRecipients(asShown: request.asPreviewed != nil)
            surveyed = SurveyedDecisions(mark: try ledger.changeMark(), contacts: contacts)
            begunWith = try prepared.digestBegunWith()
            before = try ledger.counts(of: letter)
            members =
                request.asPreviewed == nil || begunWith == nil ? nil : try ledger.members(of: letter)
            workload = try Workload(
                only: request.only, limit: request.limit,
                waiting: before[.deferred] > 0 ? ledger.waiting(of: letter, until: started) : [])
        } catch {
            lock.release()
            throw error
        }
        (self.prepared, self.request, self.key, self.lock, self.trace) = (prepared, request, key, lock, trace)
    }

    deinit { lock.release() }

    /// Waits a moment for what the relay says to the end of it.
    package func close() { if case .success(let carrier)? = made { carrier.close() } }

    // MARK: The survey

    /// Judges everybody; `each` sees the decisions on one contact after the other. Throws ``Refused`` where the preview is outdated.
    package func survey(each: ([Decision]) -> Void) throws -> Plan {
        // Nobody is asked first, and nobody has to wait for another hour: connections are made while the others are judged,
        // unless that takes long.
        let isCertain =
            request.isConfirmed && request.asPreviewed == nil && before[.deferred] == 0 && prepared.rate == nil
            && contacts <= SurveyedDecisions.most
        var first: Clearance?
        var others: [Clearance] = []
        let (survey, today, newestObjection) = try prepared.survey { _, decisions in
            surveyed.add(decisions)
            each(decisions)
            for decision in decisions {
                guard let clearance = decision.clearance else { continue }
                if let members, members[clearance.contact] != clearance.address.normalForm {
                    others.append(clearance)
                    continue
                }
                if let asked = request.agreement?.recipients, !asked.contains(clearance) {
                    if asked.hasChanged(clearance) { agreed.addChanged(clearance) }
                    continue
                }
                agreed.add(clearance)
                guard workload.add(clearance) else { continue }
                first = first ?? clearance
                if isCertain { prewarm(workload.count) }
            }
        }
        mayAdd = try members == nil || !others.isEmpty && isAsBegun()
        for clearance in others {
            guard mayAdd else {
                agreed.addChanged(clearance)
                continue
            }
            // Nobody is added to those whose number was typed.
            guard request.agreement?.recipients.contains(clearance) ?? true else { continue }
            agreed.add(clearance)
            if workload.add(clearance) { first = first ?? clearance }
        }
        agreed.seal()
        surveyed.newestObjection = newestObjection
        digest = today
        let shown = begunWith ?? today
        if let asPreviewed = request.asPreviewed, asPreviewed.lowercased() != shown {
            throw Refused(refusals: [Refusal.previewOutdated(now: shown)])
        }
        if let agreement = request.agreement, agreement.shown != prepared.shownDigest {
            throw Refused(refusals: [Refusal.previewOutdated(now: shown)])
        }
        return Plan(
            survey: survey, digest: shown, workload: workload, first: first,
            timeLeft: TimeLeft(
                try prepared.pace(at: started), retry: prepared.workspace.configuration.relay.retry),
            isForNobody: survey.admitted == 0 && before.admitted == 0)
    }

    /// True where the preview that the mailing began with would show the very same today, but for who has their letter.
    private func isAsBegun() throws -> Bool {
        try prepared.survey(asUnsent: true, each: { _, _ in }).digest == begunWith
    }

    /// What the sender says yes to by agreeing to what ``survey(each:)`` found, where the letter leaves later.
    package var agreement: Agreement { Agreement(shown: prepared.shownDigest, recipients: agreed) }

    private func carrier() throws -> any Carrier {
        let result = made ?? Result { try Wiring.carrier(prepared.workspace, trace: trace) }
        made = result
        return try result.get()
    }

    /// Opens the first connection, with TLS and login, before anybody is asked; nothing is sent. Throws a `Failure` of the kind
    /// that a run would end with. A Maildir has nothing to open.
    package func openRelay() throws {
        guard let relay = try carrier() as? SMTPCarrier else { return }
        do throws(RunFault) { _ = try relay.open() } catch {
            let advice = error.advice(at: prepared.workspace.configuration.relay.address)
            throw Failure(
                error.failureKind,
                Phrase(fr: "\(error.found.fr) ; \(advice.fr)", en: "\(error.found.en); \(advice.en)"))
        }
    }

    /// Somebody will be written to: the first connections may be made. What is wrong with the relay's settings is told when it
    /// is their turn.
    private func prewarm(_ messages: Int) {
        guard messages <= prepared.workspace.configuration.relay.connections else { return }
        try? self.carrier().prewarm(messages)
    }

    // MARK: The run

    /// Delivers to those whom the sender agreed to: the number stands for these very people, and whoever is imported meanwhile
    /// waits. `hasAgreed` is false where there was no number to agree to; nobody new is written to then.
    package func run(
        hasAgreed: Bool, mustStop: @escaping () -> Bool, progress: @escaping @Sendable (RunProgress) -> Void
    ) throws -> Outcome {
        let mailing = try ledger.beginMailing(
            letter: letter, purpose: prepared.letter.purposeName, digest: digest,
            contentDigest: prepared.letter.contentDigest, content: prepared.letter.content, now: Workspace.now())
        try ledger.logRun(prepared.brief, in: mailing, program: Workspace.programVersion, now: Workspace.now())
        let relay = prepared.workspace.configuration.relay
        if let folder = relay.address.folder { prepared.workspace.knownOutputs.note(.maildir, folder) }
        let options = Run.Options(
            limit: hasAgreed ? request.limit : 0, only: request.only, mayAdd: mayAdd, agreed: agreed,
            surveyed: surveyed, rate: prepared.rate, retry: relay.retry)
        let ports = try Wiring(
            prepared: prepared, mailing: mailing, key: key, rate: options.rate, carrier: try carrier()
        ).ports(mustStop: mustStop, progress: progress)
        var run = try Run(brief: prepared.brief, options: options, ports: ports)
        let result = try run.run()
        try ledger.logIsComplete()
        try prepared.workspace.suppressionList.keepUp(with: ledger, key)
        return try outcome(
            result, MailingTally(ledger, mailing, contacts: result.contacts, excluded: result.excluded))
    }

    private func outcome(_ result: Run.Result, _ tally: MailingTally) throws -> Outcome {
        let counts = try ledger.counts(of: letter)
        let hadBefore = try request.only.map { only in try result.selected == 0 && haveHad(only) }
        return Outcome(
            tally: tally, result: result, isLimited: request.limit != nil || request.only != nil,
            everAdmitted: counts.byState.values.reduce(0, +), onlyHadItBefore: hadBefore,
            firstDue: tally.deferred > 0 ? try ledger.firstDue(of: letter) : nil)
    }

    /// True where the letter was handed over, or may have been, for each of these addresses already.
    private func haveHad(_ addresses: Set<AddrSpec>) throws -> Bool {
        try addresses.allSatisfy { address in
            try ledger.participations(of: address).contains { $0.letter == letter && $0.state.mayHaveBeenMailed }
        }
    }
}

extension Ledger {
    /// When the first of the deferred recipients may be tried again; nil where nobody is deferred.
    fileprivate func firstDue(of letter: String) throws -> Instant? {
        var first: Instant?
        try forEachRecipient(of: letter) {
            if $0.state == .deferred, let due = $0.due { first = min(due, first ?? due) }
        }
        return first
    }
}
