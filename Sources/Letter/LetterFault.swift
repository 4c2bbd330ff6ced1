package import Vocabulary

/// Why a file is not a letter: the command ends with "bad input data".
package struct LetterFault: Error, Hashable, Sendable {
    /// The line in the file, from 1; nil where the file as a whole is at fault.
    package let line: Int?
    package let problem: Phrase

    init(line: Int? = nil, _ problem: Phrase) {
        self.line = line
        self.problem = problem
    }
}

/// A fault in a template, with its place: the mailing is refused.
package struct TemplateFault: Error, Hashable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int
    package let problem: Phrase

    /// `letter.md:12:5: …`.
    package var message: Phrase {
        Phrase(fr: "\(file):\(line):\(column) : \(problem.fr)", en: "\(file):\(line):\(column): \(problem.en)")
    }
}
