import Courier
import Gate
import Ledger
package import Vocabulary

/// The letter to one of the sender's own addresses, through the relay that the mailing would take. It is no part of the
/// mailing, and stands in the log.
package struct TestLetter {
    /// What the relay made of it, in a word.
    package let word: Phrase
    /// What the relay said, or what broke off.
    package let said: String
    package let outcome: Outcome

    /// Sends it. Throws ``SendSession/Refused``, and a ``Failure`` where the address is somebody else's or the relay cannot be
    /// asked. The files that nobody laid down for the sender are named to `missing`, and the test goes without them.
    package init(
        of prepared: PreparedMailing, to address: AddrSpec, trace: (@Sendable (String) -> Void)?,
        missing: (String) -> Void
    ) throws {
        // The example sent to oneself tries out the relay, and harms nobody.
        let refusals = prepared.refusals.filter { $0.code != .untouchedSample }
        guard refusals.isEmpty, let key = prepared.key else { throw SendSession.Refused(refusals: refusals) }
        let configuration = prepared.workspace.configuration
        let fields = TestLetter.fields(configuration.sender, extra: try prepared.ledger.extraFieldNames())
        guard let clearance = Judge(brief: prepared.brief).clearTest(address: address, fields: fields) else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "`\(address)` n’est pas l’une de vos adresses (`sender.address`, `sender.formerAddresses`, "
                        + "`sender.testAddresses`) : un essai ne va qu’à vous",
                    en: "`\(address)` is not one of your own addresses (`sender.address`, `sender.formerAddresses`, "
                        + "`sender.testAddresses`): a test goes to yourself alone"))
        }
        prepared.letter.recipientFiles?.look(clearance.fields, clearance.address).missing.forEach(missing)
        let now = Workspace.now()
        let message = try Composer(prepared.letter, configuration: configuration, key: key)
            .message(for: clearance, at: now)
        let carrier = try Wiring.carrier(prepared.workspace, trace: trace)
        defer { carrier.close() }
        do throws(RunFault) {
            outcome = try carrier.hand(message)
        } catch {
            throw Failure(error.failureKind, error.phrase)
        }
        (word, said) =
            switch outcome {
            case .accepted(let reply): (Phrase(fr: "accepté", en: "accepted"), reply)
            case .deferred(let refusal): (Phrase(fr: "différé", en: "deferred"), refusal.reply)
            case .rejected(let refusal): (Phrase(fr: "rejeté", en: "rejected"), refusal.reply)
            case .uncertain(let cause): (Phrase(fr: "incertain", en: "uncertain"), cause)
            }
        try prepared.ledger.logTest(
            letter: prepared.letter.id, address: address, outcome: "\(word.en): \(said)",
            shown: isTaken ? prepared.shownDigest : nil, key: key, now: now)
    }

    /// True where the relay took it.
    private var isTaken: Bool { if case .accepted = outcome { true } else { false } }

    /// What a test is filled in with: the sender, and each further column by its name.
    private static func fields(_ sender: Sender, extra: Set<String>) -> ContactFields {
        let words = sender.name.split(separator: " ").map(String.init)
        let company = sender.organization.isBlank ? "Exemple & Cie" : sender.organization
        return ContactFields(
            firstName: words.first ?? sender.address.localPart, lastName: words.dropFirst().joined(separator: " "),
            fullName: sender.name, company: company, position: "—",
            extra: Dictionary(extra.map { ($0, "[\($0)]") }, uniquingKeysWith: { first, _ in first }))
    }
}
