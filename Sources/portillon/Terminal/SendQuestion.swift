import Courier
import Report
import Vocabulary

/// What `send` asks before anything leaves: from whom, by which relay, how long it takes; the number of recipients is the
/// answer, which nobody types by accident.
struct SendQuestion {
    let prepared: PreparedMailing
    let count: Int

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
        guard let rate = prepared.rate, count > 1 else { return nil }
        let seconds = Double(count - 1) * Double(rate.perSeconds) / Double(rate.messages)
        guard seconds >= 10 else { return nil }
        return Phrase { Elapsed.text(seconds, $0) }
    }

    /// The number in an answer, as either language groups its thousands.
    static func digits(_ answer: String) -> String {
        answer.filter { !$0.isWhitespace && $0 != "," && $0 != "\u{202F}" && $0 != "\u{A0}" }
    }
}
