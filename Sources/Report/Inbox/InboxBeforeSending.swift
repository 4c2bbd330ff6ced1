import Mailroom
package import Vocabulary
package import Workspace

/// What `send` says of the inbox, which it reads before anybody is judged.
extension InboxSummary {
    /// In one line, for `send`, which reads the inbox first.
    package static func brief(_ report: InboxReport) -> Phrase {
        Phrase { language in
            let new = report.sources.reduce(0) { $0 + $1.new }
            guard new > 0 else {
                return Phrase(
                    fr: "Boîte de réception lue : rien de nouveau.", en: "The inbox was read: nothing new.")[language]
            }
            let rows = rows(of: report.recorded).filter { $0.count > 0 }
            let told = rows.map { Wording.number($0.count, language) + " " + $0.noun(language) }
            let waiting =
                report.waiting > 0
                ? [
                    Wording.plural(
                        report.waiting, Phrase(fr: "vous attend", en: "waits for you"),
                        Phrase(fr: "vous attendent", en: "wait for you"), language)
                ] : []
            let heard = Wording.plural(
                new, Phrase(fr: "message nouveau", en: "new message"),
                Phrase(fr: "messages nouveaux", en: "new messages"), language)
            let rest = told + waiting
            let tail = rest.isEmpty ? "" : " (" + rest.joined(separator: ", ") + ")"
            return Phrase(
                fr: "Boîte de réception lue : \(heard)\(tail).", en: "The inbox was read: \(heard)\(tail).")[language]
        }
    }

    /// Nobody is there to be asked.
    package static let unreadBeforeSending = Phrase(
        fr:
            "Rien n’a été envoyé : qui a demandé à partir depuis n’est peut-être pas noté. Relancez, ou passez outre avec "
            + "--offline-inbox.",
        en: "Nothing was sent: whoever asked to leave since may not be on record. Run it again, or go on without by "
            + "--offline-inbox.")

    package static let stoppedBeforeSending = Phrase(fr: "Rien n’a été envoyé.", en: "Nothing was sent.")

    /// The question where the inbox cannot be read.
    package static let goOnWithout = Phrase(
        fr: "La boîte de réception n’a pas pu être lue. Envoyer sans elle\u{A0}? (o/n)",
        en: "The inbox could not be read. Send without it? (y/n)")
}
