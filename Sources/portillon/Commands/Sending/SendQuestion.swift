import Courier
import Report
import Vocabulary
import Workspace

/// What `send` asks before anything leaves: from whom, by which relay, how long it takes; the number of recipients is the
/// answer, which nobody types by accident.
struct SendQuestion {
    let prepared: PreparedMailing
    /// How many are written to.
    let count: Int
    /// Deferred ones who are to be tried again later, and may fall due in the meantime.
    let later: Int
    /// How long the rate makes it.
    let seconds: Double

    var lines: [String] {
        let configuration = prepared.workspace.configuration
        let sender = configuration.sender
        let who = printable("\(sender.name) <\(sender.address.spelling)>")
        let relay = configuration.relay.address
        let folder = relay.folder.map { ShortPath.of($0) }
        let way = Phrase(
            fr: folder.map { "dans la Maildir \($0)" } ?? "par \(relay)",
            en: folder.map { "into the Maildir \($0)" } ?? "through \(relay)")
        let time = pace.map { Phrase(fr: ", en \($0.fr) environ", en: ", in about \($0.en)") }
        let sentence = Phrase(
            fr: "De \(who), \(way.fr)\(time?.fr ?? "").", en: "From \(who), \(way.en)\(time?.en ?? "").")
        return [""] + wrapped(sentence[Speech.language], Console.width)
            + (later > 0 ? wrapped(wordOnLater[Speech.language], Console.width) : [])
    }

    private var wordOnLater: Phrase {
        Phrase { language in
            let people = Wording.plural(
                later, Phrase(fr: "différé", en: "deferred recipient"),
                Phrase(fr: "différés", en: "deferred recipients"), language)
            let (one, many) = (
                Phrase(
                    fr: "attend son heure, et n’en fait partie que si elle vient pendant l’envoi",
                    en: "waits for its time, and is among them only if that comes during the run"),
                Phrase(
                    fr: "attendent leur heure, et n’en font partie que si elle vient pendant l’envoi",
                    en: "wait for their time, and are among them only if that comes during the run")
            )
            return "\(people) \((later == 1 ? one : many)[language])."
        }
    }

    var prompt: Phrase {
        Phrase { language in
            let number = Wording.number(count, language)
            return Phrase(
                fr: "Pour envoyer, tapez le nombre de destinataires (\(number)) : ",
                en: "To send, type the number of recipients (\(number)): ")[language]
        }
    }

    /// How long the rate makes it; nil where it does not matter.
    private var pace: Phrase? {
        guard seconds >= 10 else { return nil }
        return Phrase { Elapsed.text(seconds, $0) }
    }

    /// The number in an answer, as either language groups its thousands.
    static func digits(_ answer: String) -> String {
        answer.filter { !$0.isWhitespace && $0 != "," && $0 != "\u{202F}" && $0 != "\u{A0}" }
    }
}
