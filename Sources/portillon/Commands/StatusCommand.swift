import ArgumentParser
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
        let isUnfinished = try ledger.isLogBehind()
        let report = StatusReport(
            language: Speech.language, style: Style(descriptor: 1),
            width: Console.isOutputTerminal ? Console.width : nil)
        guard let letter else {
            let tallies = try mailings.map { try MailingTally(ledger, $0, isSending: isSending) }
            guard !json else {
                let documents = tallies.map { JSONValue.object($0.members) }
                return try Console.print(JSONValue.object([.init("mailings", .array(documents))]).pretty)
            }
            for line in report.mailings(tallies) { try Console.print(line) }
            if tallies.isEmpty { Console.say(StatusReport.nothingYet) }
            if isUnfinished { Console.say(StatusReport.unfinished(isSending: isSending)) }
            return try tellOfInbox(ledger)
        }
        guard let mailing = mailings.first(where: { $0.letter == letter }) else {
            throw Failure.unknownLetter(letter, known: mailings.map(\.letter))
        }
        let tally = try MailingTally(ledger, mailing, isSending: isSending)
        var recipients: [RecipientRecord] = []
        var faults = SendersFaults(sender: workspace.configuration.sender.address)
        guard !json else {
            var documents: [JSONValue] = []
            try ledger.forEachRecipient(of: letter) { documents.append(StatusReport.document($0)) }
            return try Console.print(
                JSONValue.object(tally.members + [.init("recipients", .array(documents))]).pretty)
        }
        try ledger.forEachRecipient(of: letter) { recipient in
            if tally.rejected > 0 { faults.add(recipient) }
            if StatusReport.isWorthNaming(recipient) { recipients.append(recipient) }
        }
        for line in report.mailings([tally]) + report.recipients(recipients) { try Console.print(line) }
        let steps = StatusReport.next(
            tally, sendersFaults: faults.contacts.count, isMaildir: workspace.configuration.relay.address.isMaildir)
        for phrase in steps { Console.say(phrase) }
        // The log is the ledger's: of its mailings, it is the last one that a run has not ended.
        if isUnfinished, mailing == mailings.last { Console.say(StatusReport.unfinished(isSending: isSending)) }
        try tellOfInbox(ledger)
    }

    private func tellOfInbox(_ ledger: Ledger) throws {
        let troubles = try ledger.troublesOfLate(at: Workspace.now()).count
        for phrase in StatusReport.inbox(troubles: troubles, waiting: try ledger.waitingMailCount()) {
            Console.say(phrase)
        }
    }
}
