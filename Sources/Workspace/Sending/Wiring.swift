package import Courier
import Foundation
import Gate
package import Ledger
import Letter
package import Mailing
package import Vocabulary
import Wire

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

    /// So many messages may wait beside those that the connections are about to take: while recipients are enrolled, nobody else
    /// writes to the ledger, and the messages made meanwhile go out one behind the other after that.
    private static let ahead = 64
    /// Octets that the messages which wait for the carrier may take together, about.
    private static let waiting = 64 << 20

    /// `mustStop` is asked again and again; `progress` is told where the run stands.
    package func ports(mustStop: @escaping () -> Bool, progress: @escaping @Sendable (RunProgress) -> Void) throws
        -> Ports
    {
        let workspace = prepared.workspace
        let size = prepared.letter.compiled.usualSize + (prepared.letter.recipientFiles?.largest ?? 0)
        return Ports(
            source: MailingRecipients(prepared: prepared, mailing: mailing, key: key),
            store: try MailingStore(prepared: prepared, mailing: mailing, key: key, rate: rate),
            composer: Composer(prepared.letter, configuration: workspace.configuration, key: key), carrier: carrier,
            clock: SystemClock(),
            capacity: min(workspace.configuration.relay.connections + Wiring.ahead, max(1, Wiring.waiting / size)),
            mustStop: mustStop, progress: progress)
    }

    /// The relay of the configuration, or its Maildir. `trace` is told the lines of the dialogue.
    package static func carrier(_ workspace: Workspace, trace: (@Sendable (String) -> Void)?) throws -> any Carrier {
        let relay = workspace.configuration.relay
        switch relay.address {
        case .maildir(let folder):
            return MaildirCarrier(folder: folder, names: .ofThisProcess(), width: relay.connections)
        case .smtp(let host, let port, _):
            var settings = try relay.settings(host: host, port: port, environment: workspace.environment)
            if let trace { settings.trace = Trace(trace) }
            return SMTPCarrier(settings: settings)
        }
    }
}

extension Composer: MessageComposer {}

/// The system's clock, and its chance.
private struct SystemClock: RunClock {
    var now: Instant { Workspace.now() }
    func chance() -> Double { Double.random(in: 0...1) }
}

extension PreparedMailing {
    /// When messages were handed over before a moment, as far as the rate looks back.
    func history(at moment: Instant) throws -> [Instant] {
        guard let rate else { return [] }
        return try ledger.pace(since: moment.advanced(bySeconds: -rate.seconds))
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
