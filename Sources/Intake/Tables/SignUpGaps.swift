import Vocabulary

/// What a table of sign-ups does not say itself, and what its further columns answer: for questions to whoever knows.
package struct SignUpGaps: Sendable {
    /// A column that no field takes, with the few answers that stand in it.
    package struct Column: Hashable, Sendable {
        package let name: String
        /// True where the header asks something, or speaks of consent.
        package let asks: Bool
        /// Each answer with the number of its rows, in the order in which they come; blank ones aside.
        package let answers: [Answer]
    }

    package struct Answer: Hashable, Sendable {
        package let text: String
        package internal(set) var rows: Int
    }

    /// True where no column says it at all.
    package let lacksWording, lacksPurposes, lacksConfirmation: Bool
    /// True where columns say when somebody opted in or confirmed it: each row is an agreement already.
    package let hasOptInTimes: Bool
    /// The columns that may hold the answer to the question of consent: those with few different answers, none of them an
    /// address of a machine.
    package let questions: [Column]
    /// The columns that a confirmation may be dated by: that of the sign-up first.
    package let dated: [String]

    /// So many different answers stand in a column of consent at the most: names and free text have more.
    fileprivate static let mostAnswers = 9
}

extension TableFile {
    /// Looks through a table of sign-ups. Faults: those of reading it.
    package func signUpGaps() throws(IntakeFault) -> SignUpGaps {
        struct Seen {
            var answers: [SignUpGaps.Answer] = []
            var isOpen = false
            var dates = 0
            var others = 0
        }
        var seen = [Seen](repeating: Seen(), count: found.extra.count)
        let reader = try table.rows()
        while let step = try reader.next() {
            guard case .row = step else { continue }
            for (place, further) in found.extra.enumerated() {
                let text = reader[further.column]
                guard !text.isBlank else { continue }
                if DateReader.clue(text) == .none, DateReader.read(text).when == nil {
                    seen[place].others += 1
                } else {
                    seen[place].dates += 1
                }
                guard !seen[place].isOpen else { continue }
                if let known = seen[place].answers.firstIndex(where: { $0.text == text }) {
                    seen[place].answers[known].rows += 1
                } else {
                    seen[place].answers.append(SignUpGaps.Answer(text: text, rows: 1))
                    seen[place].isOpen = seen[place].answers.count > SignUpGaps.mostAnswers
                }
            }
        }
        var questions: [SignUpGaps.Column] = []
        var dated = columns(of: .submittedOn)
        for (further, seen) in zip(found.extra, seen) {
            let name = table.names[further.column]
            if seen.others == 0, seen.dates > 0 {
                dated.append(name)
            } else if !seen.isOpen, !seen.answers.isEmpty, !NetworkAddress.isNamed(by: name),
                !seen.answers.allSatisfy({ NetworkAddress.isOne($0.text) })
            {
                questions.append(SignUpGaps.Column(name: name, asks: StatedSignUps.asks(name), answers: seen.answers))
            }
        }
        return SignUpGaps(
            lacksWording: found[.wording] == nil, lacksPurposes: found[.purposes] == nil,
            lacksConfirmation: found[.confirmedOn] == nil, hasOptInTimes: hasOptInTimes, questions: questions,
            dated: dated)
    }

    /// A form's own time stamp is there whatever was answered.
    private var hasOptInTimes: Bool {
        found[.confirmedOn] != nil
            || found.names.contains { name in
                let key = HeaderName(name).key
                return ["optin", "optedin", "confirm"].contains(where: key.hasPrefix)
                    && ["time", "date", "at", "on"].contains(where: key.hasSuffix)
            }
    }

    private func columns(of field: TableField) -> [String] {
        found.columns(of: field).prefix(1).map { table.names[$0] }
    }
}
