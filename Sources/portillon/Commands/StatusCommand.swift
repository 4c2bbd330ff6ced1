import ArgumentParser
import Courier
import Ledger
import Report
import Vocabulary

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Où en est chaque envoi. · Where each mailing stands.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("L'identité de la lettre. · The letter's identity.", valueName: "letter-id"))
    var letter: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let isSending = SendLock.isHeld(beside: ledger.path)
        let mailings = try withLedgerFaults { try ledger.mailings() }
        guard let letter else {
            let tallies = try mailings.map { try MailingTally(ledger, $0, isSending: isSending) }
            if json {
                try Console.print(
                    JSONValue.object([.init("mailings", .array(tallies.map { .object($0.members) }))]).pretty)
            } else {
                try show(tallies)
            }
            return
        }
        guard let mailing = mailings.first(where: { $0.letter == letter }) else {
            throw Failure.unknownLetter(letter, known: mailings.map(\.letter))
        }
        let tally = try MailingTally(ledger, mailing, isSending: isSending)
        if json {
            var recipients: [JSONValue] = []
            try withLedgerFaults { try ledger.forEachRecipient(of: letter) { recipients.append(document($0)) } }
            try Console.print(JSONValue.object(tally.members + [.init("recipients", .array(recipients))]).pretty)
        } else {
            try show([tally])
            var rows: [[String]] = []
            try withLedgerFaults {
                try ledger.forEachRecipient(of: letter) { recipient in
                    guard ![.accepted, .queued].contains(recipient.state) else { return }
                    rows.append([
                        recipient.shownAddress[Speech.language], recipient.state.rawValue,
                        printable(recipient.reply ?? ""),
                    ])
                }
            }
            if !rows.isEmpty { try Console.print("") }
            for line in aligned(rows, width: Console.width - 2) { try Console.print("  " + line) }
            try suggest(tally, relay: workspace.configuration.relay.address)
        }
    }

    private func document(_ recipient: RecipientRecord) -> JSONValue {
        .object([
            .init("address", .string(recipient.address)),
            .init("state", .string(recipient.state.rawValue)),
            .init("attempts", .int(recipient.attempts)), .init("reply", JSONValue(recipient.reply)),
            .init("at", .string(recipient.at.iso)), .init("due", JSONValue(recipient.due?.iso)),
        ])
    }

    private func show(_ tallies: [MailingTally]) throws {
        guard !tallies.isEmpty else {
            Console.say(
                Phrase(
                    fr: "Aucun envoi n'a commencé. Ensuite : portillon preview LETTRE",
                    en: "No mailing has begun. Next: portillon preview LETTER"))
            return
        }
        let heads = Phrase(
            fr: "lettre|admis|acceptés|différés|rejetés|incertains|réglés|restent",
            en: "letter|admitted|accepted|deferred|rejected|uncertain|settled|left")[Speech.language]
        var rows = [heads.split(separator: "|").map(String.init)]
        for tally in tallies {
            rows.append(
                [tally.letter]
                    + [
                        tally.admitted, tally.accepted, tally.deferred, tally.rejected, tally.uncertain, tally.settled,
                        tally.left,
                    ].map { Wording.number($0, Speech.language) })
        }
        for line in aligned(rows, width: Console.width) { try Console.print(line) }
    }

    private func suggest(_ tally: MailingTally, relay: RelayAddress) throws {
        if tally.inMaildir > 0, !relay.isMaildir {
            Console.say("\n" + Receipt.inMaildir(tally)[Speech.language])
        }
        if tally.uncertain > 0 {
            Console.say(
                Phrase(
                    fr: "\nLes incertains ont peut-être reçu la lettre. Ensuite : portillon resolve \(tally.letter) "
                        + "--settle (ou --resend)",
                    en: "\nThe uncertain ones may have got the letter. Next: portillon resolve \(tally.letter) "
                        + "--settle (or --resend)"))
        } else if tally.left + tally.deferred > 0 {
            Console.say(
                Phrase(
                    fr: "\nRelancez `portillon send` avec la même lettre : l'envoi reprendra où il en est.",
                    en: "\nRun `portillon send` with the same letter again: the mailing goes on where it stands."))
        }
    }
}

/// The counts of a mailing, as `send` and `status` give them.
struct MailingTally {
    let letter: String
    let digest: String
    let contacts: Int
    let excluded: Int
    let accepted: Int
    /// Those of the accepted whose letter lies in a Maildir: no relay has it.
    let inMaildir: Int
    let deferred: Int
    let rejected: Int
    let uncertain: Int
    let settled: Int
    let left: Int

    var admitted: Int { accepted + deferred + rejected + uncertain + settled + left }

    /// `excluded` and `contacts` of the run where one has just taken place, else those of the recorded decisions.
    /// While another process sends, what it attempts is left; otherwise nobody knows what became of it.
    init(
        _ ledger: Ledger, _ mailing: MailingRecord, isSending: Bool = false, contacts: Int? = nil, excluded: Int? = nil
    ) throws {
        let counts = try withLedgerFaults { try ledger.counts(of: mailing.letter) }
        letter = mailing.letter
        digest = mailing.digest
        accepted = counts[.accepted]
        inMaildir = counts.inMaildir
        deferred = counts[.deferred]
        rejected = counts[.rejected]
        uncertain = counts[.uncertain] + (isSending ? 0 : counts[.attempting])
        settled = counts[.settled]
        left = counts[.queued] + (isSending ? counts[.attempting] : 0)
        let recorded = try withLedgerFaults { try ledger.decisionCounts(of: mailing.letter) }
        self.contacts = contacts ?? recorded.contacts
        self.excluded = excluded ?? max(0, recorded.entries - counts.admitted)
    }

    var members: [JSONValue.Member] {
        [
            .init("letter", .string(letter)), .init("digest", .string(digest)), .init("contacts", .int(contacts)),
            .init("admitted", .int(admitted)), .init("excluded", .int(excluded)), .init("refused", .array([])),
            .init("accepted", .int(accepted)), .init("deferred", .int(deferred)), .init("rejected", .int(rejected)),
            .init("uncertain", .int(uncertain)), .init("settled", .int(settled)), .init("left", .int(left)),
        ]
    }
}
