import Foundation
import Report
import Synchronization
import Vocabulary
import Workspace

/// Standard output for data, standard error for everything else.
enum Console {
    private static let begun = Mutex(false)
    /// True once there is something on standard output, or was to be.
    static var hasPrinted: Bool { begun.withLock { $0 } }

    /// Writes data; a failure to write (a full disk) is a failure of the command.
    static func print(_ text: String, newLine: Bool = true) throws {
        try write(Array((newLine ? text + "\n" : text).utf8))
    }

    static func write(_ bytes: [UInt8]) throws {
        begun.withLock { $0 = true }
        guard writeAll(bytes, to: 1) else {
            // A reader that has gone is no fault of ours, and nobody is there to be told.
            if errno == EPIPE { throw Ending(status: .done) }
            let why = Phrase(errno: errno)
            throw Failure(
                .inputOutput,
                Phrase(fr: "la sortie ne peut être écrite : \(why.fr)", en: "the output cannot be written: \(why.en)"))
        }
    }

    /// Writes what people read and no program; on a terminal, no word is broken where a line ends.
    static func show(_ text: String) throws { try print(laidOut(text, for: 1, hanging: 2)) }

    /// Says something that is not data; on a terminal, no word is broken where a line ends.
    static func say(_ text: String) { _ = writeAll(Array((laidOut(text, for: 2) + "\n").utf8), to: 2) }

    /// Says a message in this run's language.
    static func say(_ phrase: Phrase) { say(typeset(phrase[Speech.language])) }

    /// Shows a line on the terminal in the place of the one before; blank takes it away.
    static func showPassing(_ line: String) {
        _ = writeAll(Array(("\r\u{1B}[K" + shortened(line, width - 1)).utf8), to: 2)
    }

    /// Says what went wrong.
    static func complain(_ text: String) {
        let red = Style(descriptor: 2).red("portillon:")
        say("\(red) \(printable(typeset(text), keepingLines: true))")
    }

    private static func laidOut(_ text: String, for descriptor: Int32, room: Int = 0, hanging: Int = 0) -> String {
        isatty(descriptor) == 1 ? folded(text, max(20, width - room), hanging: hanging) : text
    }

    /// A message as the language of this run writes it.
    private static func typeset(_ text: String) -> String {
        Speech.language == .french ? FrenchTypography.typeset(text) : text
    }

    /// Asks on the terminal, and leaves room for the answer behind the question; nil at the end of input.
    static func ask(_ question: String) -> String? {
        _ = writeAll(Array(laidOut(question, for: 2, room: 16).utf8), to: 2)
        return readLine()
    }

    /// The same, and nothing of the answer is shown; the terminal is as it was before, also where a signal ends the program.
    static func askSecret(_ question: String) -> String? {
        let silence = TerminalSilence()
        defer {
            silence.end()
            // Enter was not shown either.
            _ = writeAll([0x0A], to: 2)
        }
        return ask(question)
    }

    /// The key that is pressed, without Enter and unseen; nil at the end of input. What several characters make at once, an arrow
    /// or a paste, is one that nobody can have meant.
    static func askKey(_ question: String) -> Character? {
        let silence = TerminalSilence(byKey: true)
        defer { silence.end() }
        _ = writeAll(Array(question.utf8), to: 2)
        var bytes = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(0, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            let typed = String(decoding: bytes.prefix(count), as: UTF8.self)
            return typed.count == 1 ? typed.first : "\u{FFFD}"
        }
    }

    /// The number that is typed, without the signs by which either language groups its thousands; nil at the end of input.
    static func askNumber(_ question: Phrase) -> String? {
        ask(question[Speech.language])?.filter { !$0.isWhitespace && $0 != "," && $0 != "\u{202F}" && $0 != "\u{A0}" }
    }

    static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// The terminal's width in columns; 80 where there is none.
    static var width: Int { size?.columns ?? 80 }

    /// The terminal's height in lines; nil where there is none.
    static var height: Int? { size?.lines }

    private static var size: (columns: Int, lines: Int?)? {
        // Whichever of output and questions is on one.
        for descriptor: Int32 in [1, 2] {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
                return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : nil)
            }
        }
        return nil
    }

    /// True where standard output is a terminal: what is written there may be cut to its width.
    static var isOutputTerminal: Bool { isatty(1) == 1 }
}

extension Style {
    /// Colours on a terminal alone, and not where `NO_COLOR` asks for none.
    init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        self.init(isColoured: isatty(descriptor) == 1 && !isRefused && environment["TERM"] != "dumb")
    }
}
