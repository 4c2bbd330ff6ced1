import Report
import Vocabulary
import Workspace

/// Questions on a terminal, each asked until it has an answer that can be used.
struct Interview: Sendable {
    /// Why an answer cannot be used.
    struct BadAnswer: Error {
        let why: Phrase
        init(_ why: Phrase) { self.why = why }
    }

    /// Shows a question and gives the line that was typed; nil at the end of input.
    let ask: @Sendable (String) -> String?
    let say: @Sendable (Phrase) -> Void

    static let onTerminal = Interview(ask: { Console.ask($0) }, say: { Console.say($0) })

    /// Enter alone takes what stands in brackets, or a blank answer where nothing does.
    func answer<Value>(
        to question: Phrase, otherwise: String = "", read: (String) throws(BadAnswer) -> Value
    ) throws -> Value {
        let shown = otherwise.isEmpty ? "" : " [\(printable(otherwise))]"
        let colon = Phrase(fr: " : ", en: ": ")[Speech.language]
        while true {
            guard let line = ask(question[Speech.language] + shown + colon) else { throw Interview.broken }
            let typed = line.trimmingBlanks()
            do throws(BadAnswer) {
                return try read(try Interview.checked(typed.isEmpty ? otherwise : typed))
            } catch {
                say(Phrase(fr: "  ✗ \(printable(error.why.fr))", en: "  ✗ \(printable(error.why.en))"))
            }
        }
    }

    /// Arrow keys and the like leave controls in a line; what holds some was not meant so.
    private static func checked(_ text: String) throws(BadAnswer) -> String {
        guard printable(text) == text else {
            throw BadAnswer(
                Phrase(
                    fr: "la réponse contient un caractère de contrôle ; retapez-la",
                    en: "the answer holds a control character; type it again"))
        }
        return text
    }

    /// The input has ended in the middle of the questions.
    private static let broken = Failure(
        .temporary,
        Phrase(
            fr: "interrompu avant la dernière question ; rien n’a été écrit",
            en: "broken off before the last question; nothing was written"))
}
