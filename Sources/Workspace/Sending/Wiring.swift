package import Courier
import Foundation
import Gate
package import Ledger
import Letter
package import Mailing
package import Vocabulary

/// Connects a run to the ledger, the relay and the clock.
package struct Wiring {
    let prepared: PreparedMailing
    let mailing: MailingRecord
    let key: Key
    let rate: Pacer.Rate?
    let carrier: any Carrier

    /// For one run of a mailing that has begun; `carrier` is closed by whoever made it.
    package init(
        prepared: PreparedMailing, mailing: MailingRecord, key: Key, rate: Pacer.Rate?, carrier: any Carrier
    ) {
        self.prepared = prepared
        self.mailing = mailing
        self.key = key
        self.rate = rate
        self.carrier = carrier
    }

    /// Octets that the messages which wait for the carrier may take together, about.
    private static let waiting = 64 << 20

    /// `mustStop` is asked again and again; `progress` is told where the run stands.
    package func ports(mustStop: @escaping () -> Bool, progress: @escaping @Sendable (RunProgress) -> Void) throws
        -> Ports
    {
        let (ledger, mailing, key) = (prepared.ledger, mailing, key)
        let (prepared, workspace) = (prepared, prepared.workspace)
        let files = prepared.letter.recipientFiles
        let composer = Composer(prepared.letter, configuration: workspace.configuration, key: key)
        let revision = prepared.brief.policyRevision
        let size = prepared.letter.compiled.usualSize + (files?.largest ?? 0)
        let window = Double(rate?.perSeconds ?? 0)
        // One contact by itself, by what is known of it at that moment. Files of their own were laid before the gate before, and
        // are in the message.
        let gate = Gate(brief: prepared.brief)
        let journal = try JournalSync(of: ledger)
        return Ports(
            dossiers: {
                let chunks = DossierChunks.ahead(DossierReader(ledger, key: key, letter: mailing.letter))
                return {
                    guard let chunk = try chunks.next() else { return ([], 0) }
                    var dossiers = chunk.dossiers
                    files?.noteMissing(in: &dossiers)
                    return (dossiers, chunk.newestObjection)
                }
            },
            changeMark: { try ledger.changeMark() },
            enrol: { decisions, mayAdd, newestObjection in
                if let files {
                    // Before anybody can be mailed: what is handed over once is frozen.
                    let cleared = decisions.compactMap(\.clearance).filter(mayAdd)
                    try ledger.freeze(try cleared.flatMap { try files.enrol($0) }, in: mailing, key: key)
                }
                return try ledger.enrol(
                    decisions, in: mailing, key: key, policyRevision: revision, program: Workspace.programVersion,
                    mayAdd: mayAdd, newestObjection: newestObjection, now: Workspace.now())
            },
            commit: { outcomes, claims, pacedAt in
                try ledger.commit(
                    outcomes: outcomes, claims: claims,
                    judge: { dossier in
                        var alone = gate
                        return alone.judge(dossier)
                    }, pacedAt: pacedAt.map { at in claims.map { _ in at } } ?? [],
                    forgetPaceBefore: pacedAt?.advanced(bySeconds: -window - 1), key: key, now: Workspace.now())
            },
            sync: { try journal.wait() },
            enter: { try ledger.enter($0, key: key, now: Workspace.now()) },
            putBack: { try ledger.putBack($0, in: mailing, because: $1, key: key, now: Workspace.now()) },
            bounce: { address, reply in
                let request = ObjectionRequest(
                    target: address.spelling, kind: .bounced, on: When(day: Workspace.today()), because: reply)
                _ = try ledger.object(request, key: key, now: Workspace.now())
            },
            pace: { try prepared.history(at: Workspace.now()) },
            compose: { try composer.message(for: $0, at: $1) },
            carrier: carrier,
            capacity: min(workspace.configuration.relay.connections + 32, max(1, Wiring.waiting / size)),
            now: { Workspace.now() },
            mustStop: mustStop,
            chance: { Double.random(in: 0...1) },
            progress: progress)
    }

    /// The relay of the configuration, or its Maildir. `trace` is told the lines of the dialogue.
    package static func carrier(_ workspace: Workspace, trace: (@Sendable (String) -> Void)?) throws -> any Carrier {
        let relay = workspace.configuration.relay
        switch relay.address {
        case .maildir(let folder):
            return MaildirCarrier(folder: folder, names: .ofThisProcess())
        case .smtp(let host, let port, _):
            var settings = try relay.settings(host: host, port: port, environment: workspace.environment)
            if let trace { settings.trace = Trace(trace) }
            return SMTPCarrier(settings: settings)
        }
    }
}

extension PreparedMailing {
    /// When messages were handed over before a moment, as far as the rate looks back.
    func history(at moment: Instant) throws -> [Instant] {
        guard let rate else { return [] }
        return try ledger.pace(since: moment.advanced(bySeconds: -Double(rate.perSeconds)))
    }

    /// The rate with what earlier runs did, as a run finds it that begins at a moment.
    package func pace(at moment: Instant) throws -> Pacer { Pacer(rate: rate, history: try history(at: moment)) }
}

extension RunFault {
    /// What kind of failure ends the run.
    package var failureKind: Failure.Kind {
        switch kind {
        case .insecure, .caFile: .configuration
        case .unreachable, .turnedAway, .startTLSNotOffered, .startTLSRefused, .certificate, .tls: .unreachable
        case .loginNotOffered, .loginRefused, .senderRefused, .senderNeedsSMTPUTF8, .quota, .distrust: .refused
        case .loginRefusedForNow, .senderRefusedForNow, .distrustForNow, .dropped: .temporary
        case .protocolBroken: .protocolBroken
        case .maildir: .inputOutput
        }
    }
}
