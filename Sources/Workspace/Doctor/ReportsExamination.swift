package import Ledger
import Mailroom
package import Vocabulary

/// What came back of late that is about the sender: hosts that refuse the sender, the host or the letter, or that do not say
/// what they refuse.
struct ReportsExamination {
    let ledger: Ledger
    let now: Instant

    private static let name = Phrase(fr: "rebonds", en: "bounces")

    func run(_ checkup: inout Checkup) {
        let troubles: [CameBack]
        do throws(LedgerFault) {
            troubles = try ledger.troublesOfLate(at: now)
        } catch {
            checkup.add(Check("bounces", Self.name, .fail, error.message))
            return
        }
        let (sender, unknown) = (troubles.filter { $0.class == .sender }, troubles.filter { $0.class != .sender })
        if let last = sender.first {
            checkup.add(
                Check(
                    "bounces-of-sender", Self.name, .warn,
                    Phrase { language in
                        let count = Wording.plural(
                            sender.count, Phrase(fr: "refus vise", en: "refusal means"),
                            Phrase(fr: "refus visent", en: "refusals mean"), language)
                        return Phrase(
                            fr: "\(count) l’expéditeur, son serveur ou la lettre ; le dernier : \(said(last, .french))",
                            en: "\(count) the sender, their host or the letter; the last one: \(said(last, .english))")[
                                language]
                    },
                    remedy: Phrase(
                        fr:
                            "vérifiez SPF, DKIM et DMARC de votre domaine, par `portillon doctor --round-trip` ; si un hébergeur "
                            + "vous bloque, sa réponse dit souvent où le lui demander",
                        en:
                            "check your domain’s SPF, DKIM and DMARC, by `portillon doctor --round-trip`; where a provider "
                            + "blocks you, its reply often says where to ask")))
        }
        guard let last = unknown.first else { return }
        checkup.add(
            Check(
                "bounces-unknown", Self.name, .warn,
                Phrase { language in
                    let count = Wording.plural(
                        unknown.count, Phrase(fr: "rebond ne dit pas sa cause", en: "bounce does not tell its cause"),
                        Phrase(fr: "rebonds ne disent pas leur cause", en: "bounces do not tell their cause"), language)
                    return Phrase(
                        fr: "\(count) ; le dernier : \(said(last, .french))",
                        en: "\(count); the last one: \(said(last, .english))")[language]
                },
                remedy: Phrase(
                    fr:
                        "lisez-le : `portillon why ADRESSE` dit où il est ; si l’adresse n’existe plus : `portillon object "
                        + "ADRESSE --kind bounced`",
                    en:
                        "read it: `portillon why ADDRESS` tells of it; where the address is no more: `portillon object ADDRESS "
                        + "--kind bounced`")))
    }

    private func said(_ report: CameBack, _ language: Language) -> String {
        let words = report.diagnostic.isBlank ? report.status ?? "" : report.diagnostic
        let short = words.count > 160 ? words.prefix(160) + "…" : words[...]
        return report.address + (short.isEmpty ? "" : ", " + Wording.quoted(String(short), language))
    }
}

extension Ledger {
    /// How far back reports count as of late, in days.
    private static let late: Int64 = 30

    /// The reports of late of which the sender, or nobody knows what, is the cause, the newest first.
    package func troublesOfLate(at now: Instant) throws(LedgerFault) -> [CameBack] {
        try troublesWithSending(
            since: Instant(milliseconds: now.milliseconds - Ledger.late * Instant.millisecondsPerDay))
    }
}
