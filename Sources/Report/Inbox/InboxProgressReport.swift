package import Vocabulary
package import Workspace

/// How far a reading of the inbox has come, in one line.
package enum InboxProgressReport {
    /// `INBOX  1 200 messages  800/s`; `seconds` since it began.
    package static func line(_ progress: InboxReading.Progress, seconds: Double, _ language: Language) -> String {
        let count = Wording.plural(
            progress.messages, Phrase(fr: "message", en: "message"), Phrase(fr: "messages", en: "messages"), language)
        let rate = Wording.number(Int((Double(progress.messages) / max(seconds, 0.001)).rounded()), language)
        return "\(progress.source)  \(count)  \(rate)/s"
    }
}

extension InboxReport {
    /// The fault that the command ends with: one of the run before one that another time may not meet. Nil for none.
    package var firstFault: Failure? {
        let failures = faults.map { Failure($0.error) ?? Failure(.internalFault, Phrase(saying: $0.error)) }
        return failures.first { $0.kind != .temporary } ?? failures.first
    }

    /// What could not be read to its end, a sentence each.
    package var faultPhrases: [Phrase] {
        faults.map { fault in
            let why = Failure(fault.error)?.message ?? Phrase(saying: fault.error)
            // A path is in the message already.
            guard !why.en.contains(fault.source) else { return why }
            return Phrase(fr: "\(fault.source) : \(why.fr)", en: "\(fault.source): \(why.en)")
        }
    }
}
