import Courier
import Foundation
import Gate
import Ledger
import Letter
import Mailing
import Report
import Vocabulary

/// Connects a run to the ledger, the relay and the clock.
struct Wiring {
    let prepared: PreparedMailing
    let mailing: MailingRecord
    let key: Key
    let rate: Pacer.Rate?
    let carrier: any Carrier

    /// Octets that the messages which wait for the carrier may take together, about.
    private static let waiting = 64 << 20

    func ports(progress: @escaping @Sendable (RunProgress) -> Void) throws -> Ports {
        let (ledger, mailing, key) = (prepared.ledger, mailing, key)
        let (prepared, workspace) = (prepared, prepared.workspace)
        let files = prepared.letter.recipientFiles
        let composer = Composer(prepared.letter, configuration: workspace.configuration, key: key)
        let revision = prepared.brief.policyRevision
        let size = prepared.letter.compiled.usualSize + (files?.largest ?? 0)
        let window = Double(rate?.perSeconds ?? 0)
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
                    decisions, in: mailing, key: key, policyRevision: revision, program: Portillon.version,
                    mayAdd: mayAdd, newestObjection: newestObjection, now: Workspace.now())
            },
            commit: { outcomes, claims, pacedAt in
                try ledger.commit(
                    outcomes: outcomes, claims: claims, pacedAt: pacedAt.map { at in claims.map { _ in at } } ?? [],
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
            mustStop: { StopSignal.isRaisedAndSaid },
            chance: { Double.random(in: 0...1) },
            progress: progress)
    }

    /// The relay of the configuration, or its Maildir.
    static func carrier(_ workspace: Workspace, isVerbose: Bool) throws -> any Carrier {
        let relay = workspace.configuration.relay
        switch relay.address {
        case .maildir(let folder):
            return MaildirCarrier(folder: folder, names: .ofThisProcess())
        case .smtp(let host, let port, _):
            var settings = try relay.settings(host: host, port: port, environment: workspace.environment)
            if isVerbose { settings.trace = Trace { Console.say(printable($0)) } }
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
    func pace(at moment: Instant) throws -> Pacer { Pacer(rate: rate, history: try history(at: moment)) }
}
