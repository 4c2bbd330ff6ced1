package import Ledger
package import Vocabulary
package import Workspace

/// What `status` says: a table of mailings, those of one mailing who need a look, and what to do next.
package struct StatusReport {
    private let language: Language
    private let style: Style
    /// Columns; nil where lines may be long.
    private let width: Int?

    /// `width`: columns of the terminal; nil where lines may be long.
    package init(language: Language, style: Style, width: Int?) {
        (self.language, self.style, self.width) = (language, style, width)
    }

    /// A line for each mailing under a head; nothing for none.
    package func mailings(_ tallies: [MailingTally]) -> [String] {
        guard !tallies.isEmpty else { return [] }
        var columns: [(title: Phrase, count: (MailingTally) -> Int, isAlways: Bool)] = [
            (Phrase(fr: "admis", en: "admitted"), { $0.admitted }, true),
            (Phrase(fr: "acceptés", en: "accepted"), { $0.accepted }, true),
            (Phrase(fr: "différés", en: "deferred"), { $0.deferred }, false),
            (Phrase(fr: "rejetés", en: "rejected"), { $0.rejected }, false),
            (Phrase(fr: "revenus", en: "returned"), { $0.returned }, false),
            (Phrase(fr: "incertains", en: "uncertain"), { $0.uncertain }, false),
            (Phrase(fr: "réglés", en: "settled"), { $0.settled }, false),
            (Phrase(fr: "restent", en: "left"), { $0.left }, true),
        ]
        // On a terminal, a state that nobody is in takes no room.
        if width != nil {
            columns = columns.filter { column in column.isAlways || tallies.contains { column.count($0) > 0 } }
        }
        var table = TextTable(
            [.text(Phrase(fr: "lettre", en: "letter")[language], least: 12)]
                + columns.map { .number($0.title[language]) },
            width: width, style: style)
        let rows = tallies.map { tally in
            [TextTable.Cell(tally.letter)]
                + columns.map { TextTable.Cell(Wording.number($0.count(tally), language)) }
        }
        return table.lines(rows)
    }

    /// Those who are named: whoever an earlier run put back is so by what the relay said.
    package static func isWorthNaming(_ recipient: RecipientRecord) -> Bool {
        recipient.returned != nil
            || recipient.state != .accepted && (recipient.state != .queued || recipient.reply != nil)
    }

    /// A line for each recipient, under a head and a blank line; nothing for none.
    package func recipients(_ recipients: [RecipientRecord]) -> [String] {
        guard !recipients.isEmpty else { return [] }
        let hasReturned = recipients.contains { $0.returned != nil }
        let heads: [(Phrase, Int)] = [
            (Phrase(fr: "adresse", en: "address"), 20), (Phrase(fr: "état", en: "state"), 10),
            (
                hasReturned
                    ? Phrase(fr: "réponse du relais, ou ce qui est revenu", en: "the relay’s reply, or what came back")
                    : Phrase(fr: "réponse du relais", en: "the relay’s reply"), 10
            ),
        ]
        var table = TextTable(
            heads.enumerated().map { index, head in
                index == heads.count - 1
                    ? .wrapped(head.0[language], least: 30) : .text(head.0[language], least: head.1)
            }, width: width, style: style)
        return [""]
            + table.lines(
                recipients.map { recipient in
                    [
                        .init(recipient.shownAddress[language]), state(of: recipient),
                        .init(words(on: recipient)),
                    ]
                })
    }

    /// That it came back for good says more than that the relay took it.
    private func state(of recipient: RecipientRecord) -> TextTable.Cell {
        guard recipient.returned?.class == .dead, recipient.state == .accepted else {
            return .init(recipient.state.word[language], recipient.state.paint)
        }
        return .init(Phrase(fr: "revenu", en: "returned")[language], .red)
    }

    private func words(on recipient: RecipientRecord) -> String {
        guard let returned = recipient.returned else { return recipient.reply ?? "" }
        let word = returned.class.word[language]
        return returned.diagnostic.isBlank ? word : word + " · " + returned.diagnostic
    }

    /// One recipient, as `status --json` has them.
    package static func document(_ recipient: RecipientRecord) -> JSONValue {
        .object([
            .init("address", .string(recipient.address)),
            .init("state", .string(recipient.state.rawValue)),
            .init("attempts", .int(recipient.attempts)), .init("reply", JSONValue(recipient.reply)),
            .init("at", .string(recipient.at.iso)), .init("due", JSONValue(recipient.due?.iso)),
            .init("returned", recipient.returned?.document ?? .null),
        ])
    }

    package static let nothingYet = Phrase(
        fr: "Aucun envoi n’a commencé. Ensuite : portillon preview LETTRE",
        en: "No mailing has begun. Next: portillon preview LETTER")

    /// Where a run has not come to its end, the table counts those alone whom it has come to.
    package static func unfinished(isSending: Bool) -> Phrase {
        isSending
            ? Phrase(
                fr: "\nUn envoi est en cours\u{A0}: seules les personnes déjà examinées sont comptées.",
                en: "\nA mailing is being sent: only those who have been looked at by now are counted.")
            : Phrase(
                fr:
                    "\nLe dernier envoi a été coupé avant d’avoir examiné tout le monde\u{A0}: d’autres personnes peuvent "
                    + "rester à servir. Relancez `portillon send` avec la même lettre.",
                en:
                    "\nThe last run was cut off before it had looked at everybody: others may still be to be written to. "
                    + "Run `portillon send` with the same letter again.")
    }

    /// What to do about a mailing. `sendersFaults`: how many were rejected for what was the sender's fault; nobody stays so.
    package static func next(_ tally: MailingTally, sendersFaults: Int, isMaildir: Bool) -> [Phrase] {
        var steps: [Phrase] = []
        if sendersFaults > 0 { steps.append(resending(sendersFaults, tally)) }
        if tally.inMaildir > 0, !isMaildir {
            let word = tally.receipt.wordOnMaildir
            steps.append(Phrase(fr: "\n\(word.fr)", en: "\n\(word.en)"))
        }
        if tally.uncertain > 0 {
            steps.append(
                Phrase(
                    fr: "\nLes incertains ont peut-être reçu la lettre. Ensuite : portillon resolve \(tally.letter) "
                        + "--settle (ou --resend)",
                    en: "\nThe uncertain ones may have got the letter. Next: portillon resolve \(tally.letter) "
                        + "--settle (or --resend)"))
        } else if tally.left + tally.deferred > 0 {
            steps.append(
                Phrase(
                    fr: "\nRelancez `portillon send` avec la même lettre : l’envoi reprendra où il en est.",
                    en: "\nRun `portillon send` with the same letter again: the mailing goes on where it stands."))
        }
        return steps
    }

    /// What reports say that mean the sender, and how many messages wait; nothing for neither.
    package static func inbox(troubles: Int, waiting: Int) -> [Phrase] {
        var phrases: [Phrase] = []
        if troubles > 0 {
            phrases.append(
                Phrase { language in
                    let count = Wording.plural(
                        troubles,
                        Phrase(
                            fr: "rebond récent vise l’expéditeur, ou ne dit pas sa cause",
                            en: "bounce of late means the sender, or does not tell its cause"),
                        Phrase(
                            fr: "rebonds récents visent l’expéditeur, ou ne disent pas leur cause",
                            en: "bounces of late mean the sender, or do not tell their cause"), language)
                    return "\n\(count)\(Phrase(fr: " : portillon doctor", en: ": portillon doctor")[language])"
                })
        }
        if waiting > 0 { phrases.append(InboxSummary.waiting(waiting)) }
        return phrases
    }

    private static func resending(_ count: Int, _ tally: MailingTally) -> Phrase {
        let more =
            tally.uncertain > 0
            ? Phrase(
                fr: " (suivi de leurs adresses, sinon les incertains aussi)",
                en: " (with their addresses behind, or it takes the uncertain ones too)")
            : Phrase(fr: "", en: "")
        return Phrase(
            fr:
                "\n\(count) \(count < 2 ? "rejeté l’a été" : "rejetés l’ont été") par la faute de l’expéditeur, pas par "
                + "\(count < 2 ? "la sienne" : "la leur"). Une fois corrigée : portillon resolve \(tally.letter) --resend\(more.fr)",
            en:
                "\n\(count) of the rejected \(count == 1 ? "was" : "were") so for a fault of the sender’s, not of their "
                + "own. Once it is put right: portillon resolve \(tally.letter) --resend\(more.en)")
    }
}
