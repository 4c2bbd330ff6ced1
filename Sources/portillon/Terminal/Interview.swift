import Report
import Vocabulary
import Workspace

/// Questions on a terminal, each asked until it has an answer that can be used.
struct Interview: Sendable {
    /// Why an answer cannot be used.
    typealias BadAnswer = UnusableAnswer

    /// Shows a question and gives the line that was typed; nil at the end of input.
    let ask: @Sendable (String) -> String?
    /// The same, and the line is not shown while it is typed.
    let askSecret: @Sendable (String) -> String?
    let say: @Sendable (Phrase) -> Void

    static let onTerminal = Interview(
        ask: { Console.ask($0) }, askSecret: { Console.askSecret($0) }, say: { Console.say($0) })

    /// The value of an option that stands for an answer; one that cannot be used is a fault of usage.
    static func flag<Value>(
        _ name: String, _ text: String, _ read: (String) throws(BadAnswer) -> Value
    ) throws -> Value {
        do throws(BadAnswer) {
            return try read(text.trimmingBlanks())
        } catch {
            throw Failure(.usage, Phrase(fr: "\(name) : \(error.why.fr)", en: "\(name): \(error.why.en)"))
        }
    }

    /// A secret as it was typed, blanks included; nil for Enter alone.
    func secret(_ question: Phrase) throws -> String? {
        let colon = Phrase(fr: " : ", en: ": ")[Speech.language]
        while true {
            guard let line = askSecret(question[Speech.language] + colon) else { throw Interview.broken }
            do throws(BadAnswer) {
                return line.isEmpty ? nil : try Interview.checked(line)
            } catch {
                say(Phrase(fr: "  ✗ \(error.why.fr)", en: "  ✗ \(error.why.en)"))
            }
        }
    }

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

    /// Asks one question after the other, until there is none.
    func ask(_ questions: inout some Questions) throws {
        while let question = questions.next {
            // Names, headers and answers of a file are among them.
            for line in question.before {
                say(
                    Phrase(
                        fr: printable(line.fr, keepingLines: true), en: printable(line.en, keepingLines: true)))
            }
            try answer(to: question.text, otherwise: question.otherwise) { text throws(BadAnswer) in
                try questions.take(text)
            }
        }
    }

    /// Asks for a yes, which Enter is as well; ends the command where it is a no.
    func agree(to question: Phrase) throws {
        let yes = Phrase(fr: "o", en: "y")[Speech.language]
        let isAgreed = try answer(to: question, otherwise: yes) { text throws(BadAnswer) in
            try BadAnswer.isYes(text)
        }
        guard isAgreed else { throw Ending(status: .usage) }
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
