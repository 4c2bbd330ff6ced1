package import Vocabulary

/// What is said while a test letter is on its way.
package enum RoundTripReport {
    /// `seconds` that it has been waited for; nil clears the line.
    package static func waiting(_ seconds: Int?) -> Phrase {
        guard let seconds else { return Phrase(fr: "", en: "") }
        return Phrase { language in
            let time = Elapsed.text(whole: seconds, language)
            return Phrase(
                fr: "La lettre d’essai est en route… \(time) (^C abandonne)",
                en: "The test letter is on its way… \(time) (^C gives up)")[language]
        }
    }
}
