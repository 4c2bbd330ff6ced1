import ArgumentParser
import Foundation
import Ledger
import Report
import Vocabulary

struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Tranche les incertains, sur votre parole. · Settles the uncertain ones, on your word.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("L'identité de la lettre. · The letter's identity.", valueName: "letter-id"))
    var letter: String

    @Flag(help: "Ils ne l'ont pas reçue : à renvoyer. · They did not get it: send again.")
    var resend = false

    @Flag(help: "L'affaire est close. · The matter is closed.")
    var settle = false

    @Flag(
        help: "Ceux dont la lettre n'est que dans une Maildir. · Those whose letter lies in a Maildir alone.")
    var maildir = false

    @Argument(help: ArgumentHelp("Seulement ces adresses. · These addresses alone.", valueName: "address"))
    var addresses: [String] = []

    func run() throws {
        let workspace = try Workspace(global)
        guard !(resend && settle) else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "choisissez --resend ou --settle, pas "
                        + "les deux", en: "choose --resend or --settle, not both"))
        }
        let wanted = try addresses.map { try AddressArgument.read($0) }
        let ledger = try workspace.ledger()
        defer { ledger.close() }
        let key = try workspace.key(for: ledger)
        let lock = try SendLock.taken(beside: ledger.path, for: "resolve \(letter)")
        defer { lock.release() }
        guard let mailing = try withLedgerFaults({ try ledger.mailing(letter) }) else {
            throw Failure.unknownLetter(letter, known: try withLedgerFaults { try ledger.mailings() }.map(\.letter))
        }
        _ = try withLedgerFaults { try ledger.recover(mailing, key: key, now: Workspace.now()) }
        var open: [RecipientRecord] = []
        try withLedgerFaults {
            try ledger.forEachRecipient(of: letter) {
                if maildir ? $0.isInMaildir : $0.state == .uncertain { open.append($0) }
            }
        }
        for address in wanted where !open.contains(where: { (try? AddrSpec(parsing: $0.address)) == address }) {
            throw Failure(
                .usage,
                maildir
                    ? Phrase(
                        fr: "la lettre `\(letter)` pour `\(address)` n’est pas dans une Maildir",
                        en: "the letter `\(letter)` for `\(address)` does not lie in a Maildir")
                    : Phrase(
                        fr: "`\(address)` n’est pas parmi les incertains de `\(letter)`",
                        en: "`\(address)` is not among the uncertain ones of `\(letter)`"))
        }
        guard resend || settle else { return try maildir ? listMaildir(open) : list(open) }
        let state: RecipientState = resend ? .queued : .settled
        let changed = try withLedgerFaults {
            try ledger.resolve(
                mailing, inMaildir: maildir, addresses: wanted, to: state, key: key, now: Workspace.now())
        }
        for address in changed {
            let shown = address.isEmpty ? Phrase(fr: "(effacé)", en: "(erased)")[Speech.language] : address
            try Console.print("\(shown)  \(state.rawValue)")
        }
        Console.say(
            resend
                ? Phrase(
                    fr: "\(changed.count) remis en file. Ensuite : portillon send avec la même lettre.",
                    en: "\(changed.count) back in the queue. Next: portillon send with the same letter.")
                : Phrase(
                    fr: "\(changed.count) réglés, sur votre "
                        + "parole.", en: "\(changed.count) settled, on your word."))
    }

    private func listMaildir(_ there: [RecipientRecord]) throws {
        for line in aligned(
            there.map { [$0.shownAddress[Speech.language], $0.at.iso, printable($0.reply ?? "")] }, width: Console.width
        ) {
            try Console.print(line)
        }
        Console.say(
            there.isEmpty
                ? Phrase(fr: "Aucune lettre dans une Maildir.", en: "No letter lies in a Maildir.")
                : Phrase(
                    fr: "\nAucun relais ne les a : --resend les remet en file, --settle clôt l’affaire.",
                    en: "\nNo relay has them: --resend queues them again, --settle closes the matter."))
    }

    private func list(_ uncertain: [RecipientRecord]) throws {
        guard !uncertain.isEmpty else {
            Console.say(Phrase(fr: "Aucun incertain.", en: "Nobody is uncertain."))
            return
        }
        let rows = uncertain.map { [$0.shownAddress[Speech.language], $0.at.iso, printable($0.reply ?? "")] }
        for line in aligned(rows, width: Console.width) { try Console.print(line) }
        Console.say(
            Phrase(
                fr: "\nDemandez-leur, ou regardez le journal du relais ; puis --settle (reçue) ou --resend (jamais "
                    + "reçue).",
                en: "\nAsk them, or look at the relay's log; then --settle (received) or --resend (never received)."))
        throw Ending(status: .temporary)
    }
}

extension SendLock {
    /// Takes the lock, or fails with who holds it.
    static func taken(beside ledger: String, for purpose: String) throws -> SendLock {
        do {
            return try take(beside: ledger, holder: "pid \(getpid()), \(purpose), \(Workspace.now().iso)")
        } catch let held as Held {
            let holder = held.holder.isEmpty ? "?" : held.holder
            throw Failure(
                .temporary,
                Phrase(
                    fr: "un autre envoi est en cours (\(holder)) ; attendez qu’il finisse, puis relancez",
                    en: "another run is sending (\(holder)); wait until it is done, then run again"))
        } catch let fault as LedgerFault {
            throw Failure(fault)
        }
    }
}
