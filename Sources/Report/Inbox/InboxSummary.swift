import Ledger
import Mailroom
package import Vocabulary
package import Workspace

/// What a reading of the inbox heard, in a few lines: what was read, what it was, what is on record by it, what waits.
package struct InboxSummary {
    private let report: InboxReport
    private let isDry: Bool
    private let language: Language
    private let style: Style
    /// Columns; nil where lines may be long.
    private let width: Int?
    private static let sourcesShown = 8
    private static let namesShown = 3

    /// `isDry`: nothing was kept. `width`: columns of the terminal; nil where lines may be long.
    package init(_ report: InboxReport, isDry: Bool, language: Language, style: Style, width: Int?) {
        (self.report, self.isDry, self.language, self.style, self.width) = (report, isDry, language, style, width)
    }

    package var lines: [String] {
        let listed = isDry ? messages : []
        let parts = [sources, kinds, recorded, listed].filter { !$0.isEmpty }
        return Array(parts.joined(separator: [""]))
    }

    /// What to do next, a paragraph each.
    package var next: [Phrase] {
        var steps: [Phrase] = []
        if report.wasStopped, !isDry {
            steps.append(
                Phrase(
                    fr: "\nArrêté à votre demande : ce qui a été lu est noté, et la même commande reprend.",
                    en: "\nStopped at your request: what was read is recorded, and the same command goes on."))
        }
        if isDry {
            steps.append(
                Phrase(
                    fr: "\nEssai à blanc : rien n’a été noté. La même commande sans --dry-run le fait.",
                    en: "\nA dry run: nothing was recorded. The same command without --dry-run does it."))
        }
        if count(of: [.sender]) > 0 { steps.append(InboxSummary.senderMeant) }
        if report.waiting > 0, !isDry { steps.append(InboxSummary.waiting(report.waiting)) }
        return steps
    }

    /// How many wait, and the command that shows them.
    package static func waiting(_ count: Int) -> Phrase {
        Phrase { language in
            let messages = Wording.plural(
                count, Phrase(fr: "message vous attend", en: "message waits for you"),
                Phrase(fr: "messages vous attendent", en: "messages wait for you"), language)
            return Phrase(
                fr: "\n! \(messages). Ensuite : portillon inbox review",
                en: "\n! \(messages). Next: portillon inbox review")[
                    language]
        }
    }

    private static let senderMeant = Phrase(
        fr: "\nDes serveurs refusent l’expéditeur ou la lettre, et non l’adresse : portillon doctor",
        en: "\nSome servers refuse the sender or the letter, and not the address: portillon doctor")

    // MARK: What was read

    private var sources: [String] {
        var table = TextTable(
            [.text("", least: 16), .number(""), .text("", least: 20)], width: width, hasHeads: false, style: style)
        let failed = Set(report.faults.map(\.source))
        let read = report.sources.filter { $0.messages > 0 || !failed.contains($0.name) }
        let rows = read.prefix(InboxSummary.sourcesShown).map { source -> [TextTable.Cell] in
            let messages = Wording.noun(
                source.messages, Phrase(fr: "message", en: "message"), Phrase(fr: "messages", en: "messages"), language)
            return [
                .init(source.name, .bold), .init(Wording.number(source.messages, language)),
                .init(messages + ", " + new(source.new)),
            ]
        }
        let more = read.count - rows.count
        return table.lines(Array(rows)) + (more > 0 ? ["… " + Wording.others(more, language)] : [])
    }

    private func new(_ count: Int) -> String {
        guard count > 0 else {
            return Phrase(fr: "rien de nouveau sur vos lettres", en: "nothing new about your letters")[language]
        }
        return Wording.plural(
            count, Phrase(fr: "nouveau sur vos lettres", en: "new one about your letters"),
            Phrase(fr: "nouveaux sur vos lettres", en: "new ones about your letters"), language)
    }

    // MARK: What it was

    /// The new ones by their kinds; what answers no letter is nothing to the sender, whatever it is.
    private var kinds: [String] {
        let new = report.messages.filter { $0.action != .known && $0.action != .none }
        var counts: [MailKind: Int] = [:]
        for message in new { counts[message.kind, default: 0] += 1 }
        counts[.unrelated] = report.kinds.values.reduce(0, +) - new.count
        var table = TextTable([.number(""), .text("", least: 30)], width: width, hasHeads: false, style: style)
        return table.lines(
            MailKind.allCases.compactMap { kind in
                guard let count = counts[kind], count > 0 else { return nil }
                let noun = Wording.noun(count, kind.noun.one, kind.noun.many, language)
                return [.init("  " + Wording.number(count, language)), .init(noun + (kind == .bounce ? classes : ""))]
            })
    }

    /// What the bounces mean, in brackets.
    private var classes: String {
        let told = BounceClass.allCases.compactMap { kind -> String? in
            let number = count(of: [kind])
            return number > 0 ? kind.word[language] + " " + Wording.number(number, language) : nil
        }
        return told.isEmpty ? "" : "  (" + told.joined(separator: ", ") + ")"
    }

    /// How many people new bounces are about, of these classes.
    private func count(of classes: Set<BounceClass>) -> Int {
        report.messages.filter { $0.action != .known }.flatMap(\.recipients).count { one in
            one.action != .none && one.class.map(classes.contains) == true
        }
    }

    // MARK: What is on record by it

    struct Row {
        let effect: MailEffect
        let sign: TextTable.Cell
        let one: Phrase
        let many: Phrase
        let count: Int

        func noun(_ language: Language) -> String { Wording.noun(count, one, many, language) }
    }

    static func rows(of recorded: InboxReport.Recorded) -> [Row] {
        [
            Row(
                effect: .objection(.bounced), sign: .init("✗", .yellow),
                one: BounceClass.dead.word,
                many: Phrase(fr: "adresses mortes", en: "dead addresses"), count: recorded.bounced),
            Row(
                effect: .objection(.complained), sign: .init("✗", .yellow), one: MailKind.complaint.noun.one,
                many: MailKind.complaint.noun.many, count: recorded.complained),
            Row(
                effect: .objection(.objected), sign: .init("✗", .yellow),
                one: MailKind.unsubscribe.noun.one, many: MailKind.unsubscribe.noun.many, count: recorded.objected),
            Row(
                effect: .heard, sign: .init("✓", .green), one: MailKind.reply.noun.one,
                many: MailKind.reply.noun.many, count: recorded.heard),
        ]
    }

    private var recorded: [String] {
        let rows = InboxSummary.rows(of: report.recorded).filter { $0.count > 0 }
        guard !rows.isEmpty else { return [] }
        let title =
            isDry
            ? Phrase(fr: "Serait noté", en: "Would be recorded") : Phrase(fr: "Noté", en: "Recorded")
        var table = TextTable(
            [.text("", least: 1), .number(""), .text("", least: 16), .text("", least: 20)], width: width,
            hasHeads: false, style: style)
        return [style.bold(title[language])]
            + table.lines(
                rows.map { row in
                    let sign = TextTable.Cell("  " + row.sign.text, row.sign.paint)
                    return [
                        sign, .init(Wording.number(row.count, language)), .init(row.noun(language)),
                        .init(people(row.effect), .dim),
                    ]
                })
    }

    /// The first of whom something is on record that was not before.
    private func people(_ effect: MailEffect) -> String {
        var names: [String] = []
        for one in report.messages.flatMap(\.recipients) where one.newEffect == effect && !names.contains(one.address) {
            names.append(one.address)
        }
        let more = names.count - InboxSummary.namesShown
        let shown = names.prefix(InboxSummary.namesShown).joined(separator: ", ")
        return more > 0 ? shown + " " + Wording.others(more, language) : shown
    }

    // MARK: Every message, of a dry run

    private var messages: [String] {
        var table = TextTable(
            [
                .text(Phrase(fr: "de, ou sur", en: "from, or about")[language], least: 24),
                .text(Phrase(fr: "message", en: "message")[language], least: 10),
                .text(Phrase(fr: "effet", en: "effect")[language], least: 13),
                .wrapped(Phrase(fr: "pourquoi", en: "why")[language], least: 20),
            ], width: width, style: style)
        return table.lines(
            report.messages.map { message in
                // Of somebody erased, nothing is said.
                let people = message.recipients.map(\.address).filter { !$0.isEmpty }
                let who = people.first ?? message.from ?? "—"
                let more = people.count - 1
                let before = message.recipients.lazy.compactMap(\.before).first
                let why = before.map { before in
                    Phrase { before.action.word[$0] + Phrase(fr: "\u{A0}: ", en: ": ")[$0] + before.because.phrase[$0] }
                }
                return [
                    .init(who + (more > 0 ? " +\(more)" : "")), .init(message.kind.word[language]),
                    .init(message.action.word[language], message.action.paint),
                    .init((why ?? message.because.phrase)[language]),
                ]
            })
    }
}
