import Foundation
import Report
import Vocabulary

/// Standard output for data, standard error for everything else.
enum Console {
    /// Writes data; a failure to write (a full disk) is a failure of the command.
    static func print(_ text: String, newLine: Bool = true) throws {
        try write(Array((newLine ? text + "\n" : text).utf8))
    }

    static func write(_ bytes: [UInt8]) throws {
        guard writeAll(bytes, to: 1) else {
            // A reader that has gone is no fault of ours, and nobody is there to be told.
            if errno == EPIPE { throw Ending(status: .done) }
            let why = String(cString: strerror(errno))
            throw Failure(
                .inputOutput,
                Phrase(fr: "la sortie ne peut être écrite : \(why)", en: "the output cannot be written: \(why)"))
        }
    }

    /// Says something that is not data.
    static func say(_ text: String) { _ = writeAll(Array((text + "\n").utf8), to: 2) }

    static func say(_ phrase: Phrase) { say(phrase[Speech.language]) }

    /// Says what went wrong.
    static func complain(_ text: String) {
        let red = Style(descriptor: 2).red("portillon:")
        say("\(red) \(printable(text, keepingLines: true))")
    }

    /// Asks on the terminal; nil at the end of input.
    static func ask(_ question: String) -> String? {
        _ = writeAll(Array(question.utf8), to: 2)
        return readLine()
    }

    static var isInteractive: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// The terminal's width in columns; 80 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

extension Style {
    /// Colours on a terminal alone, and not where `NO_COLOR` asks for none.
    init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        self.init(isColoured: isatty(descriptor) == 1 && !isRefused && environment["TERM"] != "dumb")
    }
}
