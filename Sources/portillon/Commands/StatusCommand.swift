import ArgumentParser
import Courier
import Ledger
import Mailing
import Report
import Vocabulary
import Workspace

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
        let mailings = try ledger.mailings()
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
            try ledger.forEachRecipient(of: letter) { recipients.append(document($0)) }
            try Console.print(JSONValue.object(tally.members + [.init("recipients", .array(recipients))]).pretty)
        } else {
            try show([tally])
            var rows: [[TextTable.Cell]] = []
            var faults = SendersFaults(sender: workspace.configuration.sender.address)
            try ledger.forEachRecipient(of: letter) { recipient in
                if tally.rejected > 0 { faults.note(recipient) }
                // Whoever an earlier run put back is named by what the relay said.
                let isPlain = recipient.state == .accepted || recipient.state == .queued && recipient.reply == nil
                guard !isPlain else { return }
                rows.append([
                    .init(recipient.shownAddress[Speech.language]),
                    .init(recipient.state.rawValue, recipient.state.paint),
                    .init(recipient.reply ?? ""),
                ])
            }
            if !rows.isEmpty {
                try Console.print("")
                let heads = Phrase(fr: "adresse|état|réponse du relais", en: "address|state|the relay’s reply")
                try printTable(rows, heads: heads, least: [20, 10, 10])
            }
            suggestResending(faults.contacts.count, tally)
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
                    fr: "Aucun envoi n’a commencé. Ensuite : portillon preview LETTRE",
                    en: "No mailing has begun. Next: portillon preview LETTER"))
            return
        }
        let language = Speech.language
        var columns: [(title: Phrase, count: (MailingTally) -> Int, isAlways: Bool)] = [
            (Phrase(fr: "admis", en: "admitted"), { $0.admitted }, true),
            (Phrase(fr: "acceptés", en: "accepted"), { $0.accepted }, true),
            (Phrase(fr: "différés", en: "deferred"), { $0.deferred }, false),
            (Phrase(fr: "rejetés", en: "rejected"), { $0.rejected }, false),
            (Phrase(fr: "incertains", en: "uncertain"), { $0.uncertain }, false),
            (Phrase(fr: "réglés", en: "settled"), { $0.settled }, false),
            (Phrase(fr: "restent", en: "left"), { $0.left }, true),
        ]
        // On a terminal, a state that nobody is in takes no room.
        if Console.isOutputTerminal {
            columns = columns.filter { column in column.isAlways || tallies.contains { column.count($0) > 0 } }
        }
        var table = TextTable(
            [.text(Phrase(fr: "lettre", en: "letter")[language], least: 12)]
                + columns.map { .number($0.title[language]) },
            width: Console.isOutputTerminal ? Console.width : nil, style: Style(descriptor: 1))
        let rows = tallies.map { tally in
            [TextTable.Cell(tally.letter)]
                + columns.map { TextTable.Cell(Wording.number($0.count(tally), language)) }
        }
        for line in table.lines(rows) { try Console.print(line) }
    }

    private func printTable(_ rows: [[TextTable.Cell]], heads: Phrase, least: [Int]) throws {
        let titles = heads[Speech.language].split(separator: "|").map(String.init)
        var table = TextTable(
            zip(titles, least).map { .text($0, least: $1) }, width: Console.isOutputTerminal ? Console.width : nil,
            style: Style(descriptor: 1))
        for line in table.lines(rows) { try Console.print(line) }
    }

    /// Nobody stays rejected for what was the sender's fault.
    private func suggestResending(_ count: Int, _ tally: MailingTally) {
        guard count > 0 else { return }
        let more =
            tally.uncertain > 0
            ? Phrase(
                fr: " (suivi de leurs adresses, sinon les incertains aussi)",
                en: " (with their addresses behind, or it takes the uncertain ones too)")
            : Phrase(fr: "", en: "")
        Console.say(
            Phrase(
                fr:
                    "\n\(count) \(count < 2 ? "rejeté l’a été" : "rejetés l’ont été") par la faute de l’expéditeur, pas par "
                    + "\(count < 2 ? "la sienne" : "la leur"). Une fois corrigée : portillon resolve \(tally.letter) --resend\(more.fr)",
                en:
                    "\n\(count) of the rejected \(count == 1 ? "was" : "were") so for a fault of the sender’s, not of their "
                    + "own. Once it is put right: portillon resolve \(tally.letter) --resend\(more.en)"))
    }

    private func suggest(_ tally: MailingTally, relay: RelayAddress) throws {
        if tally.inMaildir > 0, !relay.isMaildir {
            Console.say("")
            Console.say(tally.receipt.wordOnMaildir)
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
                    fr: "\nRelancez `portillon send` avec la même lettre : l’envoi reprendra où il en est.",
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
        let counts = try ledger.counts(of: mailing.letter)
        letter = mailing.letter
        digest = mailing.digest
        accepted = counts[.accepted]
        inMaildir = counts.inMaildir
        deferred = counts[.deferred]
        rejected = counts[.rejected]
        uncertain = counts[.uncertain] + (isSending ? 0 : counts[.attempting])
        settled = counts[.settled]
        left = counts[.queued] + (isSending ? counts[.attempting] : 0)
        if let contacts, let excluded {
            (self.contacts, self.excluded) = (contacts, excluded)
            return
        }
        let recorded = try ledger.decisionCounts(of: mailing.letter)
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

extension MailingTally {
    var receipt: Receipt {
        Receipt(
            letter: letter, admitted: admitted, excluded: excluded, accepted: accepted, inMaildir: inMaildir,
            deferred: deferred, rejected: rejected, uncertain: uncertain, settled: settled, left: left)
    }
}

extension RelayAddress {
    /// As a receipt names it.
    var destination: Receipt.Destination {
        switch self {
        case .maildir(let folder): .maildir(ShortPath.of(folder))
        case .smtp: .relay(description)
        }
    }
}

extension RecipientState {
    /// The colour of its sign in a list.
    var paint: Style.Paint? {
        switch self {
        case .accepted: .green
        case .rejected: .red
        case .deferred, .uncertain, .attempting: .yellow
        case .queued, .settled, .withheld: nil
        }
    }
}
