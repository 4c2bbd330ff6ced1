import ArgumentParser
import Ledger
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
        let resolution = try Resolution(
            of: letter, maildir ? .maildir : settle ? .uncertain : .uncertainAndSendersFaults,
            in: try Workspace(global))
        for address in wanted where !resolution.knows(address) { throw Failure(.usage, unknown(address)) }
        guard resend || settle else {
            return try maildir ? listMaildir(resolution.open) : list(resolution.open, resolution.rejected)
        }
        let word: Resolution.Word = resend ? .resend : .settle
        let (changed, requeued) = try resolution.record(word, for: wanted)
        for address in changed + requeued {
            let shown = address.isEmpty ? Phrase(fr: "(effacé)", en: "(erased)")[Speech.language] : address
            try Console.print("\(shown)  \(word.state.word[Speech.language])")
        }
        tell(changed.count, requeued.count)
    }

    private func unknown(_ address: AddrSpec) -> Phrase {
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
                        + "rejected for a fault of the sender’s")
    }

    /// How many were changed: of the uncertain ones, and of those rejected for the sender's fault.
    private func tell(_ changed: Int, _ requeued: Int) {
        let people = Phrase { language in
            Wording.plural(
                changed + requeued,
                resend
                    ? Phrase(fr: "destinataire remis en file", en: "recipient back in the queue")
                    : Phrase(fr: "destinataire réglé", en: "recipient settled"),
                resend
                    ? Phrase(fr: "destinataires remis en file", en: "recipients back in the queue")
                    : Phrase(fr: "destinataires réglés", en: "recipients settled"), language)
        }
        let kinds = Phrase { language in
            let rejected = Wording.plural(
                requeued,
                Phrase(fr: "rejeté par la faute de l’expéditeur", en: "rejected for a fault of the sender’s"),
                Phrase(fr: "rejetés par la faute de l’expéditeur", en: "rejected for a fault of the sender’s"), language
            )
            let uncertain = Wording.plural(
                changed, Phrase(fr: "incertain", en: "uncertain"), Phrase(fr: "incertains", en: "uncertain"),
                language)
            return requeued == 0 ? "" : " (\(uncertain), \(rejected))"
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
        let report = StatusReport(
            language: Speech.language, style: Style(descriptor: 1),
            width: Console.isOutputTerminal ? Console.width : nil)
        for line in report.recipients(uncertain + rejected).dropFirst() { try Console.print(line) }
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
