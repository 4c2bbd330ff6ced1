// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import Mailing
import Vocabulary

@testable import Courier
@testable import Gate
@testable import Letter

let today = CivilDate(iso: "2026-11-23")!
let start = Instant(seconds: 1_795_420_800)
let newsletter = Purpose(name: "newsletter", context: .professional, description: [.english: "news of my work"])

func spec(_ text: String) -> AddrSpec { try! AddrSpec(parsing: text) }

func address(_ number: Int) -> String { "p\(number)@example.org" }

func brief(letter: String? = "autumn", policy: Policy = Policy(), sender: Sender? = nil, revision: String = "revision")
    -> Brief
{
    Brief(
        letter: letter, purpose: newsletter, needs: [],
        sender: sender ?? Sender(name: "You", address: spec("you@example.org"), postalAddress: "Lyon"), policy: policy,
        policyRevision: revision, today: today)
}

func evidence(_ id: Int64, _ address: String, on date: String = "2026-03-02", at place: String = "Salon") -> Evidence {
    Evidence(
        id: EvidenceID(id),
        claim: Claim(kind: .businessCard, address: address, shared: .on(When(iso: date)!), place: place),
        artefact: Artefact(fileName: "cards.csv", sha256: "00", line: Int(id)), recordedAt: start, linkedIn: nil)
}

/// A contact with one sound card for each address, or with none.
func dossier(_ contact: Int, _ addresses: [String], isSound: Bool = true) -> Dossier {
    Dossier(
        contact: Contact(
            id: ContactID(Int64(contact)), profile: nil, fields: ContactFields(fullName: "Person \(contact)")),
        addresses: addresses.map { Dossier.KnownAddress($0) },
        evidence: isSound ? addresses.enumerated().map { evidence(Int64(contact * 10 + $0), $1) } : [])
}

/// A message without a letter: these tests are about who gets one, and when.
func message(_ clearance: Clearance) -> ClearedMessage {
    ClearedMessage(
        clearance: clearance,
        envelope: Envelope(reversePath: spec("you@example.org"), forwardPath: clearance.address),
        bytes: Array("Subject: \(clearance.letter)\r\n\r\nHello.\r\n".utf8))
}

/// A clock that only the test moves.
final class Clock: RunClock {
    private let moment = Monitor(start)
    var now: Instant { moment.read { $0 } }
    func chance() -> Double { 0 }
    func advance(milliseconds: Int64) {
        moment.update { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }
}

/// A store whose steps the test writes; a claim is granted unless it says otherwise.
struct ScriptedStore: DeliveryStore {
    var commits: @Sendable ([OutcomeRecord], [ClaimRequest]) throws -> [ClaimAnswer] = { $1.map { _ in .granted } }
    var syncs: @Sendable () throws -> Void = {}
    var putsBack: @Sendable ([Int64]) throws -> Void = { _ in }
    var bounces: @Sendable (AddrSpec) throws -> Void = { _ in }

    func commit(_ outcomes: [OutcomeRecord], claims: [ClaimRequest], pacedAt: Instant?) throws -> [ClaimAnswer] {
        try commits(outcomes, claims)
    }
    func sync() throws { try syncs() }
    func enter(_ recipients: [Int64]) {}
    func putBack(_ recipients: [Int64], because: String) throws { try putsBack(recipients) }
    func bounce(_ address: AddrSpec, reply: String) throws { try bounces(address) }
}

/// A relay whose answers the test writes, over one connection; a row of refusals is judged as the SMTP carrier does.
final class ScriptedCarrier: Carrier, Sendable {
    typealias Answer = @Sendable (AddrSpec) throws(RunFault) -> Outcome

    private struct State {
        var handed: [AddrSpec] = []
        var quits = 0
        var answer: Answer = { _ throws(RunFault) in .accepted(reply: "250 2.0.0 ok") }
        var fault: RunFault?
    }

    private let state = Monitor(State())

    /// Every address whose body was put on the wire, in order.
    var handed: [AddrSpec] { state.read { $0.handed } }
    var quits: Int { state.read { $0.quits } }
    func answer(_ answer: @escaping Answer) { state.update { $0.answer = answer } }
    /// A fault that comes to light at the end.
    func finds(_ fault: RunFault) { state.update { $0.fault = fault } }

    func carry(_ queue: DeliveryQueue) {
        var detector = SenderRefusalDetector<QueuedMessage.Label>()
        func acquit() { queue.report(detector.takeRow().map { .judged($0.recipient, $0.outcome) }) }
        while let queued = queue.nextWaiting() {
            guard queue.waitForPermission(reporting: [.readyForBody(queued.label)]) else { continue }
            let (label, address) = (queued.label, queued.label.clearance.address)
            let answer = state.update { state in
                state.handed.append(address)
                return state.answer
            }
            do throws(RunFault) {
                let outcome = try answer(address)
                switch detector.judge(outcome, of: label, at: address, from: spec("you@example.org")) {
                case .suspect: queue.report([.held(label, outcome, wasClaimed: true)])
                case .row:
                    queue.report([.held(label, outcome, wasClaimed: true)])
                    return queue.stop(.fault(RunFault(.distrust, relay: "relay")))
                case .recipient, .sender:
                    if case .accepted = outcome { acquit() }
                    queue.report([.finished(label, outcome, wasClaimed: true)])
                }
            } catch {
                queue.report([.returned([label], because: error.detail)])
                queue.stop(.fault(error))
                return
            }
        }
        if detector.isLongAtTheEnd {
            queue.stop(.fault(RunFault(.distrust, relay: "relay")))
        } else {
            acquit()
        }
        if let fault = state.read({ $0.fault }) { queue.stop(.fault(fault)) }
    }

    func quit() { state.update { $0.quits += 1 } }
    func close() {}
}

func deferred(_ reply: String = "451 4.3.0 later", status: EnhancedStatusCode? = nil) -> Outcome {
    .deferred(Outcome.Refusal(phase: .recipient, reply: reply, status: status))
}

/// With the status that the reply gives, where none is named.
func rejected(_ reply: String = "550 5.1.1 nobody", status: EnhancedStatusCode? = nil) -> Outcome {
    .rejected(
        Outcome.Refusal(phase: .recipient, reply: reply, status: status ?? Outcome.Refusal(kept: reply).status))
}
