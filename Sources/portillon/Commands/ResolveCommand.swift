import ArgumentParser
import Foundation
import Ledger
import Mailing
import Report
import Vocabulary
import Workspace

struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Tranche les incertains, sur votre parole. · Settles the uncertain ones, on your word.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("L'identité de la lettre. · The letter's identity.", valueName: "letter-id"))
    var letter: String

    @Flag(
        help: ArgumentHelp(
            "Ils ne l'ont pas reçue : à renvoyer ; et avec eux ceux qui ont été rejetés par la faute de l'expéditeur. · "
                + "They did not get it: send again; and with them those rejected for a fault of the sender's."))
    var resend = false

    @Flag(help: "L'affaire est close. · The matter is closed.")
    var settle = false

    @Flag(
        help: "Ceux dont la lettre n'est que dans une Maildir. · Those whose letter lies in a Maildir alone.")
    var maildir = false

    @Argument(help: ArgumentHelp("Seulement ces adresses. · These addresses alone.", valueName: "address"))
    var addresses: [String] = []

    func run() throws {
        let wanted = try global.readingOptions {
            guard !(resend && settle) else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "choisissez --resend ou --settle, pas "
                            + "les deux", en: "choose --resend or --settle, not both"))
            }
            return try addresses.map { try AddressArgument.read($0) }
        }
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger()
        defer { ledger.close() }
        let key = try workspace.key(for: ledger)
        let lock = try SendLock.taken(beside: ledger.path, for: "resolve \(letter)")
        defer { lock.release() }
        guard let mailing = try ledger.mailing(letter) else {
            throw Failure.unknownLetter(letter, known: try ledger.mailings().map(\.letter))
        }
        _ = try ledger.recover(mailing, key: key, now: Workspace.now())
        var open: [RecipientRecord] = []
        var rejected: [RecipientRecord] = []
        var faults = SendersFaults(sender: workspace.configuration.sender.address)
        try ledger.forEachRecipient(of: letter) {
            if maildir ? $0.isInMaildir : $0.state == .uncertain { open.append($0) }
            if !maildir, !settle {
                faults.note($0)
                if $0.state == .rejected { rejected.append($0) }
            }
        }
        let contacts = faults.contacts
        rejected.removeAll { !contacts.contains($0.contact) }
        let known = open + rejected
        for address in wanted where !known.contains(where: { (try? AddrSpec(parsing: $0.address)) == address }) {
            throw Failure(
                .usage,
                maildir
                    ? Phrase(
                        fr: "la lettre `\(letter)` pour `\(address)` n’est pas dans une Maildir",
                        en: "the letter `\(letter)` for `\(address)` does not lie in a Maildir")
                    : settle
                        ? Phrase(
                            fr: "`\(address)` n’est pas parmi les incertains de `\(letter)`",
                            en: "`\(address)` is not among the uncertain ones of `\(letter)`")
                        : Phrase(
                            fr:
                                "`\(address)` n’est ni parmi les incertains de `\(letter)`, ni parmi ceux qu’une faute de "
                                + "l’expéditeur a fait rejeter",
                            en: "`\(address)` is neither among the uncertain ones of `\(letter)`, nor among those "
                                + "rejected for a fault of the sender’s"))
        }
        guard resend || settle else { return try maildir ? listMaildir(open) : list(open, rejected) }
        let state: RecipientState = resend ? .queued : .settled
        let changed = try ledger.resolve(
            mailing, inMaildir: maildir, addresses: wanted, to: state, key: key, now: Workspace.now())
        for address in changed {
            let shown = address.isEmpty ? Phrase(fr: "(effacé)", en: "(erased)")[Speech.language] : address
            try Console.print("\(shown)  \(state.rawValue)")
        }
        let again = rejected.filter { one in
            wanted.isEmpty || wanted.contains { (try? AddrSpec(parsing: one.address)) == $0 }
        }
        let requeued = try ledger.requeue(Set(again.map(\.contact)), of: mailing, key: key, now: Workspace.now())
        for address in requeued { try Console.print("\(address)  \(state.rawValue)") }
        let people = Phrase { language in
            Wording.plural(
                changed.count + requeued.count,
                resend
                    ? Phrase(fr: "destinataire remis en file", en: "recipient back in the queue")
                    : Phrase(fr: "destinataire réglé", en: "recipient settled"),
                resend
                    ? Phrase(fr: "destinataires remis en file", en: "recipients back in the queue")
                    : Phrase(fr: "destinataires réglés", en: "recipients settled"), language)
        }
        let kinds = Phrase { language in
            let rejected = Wording.plural(
                requeued.count,
                Phrase(fr: "rejeté par la faute de l’expéditeur", en: "rejected for a fault of the sender’s"),
                Phrase(fr: "rejetés par la faute de l’expéditeur", en: "rejected for a fault of the sender’s"), language
            )
            let uncertain = Wording.plural(
                changed.count, Phrase(fr: "incertain", en: "uncertain"), Phrase(fr: "incertains", en: "uncertain"),
                language)
            return requeued.isEmpty ? "" : " (\(uncertain), \(rejected))"
        }
        Console.say(
            resend
                ? Phrase(
                    fr: "\(people.fr)\(kinds.fr). Ensuite : portillon send avec la même lettre.",
                    en: "\(people.en)\(kinds.en). Next: portillon send with the same letter.")
                : Phrase(fr: "\(people.fr), sur votre parole.", en: "\(people.en), on your word."))
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

    private func list(_ uncertain: [RecipientRecord], _ rejected: [RecipientRecord]) throws {
        guard !uncertain.isEmpty || !rejected.isEmpty else {
            Console.say(Phrase(fr: "Aucun incertain.", en: "Nobody is uncertain."))
            return
        }
        let rows = (uncertain + rejected).map {
            [$0.shownAddress[Speech.language], $0.state.rawValue, $0.at.iso, printable($0.reply ?? "")]
        }
        for line in aligned(rows, width: Console.width) { try Console.print(line) }
        if !uncertain.isEmpty {
            Console.say(
                Phrase(
                    fr: "\nLes incertains : demandez-leur, ou regardez le journal du relais ; puis --settle (reçue) ou "
                        + "--resend (jamais reçue).",
                    en:
                        "\nThe uncertain ones: ask them, or look at the relay's log; then --settle (received) or --resend "
                        + "(never received)."))
        }
        if !rejected.isEmpty {
            Console.say(
                Phrase(
                    fr: "\nLes rejetés de cette liste l’ont été par la faute de l’expéditeur : une fois le relais ou "
                        + "l’adresse corrigés, --resend les remet en file.",
                    en: "\nThe rejected ones of this list were so for a fault of the sender’s: once the relay or the "
                        + "address is put right, --resend queues them again."))
        }
        throw Ending(status: .temporary)
    }
}

extension SendersFaults {
    mutating func note(_ recipient: RecipientRecord) {
        // No relay has had an opinion of a letter in a Maildir.
        guard !recipient.isInMaildir else { return }
        note(
            recipient.contact, at: recipient.address, state: recipient.state, reply: recipient.reply,
            since: recipient.at)
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
